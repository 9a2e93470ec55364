package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/register"

	"github.com/uptrace/bun"
)

// EnrolForm is which bodies to enter in a contest.
type EnrolForm struct {
	Bodies []string // uids
	Reason string   // why those that are not eligible are let in; empty: they are refused
}

// Enrolment is what an enrolling came to.
type Enrolment struct {
	Added   int
	Kept    int // stood in the contest already
	Refused []RefusedBody
	Warned  []RefusedBody // entered all the same
}

// RefusedBody is a body that may not enter, and why.
type RefusedBody struct {
	Body   *Body
	Reason register.Reason
}

// Enrol enters bodies in a contest: each gets an entrant in the edition, an admitted entry, and a place among the
// candidates. Those that stand there already are kept, and those that were withdrawn stand again. A body that is not
// eligible is refused, unless a reason is given. Closed once the judging is closed.
func (s *Store) Enrol(ctx context.Context, actor judging.Actor, contest string, form EnrolForm) (*Enrolment, error) {
	var done *Enrolment
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		var bodies []*Body
		if len(form.Bodies) == 0 {
			return fault.InForm(fault.Field{Name: "bodies", Key: "fault.required"})
		}
		if err := tx.bodies(&bodies).Where("uid in (?)", bun.List(form.Bodies)).Scan(ctx); err != nil {
			return err
		}
		var err error
		done, err = tx.enrol(ctx, actor, p, bodies, form.Reason)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("enrol: %w", err)
	}
	return done, nil
}

// EnrolEligible enters every body of the country's register that may enter the contest: those of the chapter's region, or
// of the whole country where the chapter has none. Bodies in no register are entered one by one.
func (s *Store) EnrolEligible(ctx context.Context, actor judging.Actor, contest string) (*Enrolment, error) {
	var done *Enrolment
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		eligible, _, err := tx.eligible(ctx, p)
		if err != nil {
			return err
		}
		done, err = tx.enrol(ctx, actor, p, eligible, "")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("enrol eligible: %w", err)
	}
	return done, nil
}

// bodies selects bodies without what only sorts them.
func (tx *transaction) bodies(into *[]*Body) *bun.SelectQuery {
	return tx.NewSelect().Model(into).ExcludeColumn("sort_cs", "sort_pl", "sort_en").Order("id")
}

// eligible gives the bodies of the chapter's region that may enter the contest, and counts those of which the register
// does not know enough.
func (tx *transaction) eligible(ctx context.Context, p *ContestPlace) (eligible []*Body, unjudged int, err error) {
	if err := tx.readTerritory(ctx, p); err != nil {
		return nil, 0, err
	}
	var all []*Body
	query := tx.bodies(&all).Where("register = ?", p.Competition.register()).Where("ended_at is null")
	if len(p.territory) > 0 {
		query.Where("region_code in (?)", bun.List(p.territory))
	}
	if err := query.Scan(ctx); err != nil {
		return nil, 0, err
	}
	for _, b := range all {
		switch ok, reason := p.Category.Eligibility.Matches(b.Row()); {
		case ok:
			eligible = append(eligible, b)
		case reason == register.PopulationMissing:
			unjudged++
		}
	}
	return eligible, unjudged, nil
}

// enrol enters the bodies in a constant number of statements.
func (tx *transaction) enrol(ctx context.Context, actor judging.Actor, p *ContestPlace, bodies []*Body, force string) (*Enrolment, error) {
	if !p.Round.ClosedAt.IsZero() {
		return nil, fault.New(fault.Closed, "fault.already_closed")
	}
	if err := tx.readTerritory(ctx, p); err != nil {
		return nil, err
	}
	obstacles, err := tx.obstacles(ctx, p, bodyKeys(bodies))
	if err != nil {
		return nil, err
	}
	done := &Enrolment{}
	var admitted []*Body
	for _, b := range bodies {
		reason, against := p.refusal(b), obstacles[b.ID]
		if reason == register.Eligible && against.Bars {
			reason = against.Reason
		}
		if reason != register.Eligible && force == "" {
			done.Refused = append(done.Refused, RefusedBody{b, reason})
			continue
		}
		if against.Reason != "" {
			done.Warned = append(done.Warned, RefusedBody{b, against.Reason})
		}
		admitted = append(admitted, b)
	}
	entries, err := tx.entriesOf(ctx, p, admitted)
	if err != nil {
		return nil, err
	}
	if done.Added, err = tx.stand(ctx, p, entries); err != nil {
		return nil, err
	}
	done.Kept = len(entries) - done.Added
	return done, tx.recordWithNote(ctx, actor, "contest.enrol", "contest", p.Contest.ID, map[string]any{"entries": entries}, force)
}

func bodyKeys(bodies []*Body) (ids []int64) {
	for _, b := range bodies {
		ids = append(ids, b.ID)
	}
	return ids
}

// readTerritory reads whose bodies the round judges: those of its own chapter's region, and of the chapters that it judges as a
// collective round. A chapter without a region has the whole country.
func (tx *transaction) readTerritory(ctx context.Context, p *ContestPlace) error {
	if p.territory = nil; p.Chapter.RegionCode == "" {
		return nil
	}
	err := tx.NewRaw(`select c.region_code from chapter_setting s join chapter c on c.id = s.chapter_id
		where s.round_id = ? and s.mode = ? and c.region_code <> '' order by 1`, p.Round.ID, Collective).Scan(ctx, &p.territory)
	p.territory = append(p.territory, p.Chapter.RegionCode)
	return err
}

// refusal says why a body may not enter the contest: by the category's rule, or because it lies in another region than those whose
// round it is. The territory has been read.
func (p *ContestPlace) refusal(b *Body) register.Reason {
	if len(p.territory) > 0 && b.RegionCode != "" && !slices.Contains(p.territory, b.RegionCode) {
		return register.WrongRegion
	}
	_, reason := p.Category.Eligibility.Matches(b.Row())
	return reason
}

// register is the list that the competition's country keeps.
func (c *Competition) register() register.Register {
	if c.Country == register.Poland {
		return register.TERC
	}
	return register.RUIAN
}

// stand makes the entries candidates of the contest, and tells how many were none before. Whom the round before no longer
// sends on stays withdrawn.
func (tx *transaction) stand(ctx context.Context, p *ContestPlace, entries []int64) (added int, err error) {
	if len(entries) == 0 {
		return 0, nil
	}
	var before []Candidate
	if err := tx.NewSelect().Model(&before).Where("contest_id = ?", p.Contest.ID).Where("entry_id in (?)", bun.List(entries)).Scan(ctx); err != nil {
		return 0, err
	}
	standing, ids, back := map[int64]bool{}, []int64{0}, []int64{0}
	for _, c := range before {
		ids = append(ids, c.ID)
	}
	lost, err := tx.outrun(ctx, ids)
	if err != nil {
		return 0, err
	}
	for _, c := range before {
		standing[c.EntryID] = true
		if !c.WithdrawnAt.IsZero() && !lost[c.ID] {
			back = append(back, c.ID)
		}
	}
	var made []Candidate
	for _, entry := range entries {
		if !standing[entry] {
			made = append(made, Candidate{UID: tx.store.NewUID(), ContestID: p.Contest.ID, EntryID: entry, CreatedAt: tx.now})
		}
	}
	if _, err := tx.NewUpdate().Model((*Candidate)(nil)).Set("withdrawn_at = null").Where("id in (?)", bun.List(back)).Exec(ctx); err != nil {
		return 0, err
	}
	return len(made) + len(back) - 1, insertAll(ctx, tx, made)
}
