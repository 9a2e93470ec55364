package store

import (
	"time"

	"github.com/uptrace/bun"
)

// Score is one juror's value for one criterion of one candidate.
type Score struct {
	bun.BaseModel `bun:"table:score"`

	AssignmentID int64  `bun:",pk"`
	CriterionID  int64  `bun:",pk"`
	Value        int64  // millionths
	Measured     string // the value that the points were converted from, a decimal; empty: the points were typed
	SavedAt      time.Time
}
