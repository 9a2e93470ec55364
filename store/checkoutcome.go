package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// RevokeForm takes a decision about an entry back.
type RevokeForm struct {
	Revision int // of the entry as whoever takes it back saw it
	Reason   string
}

// RevokeCheck takes the decision about an entry back, and an automatic admission too: the entry waits for the check again, as it
// was handed in last. Faults: Invalid without a reason; Conflict when the entry is not as it was seen; Closed once the judging
// has begun.
func (s *Store) RevokeCheck(ctx context.Context, actor judging.Actor, entry string, form RevokeForm) error {
	err := s.writeCheck(ctx, actor, judging.ReturnEntry, entry, func(tx *transaction, p *EntryPlace) error {
		if form.Revision != p.Entry.Revision || p.Entry.State == EntrySubmitted {
			return fault.New(fault.Conflict, "check.changed")
		}
		reason, err := cleanReason(form.Reason)
		if err != nil {
			return err
		}
		revoked, err := tx.revoke(ctx, actor, p, reason)
		if err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "entry.check_revoke", "entry", p.Entry.ID, map[string]int64{"check": revoked}, reason)
	})
	if err != nil {
		return fmt.Errorf("revoke check: %w", err)
	}
	return nil
}

// revoke takes the last decision back and gives its id; 0: the entry was admitted without one.
func (tx *transaction) revoke(ctx context.Context, actor judging.Actor, p *EntryPlace, reason string) (int64, error) {
	var last []FormalCheck
	err := tx.NewSelect().Model(&last).Where("entry_id = ?", p.Entry.ID).Where("revoked_at is null").Where("outcome = ?", p.Entry.State).
		Order("id desc").Limit(1).Scan(ctx)
	if err != nil {
		return 0, err
	}
	var id int64
	for _, c := range last {
		id = c.ID
		c.RevokedAt, c.RevokerID, c.RevokedFor = tx.now, actor.User, reason
		if _, err := tx.NewUpdate().Model(&c).Column("revoked_at", "revoker_id", "revoked_for").WherePK().Exec(ctx); err != nil {
			return 0, err
		}
	}
	if err := tx.unstand(ctx, p); err != nil {
		return 0, err
	}
	return id, tx.waitAgain(ctx, p)
}

// waitAgain puts an entry back into the queue. What a returned one was changed to and never handed in does not count.
func (tx *transaction) waitAgain(ctx context.Context, p *EntryPlace) error {
	if p.Entry.State == EntryReturned {
		last, err := tx.lastSubmission(ctx, p.Entry.ID)
		if err != nil {
			return err
		}
		if last != nil {
			return tx.restore(ctx, p, last)
		}
	}
	return tx.setEntryState(ctx, p, EntrySubmitted)
}

// tellOutcome lets those who act for the entries know what was decided.
func (tx *transaction) tellOutcome(ctx context.Context, actor judging.Actor, form CheckForm, entries ...int64) error {
	return tx.record(ctx, actor, "entry.tell", "entry", entries[0], map[string]any{"entries": entries, "outcome": form.Outcome})
}
