package store

import (
	"time"

	"github.com/uptrace/bun"
)

// Decision is the chair's or the jury's word on a gap or a tie, with its reason.
type Decision struct {
	bun.BaseModel `bun:"table:decision"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ContestID   int64
	Kind        string   // "accept", "drop_criterion", "exclude", "order" or "tie"
	CandidateID int64    `bun:",nullzero"`
	CriterionID int64    `bun:",nullzero"`
	Candidates  []string // uids, for order and tie
	Reason      string
	UserID      int64 `bun:",nullzero"`
	DecidedAt   time.Time
	RevokedAt   time.Time `bun:",nullzero"`
}
