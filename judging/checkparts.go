package judging

import "fmt"

// checkRubric checks the criteria, and that one counts.
func (k *checker) checkRubric() {
	seen := map[string]bool{}
	for i := range k.Criteria {
		place, c := fmt.Sprintf("criteria[%d]", i), &k.Criteria[i]
		k.checkID(place, c.ID, seen)
		for _, number := range []struct {
			name  string
			value Decimal
		}{{"max", c.Max}, {"step", c.Step}, {"weight", c.Weight}} {
			if number.value <= 0 {
				k.problems.add(place+"."+number.name, "%q is not positive", number.value)
			}
		}
		switch c.Kind {
		case Points:
			if k.Better == Lower {
				k.problems.add(place+".kind", "points in a contest where lower is better")
			}
		case Penalty, Informative:
		default:
			k.problems.add(place+".kind", "%q is not points, penalty or informative", c.Kind)
		}
	}
	k.checkCounting()
}

// checkCounting checks that the decisions leave a criterion that counts.
func (k *checker) checkCounting() {
	counting := map[int]bool{}
	for i := range k.Criteria {
		if k.Criteria[i].Kind != Informative {
			counting[i] = true
		}
	}
	if len(counting) == 0 {
		if !k.noted["criteria"] {
			k.problems.add("criteria", "no counting criterion")
		}
		return
	}
	for i, d := range k.Decisions {
		if d.Kind != DropCriterion || !counting[d.Criterion] {
			continue
		}
		if delete(counting, d.Criterion); len(counting) == 0 {
			k.problems.add(fmt.Sprintf("decisions[%d].drop_criterion", i), "no counting criterion left in criteria")
		}
	}
}

// checkPeople checks the candidates and the jurors.
func (k *checker) checkPeople() {
	seen := map[string]bool{}
	for i := range k.Candidates {
		k.checkID(fmt.Sprintf("candidates[%d]", i), k.Candidates[i].ID, seen)
	}
	seen = map[string]bool{}
	for i := range k.Jurors {
		place := fmt.Sprintf("jurors[%d]", i)
		k.checkID(place, k.Jurors[i].ID, seen)
		k.checkCriteria(place, k.Jurors[i].Criteria)
	}
}

// checkDuties checks the assignments and the releases.
func (k *checker) checkDuties() {
	for i := range k.Assignments {
		place, a := fmt.Sprintf("assignments[%d]", i), &k.Assignments[i]
		k.juror(place+".juror", a.Juror)
		k.candidate(place+".candidate", a.Candidate)
		k.checkCriteria(place, a.Criteria)
	}
	for i := range k.Released {
		place, r := fmt.Sprintf("released[%d]", i), &k.Released[i]
		k.juror(place+".juror", r.Juror)
		k.candidate(place+".candidate", r.Candidate)
		if r.Criterion != EveryCriterion {
			k.criterion(place+".criterion", r.Criterion)
		}
		if r.Why != Recused && r.Why != Abstained && r.Why != NotApplicable {
			k.problems.add(place+".why", "%q is not recused, abstained or not_applicable", r.Why)
		}
	}
}

// checkDecisions checks what the decisions name.
func (k *checker) checkDecisions() {
	for i := range k.Decisions {
		place, d := fmt.Sprintf("decisions[%d]", i), &k.Decisions[i]
		switch d.Kind {
		case AcceptFewer:
			k.candidate(place+".accept.candidate", d.Candidate)
			k.criterion(place+".accept.criterion", d.Criterion)
		case DropCriterion:
			k.criterion(place+".drop_criterion", d.Criterion)
		case Exclude:
			k.candidate(place+".exclude", d.Candidate)
		case Order, LeaveTied:
			seen := map[int]bool{}
			for n, candidate := range d.Candidates {
				item := fmt.Sprintf("%s.%s[%d]", place, d.Kind, n)
				if k.candidate(item, candidate) && seen[candidate] {
					k.problems.add(item, "%q is there twice", k.Candidates[candidate].ID)
				}
				seen[candidate] = true
			}
		case "":
			if !k.noted[place] {
				k.problems.add(place, "decides nothing: has no accept, drop_criterion, exclude, order or tie")
			}
		default:
			k.problems.add(place, "%q is not accept, drop_criterion, exclude, order or tie", d.Kind)
		}
	}
}

// checkCriteria checks the list of a juror's or an assignment's criteria, which may be left out but not empty.
func (k *checker) checkCriteria(place string, criteria []int) {
	if criteria != nil && len(criteria) == 0 {
		k.problems.add(place+".criteria", "has none; leave it out for all")
	}
	seen := map[int]bool{}
	for n, criterion := range criteria {
		item := fmt.Sprintf("%s.criteria[%d]", place, n)
		if k.criterion(item, criterion) && seen[criterion] {
			k.problems.add(item, "%q is there twice", k.Criteria[criterion].ID)
		}
		seen[criterion] = true
	}
}

// checkID checks that something has an id, and one of its own.
func (k *checker) checkID(place, id string, seen map[string]bool) {
	switch {
	case id == "" && k.foreign != nil: // which the reader has noted
	case id == "":
		k.problems.add(place+".id", "is empty")
	case seen[id]:
		k.problems.add(place+".id", "%q is there twice", id)
	}
	seen[id] = true
}

// foreign holds the ids that a file refers to without having them, in the order of their numbers, which go on after
// those of the ids that it has.
type foreign struct{ jurors, candidates, criteria []string }

// unread stands for a reference that could not be read, which is a problem that has been noted.
const unread = -1 << 31

func (k *checker) juror(place string, number int) bool {
	return k.refers(place, "juror", "jurors", number, len(k.Jurors), func(f *foreign) []string { return f.jurors })
}

func (k *checker) candidate(place string, number int) bool {
	return k.refers(place, "candidate", "candidates", number, len(k.Candidates), func(f *foreign) []string { return f.candidates })
}

func (k *checker) criterion(place string, number int) bool {
	return k.refers(place, "criterion", "criteria", number, len(k.Criteria), func(f *foreign) []string { return f.criteria })
}

// refers checks that a number is that of one of so many things in a list. Where a file's list could not be read, nobody knows.
func (k *checker) refers(place, what, list string, number, many int, called func(*foreign) []string) bool {
	switch {
	case number >= 0 && number < many:
		return true
	case k.foreign == nil:
		k.problems.add(place, "there is no %s %d", what, number)
	case number != unread && !k.noted[list]:
		k.problems.add(place, "unknown %s %q", what, called(k.foreign)[number-many])
	}
	return false
}
