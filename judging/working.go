package judging

// Working is how one criterion enters one candidate's total: the worked numbers behind a place.
type Working struct {
	Criterion    int
	Counts       bool     // the criterion is neither informative nor dropped
	Values       int      // how many values count, before trimming
	Trimmed      int      // how many of them trimming dropped
	Mean         Fraction // of the values that are left, in points; 0 where there is none
	Contribution Fraction // what the total gains by it: sign and weight times the mean
}

// Working gives the worked numbers of a candidate, one for each criterion of the contest. It gives them while values are
// missing too, of the values that are there. On an informative criterion no value counts.
func (o *Outcome) Working(candidate int) []Working {
	t := o.table
	working := make([]Working, len(t.Criteria))
	for criterion := range working {
		cell := t.cell(candidate, criterion)
		mean, _ := cell.mean()
		step := fraction(whole(t.Criteria[criterion].Step.Micros()), whole(One.Micros()))
		working[criterion] = Working{
			Criterion: criterion, Counts: t.counts[criterion],
			Values: int(cell.values), Trimmed: int(cell.values - cell.summed),
			Mean: mean.Times(step).reduced(), Contribution: t.contribution(candidate, criterion).reduced(),
		}
	}
	return working
}
