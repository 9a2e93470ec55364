package store

import (
	"time"

	"github.com/uptrace/bun"
)

// Advancement is the act of sending a candidate on to the next round.
type Advancement struct {
	bun.BaseModel `bun:"table:advancement"`

	ID                int64 `bun:",pk,autoincrement"`
	UID               string
	SourceCandidateID int64
	TargetCandidateID int64 `bun:",nullzero"` // none: declined
	TargetContestID   int64
	Snapshot          string // JSON: the entry and its result as they were
	Reason            string
	UserID            int64 `bun:",nullzero"`
	AdvancedAt        time.Time
	WithdrawnAt       time.Time `bun:",nullzero"`
}
