package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ErratumAward is an award beside the ranking that a corrected version changes, adds or withdraws. With the version it stays on record.
type ErratumAward struct {
	bun.BaseModel `bun:"table:erratum_award"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ErratumID   int64
	AwardID     int64  `bun:",nullzero"` // none: it is added, and is not there yet
	CandidateID int64  `bun:",nullzero"` // who gets it
	Revision    int    // of the award that the change was made from
	Before      string // JSON: what it said; empty: it was not there
	After       string // JSON: what it says
}

// AwardTerms is what an award beside the ranking says.
type AwardTerms struct {
	Kind     string      `json:"kind"`
	Name     locale.Text `json:"name"`
	Title    locale.Text `json:"title"`
	Citation locale.Text `json:"citation"`
	Object   locale.Text `json:"object"`
	Patron   locale.Text `json:"patron"`
	Amount   int64       `json:"amount,omitempty"` // minor units
	Currency string      `json:"currency,omitempty"`
	Withheld bool        `json:"withheld,omitempty"`
	Reason   string      `json:"reason,omitempty"`
}

func (a *Award) terms() AwardTerms {
	return AwardTerms{a.Kind, a.Name, a.Title, a.Citation, a.Object, a.Patron, a.Amount, a.Currency, a.Withheld, a.Reason}
}

func (t AwardTerms) form() AwardForm {
	return AwardForm{Kind: t.Kind, Name: t.Name, Title: t.Title, Citation: t.Citation, Object: t.Object, Patron: t.Patron, Amount: t.Amount,
		Currency: t.Currency, Withheld: t.Withheld, Reason: t.Reason}
}

// written is the terms as a column has them.
func (t AwardTerms) written() string {
	text, err := json.Marshal(t)
	if err != nil {
		panic(err) // nothing in it cannot be written
	}
	return string(text)
}

// AwardChange is a change of an award beside the ranking that came with a corrected version, or is to come.
type AwardChange struct {
	ErratumAward
	ResultID  int64           // the version; 0: it waits
	Candidate *NamedCandidate `bun:"-"` // nil: nobody
	Was, Is   AwardTerms      `bun:"-"`
}

// What becomes of an award: "added", "withdrawn", "restored" or "changed".
func (c *AwardChange) What() string {
	switch {
	case c.Before == "":
		return "added"
	case c.Is.Withheld && !c.Was.Withheld:
		return "withdrawn"
	case c.Was.Withheld && !c.Is.Withheld:
		return "restored"
	}
	return "changed"
}

// awardChanges reads the changes of awards that errata of a condition hold, "x" being the erratum.
func (tx *transaction) awardChanges(ctx context.Context, where string, args ...any) (list []*AwardChange, err error) {
	err = tx.NewRaw(`select a.*, coalesce(x.result_id, 0) as result_id from erratum_award a join erratum x on x.id = a.erratum_id where `+where+` order by a.id`,
		args...).Scan(ctx, &list)
	for _, c := range list {
		for text, terms := range map[string]*AwardTerms{c.Before: &c.Was, c.After: &c.Is} {
			if text != "" && err == nil {
				err = json.Unmarshal([]byte(text), terms)
			}
		}
	}
	return list, err
}

// ofResult picks out the changes that came with a version, and names whose they are.
func ofResult(changes []*AwardChange, result int64, names map[int64]*NamedCandidate) (list []*AwardChange) {
	for _, c := range changes {
		if c.ResultID == result {
			c.Candidate = names[c.CandidateID]
			list = append(list, c)
		}
	}
	return list
}

// amendable reads the awards that a corrected version of a contest may change: its own, and, once all of the round is public, those over
// all categories that one of its candidates got.
func (tx *transaction) amendable(ctx context.Context, p *ContestPlace) (list []*Award, err error) {
	err = tx.NewSelect().Model(&list).Where("round_id = ?", p.Round.ID).Where("kind <> ?", AwardForPlace).
		Where("contest_id = ?0 or contest_id is null and candidate_id in (select id from candidate where contest_id = ?0) and ?1", p.Contest.ID,
			awardIsPublic("award", tx.now)).Order("position", "id").Scan(ctx)
	return list, err
}

// readAwards makes of a form what it changes in the awards, and adds to them. Conflict where an award was changed since the form was made.
func (form ErratumForm) readAwards(ctx context.Context, tx *transaction, p *ContestPlace, wrong *fields) (rows []ErratumAward, err error) {
	there, err := tx.amendable(ctx, p)
	if err != nil {
		return nil, err
	}
	for uid := range form.Changed {
		if !slices.ContainsFunc(there, func(a *Award) bool { return a.UID == uid }) {
			return nil, fault.New(fault.NotFound, "fault.not_found")
		}
	}
	for _, a := range there {
		if change, named := form.Changed[a.UID]; named {
			row, err := a.changed(tx, change, wrong)
			if err != nil {
				return nil, err
			}
			rows = append(rows, row...)
		}
	}
	for i, added := range form.Added {
		a, prefix := &Award{RoundID: p.Round.ID, ContestID: p.Contest.ID}, fmt.Sprintf("added[%d].", i)
		added.fill(a)
		wrong.of(prefix, added)
		if added.Kind == AwardForPlace || added.Withheld {
			wrong.add(prefix+"kind", "fault.unknown_choice")
		}
		if err := tx.resolveLaureate(ctx, a, added.Candidate); err != nil && !fault.Is(err, fault.Invalid) {
			return nil, err
		}
		if a.CandidateID == 0 {
			wrong.add(prefix+"candidate", "fault.required")
		}
		rows = append(rows, ErratumAward{UID: tx.store.NewUID(), CandidateID: a.CandidateID, After: a.terms().written()})
	}
	return rows, nil
}

// changed is what a form changes in the award; what says what is there already is no change. Conflict where the award was changed since the
// form was made: nobody could confirm a change of what is not there any more.
func (a *Award) changed(tx *transaction, form AwardForm, wrong *fields) ([]ErratumAward, error) {
	form.Kind = a.Kind
	row, after := ErratumAward{UID: tx.store.NewUID(), AwardID: a.ID, CandidateID: a.CandidateID, Revision: form.Revision, Before: a.terms().written()}, *a
	form.fill(&after)
	if row.After = after.terms().written(); row.After == row.Before {
		return nil, nil
	}
	if form.Revision != a.Revision {
		return nil, fault.New(fault.Conflict, "amend.award_conflict")
	}
	wrong.of("awards["+a.UID+"].", form)
	return []ErratumAward{row}, nil
}

// of adds what is wrong in an award's form, under a prefix.
func (f *fields) of(prefix string, form AwardForm) {
	var wrong fields
	form.checkInto(&wrong)
	for _, field := range wrong {
		field.Name = prefix + field.Name
		*f = append(*f, field)
	}
}

// amendAwards carries out what a corrected version changes beside the ranking. Conflict where an award was changed meanwhile.
func (tx *transaction) amendAwards(ctx context.Context, actor judging.Actor, p *ContestPlace, e *Erratum) error {
	changes, err := tx.awardChanges(ctx, "x.id = ?", e.ID)
	if err != nil {
		return err
	}
	uids, err := tx.candidateUIDs(ctx, p)
	if err != nil {
		return err
	}
	for _, c := range changes {
		form := c.Is.form()
		form.Candidate, form.Revision = uids[c.CandidateID], c.Revision
		if c.AwardID != 0 {
			a := &Award{ID: c.AwardID}
			if err := tx.NewSelect().Model(a).WherePK().Scan(ctx); err != nil {
				return err
			}
			if err := tx.changeAward(ctx, actor, a, form); err != nil {
				return err
			}
			continue
		}
		a := &Award{UID: tx.store.NewUID(), RoundID: p.Round.ID, ContestID: p.Contest.ID, CandidateID: c.CandidateID}
		form.fill(a)
		if err := tx.insertAward(ctx, actor, a); err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(&c.ErratumAward).Set("award_id = ?", a.ID).WherePK().Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// candidateUIDs are those of the contest's candidates, by row id.
func (tx *transaction) candidateUIDs(ctx context.Context, p *ContestPlace) (map[int64]string, error) {
	var rows []Candidate
	err := tx.NewSelect().Model(&rows).Column("id", "uid").Where("contest_id = ?", p.Contest.ID).Scan(ctx)
	uids := map[int64]string{}
	for _, n := range rows {
		uids[n.ID] = n.UID
	}
	return uids, err
}
