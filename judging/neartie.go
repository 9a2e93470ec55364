package judging

// NearTie is two totals so close that their order hangs on the smallest thing a juror can do.
//
// One step of one juror on criterion c changes the mean of a candidate with n values by step/n, and so its total by
// weight × step / n. The greatest of these over the criteria that count is the candidate's reach. Two candidates are nearly
// tied when their totals are not equal and differ by less than the greater of their two reaches: had one juror given one
// step more or less on one criterion, the other would have been ahead. A difference of exactly one reach is none: such a
// step would only have made them equal.
type NearTie struct {
	Above, Below int // candidates
	Difference   Fraction
}

// NearTies lists the near-ties between neighbors among the standings: between those with one total and those with the next.
// Standings that are left out, such as those that a reader may not see, have no part in it.
func (o *Outcome) NearTies(standings []Standing) (near []NearTie) {
	for from := 0; from < len(standings); {
		until := sameTotal(standings, from)
		if until == len(standings) {
			break
		}
		for _, above := range standings[from:until] {
			for _, below := range standings[until:sameTotal(standings, until)] {
				gap := above.Total.distance(below.Total)
				if gap.Compare(o.reach(above.Candidate)) < 0 || gap.Compare(o.reach(below.Candidate)) < 0 {
					near = append(near, NearTie{above.Candidate, below.Candidate, gap.reduced()})
				}
			}
		}
		from = until
	}
	return near
}

// sameTotal tells where the totals end that are equal to the one at a place.
func sameTotal(standings []Standing, from int) int {
	until := from + 1
	for until < len(standings) && standings[until].Total.Compare(standings[from].Total) == 0 {
		until++
	}
	return until
}

// reach is the most by which one step of one juror can change the candidate's total.
func (o *Outcome) reach(candidate int) (most Fraction) {
	t := o.table
	for criterion := range t.Criteria {
		cell := t.cell(candidate, criterion)
		if !t.counts[criterion] || cell.summed == 0 {
			continue
		}
		change := t.factors[criterion].distance(Fraction{}).Times(fraction(whole(1), whole(int64(cell.summed))))
		if change.Compare(most) > 0 {
			most = change
		}
	}
	return most
}

// distance gives how far two fractions lie apart, never below zero.
func (f Fraction) distance(g Fraction) Fraction {
	gap := f.Plus(g.Times(fraction(whole(-1), whole(1))))
	if gap.numerator.sign() < 0 {
		return gap.Times(fraction(whole(-1), whole(1)))
	}
	return gap
}
