package store

import (
	"context"
	"slices"
	"strings"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// DeclarationForm is what a juror answers about conflicts. What is left out stays as it was answered before.
type DeclarationForm struct {
	Home       string              // a HomePlace's code, or "none"
	Bodies     []string            // uids of all bodies that the juror works for
	Suppliers  map[string]Relation // by uid
	Candidates map[string]Relation // by uid
	Reasons    map[string]string   // of the conflicts, by the candidate's uid
	Others     bool                // there is no conflict with any candidate that is not answered for
}

// Relation is an answer: whether a juror has to do with somebody.
type Relation string

// The answers. The empty one is none yet.
const (
	Unrelated Relation = "none"
	Related   Relation = "related"
)

// Declare keeps what a juror says about conflicts in a round, and what comes of it: he sees those candidates that he has answered for
// and that nothing stands between, and is recused from the others. It may be said and said again until the judging is closed. A
// conflict that is taken back after the juror has begun the sheet is Invalid ("candidate[uid]"): its scores are stray, and only the
// organizer lets them count again. So is a conflict without a reason ("reason[uid]").
func (s *Store) Declare(ctx context.Context, actor judging.Actor, round string, form DeclarationForm) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		_, juror, err := tx.declaringSeat(ctx, actor, judging.DeclareConflict, round)
		if err != nil {
			return err
		}
		if err := tx.listSuppliers(ctx, &Round{ID: juror.RoundID}); err != nil {
			return err
		}
		v, err := tx.declarations(ctx, actor, judging.DeclareConflict, round, "")
		if err != nil {
			return err
		}
		d := &declaring{transaction: tx, view: v, form: form, body: map[string]any{}}
		if err := d.put(ctx); err != nil {
			return err
		}
		if err := tx.reviewConflicts(ctx, actor, &v.Round, juror.ID); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "conflict.declare", "juror", juror.ID, d.body, strings.Join(d.reasons, "\n"))
	})
	return wrapped("declare", err)
}

// declaring is a juror's answers on their way into the tables.
type declaring struct {
	*transaction
	view    *DeclarationView
	form    DeclarationForm
	wrong   fields
	body    map[string]any // what goes on record
	reasons []string
}

func (d *declaring) put(ctx context.Context) error {
	home := d.home()
	bodies, err := d.bodies(ctx)
	if err != nil {
		return err
	}
	suppliers := d.suppliers()
	candidates := d.candidates()
	if err := d.wrong.err(); err != nil {
		return err
	}
	if home != nil {
		if err := d.replace(ctx, home, "juror_home", "1 = 1"); err != nil {
			return err
		}
	}
	if err := d.replaceBodies(ctx, bodies); err != nil {
		return err
	}
	ids := []int64{0}
	for _, a := range suppliers {
		ids = append(ids, a.SupplierID)
	}
	if len(suppliers) > 0 {
		if err := d.replace(ctx, &suppliers, "juror_supplier", "supplier_id in (?)", bun.List(ids)); err != nil {
			return err
		}
	}
	ids = []int64{0}
	for _, a := range candidates {
		ids = append(ids, a.CandidateID)
	}
	if len(candidates) == 0 {
		return nil
	}
	return d.replace(ctx, &candidates, "declaration", "candidate_id in (?)", bun.List(ids))
}

// replace puts rows of the juror in place of those that a condition picks.
func (d *declaring) replace(ctx context.Context, rows any, table, where string, args ...any) error {
	_, err := d.NewDelete().Table(table).Where("juror_id = ?", d.view.Juror.ID).Where(where, args...).Exec(ctx)
	if err != nil {
		return err
	}
	_, err = d.NewInsert().Model(rows).Returning("NULL").Exec(ctx)
	return err
}

// home reads where the juror is at home; nil: not answered now.
func (d *declaring) home() *JurorHome {
	at := slices.IndexFunc(d.view.Places, func(p HomePlace) bool { return p.Code() == d.form.Home })
	row := &JurorHome{JurorID: d.view.Juror.ID, DeclaredAt: d.now}
	switch {
	case d.form.Home == "":
		return nil
	case at >= 0:
		row.RegionCode, row.DistrictCode = d.view.Places[at].Home.Region, d.view.Places[at].Home.District
	case d.form.Home != nowhere:
		d.wrong.add("home", "fault.unknown_choice")
	}
	d.body["home"] = d.form.Home
	return row
}

