package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// Announce makes a decided result public at a moment, T0; a zero time is now. From T0 on every page shows it, by the
// clock alone. T0 may be moved while it lies ahead. Where announcing takes two people, it is Closed: ProposeAnnouncement is the way.
func (s *Store) Announce(ctx context.Context, actor judging.Actor, contest string, at time.Time) error {
	err := s.writeContest(ctx, actor, judging.Announce, contest, func(tx *transaction, p *ContestPlace) error {
		if p.Edition.AnnouncingPair {
			return fault.New(fault.Closed, "result.pair_needed")
		}
		return tx.announce(ctx, actor, p, at, nil)
	})
	if err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	return nil
}

// announceBody is what the event of an announcement holds.
type announceBody struct {
	At           time.Time `json:"at"`
	Announcement int64     `json:"announcement,omitempty"` // what was confirmed, where it took two people
	By           int64     `json:"by,omitempty"`           // who entered it
}

// announce sets T0; a moment that has passed is now.
func (tx *transaction) announce(ctx context.Context, actor judging.Actor, p *ContestPlace, at time.Time, a *Announcement) error {
	if at.IsZero() || at.Before(tx.now) {
		at = tx.now
	}
	if err := tx.mustBeCurrent(ctx, p); err != nil {
		return err
	}
	if err := tx.setState(ctx, p, judging.Announced, micros(at)); err != nil {
		return err
	}
	body := announceBody{At: micros(at)}
	if a != nil {
		body.Announcement, body.By = a.ID, a.EnteredBy
	}
	if err := tx.draftResultLetters(ctx, actor, p); err != nil {
		return err
	}
	return tx.record(ctx, actor, "result.announce", "contest", p.Contest.ID, body)
}

// mustBeCurrent refuses a result from whose data something else comes out by now: what is announced is what was decided last.
func (tx *transaction) mustBeCurrent(ctx context.Context, p *ContestPlace) error {
	if p.Contest.RubricID == 0 {
		return nil
	}
	_, outcome, err := tx.tally(ctx, p)
	if err != nil {
		return err
	}
	decided, err := tx.newestResult(ctx, p.Contest.ID)
	if err != nil {
		return err
	}
	if view := (TallyView{Outcome: outcome, Decided: decided}); view.Outdated() {
		return fault.New(fault.Closed, "fault.result_outdated")
	}
	return nil
}

// CallOffAnnouncement takes T0 back before it comes, with a reason: the result stays sealed until another moment is set.
func (s *Store) CallOffAnnouncement(ctx context.Context, actor judging.Actor, contest, reason string) error {
	err := s.writeContest(ctx, actor, judging.CallOffAnnouncement, contest, func(tx *transaction, p *ContestPlace) error {
		return tx.restate(ctx, actor, p, judging.Sealed, "result.call_off", reason)
	})
	return wrapped("call off announcement", err)
}

// SealResult lets nothing of a decided result change until it is announced. It must be what its data come to, or it is Closed.
func (s *Store) SealResult(ctx context.Context, actor judging.Actor, contest string) error {
	err := s.writeContest(ctx, actor, judging.SealResult, contest, func(tx *transaction, p *ContestPlace) error {
		if err := tx.mustBeCurrent(ctx, p); err != nil {
			return err
		}
		if err := tx.setState(ctx, p, judging.Sealed, time.Time{}); err != nil {
			return err
		}
		return tx.record(ctx, actor, "result.seal", "contest", p.Contest.ID, nil)
	})
	return wrapped("seal result", err)
}

// UnsealResult lets a sealed result change again, with a reason.
func (s *Store) UnsealResult(ctx context.Context, actor judging.Actor, contest, reason string) error {
	err := s.writeContest(ctx, actor, judging.UnsealResult, contest, func(tx *transaction, p *ContestPlace) error {
		return tx.restate(ctx, actor, p, judging.Approved, "result.unseal", reason)
	})
	return wrapped("unseal result", err)
}

// restate takes a result back to a state without T0, with a reason on record.
func (tx *transaction) restate(ctx context.Context, actor judging.Actor, p *ContestPlace, state judging.State, act, reason string) error {
	if err := checkReason("reason", reason); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	if err := tx.setState(ctx, p, state, time.Time{}); err != nil {
		return err
	}
	if err := tx.dropMoment(ctx, actor, p, reason); err != nil {
		return err
	}
	if err := tx.holdResultLetters(ctx, p); err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, act, "contest", p.Contest.ID, nil, reason)
}
