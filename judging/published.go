package judging

import (
	"cmp"
	"slices"
)

// Published is the contest as everybody may read it: the jurors in an order and under names of their own, nothing of why somebody owes no
// score, nor scores that do not count, and decisions without their words. It comes to the same outcome. Names are by the new order;
// candidates have theirs by their number.
func (c *Contest) Published(order []int, jurors, candidates []string, stray []Cell) *Contest {
	out := *c
	position := make([]int, len(order))
	out.Jurors, out.Candidates, out.Released = nil, nil, nil
	for n, juror := range order {
		position[juror] = n
		out.Jurors = append(out.Jurors, Juror{ID: jurors[n], Criteria: c.Jurors[juror].Criteria})
	}
	for _, id := range candidates {
		out.Candidates = append(out.Candidates, Candidate{ID: id})
	}
	out.Assignments = c.owed(position)
	out.Scores = nil
	for _, s := range c.Scores {
		if !slices.Contains(stray, Cell{Juror: s.Juror, Candidate: s.Candidate, Criterion: s.Criterion}) {
			s.Juror = position[s.Juror]
			out.Scores = append(out.Scores, s)
		}
	}
	slices.SortFunc(out.Scores, func(a, b Score) int {
		return cmp.Or(a.Candidate-b.Candidate, a.Criterion-b.Criterion, a.Juror-b.Juror)
	})
	out.Decisions = slices.Clone(c.Decisions)
	for i := range out.Decisions {
		out.Decisions[i].Reason = ""
	}
	return &out
}

// owed are the duties as assignments alone: what was released is assigned to nobody.
func (c *Contest) owed(position []int) []Assignment {
	released := map[Cell]bool{}
	for _, r := range c.Released {
		released[Cell{Juror: r.Juror, Candidate: r.Candidate, Criterion: r.Criterion}] = true
	}
	given := c.Assignments
	if given == nil {
		for juror := range c.Jurors {
			for candidate := range c.Candidates {
				given = append(given, Assignment{Juror: juror, Candidate: candidate})
			}
		}
	}
	owed := []Assignment{}
	for _, a := range given {
		all := c.criteriaOf(a)
		left := slices.DeleteFunc(slices.Clone(all), func(criterion int) bool {
			return released[Cell{a.Juror, a.Candidate, criterion}] || released[Cell{a.Juror, a.Candidate, EveryCriterion}]
		})
		if len(left) < len(all) {
			a.Criteria = left
		}
		if len(left) > 0 {
			a.Juror = position[a.Juror]
			owed = append(owed, a)
		}
	}
	slices.SortStableFunc(owed, func(a, b Assignment) int { return cmp.Or(a.Juror-b.Juror, a.Candidate-b.Candidate) })
	return owed
}

// criteriaOf lists the criteria that an assignment is about.
func (c *Contest) criteriaOf(a Assignment) []int {
	if a.Criteria != nil {
		return a.Criteria
	}
	if own := c.Jurors[a.Juror].Criteria; own != nil {
		return own
	}
	all := make([]int, len(c.Criteria))
	for i := range all {
		all[i] = i
	}
	return all
}
