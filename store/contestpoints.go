package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ContestPoints is what the jurors gave in a public contest, as far as the edition publishes it.
type ContestPoints struct {
	*RoundResults
	Contest  *ContestResult
	Way      judging.PointsShown
	Criteria []PointsCriterion
	Jurors   []string // what they are called: their names, or letters; none: only means are published
	Rows     []*PointsRow
}

// PointsCriterion is a criterion as the result was computed with it.
type PointsCriterion struct {
	Name   locale.Text
	Max    judging.Decimal
	Counts bool // it is neither informative nor dropped
}

// PointsRow is what a candidate got.
type PointsRow struct {
	*PlacedStanding
	Cells []PointsCell // by criterion
}

// PointsCell is what a candidate got on a criterion.
type PointsCell struct {
	Mean   string   // two decimals; empty: nothing counts
	Values []string // by juror; empty where none of his counts
}

// Means tells whether only means are published.
func (p *ContestPoints) Means() bool { return p.Way == judging.PointsMean }

// ContestPoints reads it by the contest's public address, out of the file that the result was computed from. Before its time, and where an
// edition does not publish it, it is NotFound.
func (s *Store) ContestPoints(ctx context.Context, address Address) (*ContestPoints, error) {
	var v *ContestPoints
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeAt(ctx, address)
		if err != nil {
			return err
		}
		r, err := tx.readResults(ctx, judging.Actor{}, place, address.Category)
		if err != nil {
			return err
		}
		if len(r.Contests) == 0 || !r.Publishes(judging.PointsLevel, r.Contests[0]) {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		v, err = tx.pointsOf(ctx, r, place.Edition.PointsShown)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("points: %w", err)
	}
	return v, nil
}

// JuryPoints reads what each juror gave in a contest that was decided here, under his name, for whoever sees the result and all numbers behind
// it. Faults as those of Report.
func (s *Store) JuryPoints(ctx context.Context, actor judging.Actor, contest string) (*ContestPoints, error) {
	var v *ContestPoints
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.reported(ctx, actor, contest)
		if err != nil {
			return err
		}
		r, err := tx.readResults(ctx, actor, &p.Place, p.Category.Slug)
		if err != nil {
			return err
		}
		if len(r.Contests) == 0 || r.Contests[0].Result == nil || r.Contests[0].Result.Algorithm == Archive {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		v, err = tx.pointsOf(ctx, r, judging.PointsNamed)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("points of the jury: %w", err)
	}
	return v, nil
}

// pointsOf reads what was given in the one contest of these results.
func (tx *transaction) pointsOf(ctx context.Context, r *RoundResults, way judging.PointsShown) (*ContestPoints, error) {
	v := &ContestPoints{RoundResults: r, Contest: r.Contests[0], Way: way}
	var input string
	if err := tx.NewRaw("select input from result where id = ?", v.Contest.Result.ID).Scan(ctx, &input); err != nil {
		return nil, err
	}
	contest, err := judging.ReadContest(strings.NewReader(input))
	if err != nil {
		return nil, err
	}
	return v, tx.readPoints(ctx, v, contest)
}

// Publishes tells whether a level of a contest's result, which was computed here, may be seen at the moment of reading.
func (r *RoundResults) Publishes(level judging.Level, c *ContestResult) bool {
	return c.Visible && c.Result != nil && c.Result.Algorithm != Archive && r.Shows(level, &c.Contest)
}

// readPoints fills in what a contest was computed from.
func (tx *transaction) readPoints(ctx context.Context, v *ContestPoints, contest *judging.Contest) error {
	outcome, err := judging.Tally(contest)
	if err != nil {
		return err
	}
	var order []int // of the jurors
	if !v.Means() {
		if order, err = tx.nameJurors(ctx, v, contest); err != nil {
			return err
		}
	}
	if err := tx.nameCriteria(ctx, v, contest); err != nil {
		return err
	}
	given := map[judging.Cell]string{}
	for _, score := range contest.Scores {
		cell := judging.Cell{Juror: score.Juror, Candidate: score.Candidate, Criterion: score.Criterion}
		if !slices.Contains(outcome.Stray, cell) {
			given[cell] = score.Value.String()
		}
	}
	numbers := map[string]int{}
	for i, c := range contest.Candidates {
		numbers[c.ID] = i
	}
	for _, st := range v.Contest.Standings {
		n, known := numbers[st.Candidate.UID]
		if !known {
			continue
		}
		row := &PointsRow{PlacedStanding: st}
		for _, w := range outcome.Working(n) {
			cell := PointsCell{}
			if w.Values > 0 {
				cell.Mean = w.Mean.Round(2)
			}
			for _, juror := range order {
				cell.Values = append(cell.Values, given[judging.Cell{Juror: juror, Candidate: n, Criterion: w.Criterion}])
			}
			row.Cells = append(row.Cells, cell)
			v.Criteria[w.Criterion].Counts = w.Counts
		}
		v.Rows = append(v.Rows, row)
	}
	return nil
}

// nameJurors puts the jurors in their order, by name, or under letters in an order that tells nothing, and says what they are called.
func (tx *transaction) nameJurors(ctx context.Context, v *ContestPoints, contest *judging.Contest) (order []int, err error) {
	uids := make([]string, len(contest.Jurors))
	for i, j := range contest.Jurors {
		uids[i] = j.ID
	}
	order = judging.Pseudonyms(v.Contest.Contest.UID, uids)
	if v.Way == judging.PointsPseudonym {
		for n := range order {
			v.Jurors = append(v.Jurors, judging.Letter(n))
		}
		return order, nil
	}
	var rows []struct{ UID, Name string }
	err = tx.NewRaw("select uid, name from juror where uid in (?)", bun.List(append(uids, ""))).Scan(ctx, &rows)
	names := map[string]string{}
	for _, row := range rows {
		names[row.UID] = row.Name
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return strings.Compare(locale.Fold(names[uids[a]]), locale.Fold(names[uids[b]]))
	})
	for _, n := range order {
		v.Jurors = append(v.Jurors, names[uids[n]])
	}
	return order, err
}

func (tx *transaction) nameCriteria(ctx context.Context, v *ContestPoints, contest *judging.Contest) error {
	var rows []struct {
		Key  string
		Name locale.Text
	}
	err := tx.NewRaw("select key, name from criterion where rubric_id = ?", v.Contest.Contest.RubricID).Scan(ctx, &rows)
	names := map[string]locale.Text{}
	for _, row := range rows {
		names[row.Key] = row.Name
	}
	for _, c := range contest.Criteria {
		v.Criteria = append(v.Criteria, PointsCriterion{Name: names[c.ID], Max: c.Max})
	}
	return err
}
