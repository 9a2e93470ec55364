package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
)

// Coverage is who has opened, scored and submitted what in a round, with one of its contests cell by cell. It never holds a score.
type Coverage struct {
	*Progress
	Contest  *ContestProgress // whose cells these are; nil: the round has none
	Seats    []*CoverageSeat  // of jurors who have anything to do with it
	Criteria []*Criterion     // that must be scored
	Rows     []*CoverageRow
	Reminded map[int64]time.Time // when each juror was reminded last, by row id
	Notes    []*SheetNote        // to the chair, from the whole round, about candidates in the reader's sight
}

// CoverageSeat is a juror's column.
type CoverageSeat struct {
	Juror Juror
	Count
}

// CoverageRow is a candidate's row.
type CoverageRow struct {
	Candidate  *NamedCandidate
	Unseen     bool              // the actor must not judge the candidate
	Cells      []*CoverageCell   // by seat; nil: nothing to do
	ByCriteria []*CriterionCount // by criterion
	Count
}

// Late tells whether any value is missing.
func (r *CoverageRow) Late() bool { return r.Open() > 0 }

// CoverageCell is how far one juror has come with one candidate.
type CoverageCell struct {
	State    CellState
	Scored   int // of the criteria owed, those with a value, submitted or not
	Owed     int
	OpenedAt time.Time // zero: never
	SavedAt  time.Time // zero: never
}

// CellState is where a cell stands.
type CellState string

// The states of cells, apart from those of sheets.
const (
	CellUntouched CellState = "untouched"
	CellOpened    CellState = "opened" // looked at, and nothing saved
	CellDraft     CellState = "draft"
	CellSubmitted CellState = "submitted"
	CellReleased  CellState = "released" // the juror is off the candidate
)

// CriterionCount is how many of the values owed on a criterion are there and submitted.
type CriterionCount struct{ Owed, Submitted int }

// Done tells whether all are.
func (c *CriterionCount) Done() bool { return c.Submitted == c.Owed }

// Coverage reads a round's coverage for its organizer, its chair and its secretary, at any time; the contest is given by uid, and
// where there is none such it is the first with candidates. It takes a constant number of statements.
func (s *Store) Coverage(ctx context.Context, actor judging.Actor, round, contest string, lang locale.Language) (*Coverage, error) {
	v := &Coverage{Progress: &Progress{}}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ViewProgress, round)
		if err != nil {
			return err
		}
		v.Place = *p
		sights, err := tx.sights(ctx, actor, p)
		if err != nil {
			return err
		}
		if err := tx.readProgress(ctx, v.Progress, sights, lang); err != nil {
			return err
		}
		if v.Reminded, err = tx.reminded(ctx, p.Round.ID); err != nil {
			return err
		}
		if v.Notes, err = tx.sheetNotes(ctx, actor, p, sights, lang); err != nil {
			return err
		}
		if v.Contest = chosenContest(v.Contests, contest); v.Contest == nil {
			return nil
		}
		return tx.readCoverage(ctx, v, sights)
	})
	if err != nil {
		return nil, fmt.Errorf("coverage: %w", err)
	}
	return v, nil
}

// chosenContest is the one that was asked for, or else the first with candidates.
func chosenContest(contests []*ContestProgress, uid string) (chosen *ContestProgress) {
	for _, c := range contests {
		if c.Contest.UID == uid {
			return c
		}
		if chosen == nil || len(chosen.Candidates) == 0 {
			chosen = c
		}
	}
	return chosen
}

func (tx *transaction) readCoverage(ctx context.Context, v *Coverage, sights map[int64]Sight) error {
	cells, err := tx.coverageCells(ctx, v.Contest.Contest.ID)
	if err != nil {
		return err
	}
	err = tx.NewSelect().Model(&v.Criteria).Where("rubric_id = ?", v.Contest.Contest.RubricID).Where("kind <> ?", judging.Informative).
		Order("position", "id").Scan(ctx)
	if err != nil {
		return err
	}
	counts, err := tx.criterionCounts(ctx, v.Contest.Contest.ID)
	if err != nil {
		return err
	}
	for _, j := range v.Jurors {
		if seat := seatOf(j, cells); seat != nil {
			v.Seats = append(v.Seats, seat)
		}
	}
	for _, c := range v.Contest.Candidates {
		v.Rows = append(v.Rows, v.row(c, !sights[c.Candidate.ID].Seen, cells, counts))
	}
	return nil
}

