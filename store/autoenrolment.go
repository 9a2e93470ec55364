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

// AutoEnrolment is what entering everybody eligible into a category would come to, over all chapters. Eligible is the sum of New,
// Kept, Closed and those of Nowhere.
type AutoEnrolment struct {
	CategoryPlace
	Eligible int // bodies of the country's register that the category's rule lets in
	Unjudged int // of which the register does not know enough
	New      int
	Kept     int              // have an entry in the category, in whatever state; it stays as it is
	Closed   int              // would enter a contest whose judging is closed
	Contests []*EnrolContest  // that the new ones enter
	Nowhere  []*EnrolChapter  // chapters that take no part, with the bodies that so cannot enter
	NoLonger []*EnrolledBody  // automatic entries whose body may not enter any more; they stay until somebody calls them off
	Unasked  []*EnrolledBody  // automatic entries without an address, which has to be asked for
	Blank    int              // of the new ones, those of which the register has no address
	made     map[int64]*Entry // the new entries by their bodies
	bodies   []*Body          // of the new entries
}

// EnrolContest is a contest with how many bodies would enter it.
type EnrolContest struct {
	*ContestPlace
	New int
}

// EnrolChapter is a chapter with how many bodies of its region cannot enter; none is a region without a chapter.
type EnrolChapter struct {
	Chapter *Chapter
	Bodies  int
}

// EnrolledBody is a body with its automatic entry.
type EnrolledBody struct {
	*Body
	Entry string // uid
}

// PreviewAutoEnrolment reads what AutoEnrol would do, in a constant number of statements.
func (s *Store) PreviewAutoEnrolment(ctx context.Context, actor judging.Actor, category string) (*AutoEnrolment, error) {
	var plan *AutoEnrolment
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.categoryFor(ctx, actor, category)
		if err != nil {
			return err
		}
		plan, err = tx.planEnrolment(ctx, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("preview of the automatic enrolment: %w", err)
	}
	return plan, nil
}

// AutoEnrol enters every body of the country's register that may enter an automatic category and has no entry in it yet, in the
// contest that takes its chapter's entries: admitted, with the address that the register has. Doing it twice is doing it once. It
// takes a constant number of statements. Closed for a category that is called off, or that is entered of one's own accord.
func (s *Store) AutoEnrol(ctx context.Context, actor judging.Actor, category string) (*AutoEnrolment, error) {
	var plan *AutoEnrolment
	err := s.writeCategory(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		switch {
		case !p.Category.CancelledAt.IsZero():
			return fault.New(fault.Closed, "category.is_cancelled")
		case !p.Category.Automatic:
			return fault.New(fault.Closed, "category.not_automatic")
		}
		var err error
		if plan, err = tx.planEnrolment(ctx, p); err != nil {
			return err
		}
		entries, err := tx.makePlanned(ctx, plan)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "category.enrol", "category", p.Category.ID, map[string]any{"entries": entries})
	})
	if err != nil {
		return nil, fmt.Errorf("automatic enrolment: %w", err)
	}
	return plan, nil
}

// planEnrolment holds every body of the register against the category's rule, and those that have entries already.
func (tx *transaction) planEnrolment(ctx context.Context, p *CategoryPlace) (*AutoEnrolment, error) {
	plan := &AutoEnrolment{CategoryPlace: *p, made: map[int64]*Entry{}}
	ways, err := tx.entryWays(ctx, p.Edition.ID)
	if err != nil {
		return nil, err
	}
	var bodies []*Body
	err = tx.bodies(&bodies).Where("register = ?", p.Competition.register()).Where("ended_at is null").Scan(ctx)
	if err != nil {
		return nil, err
	}
	entered, err := tx.enteredBodies(ctx, &p.Category)
	if err != nil {
		return nil, err
	}
	var resting map[int64]bool
	if p.Edition.WinnersBarred {
		if resting, err = tx.resting(ctx, &p.Edition, &p.Category); err != nil {
			return nil, err
		}
	}
	eligible := map[int64]bool{}
	for _, b := range bodies {
		switch ok, reason := p.Category.Eligibility.Matches(b.Row()); {
		case ok && resting[b.ID]:
			continue
		case ok:
			eligible[b.ID] = true
			plan.Eligible++
			plan.place(ways, b, entered[b.ID])
		case reason == register.PopulationMissing:
			plan.Unjudged++
		}
	}
	return plan, tx.listEnrolled(ctx, plan, eligible)
}

