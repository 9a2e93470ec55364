package store

import (
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Round is one judging stage of one chapter.
type Round struct {
	bun.BaseModel `bun:"table:round"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	EditionID    int64
	ChapterID    int64
	NextRoundID  int64 `bun:",nullzero"` // where the winners advance to
	Slug         string
	Name         locale.Text
	EntriesFrom  time.Time `bun:",nullzero"`
	EntriesUntil time.Time `bun:",nullzero"`
	JudgingFrom  time.Time `bun:",nullzero"`
	JudgingUntil time.Time `bun:",nullzero"`
	ClosedAt     time.Time `bun:",nullzero"` // the act of closing: no score changes after it
	FinishedAt   time.Time `bun:",nullzero"`
}

// Schedule gives the moments that make the round's phase.
func (r *Round) Schedule() judging.Schedule {
	return judging.Schedule{EntriesFrom: r.EntriesFrom, EntriesUntil: r.EntriesUntil, JudgingFrom: r.JudgingFrom,
		JudgingUntil: r.JudgingUntil, ClosedAt: r.ClosedAt, FinishedAt: r.FinishedAt}
}
