package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Matrix is a juror's sheets of one contest side by side: a row for each candidate, a column for each criterion.
type Matrix struct {
	ContestPlace
	Juror    Juror        `bun:"embed:juror_"`
	Unready  bool         // the juror has not accepted the seat, or a text that the jury was given
	Criteria []*Criterion `bun:"-"` // the columns
	All      []*Criterion `bun:"-"` // every criterion that is the juror's for some candidate, shown or not
	Rows     []*MatrixRow `bun:"-"` // in the language's order of the candidates' names
}

// MatrixRow is one sheet of the matrix.
type MatrixRow struct {
	*DeskSheet
	Sheet *Sheet
	Cells []*MatrixCell // by the columns
}

// MatrixCell is a juror's score for one criterion of one candidate.
type MatrixCell struct {
	SheetCriterion
	Owed bool        // it can be scored
	Why  judging.Why // why it need not be; empty where it is owed, or was never the juror's
}

// Editable is nil while the juror may change the matrix, and otherwise says why not.
func (m *Matrix) Editable(actor judging.Actor) error {
	facts := m.Facts()
	facts.Juror = m.Juror.ID
	return judging.May(actor, judging.SaveSheet, facts)
}

// Count counts the sheets, those of training candidates apart.
func (m *Matrix) Count() (n Count) {
	for _, row := range m.Rows {
		if !row.Candidate.Training {
			n.add(row.State)
		}
	}
	return n
}

// Row finds the row of an assignment; nil: there is none.
func (m *Matrix) Row(assignment string) *MatrixRow {
	for _, row := range m.Rows {
		if row.Assignment == assignment {
			return row
		}
	}
	return nil
}

// Matrix reads a juror's own matrix of a contest; with the key of a criterion, that column alone. Without any duty there it
// is NotFound. Candidates that the juror was recused from, or may not know of yet, are not in it.
func (s *Store) Matrix(ctx context.Context, actor judging.Actor, round, contest, criterion string, lang locale.Language) (*Matrix, error) {
	var m *Matrix
	err := s.read(ctx, func(tx *transaction) (err error) {
		if m, err = tx.matrixPlace(ctx, actor, round, contest); err != nil {
			return err
		}
		sheets, err := tx.contestSheets(ctx, actor, &m.ContestPlace, m.Juror.ID, lang)
		if err != nil {
			return err
		}
		return tx.readMatrix(ctx, m, sheets, criterion)
	})
	if err != nil {
		return nil, fmt.Errorf("matrix: %w", err)
	}
	return m, nil
}

// matrixPlace reads where the matrix stands and whose it is.
func (tx *transaction) matrixPlace(ctx context.Context, actor judging.Actor, round, contest string) (*Matrix, error) {
	var found []*Matrix
	err := tx.store.prepared(ctx, tx, &found, "select "+tx.store.columns(Matrix{})+", (select "+unready+` from juror j join round r on r.id = j.round_id where j.id = juror.id) as unready
		from contest
		join category on category.id = contest.category_id
		join round on round.id = contest.round_id
		join juror on juror.round_id = round.id`+standing+`
		where contest.uid = ? and round.uid = ? and juror.id in (?) order by juror.id`,
		contest, round, bun.List(judging.ScopeOf(actor, judging.ViewSheet).Jurors))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	m := found[0]
	m.Now = tx.now
	return m, judging.May(actor, judging.ViewSheet, judging.Facts{Juror: m.Juror.ID, Unready: m.Unready})
}

// matrixCellRow is a cell as the database has it.
type matrixCellRow struct {
	Assignment  string
	ID          int64 // the assignment's
	CriterionID int64
	Micros      *int64
	Measured    string
	Why         judging.Why
}

