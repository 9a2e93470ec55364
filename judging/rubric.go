package judging

// Criterion is one thing that is scored. A checklist item is Points with Max and Step 1; a measured value enters as the
// points that its conversion table gives.
type Criterion struct {
	ID     string
	Max    Decimal // the most that may be given, above zero
	Step   Decimal // every value is a multiple of it, counted from 0
	Weight Decimal // above zero
	Kind   CriterionKind
}

// CriterionKind is what a value on a criterion does to the total.
type CriterionKind string

// The kinds of criteria.
const (
	Points      CriterionKind = "points"      // adds to the total
	Penalty     CriterionKind = "penalty"     // fewer is better
	Informative CriterionKind = "informative" // never counts
)

// Fit is whether a value may stand on a criterion, and if not, why.
type Fit int

// What a value on a criterion can be.
const (
	Fits Fit = iota
	Negative
	OverMax
	OffStep
)

// Fit checks a value against the criterion's scale.
func (c *Criterion) Fit(value Decimal) Fit {
	switch {
	case value < 0:
		return Negative
	case value > c.Max:
		return OverMax
	case value%c.Step != 0:
		return OffStep
	}
	return Fits
}

// factor is what one step of a value adds to a total: its sign, the weight and the step's length.
func (c *Criterion) factor(better Better) Fraction {
	weight := fraction(whole(c.Weight.Micros()), whole(One.Micros()))
	step := fraction(whole(c.Step.Micros()), whole(One.Micros()))
	sign := whole(1)
	if c.takesOff(better) {
		sign = whole(-1)
	}
	return fraction(sign, whole(1)).Times(weight).Times(step).reduced()
}

// takesOff tells whether points lower a total: those of a penalty do, unless the lowest total wins.
func (c *Criterion) takesOff(better Better) bool { return c.Kind == Penalty && better == Higher }
