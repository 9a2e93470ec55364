package store

import (
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Contest is one category in one round: what a jury judges, what a result belongs to.
type Contest struct {
	bun.BaseModel `bun:"table:contest"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	RoundID     int64
	CategoryID  int64
	RubricID    int64 `bun:",nullzero"` // none for archived results
	Numbering   judging.Numbering
	TieBreak    []string
	Cut         judging.Cut `bun:"advance"` // who goes on to the next round
	State       judging.State
	AnnouncedAt time.Time `bun:",nullzero"` // T0
}