// readMatrix reads the cells of the sheets in one statement and lays them under their criteria.
func (tx *transaction) readMatrix(ctx context.Context, m *Matrix, sheets []*DeskSheet, criterion string) error {
	var cells []matrixCellRow
	err := tx.store.prepared(ctx, tx, &cells, `
		select a.uid as assignment, a.id, criterion.id as criterion_id, s.value as micros, coalesce(s.measured, '') as measured,
			coalesce(x.why, '') as why
		from assignment a
		join criterion on criterion.rubric_id = ?
		left join score s on s.assignment_id = a.id and s.criterion_id = criterion.id
		left join recusal x on x.juror_id = a.juror_id and x.candidate_id = a.candidate_id and x.criterion_id = criterion.id and x.ended_at is null
		where a.contest_id = ? and a.juror_id = ? and a.removed_at is null
			and (not exists (select 1 from assignment_criterion o where o.assignment_id = a.id)
				or exists (select 1 from assignment_criterion o where o.assignment_id = a.id and o.criterion_id = criterion.id))
		order by a.id, criterion.position, criterion.id`, m.Contest.RubricID, m.Contest.ID, m.Juror.ID)
	if err != nil {
		return fmt.Errorf("cells: %w", err)
	}
	var criteria []*Criterion
	err = tx.NewSelect().Model(&criteria).Where("rubric_id = ?", m.Contest.RubricID).Order("position", "id").Scan(ctx)
	if err != nil {
		return fmt.Errorf("criteria: %w", err)
	}
	var stored []*Sheet
	err = tx.NewSelect().Model(&stored).Where("assignment_id in (select id from assignment where contest_id = ? and juror_id = ?)", m.Contest.ID, m.Juror.ID).Scan(ctx)
	if err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	byID := map[int64]*Sheet{}
	for _, sheet := range stored {
		byID[sheet.AssignmentID] = sheet
	}
	m.put(sheets, criteria, cells, byID)
	if criterion != "" {
		m.only(criterion)
	}
	if len(m.Rows) == 0 || len(m.Criteria) == 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return nil
}

// put makes rows of the sheets, with columns for the criteria that are the juror's on any of them.
func (m *Matrix) put(sheets []*DeskSheet, criteria []*Criterion, cells []matrixCellRow, stored map[int64]*Sheet) {
	rows, mine := map[string]*MatrixRow{}, map[int64]bool{}
	for _, sheet := range sheets {
		row := &MatrixRow{DeskSheet: sheet}
		rows[sheet.Assignment] = row
		m.Rows = append(m.Rows, row)
	}
	for _, c := range cells {
		mine[c.CriterionID] = mine[c.CriterionID] || rows[c.Assignment] != nil
	}
	column := map[int64]int{}
	for _, c := range criteria {
		if mine[c.ID] {
			column[c.ID] = len(m.All)
			m.All = append(m.All, c)
		}
	}
	for _, row := range m.Rows {
		for _, c := range m.All {
			row.Cells = append(row.Cells, &MatrixCell{SheetCriterion: SheetCriterion{Criterion: *c}})
		}
	}
	for _, c := range cells {
		if row := rows[c.Assignment]; row != nil {
			row.Sheet = stored[c.ID]
			cell := row.Cells[column[c.CriterionID]]
			cell.Micros, cell.Measured, cell.Why, cell.Owed = c.Micros, c.Measured, c.Why, c.Why == ""
		}
	}
	m.Criteria = m.All
}

// only leaves the column of one criterion, and the rows of the sheets that it stands on; none: it is no criterion of the juror's.
func (m *Matrix) only(key string) {
	at := slices.IndexFunc(m.All, func(c *Criterion) bool { return c.Key == key })
	if at < 0 {
		m.Criteria = nil
		return
	}
	m.Criteria = m.All[at : at+1]
	var rows []*MatrixRow
	for _, row := range m.Rows {
		if cell := row.Cells[at]; cell.Owed || cell.Why != "" {
			row.Cells = row.Cells[at : at+1]
			rows = append(rows, row)
		}
	}
	m.Rows = rows
}
