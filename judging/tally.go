package judging

// Tally computes what a contest comes to. A contest that is not valid is refused with Problems. All arithmetic is exact,
// and the time is linear in the number of scores, but for sorting candidates.
func Tally(c *Contest) (*Outcome, error) {
	t, err := (&checker{Contest: c}).table()
	if err != nil {
		return nil, err
	}
	n := count{table: t}
	n.run()
	o := &Outcome{Complete: len(n.gaps) == 0, Gaps: n.gaps, Stray: n.stray, contest: c, table: t}
	if !o.Complete {
		return o, nil
	}
	totals := t.totals()
	groups := t.rank(totals)
	o.Standings = t.standings(groups, totals)
	o.Advancing = t.advance(groups) // which may leave one more group undecided
	for _, g := range groups {
		if g.undecided {
			o.Undecided = append(o.Undecided, g.members)
		}
	}
	return o, nil
}

// totals gives each candidate's sum of weighted means over the counting criteria.
func (t *table) totals() []Fraction {
	totals := make([]Fraction, len(t.Candidates))
	for candidate := range totals {
		for criterion := range t.Criteria {
			totals[candidate] = totals[candidate].Plus(t.contribution(candidate, criterion))
		}
	}
	return totals
}

// contribution gives what a criterion adds to a candidate's total: nothing where it does not count or has no value.
func (t *table) contribution(candidate, criterion int) Fraction {
	mean, has := t.cell(candidate, criterion).mean()
	if !has || !t.counts[criterion] {
		return Fraction{}
	}
	return t.factors[criterion].Times(mean)
}

// ahead compares what two candidates got: below 0 where a is the better in this contest.
func (t *table) ahead(a, b Fraction) int {
	if t.Better == Lower {
		return a.Compare(b)
	}
	return b.Compare(a)
}
