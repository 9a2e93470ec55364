package store

import (
	"context"
	"fmt"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// ClosingTotal is what a contest's sheets came to at a closing.
type ClosingTotal struct {
	bun.BaseModel `bun:"table:closing_total" json:"-"`

	ClosingID  int64  `bun:",pk" json:"-"`
	ContestID  int64  `bun:",pk" json:"-"`
	Candidates int    `json:"candidates"`
	Duties     int    `json:"duties"` // sheets that were owed
	Sheets     int    `json:"sheets"` // of them, submitted
	Scores     int    `json:"scores"`
	Digest     string `json:"digest"`
}

// ClosingSum is what was given on one criterion, by the closing.
type ClosingSum struct {
	bun.BaseModel `bun:"table:closing_sum"`

	ClosingID   int64 `bun:",pk"`
	ContestID   int64 `bun:",pk"`
	CriterionID int64 `bun:",pk"`
	Scores      int
	Points      int64  // millionths
	Key         string `bun:",scanonly"`
}

// contestControl is what a contest adds up to now.
type contestControl struct {
	place  *ContestPlace
	loaded *LoadedContest
	judging.Control
}

// rows are the control as it is kept.
func (c *contestControl) rows(closing int64) (ClosingTotal, []ClosingSum) {
	var sums []ClosingSum
	for number, s := range c.Sums {
		sums = append(sums, ClosingSum{ClosingID: closing, ContestID: c.place.Contest.ID, CriterionID: c.loaded.Criteria[number].ID,
			Scores: s.Scores, Points: s.Points.Micros()})
	}
	return ClosingTotal{ClosingID: closing, ContestID: c.place.Contest.ID, Candidates: c.Candidates, Duties: c.Duties, Sheets: c.Sheets,
		Scores: c.Scores, Digest: c.Digest}, sums
}

// judgedContests are the round's contests that are scored here and not called off.
func (tx *transaction) judgedContests(ctx context.Context, p *Place) ([]*ContestPlace, error) {
	return tx.contestPlacesOf(ctx, "round_id = ? and rubric_id is not null and cancelled_at is null", p.Round.ID)
}

// controls adds each contest of the round up.
func (tx *transaction) controls(ctx context.Context, p *Place) (all []*contestControl, err error) {
	contests, err := tx.judgedContests(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, contest := range contests {
		c, err := tx.control(ctx, contest)
		if err != nil {
			return nil, fmt.Errorf("control of contest %s: %w", contest.Contest.UID, err)
		}
		all = append(all, c)
	}
	return all, nil
}

func (tx *transaction) control(ctx context.Context, p *ContestPlace) (*contestControl, error) {
	loaded, err := tx.loadContest(ctx, p)
	if err != nil {
		return nil, err
	}
	sheets, err := tx.submittedSheets(ctx, p, loaded)
	if err != nil {
		return nil, err
	}
	control, err := judging.ControlOf(loaded.Input, sheets)
	return &contestControl{p, loaded, control}, err
}

// submittedSheets counts those of the contest's duties that are done.
func (tx *transaction) submittedSheets(ctx context.Context, p *ContestPlace, l *LoadedContest) (n int, err error) {
	var candidates []int64
	err = tx.NewRaw(`select a.candidate_id from assignment a join sheet h on h.assignment_id = a.id
		where a.contest_id = ? and a.removed_at is null and h.state = 'submitted'`, p.Contest.ID).Scan(ctx, &candidates)
	for _, id := range candidates {
		if _, standing := l.candidate[id]; standing {
			n++
		}
	}
	return n, err
}
