package judging

import "fmt"

// Validate finds everything that makes no sense in a contest, with its place as in a tally file.
func (c *Contest) Validate() error {
	_, err := (&checker{Contest: c}).table()
	return err
}

// checker collects the problems of a contest.
type checker struct {
	*Contest
	problems Problems
	foreign  *foreign        // while a file is read
	noted    map[string]bool // the places of what the reader noted, whose consequences go unsaid
}

// table lays a valid contest out for counting; the error is Problems.
func (k *checker) table() (*table, error) {
	k.checkRules()
	k.checkRubric()
	k.checkPeople()
	k.checkDuties()
	k.checkScores()
	k.checkDecisions()
	k.checkSize()
	if len(k.problems) > 0 {
		k.checkDoubledScores()
		return nil, k.problems
	}
	t := newTable(k.Contest)
	if t.doubled() {
		k.checkDoubledScores()
		return nil, k.problems
	}
	return t, nil
}

// maxCells bounds what a contest may span: duties, pairs of juror and criterion, and of candidate and criterion.
const maxCells = 1 << 27

// checkSize refuses contests that would take more memory than any real one.
func (k *checker) checkSize() {
	criteria, candidates := len(k.Criteria), len(k.Candidates)
	owed := func(listed []int) int {
		if listed == nil {
			return criteria
		}
		return len(listed)
	}
	duties := 0
	for i := range k.Assignments {
		duties += owed(k.Assignments[i].Criteria)
	}
	if k.Assignments == nil {
		for i := range k.Jurors {
			duties += owed(k.Jurors[i].Criteria)
		}
		if duties <= maxCells {
			duties *= candidates
		}
	}
	if max(duties, criteria*len(k.Jurors), criteria*candidates) > maxCells {
		k.problems.add("", "more than %d values would be owed", maxCells)
	}
}

// checkRules checks what holds for the contest as a whole.
func (k *checker) checkRules() {
	if k.Better != Higher && k.Better != Lower {
		k.problems.add("better", "%q is neither higher nor lower", k.Better)
	}
	if k.Numbering != Dense && k.Numbering != Standard && k.Numbering != Range {
		k.problems.add("numbering", "%q is not dense, standard or range", k.Numbering)
	}
	if k.Trim < 0 {
		k.problems.add("trim", "%d is negative", k.Trim)
	}
	if k.Minimum < 1 {
		k.problems.add("minimum", "%d is less than 1", k.Minimum)
	}
	for i, rule := range k.TieBreak {
		k.checkRule(fmt.Sprintf("tie_break[%d]", i), rule, i == len(k.TieBreak)-1)
	}
	k.checkCut()
}

func (k *checker) checkRule(place string, rule Rule, last bool) {
	switch rule.Kind {
	case ByCriterion:
		if k.criterion(place, rule.Criterion) && k.Criteria[rule.Criterion].Kind == Informative {
			k.problems.add(place, "criterion %q is informative", k.Criteria[rule.Criterion].ID)
		}
	case ByCountback:
	case ByJury:
		if !last {
			k.problems.add(place, "the jury may only be the last rule")
		}
	default:
		k.problems.add(place, "%q is not a rule", rule.Kind)
	}
}

func (k *checker) checkCut() {
	cut := k.Advance
	if cut.Places != 0 && cut.Seats != 0 {
		k.problems.add("advance", "has both places and seats")
	}
	if cut.Places < 0 {
		k.problems.add("advance.places", "%d is less than 1", cut.Places)
	}
	if cut.Seats < 0 {
		k.problems.add("advance.seats", "%d is less than 1", cut.Seats)
	}
	switch cut.OnTie {
	case AllAdvance, NoneAdvance, JuryDecides:
		if cut.Seats == 0 {
			k.problems.add("advance.on_tie", "goes with seats only")
		}
	default:
		if cut.OnTie != "" || cut.Seats > 0 {
			k.problems.add("advance.on_tie", "%q is not all, none or jury", cut.OnTie)
		}
	}
}

// checkScores checks each score by itself.
func (k *checker) checkScores() {
	for i := range k.Scores {
		s := &k.Scores[i]
		if k.refersWell(s) && k.Criteria[s.Criterion].Step > 0 && k.Criteria[s.Criterion].Fit(s.Value) == Fits {
			continue
		}
		place := fmt.Sprintf("scores[%d]", i)
		k.juror(place+".juror", s.Juror)
		k.candidate(place+".candidate", s.Candidate)
		if k.criterion(place+".criterion", s.Criterion) {
			k.checkValue(place+".value", s.Value, &k.Criteria[s.Criterion])
		}
	}
}

func (k *checker) checkValue(place string, value Decimal, c *Criterion) {
	if c.Step <= 0 || c.Max <= 0 {
		return // which is a problem of its own
	}
	switch c.Fit(value) {
	case Negative:
		k.problems.add(place, "%q is negative", value)
	case OverMax:
		k.problems.add(place, "%q is over max %s", value, c.Max)
	case OffStep:
		k.problems.add(place, "%q is off the step %s", value, c.Step)
	}
}

// checkDoubledScores finds scores with the juror, candidate and criterion of one before.
func (k *checker) checkDoubledScores() {
	first := make(map[Cell]int, len(k.Scores))
	for i := range k.Scores {
		s := &k.Scores[i]
		if !k.refersWell(s) {
			continue
		}
		cell := Cell{s.Juror, s.Candidate, s.Criterion}
		if before, doubled := first[cell]; doubled {
			k.problems.add(fmt.Sprintf("scores[%d]", i), "the juror, candidate and criterion of scores[%d] again", before)
			continue
		}
		first[cell] = i
	}
}

// refersWell tells whether a score's juror, candidate and criterion exist.
func (k *checker) refersWell(s *Score) bool {
	return uint(s.Juror) < uint(len(k.Jurors)) && uint(s.Candidate) < uint(len(k.Candidates)) &&
		uint(s.Criterion) < uint(len(k.Criteria))
}
