package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
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
		reason, err := cleanReason(form.Reason)
		if err != nil {
			return err
		}
		if form.Revision != p.Entry.Revision || p.Entry.State == EntrySubmitted {
			return fault.New(fault.Conflict, "check.changed")
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
	if err := tx.withdrawDecisions(ctx, []int64{p.Entry.ID}); err != nil {
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

// outcomeLetters are what those who act for an entry are told of an outcome.
var outcomeLetters = map[Outcome]letter.Kind{CheckAdmitted: letter.Admitted, CheckReturned: letter.Returned, CheckRejected: letter.Rejected}

// tellOutcome drafts letters to those who act for the entries; they leave when the organizer says so. The event, by a uid, is the
// decision.
func (tx *transaction) tellOutcome(ctx context.Context, actor judging.Actor, form CheckForm, event string, entries ...int64) error {
	return tx.messageEntries(ctx, actor, entries, MessageForm{Kind: outcomeLetters[form.Outcome], Event: event, Deadline: form.Until, Reason: form.Reason})
}
