package store

import (
	"time"

	"github.com/uptrace/bun"
)

// Sheet is all of a juror's scores for one candidate; it is made with its assignment.
type Sheet struct {
	bun.BaseModel `bun:"table:sheet"`

	AssignmentID int64 `bun:",pk"`
	Revision     int64 // counts the saves, so that two tabs cannot overwrite each other
	State        SheetState
	Comment      string
	SavedAt      time.Time `bun:",nullzero"`
	SubmittedAt  time.Time `bun:",nullzero"`
}

// SheetState tells how far a score sheet has come; only submitted scores count.
type SheetState string

// The states of a score sheet.
const (
	SheetEmpty     SheetState = "empty"
	SheetDraft     SheetState = "draft"
	SheetSubmitted SheetState = "submitted"
)
