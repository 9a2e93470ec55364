package store

import (
	"time"

	"github.com/uptrace/bun"
)

// Assignment is a duty: juror × candidate × criteria.
type Assignment struct {
	bun.BaseModel `bun:"table:assignment"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ContestID   int64
	JurorID     int64
	CandidateID int64
	CreatedAt   time.Time
	RemovedAt   time.Time `bun:",nullzero"` // its scores are stray from then on
}

// AssignmentCriterion narrows an assignment to a criterion; without any, it is the whole rubric.
type AssignmentCriterion struct {
	bun.BaseModel `bun:"table:assignment_criterion"`

	AssignmentID int64 `bun:",pk"`
	CriterionID  int64 `bun:",pk"`
}