// place finds the contest that an eligible body enters.
func (plan *AutoEnrolment) place(ways *entryWays, b *Body, entered bool) {
	contest := ways.contest(plan.Edition.ID, plan.Category.ID, b)
	switch {
	case entered:
		plan.Kept++
	case contest == nil:
		plan.nowhere(ways.home(plan.Edition.ID, b))
	case !contest.Round.ClosedAt.IsZero():
		plan.Closed++
	default:
		plan.New++
		if b.Web == "" {
			plan.Blank++
		}
		at := slices.IndexFunc(plan.Contests, func(c *EnrolContest) bool { return c.Contest.ID == contest.Contest.ID })
		if at < 0 {
			at = len(plan.Contests)
			plan.Contests = append(plan.Contests, &EnrolContest{ContestPlace: contest})
		}
		plan.Contests[at].New++
		plan.bodies = append(plan.bodies, b)
		plan.made[b.ID] = &Entry{EditionID: plan.Edition.ID, CategoryID: plan.Category.ID, ContestID: contest.Contest.ID,
			ChapterID: ways.homeOr(plan.Edition.ID, b, contest), URL: webPage(b), Automatic: true, State: EntryAdmitted}
	}
}

// homeOr is the chapter that a body belongs to; where none covers it, that of the contest.
func (w *entryWays) homeOr(edition int64, b *Body, contest *ContestPlace) int64 {
	if home := w.home(edition, b); home != nil {
		return home.ID
	}
	return contest.Chapter.ID
}

func (plan *AutoEnrolment) nowhere(home *Chapter) {
	at := slices.IndexFunc(plan.Nowhere, func(c *EnrolChapter) bool { return c.Chapter == home })
	if at < 0 {
		at = len(plan.Nowhere)
		plan.Nowhere = append(plan.Nowhere, &EnrolChapter{Chapter: home})
	}
	plan.Nowhere[at].Bodies++
}

// enteredBodies finds the bodies that have an entry in the category: a joint one, a draft or a withdrawn one, too; but not one in a
// contest that is called off.
func (tx *transaction) enteredBodies(ctx context.Context, c *Category) (map[int64]bool, error) {
	var ids []int64
	err := tx.NewRaw(`select distinct t.body_id from entry e join entry_entrant ee on ee.entry_id = e.id
		join entrant t on t.id = ee.entrant_id where e.category_id = ? and not ee.asked
		and not exists (select 1 from contest k join round r on r.id = k.round_id
			where k.id = e.contest_id and (k.cancelled_at is not null or r.cancelled_at is not null))`, c.ID).Scan(ctx, &ids)
	entered := make(map[int64]bool, len(ids))
	for _, id := range ids {
		entered[id] = true
	}
	return entered, err
}

// listEnrolled lists the automatic entries that are no longer those of eligible bodies, and those without an address.
func (tx *transaction) listEnrolled(ctx context.Context, plan *AutoEnrolment, eligible map[int64]bool) error {
	var rows []struct {
		Body  int64
		Entry string
		URL   string
	}
	err := tx.NewRaw(`select b.id as body, e.uid as entry, e.url from entry e join entry_entrant ee on ee.entry_id = e.id
		join entrant t on t.id = ee.entrant_id join body b on b.id = t.body_id
		where e.category_id = ? and e.automatic and e.state in (?) order by b.?, b.code`,
		plan.Category.ID, bun.List(counted), sortColumn(plan.Language())).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	var ids []int64
	for _, r := range rows {
		if !eligible[r.Body] || r.URL == "" {
			ids = append(ids, r.Body)
		}
	}
	bodies, err := tx.bodiesByID(ctx, ids)
	if err != nil {
		return err
	}
	byID := map[int64]*Body{}
	for _, b := range bodies {
		byID[b.ID] = b
	}
	for _, r := range rows {
		if !eligible[r.Body] {
			plan.NoLonger = append(plan.NoLonger, &EnrolledBody{byID[r.Body], r.Entry})
		}
		if r.URL == "" {
			plan.Unasked = append(plan.Unasked, &EnrolledBody{byID[r.Body], r.Entry})
		}
	}
	return nil
}

// makePlanned inserts the entries of a plan with their entrants, addresses and candidates, and gives their ids.
func (tx *transaction) makePlanned(ctx context.Context, plan *AutoEnrolment) ([]int64, error) {
	if len(plan.bodies) == 0 {
		return []int64{}, nil
	}
	p := plan.Contests[0].ContestPlace
	entrants, err := tx.entrantsOf(ctx, p, plan.bodies)
	if err != nil {
		return nil, err
	}
	var made []Entry
	owner, contests := map[string]int64{}, map[int64]int64{} // entrant by the new entry's uid, contest by the entrant
	for _, b := range plan.bodies {
		e := *plan.made[b.ID]
		e.UID, e.SubmittedAt, e.CreatedAt = tx.store.NewUID(), tx.now, tx.now
		made = append(made, e)
		owner[e.UID], contests[entrants[b.ID]] = entrants[b.ID], e.ContestID
	}
	byEntrant := map[int64]int64{}
	if err := tx.joinEntries(ctx, p, made, owner, byEntrant); err != nil {
		return nil, err
	}
	ids, candidates := []int64{}, []Candidate{}
	for _, b := range plan.bodies {
		entrant := entrants[b.ID]
		ids = append(ids, byEntrant[entrant])
		candidates = append(candidates, Candidate{UID: tx.store.NewUID(), ContestID: contests[entrant], EntryID: byEntrant[entrant], CreatedAt: tx.now})
	}
	return ids, insertAll(ctx, tx, candidates)
}
