package judging

import "slices"

// duty is a pair of a juror and a criterion: a value that the juror owes for the candidate in question.
type duty struct{ juror, criterion int32 }

func (a duty) compare(b duty) int {
	if a.criterion != b.criterion {
		return int(a.criterion) - int(b.criterion)
	}
	return int(a.juror) - int(b.juror)
}

// duties knows who owes what: criteria that are not informative, among the juror's, assigned, and not released.
type duties struct {
	contest    *Contest
	specialist [][]bool // by juror, then criterion; nil: the juror scores all criteria
	everybody  []duty   // what is owed for every candidate where there are no assignments
	assigned   [][]int  // by candidate: which assignments
	released   [][]int  // by candidate: which releases
	buffer     []duty
}

func newDuties(c *Contest) *duties {
	d := &duties{contest: c, specialist: make([][]bool, len(c.Jurors))}
	for j := range c.Jurors {
		if c.Jurors[j].Criteria != nil {
			d.specialist[j] = make([]bool, len(c.Criteria))
			for _, criterion := range c.Jurors[j].Criteria {
				d.specialist[j][criterion] = true
			}
		}
	}
	d.released = make([][]int, len(c.Candidates))
	for number, r := range c.Released {
		d.released[r.Candidate] = append(d.released[r.Candidate], number)
	}
	if c.Assignments == nil {
		for j := range c.Jurors {
			d.everybody = d.owe(d.everybody, j, nil)
		}
		slices.SortFunc(d.everybody, duty.compare)
		return d
	}
	d.assigned = make([][]int, len(c.Candidates))
	for number, a := range c.Assignments {
		d.assigned[a.Candidate] = append(d.assigned[a.Candidate], number)
	}
	return d
}

// owe appends the juror's duties on the criteria, or on all where criteria is nil.
func (d *duties) owe(list []duty, juror int, criteria []int) []duty {
	one := func(criterion int) {
		of := d.specialist[juror]
		if (of == nil || of[criterion]) && d.contest.Criteria[criterion].Kind != Informative {
			list = append(list, duty{int32(juror), int32(criterion)})
		}
	}
	if criteria == nil {
		for criterion := range d.contest.Criteria {
			one(criterion)
		}
		return list
	}
	for _, criterion := range criteria {
		one(criterion)
	}
	return list
}

// of lists what is owed for a candidate, by criterion and juror. The list is good until the next call.
func (d *duties) of(candidate int) []duty {
	owed := d.everybody
	if d.assigned != nil {
		d.buffer = d.buffer[:0]
		for _, number := range d.assigned[candidate] {
			a := &d.contest.Assignments[number]
			d.buffer = d.owe(d.buffer, a.Juror, a.Criteria)
		}
		slices.SortFunc(d.buffer, duty.compare)
		d.buffer = slices.Compact(d.buffer)
		owed = d.buffer
	}
	if len(d.released[candidate]) == 0 {
		return owed
	}
	return d.without(owed, d.released[candidate])
}

// without leaves out the duties that the releases with these numbers take away.
func (d *duties) without(owed []duty, releases []int) []duty {
	taken := map[duty]bool{}
	for _, number := range releases {
		r := d.contest.Released[number]
		taken[duty{int32(r.Juror), int32(r.Criterion)}] = true
	}
	kept := make([]duty, 0, len(owed))
	for _, o := range owed {
		if !taken[o] && !taken[duty{o.juror, EveryCriterion}] {
			kept = append(kept, o)
		}
	}
	return kept
}