// seatOf counts a juror's cells; nil: there are none.
func seatOf(j *JurorProgress, cells map[pair]*CoverageCell) *CoverageSeat {
	var seat *CoverageSeat
	for at, cell := range cells {
		if at.juror != j.Juror.ID {
			continue
		}
		if seat == nil {
			seat = &CoverageSeat{Juror: j.Juror}
		}
		switch cell.State {
		case CellReleased:
		case CellSubmitted:
			seat.add(SheetSubmitted)
		case CellDraft:
			seat.add(SheetDraft)
		default:
			seat.add(SheetEmpty)
		}
	}
	return seat
}

func (v *Coverage) row(c *CandidateProgress, unseen bool, cells map[pair]*CoverageCell, counts map[[2]int64]*CriterionCount) *CoverageRow {
	row := &CoverageRow{Candidate: c.Candidate, Unseen: unseen}
	if unseen {
		return row
	}
	row.Count = c.Count
	for _, seat := range v.Seats {
		row.Cells = append(row.Cells, cells[pair{seat.Juror.ID, c.Candidate.ID}])
	}
	for _, criterion := range v.Criteria {
		row.ByCriteria = append(row.ByCriteria, counts[[2]int64{c.Candidate.ID, criterion.ID}])
	}
	return row
}

// coverageCells reads the contest's duties and whom they were taken from, by juror and candidate.
func (tx *transaction) coverageCells(ctx context.Context, contest int64) (map[pair]*CoverageCell, error) {
	duties, err := tx.duties(ctx, "t.cancelled_at is null and a.contest_id = ?", contest)
	if err != nil {
		return nil, err
	}
	var openings []struct {
		JurorID, CandidateID int64
		OpenedAt             time.Time
	}
	err = tx.NewRaw(`select a.juror_id, a.candidate_id, o.opened_at from sheet_opening o join assignment a on a.id = o.assignment_id
		where a.contest_id = ? and a.removed_at is null`, contest).Scan(ctx, &openings)
	if err != nil {
		return nil, err
	}
	var released []Recusal
	err = tx.NewSelect().Model(&released).Where("ended_at is null").Where("criterion_id is null").
		Where("exists (select 1 from assignment a where a.juror_id = recusal.juror_id and a.candidate_id = recusal.candidate_id and a.contest_id = ? and a.removed_at is null)", contest).Scan(ctx)
	if err != nil {
		return nil, err
	}
	cells := map[pair]*CoverageCell{}
	for _, d := range duties {
		cells[pair{d.JurorID, d.CandidateID}] = &CoverageCell{State: cellStates[d.State], Scored: d.Scored, Owed: d.Owed, SavedAt: d.SavedAt}
	}
	for _, o := range openings {
		if cell := cells[pair{o.JurorID, o.CandidateID}]; cell != nil {
			cell.OpenedAt = o.OpenedAt
			if cell.State == CellUntouched {
				cell.State = CellOpened
			}
		}
	}
	for _, r := range released {
		cells[pair{r.JurorID, r.CandidateID}] = &CoverageCell{State: CellReleased}
	}
	return cells, nil
}

var cellStates = map[SheetState]CellState{SheetEmpty: CellUntouched, SheetDraft: CellDraft, SheetSubmitted: CellSubmitted}

// criterionCounts counts the values owed in a contest and those of them that are submitted, by candidate and criterion.
func (tx *transaction) criterionCounts(ctx context.Context, contest int64) (map[[2]int64]*CriterionCount, error) {
	var rows []struct {
		CandidateID, CriterionID int64
		Owed, Submitted          int
	}
	err := tx.NewRaw(`
		select a.candidate_id, criterion.id as criterion_id, count(*) as owed,
			count(case when h.state = 'submitted' then s.value end) as submitted
		from assignment a
		join sheet h on h.assignment_id = a.id
		join contest t on t.id = a.contest_id
		join criterion on criterion.rubric_id = t.rubric_id
		left join score s on s.assignment_id = a.id and s.criterion_id = criterion.id
		where a.contest_id = ? and criterion.kind <> 'informative' and `+owed+`
		group by a.candidate_id, criterion.id`, contest).Scan(ctx, &rows)
	counts := map[[2]int64]*CriterionCount{}
	for _, r := range rows {
		counts[[2]int64{r.CandidateID, r.CriterionID}] = &CriterionCount{r.Owed, r.Submitted}
	}
	return counts, err
}

// reminded reads when each juror of the round was written to last by the chair about sheets that are missing.
func (tx *transaction) reminded(ctx context.Context, round int64) (map[int64]time.Time, error) {
	var letters []*Message
	err := tx.NewSelect().Model(&letters).Column("juror_id", "created_at").Where("round_id = ?", round).
		Where("kind = ?", letter.LateReminder).Order("id").Scan(ctx)
	last := map[int64]time.Time{}
	for _, m := range letters {
		last[m.JurorID] = m.CreatedAt
	}
	return last, err
}