// bodies reads whom the juror works for.
func (d *declaring) bodies(ctx context.Context) (ids []int64, err error) {
	if len(d.form.Bodies) > 50 {
		d.wrong.add("bodies", "fault.unknown_choice")
		return nil, nil
	}
	err = d.NewSelect().Model((*Body)(nil)).Column("id").Where("uid in (?)", bun.List(append([]string{""}, d.form.Bodies...))).Order("id").Scan(ctx, &ids)
	if err == nil && len(ids) < len(d.form.Bodies) {
		d.wrong.add("bodies", "fault.unknown_choice")
	}
	d.body["bodies"] = ids
	return ids, err
}

func (d *declaring) replaceBodies(ctx context.Context, bodies []int64) error {
	if _, err := d.NewDelete().Model((*JurorBody)(nil)).Where("juror_id = ?", d.view.Juror.ID).Exec(ctx); err != nil {
		return err
	}
	var rows []JurorBody
	for _, id := range bodies {
		rows = append(rows, JurorBody{JurorID: d.view.Juror.ID, BodyID: id})
	}
	return insertAll(ctx, d.transaction, rows)
}

// suppliers reads the answers about suppliers that were asked about.
func (d *declaring) suppliers() (rows []JurorSupplier) {
	said := map[int64]bool{}
	for _, q := range d.view.Suppliers {
		switch answer := d.form.Suppliers[q.UID]; answer {
		case "": // not answered now
		case Related, Unrelated:
			rows = append(rows, JurorSupplier{JurorID: d.view.Juror.ID, SupplierID: q.ID, Related: answer == Related, DeclaredAt: d.now})
			said[q.ID] = answer == Related
		default:
			d.wrong.add("supplier["+q.UID+"]", "fault.unknown_choice")
		}
	}
	d.body["suppliers"] = said
	return rows
}

// candidates reads the answers about candidates, of those that are new or other than before.
func (d *declaring) candidates() (rows []JurorDeclaration) {
	said := map[int64]bool{}
	for _, q := range d.view.Candidates {
		answer := d.form.Candidates[q.UID]
		if answer == "" && d.form.Others && !q.Answered {
			answer = Unrelated
		}
		if row := d.candidate(q, answer); row != nil {
			rows = append(rows, *row)
			said[q.ID] = row.Conflict
		}
	}
	d.body["candidates"] = said
	return rows
}

func (d *declaring) candidate(q *CandidateQuestion, answer Relation) *JurorDeclaration {
	row := &JurorDeclaration{JurorID: d.view.Juror.ID, CandidateID: q.ID, Conflict: answer == Related, DeclaredAt: d.now}
	name := "[" + q.UID + "]"
	switch {
	case answer == "":
		return nil
	case answer != Related && answer != Unrelated:
		d.wrong.add("candidate"+name, "fault.unknown_choice")
	case answer == Related:
		row.Reason = strings.TrimSpace(d.form.Reasons[q.UID])
		if row.Reason == "" {
			d.wrong.add("reason"+name, "fault.reason_missing")
		}
		d.wrong.word("reason"+name, row.Reason, false, maxNote)
	case q.Conflict && q.Scored:
		d.wrong.add("candidate"+name, "conflict.scored_before")
	}
	if q.Answered && q.Conflict == row.Conflict && q.Reason == row.Reason {
		return nil // as before, and so of the same time
	}
	if row.Conflict {
		d.reasons = append(d.reasons, row.Reason)
	}
	return row
}

// FindEmployers finds bodies for a juror to say that he works for one, by the beginnings of the words of their names.
func (s *Store) FindEmployers(ctx context.Context, actor judging.Actor, search BodySearch) ([]*Body, error) {
	if err := judging.May(actor, judging.OpenDesk, judging.Facts{}); err != nil {
		return nil, err
	}
	return s.searchBodies(ctx, search)
}

// EmployersByUID reads bodies that a juror has picked, in the order in which they were; what is unknown is left out.
func (s *Store) EmployersByUID(ctx context.Context, actor judging.Actor, uids []string) (found []*Body, err error) {
	if err := judging.May(actor, judging.OpenDesk, judging.Facts{}); err != nil {
		return nil, err
	}
	err = s.reader.NewSelect().Model(&found).Where("uid in (?)", bun.List(append([]string{""}, uids...))).Scan(ctx)
	slices.SortFunc(found, func(a, b *Body) int { return slices.Index(uids, a.UID) - slices.Index(uids, b.UID) })
	return found, wrapped("employers", err)
}
