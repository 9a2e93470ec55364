package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Candidate is an entry standing in one contest, entered directly or advanced from an earlier round.
type Candidate struct {
	bun.BaseModel `bun:"table:candidate"`

	ID                int64 `bun:",pk,autoincrement"`
	UID               string
	ContestID         int64
	EntryID           int64
	SourceCandidateID int64     `bun:",nullzero"` // who it was in the round before
	WithdrawnAt       time.Time `bun:",nullzero"`
	CreatedAt         time.Time

	Training    bool      // scored by all to try the scale out, and never counted
	DiscussedAt time.Time `bun:",nullzero"` // since when all see what each gave a training one
}

// WithdrawCandidate takes an entry out of a contest, with a reason; it may be put back. Closed once the judging is closed:
// from then on a candidate is excluded by a decision.
func (s *Store) WithdrawCandidate(ctx context.Context, actor judging.Actor, candidate, reason string) error {
	var wrong fields
	if strings.TrimSpace(reason) == "" {
		wrong.add("reason", "fault.reason_missing")
	}
	wrong.word("reason", reason, false, maxNote)
	if err := wrong.err(); err != nil {
		return err
	}
	err := s.writeCandidate(ctx, actor, candidate, func(tx *transaction, n *Candidate) error {
		if n.WithdrawnAt.IsZero() {
			n.WithdrawnAt = tx.now
		}
		return tx.recordWithNote(ctx, actor, "candidate.withdraw", "candidate", n.ID, nil, reason)
	})
	if err != nil {
		return fmt.Errorf("withdraw candidate: %w", err)
	}
	return nil
}

// ReinstateCandidate puts a withdrawn entry back among the contest's candidates, with the duties it had. Closed once the
// judging is closed, and for whom the round before, decided again, no longer sends on.
func (s *Store) ReinstateCandidate(ctx context.Context, actor judging.Actor, candidate string) error {
	err := s.writeCandidate(ctx, actor, candidate, func(tx *transaction, n *Candidate) error {
		if err := tx.mustAdvance(ctx, n); err != nil {
			return err
		}
		if err := tx.mustBeAdmitted(ctx, n); err != nil {
			return err
		}
		n.WithdrawnAt = time.Time{}
		return tx.record(ctx, actor, "candidate.reinstate", "candidate", n.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("reinstate candidate: %w", err)
	}
	return nil
}

// mustBeAdmitted refuses a candidate whose entry is no longer admitted, or has moved to another category.
func (tx *transaction) mustBeAdmitted(ctx context.Context, n *Candidate) error {
	var admitted bool
	err := tx.NewRaw(`select e.state = ? and e.category_id = t.category_id from entry e, contest t where e.id = ? and t.id = ?`,
		EntryAdmitted, n.EntryID, n.ContestID).Scan(ctx, &admitted)
	if err != nil || admitted {
		return err
	}
	return fault.New(fault.Closed, "fault.entry_not_admitted")
}

// writeCandidate changes whether a candidate stands, under its contest's lock.
func (s *Store) writeCandidate(ctx context.Context, actor judging.Actor, candidate string, change func(tx *transaction, n *Candidate) error) error {
	var contest string
	err := s.reader.NewRaw("select t.uid from contest t join candidate n on n.contest_id = t.id where n.uid = ?", candidate).Scan(ctx, &contest)
	if err != nil {
		return absentAs(err)
	}
	return s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if !p.Round.ClosedAt.IsZero() {
			return fault.New(fault.Closed, "fault.already_closed")
		}
		var n Candidate
		if err := tx.NewSelect().Model(&n).Where("uid = ?", candidate).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := change(tx, &n); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model(&n).Column("withdrawn_at").WherePK().Exec(ctx)
		return err
	})
}
