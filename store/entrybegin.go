package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// BeginEntry makes a draft of the bodies in a category, and gives its uid. The actor acts for the first of them, whose chapter
// says which contest the entry enters; the others take part in it. A body that the category does not let in is Invalid.
func (s *Store) BeginEntry(ctx context.Context, actor judging.Actor, category string, bodies []string) (entry string, err error) {
	round, err := s.roundToEnter(ctx, actor, category, bodies)
	if err != nil {
		return "", fmt.Errorf("begin entry: %w", err)
	}
	err = s.writeRound(ctx, round, shared, func(tx *transaction) error {
		p, joint, err := tx.toEnter(ctx, actor, category, bodies)
		if err != nil {
			return err
		}
		if p.Round.UID != round {
			return fault.New(fault.Conflict, "fault.entry_changed")
		}
		e, err := tx.beginEntry(ctx, p, joint)
		if err != nil {
			return err
		}
		entry = e.UID
		return tx.record(ctx, actor, "entry.begin", "entry", e.ID, map[string]int64{"contest": p.Contest.ID})
	})
	if err != nil {
		return "", fmt.Errorf("begin entry: %w", err)
	}
	return entry, nil
}

// roundToEnter finds the round whose lock guards the entry to be.
func (s *Store) roundToEnter(ctx context.Context, actor judging.Actor, category string, bodies []string) (round string, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, _, err := tx.toEnter(ctx, actor, category, bodies)
		if err == nil {
			round = p.Round.UID
		}
		return err
	})
	return round, err
}

// toEnter finds the contest that the bodies' entry enters, and says why it may not.
func (tx *transaction) toEnter(ctx context.Context, actor judging.Actor, category string, uids []string) (*ContestPlace, []*Body, error) {
	c := &Category{}
	if err := absentAs(tx.NewSelect().Model(c).Where("uid = ?", category).Scan(ctx)); err != nil {
		return nil, nil, err
	}
	bodies, err := tx.bodiesInOrder(ctx, uids)
	if err != nil {
		return nil, nil, err
	}
	facts := judging.Facts{Bodies: []int64{bodies[0].ID}}
	if err := judging.May(actor, judging.ViewEntry, facts); err != nil {
		return nil, nil, err
	}
	p, err := tx.contestOf(ctx, c.EditionID, c.ID, bodies[0])
	if err != nil {
		return nil, nil, err
	}
	if p == nil {
		return nil, nil, fault.New(fault.Closed, "fault.entry_nowhere")
	}
	place := &EntryPlace{ContestPlace: *p, bodies: facts.Bodies}
	if err := place.May(actor, judging.BeginEntry); err != nil {
		return nil, nil, err
	}
	return p, bodies, refusedBodies(&p.Category, bodies)
}

// beginEntry inserts a draft; its address is the one that the register has.
func (tx *transaction) beginEntry(ctx context.Context, p *ContestPlace, bodies []*Body) (*Entry, error) {
	byBody, err := tx.entrantsOf(ctx, p, bodies)
	if err != nil {
		return nil, err
	}
	var entrants []int64
	for _, b := range bodies {
		entrants = append(entrants, byBody[b.ID])
	}
	if err := tx.entryLimit(ctx, &p.Category, entrants...); err != nil {
		return nil, err
	}
	if err := tx.draftLimit(ctx, &p.Category, entrants[0]); err != nil {
		return nil, err
	}
	chapters, err := tx.homes(ctx, p)
	if err != nil {
		return nil, err
	}
	e := &Entry{UID: tx.store.NewUID(), EditionID: p.Edition.ID, CategoryID: p.Category.ID, ChapterID: chapters.of(bodies[0], p),
		URL: webPage(bodies[0]), State: EntryDraft, CreatedAt: tx.now, ContestID: p.Contest.ID}
	if _, err := tx.NewInsert().Model(e).Exec(ctx); err != nil {
		return nil, err
	}
	if e.URL != "" {
		if err := tx.addURL(ctx, e.ID, e.URL, URLFromRegister, 0); err != nil {
			return nil, err
		}
	}
	var joined []EntryEntrant
	for i, id := range entrants {
		joined = append(joined, EntryEntrant{EntryID: e.ID, EntrantID: id, Position: i + 1})
	}
	return e, insertAll(ctx, tx, joined)
}
