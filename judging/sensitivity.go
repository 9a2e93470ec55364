package judging

import (
	"cmp"
	"slices"
)

// Variant is another way of counting a complete contest, for information: it never changes a result. Ties are left as they are, no
// rule parts them, so that only totals are compared.
type Variant struct {
	Kind       VariantKind
	Left       int          // the juror or the criterion that is left out; Nobody for the other kinds
	Places     []int        // by candidate, in standard numbering; 0: not counted
	Overtakes  []Overtaking // that change the first places, in the order of the overtaken
	Uncertain  []int        // candidates that have no value left on a criterion, so that nothing can be said of them
	Impossible bool         // there is nothing left to count
}

// VariantKind is what a variant counts in another way.
type VariantKind string

// The kinds of variants.
const (
	ByMedian         VariantKind = "median"    // the middle value of each cell, of an even number the mean of the two in the middle
	ByTrimming       VariantKind = "trimmed"   // each cell without its highest and lowest value, where three or more count
	WithoutJuror     VariantKind = "juror"     // as if one juror had not been there
	WithoutCriterion VariantKind = "criterion" // as if one criterion did not count
	ByZScore         VariantKind = "z_score"   // each juror's values on the juror's own scale, see zTotals
)

// Overtaking is a candidate who would stand before one of the first, and stands behind in the result.
type Overtaking struct{ Behind, Ahead int }

// firstPlaces are those whose change a variant tells: who gets a medal, where three are given.
const firstPlaces = 3

// Changes tells whether the first three would be others, or in another order.
func (v *Variant) Changes() bool { return len(v.Overtakes) > 0 }

// Sensitivity counts a complete contest in other ways: by the median, with trimming, without each juror, without each criterion, and
// by z-scores. A contest with gaps has none.
func (o *Outcome) Sensitivity() []Variant {
	if !o.Complete || len(o.Standings) == 0 {
		return nil
	}
	t := o.table
	variants := []Variant{
		o.variant(ByMedian, Nobody, t.recount(Nobody, median)),
		o.variant(ByTrimming, Nobody, t.recount(Nobody, trimmed)),
		o.variantOf(ByZScore, Nobody, t.zTotals()),
	}
	for juror := range t.Jurors {
		if t.scored(juror) {
			variants = append(variants, o.variant(WithoutJuror, juror, t.recount(juror, t.mean)))
		}
	}
	for criterion := range t.Criteria {
		if t.counts[criterion] {
			variants = append(variants, o.variant(WithoutCriterion, criterion, t.without(criterion)))
		}
	}
	return variants
}

// recounted is what a variant comes to: a total for each candidate, and for whom something is missing.
type recounted struct {
	totals    []Fraction
	uncertain []int
	criteria  int // how many still count
}

// recount adds up the cells anew, each by an aggregate of its values in steps, without one juror. A criterion on which no value is
// left does not count; a candidate who alone has none left is uncertain.
func (t *table) recount(without int, aggregate func(steps []int64) Fraction) recounted {
	cells := make([][]int64, len(t.cells))
	held := make([]int, len(t.Criteria)) // candidates with a value
	for candidate := range t.Candidates {
		for _, e := range t.within(candidate) {
			if int(e.juror) != without && !t.excluded[candidate] {
				at := candidate*len(t.Criteria) + int(e.criterion)
				if len(cells[at]) == 0 {
					held[e.criterion]++
				}
				cells[at] = append(cells[at], e.steps)
			}
		}
	}
	r := recounted{totals: make([]Fraction, len(t.Candidates))}
	for criterion := range t.Criteria {
		if !t.counts[criterion] || held[criterion] == 0 {
			continue
		}
		r.criteria++
		for candidate := range t.Candidates {
			steps := cells[candidate*len(t.Criteria)+criterion]
			if t.excluded[candidate] {
				continue
			}
			if len(steps) == 0 {
				r.uncertain = append(r.uncertain, candidate)
				continue
			}
			slices.Sort(steps)
			r.totals[candidate] = r.totals[candidate].Plus(t.factors[criterion].Times(aggregate(steps)))
		}
	}
	slices.Sort(r.uncertain)
	r.uncertain = slices.Compact(r.uncertain)
	return r
}

