package judging

import "slices"

// trimFrom is the number of values from which trimming applies.
const trimFrom = 5

// cell is what a candidate got on a criterion: the values that count, in steps of the criterion.
type cell struct {
	sum    exact // of the values that trimming leaves
	values int32 // how many count before trimming
	summed int32 // how many after it
}

// newCell adds values up, without the trim lowest and highest where five or more count and that leaves any. It sorts
// the values if it has to trim.
func newCell(values []int64, trim int) cell {
	c := cell{values: int32(len(values))}
	if trim > 0 && len(values) >= trimFrom && trim <= (len(values)-1)/2 {
		slices.Sort(values)
		values = values[trim : len(values)-trim]
	}
	for _, v := range values {
		c.sum = c.sum.plus(whole(v))
	}
	c.summed = int32(len(values))
	return c
}

// mean gives the mean value in steps of the criterion; no value, no mean.
func (c *cell) mean() (mean Fraction, has bool) {
	if c.summed == 0 {
		return Fraction{}, false
	}
	return fraction(c.sum, whole(int64(c.summed))), true
}
