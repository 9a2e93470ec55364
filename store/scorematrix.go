package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
)

// ScoreMatrix is every score of a contest, and every duty without one, with where it comes from.
type ScoreMatrix struct {
	*ContestPlace
	*LoadedContest
	Rows []*ScoreRow // by candidate, criterion and juror
}

// ScoreRow is one juror's value for one criterion of one candidate.
type ScoreRow struct {
	judging.Cell
	State       ScoreState
	Value       judging.Decimal // of a given one
	Measured    string          // what the points were converted from
	SavedAt     time.Time
	SubmittedAt time.Time
	Paper       *Signed // keyed in from paper; nil: typed by the juror
	Correction  *Signed // confirmed after the closing; nil: none
	Before      *int64  // what the correction replaced, in millionths; nil: nothing
}

// Signed names the two people whom an act took.
type Signed struct{ By, With string }

// ScoreState is what a cell of the matrix is.
type ScoreState string

// The states of cells.
const (
	ScoreCounted       ScoreState = "counted"
	ScoreStray         ScoreState = "stray"     // its duty was taken away: kept, not counted
	ScoreDraft         ScoreState = "draft"     // not submitted, not counted
	ScoreMissing       ScoreState = "missing"   // owed, and not given
	ScoreRecused       ScoreState = "recused"   // taken off because of a conflict
	ScoreAbstained     ScoreState = "abstained" // declined without one
	ScoreNotApplicable ScoreState = "not_applicable"
)

// ScoreMatrix reads the whole scoring record of a contest, once its judging is closed. Faults as those of Report.
func (s *Store) ScoreMatrix(ctx context.Context, actor judging.Actor, contest string) (*ScoreMatrix, error) {
	m := &ScoreMatrix{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if m.ContestPlace, err = tx.reported(ctx, actor, contest); err != nil {
			return err
		}
		outcome := (*judging.Outcome)(nil)
		if m.LoadedContest, outcome, err = tx.tally(ctx, m.ContestPlace); err != nil {
			return err
		}
		given, err := tx.givenScores(ctx, m)
		if err != nil {
			return err
		}
		m.fill(given, outcome)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("score matrix: %w", err)
	}
	return m, nil
}

// givenScores reads what stands in sheets, in three statements.
func (tx *transaction) givenScores(ctx context.Context, m *ScoreMatrix) (map[judging.Cell]*ScoreRow, error) {
	var rows []struct {
		AssignmentID, JurorID, CandidateID, CriterionID, Value int64
		Measured                                               string
		State                                                  SheetState
		SavedAt                                                time.Time
		SubmittedAt                                            time.Time `bun:",nullzero"`
	}
	err := tx.NewRaw(`select a.id as assignment_id, a.juror_id, a.candidate_id, s.criterion_id, s.value, s.measured, h.state, s.saved_at, h.submitted_at
		from assignment a join sheet h on h.assignment_id = a.id join score s on s.assignment_id = a.id where a.contest_id = ?`, m.Contest.ID).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	papers, err := tx.papersOf(ctx, m.Contest.ID)
	if err != nil {
		return nil, err
	}
	corrections, err := tx.correctionsOf(ctx, m.Contest.ID)
	if err != nil {
		return nil, err
	}
	given := map[judging.Cell]*ScoreRow{}
	for _, r := range rows {
		candidate, standing := m.candidate[r.CandidateID]
		if !standing {
			continue
		}
		row := &ScoreRow{Cell: judging.Cell{Juror: m.juror[r.JurorID], Candidate: candidate, Criterion: m.criterion[r.CriterionID]}, State: ScoreCounted,
			Value: judging.DecimalOfMicros(r.Value), Measured: r.Measured, SavedAt: r.SavedAt, SubmittedAt: r.SubmittedAt, Paper: papers[r.AssignmentID]}
		if r.State != SheetSubmitted {
			row.State = ScoreDraft
		}
		if c := corrections[[2]int64{r.AssignmentID, r.CriterionID}]; c != nil {
			row.Correction, row.Before = &c.Signed, c.Before
		}
		given[row.Cell] = row
	}
	return given, nil
}

// papersOf tells who keyed in and who confirmed the papers that a contest's sheets came from, by the sheets' assignments; the last one counts.
func (tx *transaction) papersOf(ctx context.Context, contest int64) (map[int64]*Signed, error) {
	var rows []struct {
		AssignmentID int64
		Signed
	}
	err := tx.NewRaw(`select x.assignment_id, k.name as "by", c.name as "with" from paper p join paper_sheet x on x.paper_id = p.id
		join assignment a on a.id = x.assignment_id join "user" k on k.id = p.keyed_by join "user" c on c.id = p.decided_by
		where a.contest_id = ? and p.state = 'confirmed' order by p.decided_at, p.id`, contest).Scan(ctx, &rows)
	signed := map[int64]*Signed{}
	for i := range rows {
		signed[rows[i].AssignmentID] = &rows[i].Signed
	}
	return signed, err
}

// corrected is a confirmed correction of a score.
type corrected struct {
	AssignmentID, CriterionID int64
	Before                    *int64
	Signed
}

// correctionsOf gives the last confirmed correction of each score, by assignment and criterion.
func (tx *transaction) correctionsOf(ctx context.Context, contest int64) (map[[2]int64]*corrected, error) {
	var rows []*corrected
	err := tx.NewRaw(`select x.assignment_id, x.criterion_id, x.before, e.name as "by", c.name as "with" from correction k join correction_cell x on x.correction_id = k.id
		join assignment a on a.id = x.assignment_id join "user" e on e.id = k.entered_by join "user" c on c.id = k.decided_by
		where a.contest_id = ? and k.state = 'confirmed' order by k.decided_at, k.id`, contest).Scan(ctx, &rows)
	last := map[[2]int64]*corrected{}
	for _, r := range rows {
		last[[2]int64{r.AssignmentID, r.CriterionID}] = r
	}
	return last, err
}

// fill lays out the matrix: what was given, what is missing, and what was taken away.
func (m *ScoreMatrix) fill(given map[judging.Cell]*ScoreRow, outcome *judging.Outcome) {
	for _, cell := range outcome.Stray {
		if row := given[cell]; row != nil {
			row.State = ScoreStray
		}
	}
	for _, cell := range outcome.Gaps {
		if cell.Juror != judging.Nobody && given[cell] == nil {
			given[cell] = &ScoreRow{Cell: cell, State: ScoreMissing}
		}
	}
	for _, r := range m.Input.Released {
		for criterion := range m.Criteria {
			cell := judging.Cell{Juror: r.Juror, Candidate: r.Candidate, Criterion: criterion}
			if (r.Criterion == judging.EveryCriterion || r.Criterion == criterion) && given[cell] == nil {
				given[cell] = &ScoreRow{Cell: cell, State: ScoreState(r.Why)}
			}
		}
	}
	for candidate := range m.Candidates {
		for criterion := range m.Criteria {
			for juror := range m.Jurors {
				if row := given[judging.Cell{Juror: juror, Candidate: candidate, Criterion: criterion}]; row != nil {
					m.Rows = append(m.Rows, row)
				}
			}
		}
	}
}
