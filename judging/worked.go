package judging

import "slices"

// Worked is how one counting criterion enters one candidate's total, number by number, so that a person can follow it with a pocket
// calculator.
type Worked struct {
	Criterion    int
	Values       []Decimal // that count, the lowest first
	Trimmed      int       // how many of them trimming drops at each end
	Sum          Decimal   // of those that are left
	Left         int       // how many are left
	Mean         Fraction  // the sum by their number; 0 where none are left
	Factor       Decimal   // the weight, below zero where points are taken off
	Contribution Fraction  // what the total gains: the factor times the mean
}

// Worked gives the numbers of a candidate on the counting criteria, reckoned from the values themselves. The contributions add up to the
// total of its standing.
func (o *Outcome) Worked(candidate int) (list []Worked) {
	t := o.table
	for number := range t.Criteria {
		if !t.counts[number] {
			continue
		}
		c := &t.Criteria[number]
		w := Worked{Criterion: number, Factor: c.Weight}
		if c.takesOff(t.Better) {
			w.Factor = -w.Factor
		}
		for _, e := range t.within(candidate) {
			if int(e.criterion) == number {
				w.Values = append(w.Values, Decimal(e.steps)*c.Step)
			}
		}
		slices.Sort(w.Values)
		w.reckon(t.Trim)
		list = append(list, w)
	}
	return list
}

// reckon goes from the values to the contribution. Trimming applies where five values or more count and it leaves any.
func (w *Worked) reckon(trim int) {
	if n := len(w.Values); n >= trimFrom && trim <= (n-1)/2 {
		w.Trimmed = trim
	}
	for _, value := range w.Values[w.Trimmed : len(w.Values)-w.Trimmed] {
		w.Sum += value
		w.Left++
	}
	if w.Left == 0 {
		return
	}
	w.Mean = fraction(whole(w.Sum.Micros()), whole(One.Micros()).times(whole(int64(w.Left)))).reduced()
	w.Contribution = w.Mean.Times(fraction(whole(w.Factor.Micros()), whole(One.Micros()))).reduced()
}

// Given is what a juror gave a candidate on the counting criteria.
type Given struct {
	Values int
	Points Decimal // their sum, without weights; less what penalties take off
}

// Given adds up, by juror, what counts of a candidate.
func (o *Outcome) Given(candidate int) []Given {
	t := o.table
	given := make([]Given, len(t.Jurors))
	for _, e := range t.within(candidate) {
		if !t.counts[e.criterion] {
			continue
		}
		c := &t.Criteria[e.criterion]
		points := Decimal(e.steps) * c.Step
		if c.takesOff(t.Better) {
			points = -points
		}
		given[e.juror].Values++
		given[e.juror].Points += points
	}
	return given
}

// Exactly writes the number with the fewest decimals that say it all, so many at most; false where more would be needed.
func (f Fraction) Exactly(most int) (text string, exact bool) {
	shifted := f
	for decimals := 0; decimals <= most; decimals++ {
		if shifted.reduced().below() == whole(1) {
			return f.Round(decimals), true
		}
		shifted = shifted.Times(fraction(whole(10), whole(1)))
	}
	return f.Round(most), false
}
