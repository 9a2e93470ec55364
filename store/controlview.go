package store

import (
	"context"
	"slices"
	"time"

	"blazon/judging"
)

// ControlView is what a contest came to at the closing, beside what it comes to now.
type ControlView struct {
	Then, Now   judging.Control
	Sums        []*ControlSum // none: the actor may not know the numbers of all candidates, so not their sum
	Differences []*ControlDifference
	Corrections []*ControlCorrection // confirmed since the closing
	Recusals    int                  // of jurors, added or ended since the closing
}

// Unchanged tells whether all that the tally is made of is as it was.
func (v *ControlView) Unchanged() bool { return len(v.Differences) == 0 }

// Explained tells whether corrections account for all that has changed.
func (v *ControlView) Explained() bool {
	return !slices.ContainsFunc(v.Differences, func(d *ControlDifference) bool { return !d.Explained })
}

// ControlSum is one criterion's sum of points then and now.
type ControlSum struct {
	Criterion *Criterion
	Then, Now judging.ControlSum
}

// ControlDifference is a number that is another one by now.
type ControlDifference struct {
	judging.Difference
	Criterion *Criterion // for points; nil where they are kept from the actor
	Explained bool       // corrections that were confirmed since come to just that
}

// Numbers tells whether the actor may know the numbers.
func (d *ControlDifference) Numbers() bool { return d.Before != d.After }

// ControlCorrection is a correction that was confirmed since the closing.
type ControlCorrection struct {
	UID       string
	Reason    string
	DecidedAt time.Time
	Cells     int // scores that it changed
	Zone      *time.Location
	moved     map[int64]int64
	scores    int // how many more there are
}

// controlView holds a contest against what it came to at the closing.
func (tx *transaction) controlView(ctx context.Context, closing *Closing, c *contestControl) (*ControlView, error) {
	v := &ControlView{Now: c.Control}
	var totals []ClosingTotal
	err := tx.NewSelect().Model(&totals).Where("closing_id = ?", closing.ID).Where("contest_id = ?", c.place.Contest.ID).Scan(ctx)
	if err != nil || len(totals) == 0 { // a contest that was brought back since
		return nil, err
	}
	t := totals[0]
	v.Then = judging.Control{Candidates: t.Candidates, Duties: t.Duties, Sheets: t.Sheets, Scores: t.Scores, Digest: t.Digest}
	var sums []ClosingSum
	err = tx.NewRaw(`select s.*, k.key from closing_sum s join criterion k on k.id = s.criterion_id
		where s.closing_id = ? and s.contest_id = ? order by k.position, k.id`, closing.ID, c.place.Contest.ID).Scan(ctx, &sums)
	if err != nil {
		return nil, err
	}
	for _, s := range sums {
		v.Then.Sums = append(v.Then.Sums, judging.ControlSum{Criterion: s.Key, Scores: s.Scores, Points: judging.DecimalOfMicros(s.Points)})
	}
	if v.Corrections, err = tx.controlCorrections(ctx, closing, c.place.Contest.ID, c.place.Edition.Zone()); err != nil {
		return nil, err
	}
	err = tx.NewRaw(`select count(*) from recusal x join candidate n on n.id = x.candidate_id
		where n.contest_id = ? and (x.created_at > ? or x.ended_at > ?)`, c.place.Contest.ID, closing.ClosedAt, closing.ClosedAt).Scan(ctx, &v.Recusals)
	if err != nil {
		return nil, err
	}
	v.compare(c.loaded)
	return v, nil
}

// compare says what differs and what of it is explained. The sums are left out for who may not know every number in them.
func (v *ControlView) compare(l *LoadedContest) {
	all := l.SeesAll()
	for _, d := range v.Then.Differences(v.Now) {
		row := &ControlDifference{Difference: d, Explained: v.explains(l, d)}
		for _, c := range l.Criteria {
			if all && c.Key == d.Criterion {
				row.Criterion = c
			}
		}
		if !all {
			row.Before, row.After = 0, 0
		}
		v.Differences = append(v.Differences, row)
	}
	if !all {
		v.Then.Sums, v.Now.Sums, v.Corrections = nil, nil, nil
		return
	}
	for number, c := range l.Criteria {
		sum := &ControlSum{Criterion: c, Now: v.Now.Sums[number]}
		for _, then := range v.Then.Sums {
			if then.Criterion == c.Key {
				sum.Then = then
			}
		}
		v.Sums = append(v.Sums, sum)
	}
}

// explains tells whether the confirmed corrections come to just the difference. One that adds a score to a sheet that was never
// submitted, or takes one away, moves the count of scores.
func (v *ControlView) explains(l *LoadedContest, d judging.Difference) bool {
	var moved judging.Decimal
	for _, c := range v.Corrections {
		switch d.What {
		case "points":
			for _, criterion := range l.Criteria {
				if criterion.Key == d.Criterion {
					moved += judging.DecimalOfMicros(c.moved[criterion.ID])
				}
			}
		case "scores":
			moved += judging.Decimal(c.scores) * judging.One
		case "sheets", "other":
			return true // corrections bring these with them
		}
	}
	if d.What == "other" {
		return v.Recusals > 0
	}
	return moved != 0 && moved == d.After-d.Before
}

func (tx *transaction) controlCorrections(ctx context.Context, closing *Closing, contest int64, zone *time.Location) (list []*ControlCorrection, err error) {
	var rows []struct {
		UID           string
		Reason        string
		DecidedAt     time.Time
		CriterionID   int64
		Cells, Scores int
		Moved         int64
	}
	err = tx.NewRaw(`select c.uid, c.reason, c.decided_at, x.criterion_id, count(*) as cells,
			sum(case when x.after is null then 0 else 1 end) - sum(case when x.before is null then 0 else 1 end) as scores,
			sum(coalesce(x.after, 0) - coalesce(x.before, 0)) as moved
		from correction c join correction_cell x on x.correction_id = c.id
		where c.contest_id = ? and c.state = 'confirmed' and c.decided_at > ?
		group by c.id, c.uid, c.reason, c.decided_at, x.criterion_id order by c.id`, contest, closing.ClosedAt).Scan(ctx, &rows)
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].UID != r.UID {
			list = append(list, &ControlCorrection{UID: r.UID, Reason: r.Reason, DecidedAt: r.DecidedAt, Zone: zone, moved: map[int64]int64{}})
		}
		last := list[len(list)-1]
		last.Cells, last.scores = last.Cells+r.Cells, last.scores+r.Scores
		last.moved[r.CriterionID] += r.Moved
	}
	return list, err
}
