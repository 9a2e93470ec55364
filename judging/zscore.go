package judging

import "math/big"

// zPrecision is how many bits the square roots of z-scores have: far more than could part two candidates that are alike.
const zPrecision = 512

// zTotals compares candidates by z-scores: each value becomes its distance from the juror's own mean on the criterion, in the juror's
// own standard deviations (0 where all of the juror's values are the same); a candidate's cell is the mean of these, and counts with the criterion's factor
// times the standard deviation of all its values, so that a criterion weighs about as much as it does in the result. Square roots are no fractions: this
// is for information, never for a result.
func (t *table) zTotals() (ahead func(a, b int) int) {
	scales := t.scales()
	totals := make([]*big.Float, len(t.Candidates))
	for candidate := range t.Candidates {
		totals[candidate] = newFloat(Fraction{})
		sums, counts := make([]*big.Float, len(t.Criteria)), make([]int64, len(t.Criteria))
		for _, e := range t.within(candidate) {
			if !t.counts[e.criterion] {
				continue
			}
			if sums[e.criterion] == nil {
				sums[e.criterion] = newFloat(Fraction{})
			}
			sums[e.criterion].Add(sums[e.criterion], scales.z(t, e))
			counts[e.criterion]++
		}
		for criterion, sum := range sums {
			if sum != nil {
				mean := sum.Quo(sum, newFloat(fraction(whole(counts[criterion]), whole(1))))
				weight := newFloat(t.factors[criterion])
				totals[candidate].Add(totals[candidate], mean.Mul(mean, weight.Mul(weight, scales.all[criterion].deviation)))
			}
		}
	}
	return func(a, b int) int {
		difference := new(big.Float).SetPrec(zPrecision).Sub(totals[b], totals[a])
		if difference.MantExp(nil) < -zPrecision/2 { // rounding, and nothing else
			return 0
		}
		if t.Better == Lower {
			return -difference.Sign()
		}
		return difference.Sign()
	}
}

// scale is how values lie: their mean and standard deviation, in steps.
type scale struct{ mean, deviation *big.Float }

// scales are those of each criterion, and of each juror on it.
type scales struct {
	all []scale
	own []scale // see table.at
}

func (t *table) scales() *scales {
	all, own := make([][]int64, len(t.Criteria)), make([][]int64, t.slots())
	for candidate := range t.Candidates {
		if t.excluded[candidate] {
			continue
		}
		for _, e := range t.within(candidate) {
			all[e.criterion] = append(all[e.criterion], e.steps)
			own[t.at(e.juror, e.criterion)] = append(own[t.at(e.juror, e.criterion)], e.steps)
		}
	}
	s := &scales{}
	for _, values := range all {
		s.all = append(s.all, newScale(values))
	}
	for _, values := range own {
		s.own = append(s.own, newScale(values))
	}
	return s
}

// newScale computes the mean and the population's standard deviation, the root of (n·Σx² − (Σx)²)/n².
func newScale(values []int64) scale {
	if len(values) == 0 {
		return scale{newFloat(Fraction{}), newFloat(Fraction{})}
	}
	n, sum, squares := whole(int64(len(values))), whole(0), whole(0)
	for _, v := range values {
		sum, squares = sum.plus(whole(v)), squares.plus(whole(v).times(whole(v)))
	}
	variance := newFloat(fraction(n.times(squares).plus(sum.times(sum).times(whole(-1))), n.times(n)))
	return scale{newFloat(fraction(sum, n)), variance.Sqrt(variance)}
}

// z is a value on its juror's own scale.
func (s *scales) z(t *table, e entry) *big.Float {
	own := s.own[t.at(e.juror, e.criterion)]
	if own.deviation.Sign() == 0 {
		return newFloat(Fraction{})
	}
	z := newFloat(fraction(whole(e.steps), whole(1)))
	return z.Quo(z.Sub(z, own.mean), own.deviation)
}

func newFloat(f Fraction) *big.Float {
	above := new(big.Float).SetPrec(zPrecision).SetInt(f.numerator.wide())
	return above.Quo(above, new(big.Float).SetPrec(zPrecision).SetInt(f.below().wide()))
}
