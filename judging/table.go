package judging

// table is a valid contest laid out for counting: what the decisions leave of the rubric, and the scores sorted by candidate.
type table struct {
	*Contest
	counts   []bool     // by criterion: neither informative nor dropped
	factors  []Fraction // by criterion: what one step of a value adds to a total
	excluded []bool     // by candidate

	entries []entry // those of candidate i are entries[first[i]:first[i+1]]
	first   []int
	kept    []int  // so many of a candidate's entries, moved to their front, are within their jurors' duties
	cells   []cell // that of candidate i and criterion c is cells[i*len(Criteria)+c]
}

// entry is a score without its candidate, its value counted in steps of the criterion.
type entry struct {
	juror, criterion int32
	steps            int64
}

// newTable sorts a contest's scores by candidate, keeping their order otherwise. Every number in the contest must be valid.
func newTable(c *Contest) *table {
	t := &table{Contest: c, counts: c.counting(), excluded: c.excluded()}
	for i := range c.Criteria {
		t.factors = append(t.factors, c.Criteria[i].factor(c.Better))
	}
	t.first = make([]int, len(c.Candidates)+1)
	for i := range c.Scores {
		t.first[c.Scores[i].Candidate+1]++
	}
	for i := range c.Candidates {
		t.first[i+1] += t.first[i]
	}
	next := append([]int(nil), t.first...)
	t.entries = make([]entry, len(c.Scores))
	for i := range c.Scores {
		s := &c.Scores[i]
		steps := s.Value.Micros() / c.Criteria[s.Criterion].Step.Micros()
		t.entries[next[s.Candidate]] = entry{int32(s.Juror), int32(s.Criterion), steps}
		next[s.Candidate]++
	}
	return t
}

// of gives all entries of a candidate.
func (t *table) of(candidate int) []entry {
	return t.entries[t.first[candidate]:t.first[candidate+1]]
}

// within gives the entries of a candidate that are within their jurors' duties, by criterion and juror.
func (t *table) within(candidate int) []entry {
	return t.of(candidate)[:t.kept[candidate]]
}

// cell gives what a candidate got on a criterion.
func (t *table) cell(candidate, criterion int) *cell {
	return &t.cells[candidate*len(t.Criteria)+criterion]
}

// at is where a juror and a criterion meet in a list as long as slots.
func (t *table) at(juror, criterion int32) int {
	return int(criterion)*len(t.Jurors) + int(juror)
}

// slots is the number of pairs of a juror and a criterion.
func (t *table) slots() int { return len(t.Jurors) * len(t.Criteria) }

// doubled tells whether any juror has two scores for the same candidate and criterion.
func (t *table) doubled() bool {
	seen := make([]int, t.slots()) // the last candidate, counted from 1, that had a score here
	for candidate := range t.Candidates {
		for _, e := range t.of(candidate) {
			at := t.at(e.juror, e.criterion)
			if seen[at] == candidate+1 {
				return true
			}
			seen[at] = candidate + 1
		}
	}
	return false
}
