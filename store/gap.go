package store

import "blazon/judging"

// Gap is a candidate's criterion that lacks values: a blank that has to be filled or decided.
type Gap struct {
	Contest   string // uid
	Candidate *NamedCandidate
	Criterion *Criterion
	Jurors    []*Juror // who owe a value; none: nobody does, and there are too few
	Values    int      // that count
	Minimum   int      // that the rules need
}

// Enough tells whether the values that are there can be accepted as they are.
func (g *Gap) Enough() bool { return g.Values >= g.Minimum }

// Gaps lists the contest's gaps by candidates and criteria, but for candidates that the actor who asked may not judge. There is no
// score in it.
func (l *LoadedContest) Gaps(contest string, o *judging.Outcome) (gaps []*Gap) {
	var last *judging.Cell
	for i := range o.Gaps {
		cell := &o.Gaps[i]
		if !l.Sees(l.Candidates[cell.Candidate]) {
			continue
		}
		if last == nil || last.Candidate != cell.Candidate || last.Criterion != cell.Criterion {
			gaps = append(gaps, &Gap{Contest: contest, Candidate: l.Candidates[cell.Candidate], Criterion: l.Criteria[cell.Criterion],
				Values: o.Working(cell.Candidate)[cell.Criterion].Values, Minimum: l.Input.Minimum})
		}
		if cell.Juror != judging.Nobody {
			gap := gaps[len(gaps)-1]
			gap.Jurors = append(gap.Jurors, l.Jurors[cell.Juror])
		}
		last = cell
	}
	return gaps
}

// Counting are the criteria that count: neither informative nor dropped.
func (l *LoadedContest) Counting() (criteria []*Criterion) {
	dropped := map[int]bool{}
	for _, d := range l.Input.Decisions {
		if d.Kind == judging.DropCriterion {
			dropped[d.Criterion] = true
		}
	}
	for number, c := range l.Criteria {
		if !dropped[number] && l.Input.Criteria[number].Kind != judging.Informative {
			criteria = append(criteria, c)
		}
	}
	return criteria
}
