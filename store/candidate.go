package store

import (
	"time"

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
