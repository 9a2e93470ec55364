package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// CountedSheet is a sheet after the closing, with what of it counts.
type CountedSheet struct {
	Sheet     Sheet
	UID       string // of the assignment
	JurorID   int64
	Candidate int64
	Rows      []*SheetCriterion // what counts: of a sheet that was not submitted, nothing does
}

// Revision is the one that a correction builds on.
func (c *CountedSheet) Revision() int64 { return c.Sheet.Revision }

// countedRow is one criterion of a counted sheet.
type countedRow struct {
	Sheet     Sheet     `bun:"embed:h_"`
	Criterion Criterion `bun:"embed:criterion_"`
	UID       string
	JurorID   int64
	Candidate int64
	Micros    *int64
	Measured  string
}

// countedSheet reads the sheet of a contest that the condition on its assignment "a" picks, if the actor may know of its candidate. The
// sheets of a juror who left count on, and so may be corrected.
func (tx *transaction) countedSheet(ctx context.Context, actor judging.Actor, p *ContestPlace, where string, args ...any) (*CountedSheet, error) {
	var rows []*countedRow
	err := tx.NewRaw("select "+tx.store.columns(countedRow{})+`, a.uid, a.juror_id, a.candidate_id as candidate, s.value as micros, coalesce(s.measured, '') as measured
		from assignment a join sheet h on h.assignment_id = a.id join candidate n on n.id = a.candidate_id
		join criterion on criterion.rubric_id = ?
		left join score s on s.assignment_id = a.id and s.criterion_id = criterion.id
		where a.contest_id = ? and n.withdrawn_at is null and not n.training and `+owed+` and `+where+`
		order by criterion.position, criterion.id`, append([]any{p.Contest.RubricID, p.Contest.ID}, args...)...).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("counted sheet: %w", err)
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	sheet := &CountedSheet{Sheet: rows[0].Sheet, UID: rows[0].UID, JurorID: rows[0].JurorID, Candidate: rows[0].Candidate}
	known, err := tx.candidatesKnown(ctx, actor, &p.Place, p.Language(), "n.id = ?", sheet.Candidate)
	if err != nil {
		return nil, err
	}
	if known[sheet.Candidate] == nil {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	for _, row := range rows {
		counted := &SheetCriterion{Criterion: row.Criterion}
		if sheet.Sheet.State == SheetSubmitted {
			counted.Micros, counted.Measured = row.Micros, row.Measured
		}
		sheet.Rows = append(sheet.Rows, counted)
	}
	return sheet, nil
}

// rules gives the criteria as the rules want them.
func (c *CountedSheet) rules() (criteria []judging.Criterion) {
	for _, row := range c.Rows {
		criteria = append(criteria, row.Criterion.Rules())
	}
	return criteria
}

// conversions gives the tables of the criteria for which a measured value is typed.
func (c *CountedSheet) conversions() map[string]judging.Conversion {
	tables := map[string]judging.Conversion{}
	for _, row := range c.Rows {
		tables[row.Criterion.Key] = row.Criterion.Conversion
	}
	return tables
}

// named completes what a form says by what counts: a criterion that it does not name stays as it is. One that the sheet does not have is
// NotFound.
func (c *CountedSheet) named(typed map[string]string) (map[string]string, error) {
	values := map[string]string{}
	for _, row := range c.Rows {
		values[row.Criterion.Key] = row.Typed()
	}
	for key := range typed {
		if _, ok := values[key]; !ok {
			return nil, fault.New(fault.NotFound, "fault.not_found")
		}
	}
	maps.Copy(values, typed)
	return values, nil
}

// changed lists the cells that the marks, in the order of the rows, would change.
func (c *CountedSheet) changed(marks []judging.Mark) (cells []CorrectionCell) {
	for i, m := range marks {
		before, after := c.Rows[i].Micros, (*int64)(nil)
		if !m.Empty {
			value := m.Value.Micros()
			after = &value
		}
		if !sameMicros(before, after) {
			cells = append(cells, CorrectionCell{AssignmentID: c.Sheet.AssignmentID, CriterionID: c.Rows[i].Criterion.ID, Before: before, After: after, Measured: m.Measured})
		}
	}
	return cells
}

func sameMicros(a, b *int64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

// stillIs tells whether the sheet says what it said when the cells were entered.
func (c *CountedSheet) stillIs(cells []CorrectionCell) bool {
	for _, cell := range cells {
		at := slices.IndexFunc(c.Rows, func(row *SheetCriterion) bool { return row.Criterion.ID == cell.CriterionID })
		if at < 0 || !sameMicros(c.Rows[at].Micros, cell.Before) {
			return false
		}
	}
	return true
}

// typedBeside is what the juror typed that did not fit, apart from the scores in the place of which the cells come.
func (c *CountedSheet) typedBeside(cells []CorrectionCell) Typed {
	beside := maps.Clone(c.Sheet.Typed)
	for _, row := range c.Rows {
		if slices.ContainsFunc(cells, func(cell CorrectionCell) bool { return cell.CriterionID == row.Criterion.ID }) {
			delete(beside, "score."+row.Criterion.Key)
		}
	}
	return beside
}

// corrected is the sheet with the cells in it: what counts then, by criterion, with what was measured, which rows say something new, and
// which criteria are empty.
func (c *CountedSheet) corrected(cells []CorrectionCell, now time.Time) (body sheetBody, scores []Score, emptied []int64) {
	body = sheetBody{Scores: map[int64]int64{}, Measured: map[int64]string{}}
	for _, row := range c.Rows {
		id, value, measured := row.Criterion.ID, row.Micros, row.Measured
		if at := slices.IndexFunc(cells, func(cell CorrectionCell) bool { return cell.CriterionID == id }); at >= 0 {
			value, measured = cells[at].After, cells[at].Measured
		}
		switch {
		case value == nil:
			emptied = append(emptied, id)
			continue
		case !sameMicros(row.Micros, value):
			scores = append(scores, Score{AssignmentID: c.Sheet.AssignmentID, CriterionID: id, Value: *value, Measured: measured, SavedAt: now})
		}
		body.Scores[id] = *value
		if measured != "" {
			body.Measured[id] = measured
		}
	}
	return body, scores, emptied
}
