package judging

// Spread is how far the values of one criterion of one candidate lie apart, of those that count, before any trimming.
type Spread struct {
	Values      int // how many count; 0: there is no least and no most
	Least, Most Decimal
}

// Width is the distance between the least and the most.
func (s Spread) Width() Decimal { return s.Most - s.Least }

// Spreads gives a candidate's spread on each criterion of the contest. It gives them while values are missing too, of those
// that are there.
func (o *Outcome) Spreads(candidate int) []Spread {
	spreads := make([]Spread, len(o.table.Criteria))
	for _, s := range o.Counted(candidate) {
		spread := &spreads[s.Criterion]
		if spread.Values == 0 {
			spread.Least, spread.Most = s.Value, s.Value
		}
		spread.Values++
		spread.Least, spread.Most = min(spread.Least, s.Value), max(spread.Most, s.Value)
	}
	return spreads
}

// Counted lists the values of a candidate that count, before any trimming, by criterion and juror.
func (o *Outcome) Counted(candidate int) (scores []Score) {
	for _, e := range o.table.within(candidate) {
		step := o.table.Criteria[e.criterion].Step
		scores = append(scores, Score{Juror: int(e.juror), Candidate: candidate, Criterion: int(e.criterion), Value: Decimal(e.steps) * step})
	}
	return scores
}
