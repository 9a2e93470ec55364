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
}

// WithdrawCandidate takes an entry out of a contest, with a reason; it may be enrolled again. Closed once the judging is
// closed: from then on a candidate is excluded by a decision.
func (s *Store) WithdrawCandidate(ctx context.Context, actor judging.Actor, candidate, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.InForm(fault.Field{Name: "reason", Key: "fault.reason_missing"})
	}
	var contest string
	err := s.reader.NewRaw("select t.uid from contest t join candidate n on n.contest_id = t.id where n.uid = ?", candidate).Scan(ctx, &contest)
	if err != nil {
		return fmt.Errorf("withdraw candidate: %w", absentAs(err))
	}
	err = s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if !p.Round.ClosedAt.IsZero() {
			return fault.New(fault.Closed, "fault.already_closed")
		}
		var n Candidate
		if err := tx.NewSelect().Model(&n).Where("uid = ?", candidate).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if n.WithdrawnAt.IsZero() {
			n.WithdrawnAt = tx.now
		}
		if _, err := tx.NewUpdate().Model(&n).Column("withdrawn_at").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "candidate.withdraw", "candidate", n.ID, nil, reason)
	})
	if err != nil {
		return fmt.Errorf("withdraw candidate: %w", err)
	}
	return nil
}
