package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// BodiesForm is whose an entry is.
type BodiesForm struct {
	Revision int      // of the entry as it was seen
	Bodies   []string // uids, in the order in which they are named
	Reason   string
}

// SetEntryBodies makes an entry that of these bodies together, with a reason on record: by it the organizer may let in one that the
// category does not. Whoever acts for a body that is added sees the entry from then on; whoever acts only for one that is taken
// off does not any more. Faults: Invalid with the fields "bodies", "reason"; Conflict when the entry is not as it was seen, or a
// body has as many entries as the category takes; Closed once the judging is closed, and for a draft.
func (s *Store) SetEntryBodies(ctx context.Context, actor judging.Actor, entry string, form BodiesForm) error {
	err := s.writeCheck(ctx, actor, judging.CheckEntry, entry, func(tx *transaction, p *EntryPlace) error {
		reason, err := cleanReason(form.Reason)
		if err != nil {
			return err
		}
		bodies, err := tx.bodiesInOrder(ctx, form.Bodies)
		if err != nil {
			return err
		}
		if form.Revision != p.Entry.Revision {
			return fault.New(fault.Conflict, "check.changed")
		}
		ids, err := tx.newBodies(ctx, p, bodies)
		if err != nil {
			return err
		}
		if err := tx.setEntryState(ctx, p, p.Entry.State); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "entry.bodies", "entry", p.Entry.ID, map[string][]int64{"before": p.bodies, "after": ids}, reason)
	})
	if err != nil {
		return fmt.Errorf("set bodies of an entry: %w", err)
	}
	return nil
}

// newBodies makes the entry that of the bodies and gives their ids.
func (tx *transaction) newBodies(ctx context.Context, p *EntryPlace, bodies []*Body) ([]int64, error) {
	byBody, err := tx.entrantsOf(ctx, &p.ContestPlace, bodies)
	if err != nil {
		return nil, err
	}
	var ids, added []int64
	for _, b := range bodies {
		ids = append(ids, b.ID)
		if !slices.Contains(p.bodies, b.ID) {
			added = append(added, byBody[b.ID])
		}
	}
	if err := tx.entryLimit(ctx, &p.Category, added...); err != nil {
		return nil, err
	}
	return ids, tx.setBodies(ctx, p, bodies, nil)
}
