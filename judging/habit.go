package judging

// Habit is how one juror's own values on one criterion lie. The zero Habit has seen none.
type Habit struct {
	N        int
	Min, Max Decimal
	sum      exact // millionths
}

// habitFrom is the number of values from which a habit says anything.
const habitFrom = 3

// Add takes in one more value.
func (h *Habit) Add(value Decimal) {
	if h.N == 0 || value < h.Min {
		h.Min = value
	}
	if h.N == 0 || value > h.Max {
		h.Max = value
	}
	h.sum = h.sum.plus(whole(value.Micros()))
	h.N++
}

// Mean gives the mean of the values; none has no mean.
func (h *Habit) Mean() (mean Fraction, has bool) {
	if h.N == 0 {
		return Fraction{}, false
	}
	return fraction(h.sum, whole(int64(h.N)).times(whole(One.Micros()))).reduced(), true
}

// Far tells whether a value lies from the mean by more than half of the scale, which ends at max. Fewer than three values say
// nothing.
func (h *Habit) Far(value, max Decimal) bool {
	mean, _ := h.Mean()
	if h.N < habitFrom {
		return false
	}
	apart := fraction(whole(value.Micros()), whole(One.Micros())).Plus(mean.Times(fraction(whole(-1), whole(1))))
	half := fraction(whole(max.Micros()), whole(2*One.Micros()))
	return apart.Compare(half) > 0 || apart.Times(fraction(whole(-1), whole(1))).Compare(half) > 0
}

// Uniform tells whether three values or more are all the same.
func (h *Habit) Uniform() bool { return h.N >= habitFrom && h.Min == h.Max }

// Against compares a value with the mean: -1 is below it, 0 the same, +1 above.
func (h *Habit) Against(value Decimal) int {
	mean, _ := h.Mean()
	return fraction(whole(value.Micros()), whole(One.Micros())).Compare(mean)
}