// without takes one criterion out of the totals as they are.
func (t *table) without(left int) recounted {
	r := recounted{totals: make([]Fraction, len(t.Candidates))}
	for criterion := range t.Criteria {
		if criterion == left || !t.counts[criterion] {
			continue
		}
		r.criteria++
		for candidate := range t.Candidates {
			r.totals[candidate] = r.totals[candidate].Plus(t.contribution(candidate, criterion))
		}
	}
	return r
}

// scored tells whether any value of the juror counts.
func (t *table) scored(juror int) bool {
	for candidate := range t.Candidates {
		for _, e := range t.within(candidate) {
			if int(e.juror) == juror && t.counts[e.criterion] && !t.excluded[candidate] {
				return true
			}
		}
	}
	return false
}

// mean is the aggregate of the contest itself.
func (t *table) mean(steps []int64) Fraction {
	c := newCell(steps, t.Trim)
	mean, _ := c.mean()
	return mean
}

// median is the middle of values in their order.
func median(steps []int64) Fraction {
	middle := len(steps) / 2
	if len(steps)%2 == 1 {
		return fraction(whole(steps[middle]), whole(1))
	}
	return fraction(whole(steps[middle-1]).plus(whole(steps[middle])), whole(2))
}

// trimmed is the mean of values in their order without the first and the last, where anything is left then.
func trimmed(steps []int64) Fraction {
	if len(steps) >= 3 {
		steps = steps[1 : len(steps)-1]
	}
	c := newCell(steps, 0)
	mean, _ := c.mean()
	return mean
}

func (o *Outcome) variant(kind VariantKind, left int, r recounted) Variant {
	v := o.variantOf(kind, left, func(a, b int) int { return o.table.ahead(r.totals[a], r.totals[b]) })
	v.Uncertain = r.uncertain
	if r.criteria == 0 {
		return Variant{Kind: kind, Left: left, Impossible: true, Places: make([]int, len(o.table.Candidates))}
	}
	return v.settle(o)
}

// variantOf orders the candidates by a comparison that is below 0 where the first is the better one.
func (o *Outcome) variantOf(kind VariantKind, left int, ahead func(a, b int) int) Variant {
	v := Variant{Kind: kind, Left: left, Places: make([]int, len(o.table.Candidates))}
	order := make([]int, len(o.Standings))
	for i, s := range o.Standings {
		order[i] = s.Candidate
	}
	slices.SortStableFunc(order, func(a, b int) int { return ahead(a, b) })
	for i, candidate := range order {
		v.Places[candidate] = i + 1
		if i > 0 && ahead(order[i-1], candidate) == 0 {
			v.Places[candidate] = v.Places[order[i-1]]
		}
	}
	return v.settle(o)
}

// settle finds who would overtake one of the first. Of uncertain candidates nothing is said.
func (v Variant) settle(o *Outcome) Variant {
	v.Overtakes = nil
	for _, candidate := range v.Uncertain {
		v.Places[candidate] = 0
	}
	for _, behind := range o.Standings {
		if behind.Place > firstPlaces || v.Places[behind.Candidate] == 0 {
			continue
		}
		for _, ahead := range o.Standings {
			if ahead.Place > behind.Place && v.Places[ahead.Candidate] != 0 && v.Places[ahead.Candidate] < v.Places[behind.Candidate] {
				v.Overtakes = append(v.Overtakes, Overtaking{behind.Candidate, ahead.Candidate})
			}
		}
	}
	slices.SortStableFunc(v.Overtakes, func(a, b Overtaking) int {
		return cmp.Or(v.place(o, a.Behind)-v.place(o, b.Behind), v.Places[a.Ahead]-v.Places[b.Ahead])
	})
	return v
}

func (v Variant) place(o *Outcome, candidate int) int {
	return o.Standings[slices.IndexFunc(o.Standings, func(s Standing) bool { return s.Candidate == candidate })].Place
}
