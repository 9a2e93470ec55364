package store

import (
	"context"

	"blazon/judging"
)

// checkMeasured holds the points of measured criteria against the tables that they come from.
func (tx *transaction) checkMeasured(ctx context.Context, report func(Finding)) error {
	var criteria []Criterion
	if err := tx.NewSelect().Model(&criteria).Column("id", "conversion").Scan(ctx); err != nil {
		return err
	}
	tables, measured := map[int64]judging.Conversion{}, idSet{}
	for _, c := range criteria {
		if len(c.Conversion) > 0 {
			tables[c.ID] = c.Conversion
			measured.add(c.ID)
		}
	}
	var rows []struct {
		Object, UID string
		CriterionID int64
		Points      int64
		Measured    string
	}
	err := tx.NewRaw(`select 'assignment' as object, a.uid, s.criterion_id, s.value as points, s.measured from score s join assignment a on a.id = s.assignment_id
		where s.measured <> '' or s.criterion_id in ?0
		union all select 'correction', c.uid, k.criterion_id, k.after, k.measured from correction_cell k join correction c on c.id = k.correction_id
		where c.state = 'confirmed' and k.after is not null and (k.measured <> '' or k.criterion_id in ?0) order by 1, 2`, measured.list()).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	var last Finding
	for _, r := range rows {
		found := Finding{"the points of what is measured are those of its table", r.Object, r.UID}
		if !tables[r.CriterionID].Gives(r.Measured, judging.DecimalOfMicros(r.Points)) && found != last {
			report(found)
			last = found
		}
	}
	return nil
}
