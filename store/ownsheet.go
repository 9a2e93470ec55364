package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// OwnSheets is a round of a juror's desk with all that he has given in it.
type OwnSheets struct {
	*DeskRound
	Contests []*OwnContest
}

// OwnContest is a contest with the juror's own sheets in it.
type OwnContest struct {
	*DeskContest
	Criteria []*OwnCriterion
	Sheets   []*OwnSheet // in the order of the desk
}

// OwnCriterion is a criterion with the juror's own values on it, drafts among them, but not those given for training.
type OwnCriterion struct {
	ID     int64
	Key    string
	Name   locale.Text
	Kind   judging.CriterionKind
	Max    judging.Decimal
	Habit  judging.Habit
	Values []judging.Decimal
}

// OwnSheet is one of the juror's sheets with its values.
type OwnSheet struct {
	*DeskSheet
	Revision    int64
	SubmittedAt time.Time
	Unfit       bool // something typed into it fits no score
	Note        string
	Cells       []OwnCell // those that are owed
}

// OwnCell is what a sheet has on one criterion.
type OwnCell struct {
	Criterion *OwnCriterion
	Value     judging.Decimal
	Empty     bool
}

// Gaps lists the criteria that must be scored and are not.
func (s *OwnSheet) Gaps() (gaps []*OwnCriterion) {
	for _, c := range s.Cells {
		if c.Empty && c.Criterion.Kind != judging.Informative {
			gaps = append(gaps, c.Criterion)
		}
	}
	return gaps
}

// Complete tells whether the sheet can be submitted.
func (s *OwnSheet) Complete() bool { return len(s.Gaps()) == 0 && !s.Unfit }

// Flat tells whether three criteria or more all have the same value.
func (s *OwnSheet) Flat() bool {
	var h judging.Habit
	for _, c := range s.Cells {
		if !c.Empty {
			h.Add(c.Value)
		}
	}
	return h.Uniform()
}

// ownRow is one criterion of one of a juror's sheets.
type ownRow struct {
	AssignmentID int64
	Assignment   string // uid
	Contest      string // uid
	Revision     int64
	State        SheetState
	SubmittedAt  time.Time
	Typed        Typed
	Note         string
	CriterionID  int64
	Key          string
	Name         locale.Text
	Kind         judging.CriterionKind
	Max          int64
	Value        *int64
	Measured     string
}

// ownRows reads everything that a juror has given, where the duty stands and the juror may know of it, in one order everywhere.
func (tx *transaction) ownRows(ctx context.Context, juror int64) (rows []ownRow, err error) {
	err = tx.store.prepared(ctx, tx, &rows, `
		select a.id as assignment_id, a.uid as assignment, t.uid as contest, h.revision, h.state, h.submitted_at, h.typed, h.note,
			criterion.id as criterion_id, criterion.key, criterion.name, criterion.kind, criterion.max, s.value, coalesce(s.measured, '') as measured
		from assignment a
		join sheet h on h.assignment_id = a.id
		join candidate n on n.id = a.candidate_id
		join contest t on t.id = a.contest_id
		join criterion on criterion.rubric_id = t.rubric_id
		left join score s on s.assignment_id = a.id and s.criterion_id = criterion.id
		where a.juror_id = ? and t.cancelled_at is null and n.withdrawn_at is null and `+owed+` and `+kept("a.juror_id", "a.candidate_id")+`
		order by a.id, criterion.position, criterion.id`, juror)
	if err != nil {
		return nil, fmt.Errorf("own sheets: %w", err)
	}
	return rows, nil
}

// OwnSheets reads what a juror has given in a round, and never what others have. NotFound: he does not sit in its jury.
func (s *Store) OwnSheets(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*OwnSheets, error) {
	desk, err := s.DeskRound(ctx, actor, round, lang)
	if err != nil {
		return nil, err
	}
	own := &OwnSheets{DeskRound: desk}
	err = s.read(ctx, func(tx *transaction) error {
		rows, err := tx.ownRows(ctx, desk.Juror.ID)
		own.put(rows)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("own sheets: %w", err)
	}
	return own, nil
}

// put lays the rows into the sheets of the desk; what the desk does not show is left out.
func (r *OwnSheets) put(rows []ownRow) {
	byAssignment := map[string]*OwnSheet{}
	type scored struct { // a criterion in one contest: several may share a rubric
		contest   string
		criterion int64
	}
	criteria := map[scored]*OwnCriterion{}
	contests := map[string]*OwnContest{}
	for _, c := range r.DeskRound.Contests {
		contest := &OwnContest{DeskContest: c}
		contests[c.Contest.UID] = contest
		r.Contests = append(r.Contests, contest)
		for _, s := range c.Sheets {
			byAssignment[s.Assignment] = &OwnSheet{DeskSheet: s}
			contest.Sheets = append(contest.Sheets, byAssignment[s.Assignment])
		}
	}
	for _, row := range rows {
		sheet := byAssignment[row.Assignment]
		if sheet == nil {
			continue
		}
		at := scored{row.Contest, row.CriterionID}
		k := criteria[at]
		if k == nil {
			k = &OwnCriterion{ID: row.CriterionID, Key: row.Key, Name: row.Name, Kind: row.Kind, Max: judging.DecimalOfMicros(row.Max)}
			criteria[at] = k
			contests[row.Contest].Criteria = append(contests[row.Contest].Criteria, k)
		}
		sheet.Revision, sheet.SubmittedAt, sheet.Note, sheet.Unfit = row.Revision, row.SubmittedAt, row.Note, len(row.Typed) > 0
		cell := OwnCell{Criterion: k, Empty: row.Value == nil}
		if row.Value != nil {
			cell.Value = judging.DecimalOfMicros(*row.Value)
			if !sheet.Candidate.Training {
				k.Habit.Add(cell.Value)
				k.Values = append(k.Values, cell.Value)
			}
		}
		sheet.Cells = append(sheet.Cells, cell)
	}
}
