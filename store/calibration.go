package store

import (
	"context"

	"blazon/fault"
	"blazon/judging"
)

// Calibration is what each juror gave a training candidate, side by side.
type Calibration struct {
	ContestPlace
	*Training
	Jurors   []Juror
	Criteria []*CalibratedCriterion
}

// CalibratedCriterion is one criterion, with the values in the order of the jurors.
type CalibratedCriterion struct {
	Criterion Criterion
	Values    []*judging.Decimal // nil: none
	Low, High *judging.Decimal   // nil: nobody gave any
}

// Spread is how far the lowest and the highest value lie apart.
func (c *CalibratedCriterion) Spread() judging.Decimal {
	if c.Low == nil {
		return 0
	}
	return *c.High - *c.Low
}

// Calibration reads the values of a training candidate for a juror who has it to score: Closed until all have submitted it, or the
// organizer has opened the discussion. For everybody else, and for any other candidate, it is NotFound.
func (s *Store) Calibration(ctx context.Context, actor judging.Actor, round, training string) (v *Calibration, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		v, err = tx.calibration(ctx, actor, round, training)
		return err
	})
	return v, wrapped("calibration", err)
}

func (tx *transaction) calibration(ctx context.Context, actor judging.Actor, round, training string) (*Calibration, error) {
	found, err := tx.trainings(ctx, "n.uid = ? and n.contest_id in (select t.id from contest t join round r on r.id = t.round_id where r.uid = ?)", training, round)
	if err != nil || len(found) == 0 {
		return nil, orAbsent(err)
	}
	p, err := tx.contestPlaceOf(ctx, "id = (select n.contest_id from candidate n where n.uid = ?)", training)
	if err != nil {
		return nil, err
	}
	v := &Calibration{ContestPlace: *p, Training: found[0]}
	err = tx.NewSelect().Model(&v.Jurors).Where("left_at is null").
		Where("id in (select a.juror_id from assignment a join candidate n on n.id = a.candidate_id where n.uid = ? and a.removed_at is null)", training).
		Order("name", "uid").Scan(ctx)
	if err != nil {
		return nil, err
	}
	if err := tx.mayDiscuss(ctx, actor, v); err != nil {
		return nil, err
	}
	return v, tx.readDiscussed(ctx, v, training)
}

// mayDiscuss asks whether one of the jurors is the actor, and whether it is time.
func (tx *transaction) mayDiscuss(ctx context.Context, actor judging.Actor, v *Calibration) error {
	for _, j := range v.Jurors {
		if !actor.Sits(j.ID) {
			continue
		}
		seat, err := tx.seatView(ctx, j)
		switch {
		case err != nil:
			return err
		case !seat.Ready():
			return fault.New(fault.Closed, "seat.not_ready")
		case !v.Open():
			return fault.New(fault.Closed, "seat.not_discussed_yet")
		}
		return nil
	}
	return orAbsent(nil)
}

// orAbsent is the error, or that there is no such thing.
func orAbsent(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

// readDiscussed reads the submitted values.
func (tx *transaction) readDiscussed(ctx context.Context, v *Calibration, training string) error {
	var criteria []Criterion
	if err := tx.NewSelect().Model(&criteria).Where("rubric_id = ?", v.Contest.RubricID).Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	var scores []struct{ JurorID, CriterionID, Value int64 }
	err := tx.NewRaw(`select a.juror_id, s.criterion_id, s.value from assignment a join candidate n on n.id = a.candidate_id
		join sheet h on h.assignment_id = a.id join score s on s.assignment_id = a.id
		where n.uid = ? and n.training and a.removed_at is null and h.state = ?`, training, SheetSubmitted).Scan(ctx, &scores)
	given := map[[2]int64]*judging.Decimal{}
	for _, s := range scores {
		value := judging.DecimalOfMicros(s.Value)
		given[[2]int64{s.JurorID, s.CriterionID}] = &value
	}
	for _, c := range criteria {
		row := &CalibratedCriterion{Criterion: c}
		for _, j := range v.Jurors {
			row.add(given[[2]int64{j.ID, c.ID}])
		}
		v.Criteria = append(v.Criteria, row)
	}
	return err
}

func (c *CalibratedCriterion) add(value *judging.Decimal) {
	c.Values = append(c.Values, value)
	if value == nil {
		return
	}
	if c.Low == nil || *value < *c.Low {
		c.Low = value
	}
	if c.High == nil || *value > *c.High {
		c.High = value
	}
}
