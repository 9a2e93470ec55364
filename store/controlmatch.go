package store

import (
	"context"

	"blazon/fault"
)

// mustMatch refuses to approve what the contest's sheets add up to as long as it is not what they came to when the judging was closed,
// and corrections that two people made do not account for the difference.
func (tx *transaction) mustMatch(ctx context.Context, p *ContestPlace) error {
	var closings []*Closing
	err := tx.NewSelect().Model(&closings).Where("round_id = ?", p.Round.ID).Where("reopened_at is null").Order("id desc").Limit(1).Scan(ctx)
	if err != nil || len(closings) == 0 {
		return err
	}
	control, err := tx.control(ctx, p)
	if err != nil {
		return err
	}
	view, err := tx.controlView(ctx, closings[0], control)
	if err == nil && view != nil && !view.Explained() {
		err = fault.New(fault.Closed, "result.control_differs").With("Count", len(view.Differences))
	}
	return err
}
