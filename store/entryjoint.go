package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/register"
)

// JoinEntry makes a draft one of these bodies together, in this order; the one that it began with stays the first. A body that the
// actor does not act for is asked: those who act for it see the entry, and it counts against the body's limit, once they have agreed.
func (s *Store) JoinEntry(ctx context.Context, actor judging.Actor, entry string, bodies []string) error {
	err := s.writeEntry(ctx, actor, judging.EditEntry, entry, func(tx *transaction, p *EntryPlace) error {
		if p.Entry.State != EntryDraft {
			return fault.New(fault.Closed, "fault.entry_not_draft")
		}
		joint, err := tx.bodiesInOrder(ctx, slices.Concat([]string{p.Bodies[0].UID}, bodies))
		if err != nil {
			return err
		}
		if err := refusedBodies(&p.Category, joint[1:]); err != nil {
			return err
		}
		return tx.join(ctx, actor, p, joint)
	})
	if err != nil {
		return fmt.Errorf("join entry: %w", err)
	}
	return nil
}

func (tx *transaction) join(ctx context.Context, actor judging.Actor, p *EntryPlace, joint []*Body) error {
	byBody, err := tx.entrantsOf(ctx, &p.ContestPlace, joint)
	if err != nil {
		return err
	}
	var added, ids, asked []int64
	for _, b := range joint {
		ids = append(ids, b.ID)
		switch {
		case slices.Contains(p.bodies, b.ID):
		case actor.Represents(b.ID):
			added = append(added, byBody[b.ID])
		default:
			asked = append(asked, b.ID)
		}
	}
	if err := tx.entryLimit(ctx, &p.Category, added...); err != nil {
		return err
	}
	if err := tx.setBodies(ctx, p, joint, asked); err != nil {
		return err
	}
	if err := tx.setEntryState(ctx, p, p.Entry.State); err != nil {
		return err
	}
	return tx.record(ctx, actor, "entry.join", "entry", p.Entry.ID, map[string][]int64{"before": slices.Concat(p.bodies, p.pending), "after": ids, "asked": asked})
}

// setBodies makes the entry one of these bodies and no others; those that are asked take part once they have agreed.
func (tx *transaction) setBodies(ctx context.Context, p *EntryPlace, bodies []*Body, asked []int64) error {
	byBody, err := tx.entrantsOf(ctx, &p.ContestPlace, bodies)
	if err != nil {
		return err
	}
	var joined []EntryEntrant
	for i, b := range bodies {
		joined = append(joined, EntryEntrant{EntryID: p.Entry.ID, EntrantID: byBody[b.ID], Position: i + 1,
			Asked: slices.Contains(asked, b.ID)})
	}
	if _, err := tx.NewDelete().Model((*EntryEntrant)(nil)).Where("entry_id = ?", p.Entry.ID).Exec(ctx); err != nil {
		return err
	}
	return insertAll(ctx, tx, joined)
}

// bodiesInOrder reads bodies by their uids, each once; the first is the one whose the entry is.
func (tx *transaction) bodiesInOrder(ctx context.Context, uids []string) ([]*Body, error) {
	var bodies []*Body
	for _, uid := range uids {
		if slices.ContainsFunc(bodies, func(b *Body) bool { return b.UID == uid }) {
			continue
		}
		var found []*Body
		if err := tx.bodies(&found).Where("uid = ?", uid).Where("ended_at is null").Scan(ctx); err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fault.InForm(fault.Field{Name: "bodies", Key: "fault.unknown_choice"})
		}
		bodies = append(bodies, found[0])
	}
	if len(bodies) == 0 {
		return nil, fault.InForm(fault.Field{Name: "bodies", Key: "fault.required"})
	}
	if len(bodies) > maxBodies {
		return nil, fault.InForm(fault.Field{Name: "bodies", Key: "fault.too_many_bodies", Args: fault.Args{"Count": maxBodies}})
	}
	return bodies, nil
}

// maxBodies is how many bodies one entry may be of.
const maxBodies = 50

// refusedBodies says which of the bodies the category does not let in, and why.
func refusedBodies(c *Category, bodies []*Body) error {
	var wrong fields
	for _, b := range bodies {
		if ok, reason := c.Eligibility.Matches(b.Row()); !ok && reason != register.Eligible {
			wrong.add("bodies", string(reason))
		}
	}
	return wrong.err()
}
