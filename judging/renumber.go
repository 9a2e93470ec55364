package judging

// renumber turns the numbers by which ids came by into those of the file's lists, and gives the ids that are in none.
func (r *contestReader) renumber() *foreign {
	c := r.contest
	var left foreign
	var juror, candidate, criterion []int
	juror, left.jurors = r.jurors.places(len(c.Jurors), func(i int) string { return c.Jurors[i].ID })
	candidate, left.candidates = r.candidates.places(len(c.Candidates), func(i int) string { return c.Candidates[i].ID })
	criterion, left.criteria = r.criteria.places(len(c.Criteria), func(i int) string { return c.Criteria[i].ID })
	c.renumber(juror, candidate, criterion)
	return &left
}

// renumber replaces every reference by the one that stands for it in the lists.
func (c *Contest) renumber(juror, candidate, criterion []int) {
	for i := range c.TieBreak {
		if c.TieBreak[i].Kind == ByCriterion {
			move(&c.TieBreak[i].Criterion, criterion)
		}
	}
	for i := range c.Jurors {
		moveAll(c.Jurors[i].Criteria, criterion)
	}
	for i := range c.Assignments {
		a := &c.Assignments[i]
		move(&a.Juror, juror)
		move(&a.Candidate, candidate)
		moveAll(a.Criteria, criterion)
	}
	for i := range c.Released {
		e := &c.Released[i]
		move(&e.Juror, juror)
		move(&e.Candidate, candidate)
		move(&e.Criterion, criterion)
	}
	for i := range c.Scores {
		s := &c.Scores[i]
		move(&s.Juror, juror)
		move(&s.Candidate, candidate)
		move(&s.Criterion, criterion)
	}
	for i := range c.Decisions {
		d := &c.Decisions[i]
		move(&d.Candidate, candidate)
		move(&d.Criterion, criterion)
		moveAll(d.Candidates, candidate)
	}
}

// places gives for each number of the roster where its id stands among so many, or a number behind them, in the order
// of foreign.
func (r *roster) places(many int, id func(int) string) (places []int, foreign []string) {
	listed := make(map[string]int, many)
	for i := range many {
		listed[id(i)] = i
	}
	places = make([]int, len(r.ids))
	for number, id := range r.ids {
		place, known := listed[id]
		if !known {
			place = many + len(foreign)
			foreign = append(foreign, id)
		}
		places[number] = place
	}
	return places, foreign
}

// move replaces a number; what is no number of the roster, such as EveryCriterion, stays.
func move(number *int, places []int) {
	if *number >= 0 {
		*number = places[*number]
	}
}

func moveAll(numbers []int, places []int) {
	for i := range numbers {
		move(&numbers[i], places)
	}
}
