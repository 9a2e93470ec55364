package store

import (
	"time"

	"github.com/uptrace/bun"
)

// Recusal is a duty taken away: a juror's for a candidate, or for one criterion of it.
type Recusal struct {
	bun.BaseModel `bun:"table:recusal"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	JurorID     int64
	CandidateID int64
	CriterionID int64  `bun:",nullzero"` // none: the whole candidate
	Why         string // "recused", "abstained" or "not_applicable"
	Reason      string
	CreatedAt   time.Time
	EndedAt     time.Time `bun:",nullzero"`
}
