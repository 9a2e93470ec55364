package store

import (
	"context"
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

	EntriesFrom  time.Time `bun:",nullzero"` // its own; zero: the round's
	EntriesUntil time.Time `bun:",nullzero"`
	CancelledAt  time.Time `bun:",nullzero"`

	ChairID int64 `bun:",nullzero"` // the juror who leads it; 0: the round's chair

	ObjectionsUntil time.Time `bun:",nullzero"` // set with T0; zero: no objection window
	AmendingAt      time.Time `bun:",nullzero"` // since when the public result waits for a corrected version
}

// CategorizedContest is a contest with its category.
type CategorizedContest struct {
	Contest  Contest
	Category Category
}

// contestsByID reads contests in the order of their categories.
func (tx *transaction) contestsByID(ctx context.Context, ids []int64) ([]CategorizedContest, error) {
	return tx.contestsWhere(ctx, "id in (?)", bun.List(ids))
}

func (tx *transaction) contestsWhere(ctx context.Context, where string, args ...any) ([]CategorizedContest, error) {
	var contests []Contest
	if err := tx.NewSelect().Model(&contests).Where(where, args...).Scan(ctx); err != nil {
		return nil, err
	}
	ids := []int64{0}
	for _, c := range contests {
		ids = append(ids, c.CategoryID)
	}
	var categories []Category
	if err := tx.NewSelect().Model(&categories).Where("id in (?)", bun.List(ids)).Order("position", "id").Scan(ctx); err != nil {
		return nil, err
	}
	var out []CategorizedContest
	for _, category := range categories {
		for _, contest := range contests {
			if contest.CategoryID == category.ID {
				out = append(out, CategorizedContest{contest, category})
			}
		}
	}
	return out, nil
}
