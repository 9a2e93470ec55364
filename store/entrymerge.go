package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// EntryMerge is what merging an entry into another, of which it is a duplicate, would come to.
type EntryMerge struct {
	*EntryChange
	Into    *DuplicateEntry // nil: none is chosen yet
	Choices []*DuplicateEntry
}

// DuplicateEntry is another entry of the same body in the same category.
type DuplicateEntry struct {
	ID         int64
	UID        string
	Title      string
	URL        string
	State      EntryState
	Automatic  bool
	Candidates int // that stand
}

// MergingEntry reads what MergeEntry would come to; into is empty while no entry is chosen.
func (s *Store) MergingEntry(ctx context.Context, actor judging.Actor, entry, into string) (*EntryMerge, error) {
	var m *EntryMerge
	err := s.read(ctx, func(tx *transaction) error {
		v, err := tx.readChange(ctx, actor, entry)
		if err != nil {
			return err
		}
		m, err = tx.mergingEntry(ctx, v, into)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("merging entry: %w", err)
	}
	return m, nil
}

// MergeEntry takes an entry out of the competition, with a reason, because another entry of the same body in the same category is
// the same: that one counts from now on, as it stands. What was filled in, attached and scored stays with the entry that is taken
// out, which RestoreCancelledEntry brings back.
func (s *Store) MergeEntry(ctx context.Context, actor judging.Actor, entry, into, reason string) error {
	err := s.writeEntryChange(ctx, actor, entry, reason, func(tx *transaction, v *EntryChange) error {
		m, err := tx.mergingEntry(ctx, v, into)
		if err != nil {
			return err
		}
		if err := m.err(); err != nil {
			return err
		}
		if m.Into == nil {
			return fault.InForm(fault.Field{Name: "into", Key: "fault.unknown_choice"})
		}
		out, err := tx.takeOut(ctx, &m.Entry)
		if err != nil {
			return err
		}
		out.Into = m.Into.ID
		if _, err := tx.NewUpdate().Model(&m.Entry).Set("merged_into_id = ?", m.Into.ID).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "entry.merge", "entry", m.Entry.ID, out, reason)
	})
	if err != nil {
		return fmt.Errorf("merge entry: %w", err)
	}
	return nil
}

func (tx *transaction) mergingEntry(ctx context.Context, v *EntryChange, into string) (*EntryMerge, error) {
	m := &EntryMerge{EntryChange: v}
	err := tx.NewRaw(`select e.id, e.uid, e.title, e.url, e.state, e.automatic,
			(select count(*) from candidate n where n.entry_id = e.id and n.withdrawn_at is null) as candidates
		from entry e where e.category_id = ? and e.contest_id = ? and e.id <> ? and e.state in (?) and e.state <> 'draft' and exists (select 1 from entry_entrant own
			join entry_entrant other on other.entrant_id = own.entrant_id where own.entry_id = ? and other.entry_id = e.id)
		order by e.id`, v.Category.ID, v.Entry.ContestID, v.Entry.ID, bun.List(counted), v.Entry.ID).Scan(ctx, &m.Choices)
	for _, choice := range m.Choices {
		if choice.UID == into {
			m.Into = choice
		}
	}
	return m, err
}
