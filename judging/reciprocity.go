package judging

// Leaning is how the jurors of one group scored the candidates of another, held against the other jurors' values in the same
// cells. It is for information: what is above zero may be taste, knowledge or favor.
type Leaning struct {
	Cells int      // values that others' values stand beside
	Mean  Fraction // of the differences, in hundredths of the criterion's scale; what is better for the candidate is above zero
}

// Reciprocity tells for each pair of groups, of jurors and of candidates, how the former leaned. A group is a number from 0, such as a
// region; who is in none has Nobody. Only values within duties on counting criteria are looked at, and only cells with two jurors or more.
func (o *Outcome) Reciprocity(jurors, candidates []int, groups int) [][]Leaning {
	t := o.table
	leanings, sums := make([][]Leaning, groups), make([][]Fraction, groups)
	for g := range leanings {
		leanings[g], sums[g] = make([]Leaning, groups), make([]Fraction, groups)
	}
	for candidate, to := range candidates {
		if to == Nobody || t.excluded[candidate] {
			continue
		}
		of, n := make([]exact, len(t.Criteria)), make([]int64, len(t.Criteria))
		for _, e := range t.within(candidate) {
			of[e.criterion], n[e.criterion] = of[e.criterion].plus(whole(e.steps)), n[e.criterion]+1
		}
		for _, e := range t.within(candidate) {
			if from := jurors[e.juror]; from != Nobody && t.counts[e.criterion] && n[e.criterion] > 1 {
				leanings[from][to].Cells++
				sums[from][to] = sums[from][to].Plus(t.leaning(e, of[e.criterion], n[e.criterion]))
			}
		}
	}
	for from := range leanings {
		for to := range leanings[from] {
			if cells := leanings[from][to].Cells; cells > 0 {
				leanings[from][to].Mean = sums[from][to].Times(fraction(whole(1), whole(int64(cells)))).reduced()
			}
		}
	}
	return leanings
}

// leaning is the distance of a value from the mean of the n−1 others in its cell: (x − (Σ−x)/(n−1)) · 100/scale.
func (t *table) leaning(e entry, sum exact, n int64) Fraction {
	c := &t.Criteria[e.criterion]
	sign := int64(100)
	if c.Kind == Penalty {
		sign = -100
	}
	others := whole(n - 1)
	distance := fraction(whole(e.steps).times(whole(n)).plus(sum.times(whole(-1))), others)
	return distance.Times(fraction(whole(sign).times(whole(c.Step.Micros())), whole(c.Max.Micros())))
}
