package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// EntryMove is what moving an entry to another category would come to.
type EntryMove struct {
	*EntryChange
	Into        *Category  // nil: none is chosen yet
	Choices     []Category // those that exist in the entry's round
	Stay        bool       // its scores stay behind, on record, because the two are scored by different rubrics
	Twice       bool       // an entrant would have several entries there
	NotEligible bool       // an entrant may not enter the other category by its rule

	to *ContestPlace
}

// MovingEntry reads what MoveEntry would come to; into is empty while no category is chosen.
func (s *Store) MovingEntry(ctx context.Context, actor judging.Actor, entry, into string) (*EntryMove, error) {
	var m *EntryMove
	err := s.read(ctx, func(tx *transaction) error {
		v, err := tx.readChange(ctx, actor, entry)
		if err != nil {
			return err
		}
		m, err = tx.movingEntry(ctx, v, into, false)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("moving entry: %w", err)
	}
	return m, nil
}

// MoveEntry carries an entry over to another category of the same round, with a reason: it stands there as it stood here, and where
// both are scored by the same rubric its scores go with it. Closed once the judging is closed or a result is decided, and while a paper
// or a correction of its scores waits for a second person; refused where the other category takes no more entries of its entrant.
func (s *Store) MoveEntry(ctx context.Context, actor judging.Actor, entry, into, reason string) error {
	err := s.writeEntryChange(ctx, actor, entry, reason, func(tx *transaction, v *EntryChange) error {
		m, err := tx.movingEntry(ctx, v, into, true)
		if err != nil {
			return err
		}
		if err := m.err(); err != nil {
			return err
		}
		if m.Into == nil {
			return fault.InForm(fault.Field{Name: "into", Key: "fault.unknown_choice"})
		}
		if err := tx.transfer(ctx, &m.ContestPlace, m.to, []int64{m.Entry.ID}); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "entry.move", "entry", m.Entry.ID,
			map[string]int64{"from": m.Category.ID, "to": m.Into.ID}, reason)
	})
	if err != nil {
		return fmt.Errorf("move entry: %w", err)
	}
	return nil
}

func (tx *transaction) movingEntry(ctx context.Context, v *EntryChange, into string, locked bool) (*EntryMove, error) {
	m := &EntryMove{EntryChange: v}
	contests, err := tx.contestPlacesOf(ctx, "round_id = ? and id <> ? and cancelled_at is null", v.Round.ID, v.Contest.ID)
	if err != nil {
		return nil, err
	}
	for _, t := range contests {
		m.Choices = append(m.Choices, t.Category)
		if t.Category.UID == into {
			m.Into, m.to = &t.Category, t
		}
	}
	if err := tx.settled(ctx, m.Consequences, "n.entry_id = ?", v.Entry.ID); err != nil || m.Into == nil {
		return m, err
	}
	if locked {
		if err := tx.lockEntries(ctx, m.Into); err != nil {
			return nil, err
		}
	}
	m.undecided(m.to)
	if !v.Round.ClosedAt.IsZero() && len(v.Contests) == 0 {
		m.refuse("category.refused_closed", v.title())
	}
	elsewhere, err := tx.NewSelect().Model((*Candidate)(nil)).Where("entry_id = ?", v.Entry.ID).Where("contest_id not in (?, ?)", v.Contest.ID, m.to.Contest.ID).
		Where("withdrawn_at is null").Exists(ctx)
	if err != nil {
		return nil, err
	}
	if elsewhere {
		m.refuse("category.stands_elsewhere", v.title())
	}
	m.Stay = !scoresFollow(&v.ContestPlace, m.to) && v.Scores > 0
	return m, tx.movingEntrants(ctx, m)
}

func (tx *transaction) movingEntrants(ctx context.Context, m *EntryMove) error {
	entrants, err := tx.entrantsIn(ctx, m.Entry.ID)
	if err != nil {
		return err
	}
	var others int
	err = tx.NewRaw(`select count(*) from entry_entrant ee join entry e on e.id = ee.entry_id
		where ee.entrant_id in (?) and e.category_id = ? and e.state in (?)`, bun.List(entrants), m.Into.ID, bun.List(counted)).Scan(ctx, &others)
	if err != nil {
		return err
	}
	m.Twice = others > 0
	full, err := tx.full(ctx, m.Into, entrants)
	if err != nil {
		return err
	}
	bodies, err := tx.bodiesByID(ctx, m.bodies)
	if err != nil {
		return err
	}
	names := []string{}
	for _, b := range bodies {
		names = append(names, b.Title())
		if ok, _ := m.Into.Eligibility.Matches(b.Row()); !ok {
			m.NotEligible = true
		}
	}
	if len(full) > 0 {
		m.Refused = append(m.Refused, fault.New(fault.Closed, "category.refused_over").With("Limit", m.Into.EntryLimit).With("Names", listOf(names)))
	}
	return nil
}

// listOf names things as every language lists them.
func listOf(names []string) locale.Text {
	text := locale.Text{}
	for _, lang := range locale.Languages {
		text[lang] = locale.List(lang, names)
	}
	return text
}
