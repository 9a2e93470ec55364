package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Admission is what admitting at one go comes to: every entry of a round that waits and has nothing to look at.
type Admission struct {
	Place
	Waiting    int // entries that were handed in and not decided about
	Clear      int // of them, those with nothing to look at
	Categories []AdmittedCategory

	entries map[int64][]int64 // those with nothing to look at, by contest
}

// AdmittedCategory is how many of the clear entries are in a category.
type AdmittedCategory struct {
	Category Category
	Clear    int
}

// Admission reads whom AdmitAll would admit.
func (s *Store) Admission(ctx context.Context, actor judging.Actor, round string) (*Admission, error) {
	var a *Admission
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ViewCheck, round)
		if err != nil {
			return err
		}
		a, err = tx.admission(ctx, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("admission: %w", err)
	}
	return a, nil
}

// AdmitAll admits every entry of a round that waits and has nothing to look at, and tells how many. Where there are not as many as
// were seen, nobody is admitted: Conflict. Closed once the judging is closed.
func (s *Store) AdmitAll(ctx context.Context, actor judging.Actor, round string, seen int) (int, error) {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.placeOf(ctx, "uid = ?", round)
		if err != nil {
			return err
		}
		facts := p.Facts()
		facts.Entry = judging.EntrySubmitted
		if err := judging.May(actor, judging.CheckEntry, facts); err != nil {
			return err
		}
		a, err := tx.admission(ctx, p)
		if err != nil {
			return err
		}
		if a.Clear != seen {
			return fault.New(fault.Conflict, "check.count_changed")
		}
		if seen == 0 {
			return fault.New(fault.Closed, "check.nobody_clear")
		}
		return tx.admitAll(ctx, actor, a)
	})
	if err != nil {
		return 0, fmt.Errorf("admit all: %w", err)
	}
	return seen, nil
}

// admission finds the entries of a round that wait, in contests that are not called off, and which of them are clear.
func (tx *transaction) admission(ctx context.Context, p *Place) (*Admission, error) {
	a := &Admission{Place: *p, entries: map[int64][]int64{}}
	var rows []struct{ ID, ContestID, CategoryID int64 }
	err := tx.NewRaw(`select e.id, e.contest_id, e.category_id from entry e join contest t on t.id = e.contest_id join category k on k.id = t.category_id
		join round r on r.id = t.round_id where t.round_id = ? and e.state = 'submitted' and t.cancelled_at is null
		and k.cancelled_at is null and r.cancelled_at is null order by k.position, e.id`, p.Round.ID).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	flags, err := tx.flagsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	a.Waiting = len(rows)
	clear := map[int64]int{}
	for _, r := range rows {
		if !flags[r.ID].Any() {
			a.Clear++
			clear[r.CategoryID]++
			a.entries[r.ContestID] = append(a.entries[r.ContestID], r.ID)
		}
	}
	var categories []Category
	err = tx.NewSelect().Model(&categories).Where("id in (?)", keys(clear)).Order("position", "id").Scan(ctx)
	for _, c := range categories {
		a.Categories = append(a.Categories, AdmittedCategory{c, clear[c.ID]})
	}
	return a, err
}

// admitAll makes candidates of the clear entries, in a number of statements that depends on the contests alone.
func (tx *transaction) admitAll(ctx context.Context, actor judging.Actor, a *Admission) error {
	var entries []int64
	var checks []FormalCheck
	contests, err := tx.contestPlacesOf(ctx, "id in (?)", keys(a.entries))
	if err != nil {
		return err
	}
	for _, contest := range contests {
		admitted := a.entries[contest.Contest.ID]
		if _, err := tx.stand(ctx, contest, admitted); err != nil {
			return err
		}
		for _, id := range admitted {
			entries = append(entries, id)
			checks = append(checks, FormalCheck{UID: tx.store.NewUID(), EntryID: id, Outcome: CheckAdmitted, Fields: []string{}, UserID: actor.User, DecidedAt: tx.now})
		}
	}
	_, err = tx.NewUpdate().Model((*Entry)(nil)).Set("state = ?, revision = revision + 1", EntryAdmitted).Where("id in (?)", bun.List(entries)).Exec(ctx)
	if err != nil {
		return err
	}
	if err := insertAll(ctx, tx, checks); err != nil {
		return err
	}
	if err := tx.tellOutcome(ctx, actor, CheckForm{Outcome: CheckAdmitted}, tx.store.NewUID(), entries...); err != nil {
		return err
	}
	return tx.record(ctx, actor, "round.admit", "round", a.Round.ID, map[string]any{"entries": entries})
}
