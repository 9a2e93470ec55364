package room

import (
	"slices"

	"blazon/store"
)

// takenShown is how much of what was decided together the page lists.
const takenShown = 50

// taken is what was put on record together: decisions of one kind with one reason. They are revoked together, too.
type taken struct {
	*store.Decision // the first of them
	About           []*takenAbout
}

// takenAbout is what a decision is about: candidates, or one candidate with the criteria it is decided on, or criteria alone.
type takenAbout struct {
	Candidates []*store.NamedCandidate
	Criteria   []*store.Criterion
}

// Ordered tells whether the candidates stand in the order that the jury voted.
func (t *taken) Ordered() bool { return t.Kind == "order" }

// Shown are those lines that the page lists.
func (t *taken) Shown() []*takenAbout { return t.About[:min(len(t.About), takenShown)] }

// More counts the lines that it does not list.
func (t *taken) More() int { return len(t.About) - len(t.Shown()) }

// Taken lists the decisions in force, in the order in which they were taken, but for those about candidates that the visitor must not
// judge.
func (d decisionsData) Taken() (all []*taken) {
	for number, decision := range d.Decisions {
		about := d.about(number)
		if slices.ContainsFunc(about.Candidates, func(c *store.NamedCandidate) bool { return !d.Sees(c) }) {
			continue
		}
		if len(all) == 0 || !all[len(all)-1].with(decision) {
			all = append(all, &taken{Decision: decision})
		}
		last := all[len(all)-1]
		last.add(about)
	}
	return all
}

// with tells whether a decision was put on record together with these.
func (t *taken) with(other *store.Decision) bool {
	return t.DecidedAt.Equal(other.DecidedAt) && t.Kind == other.Kind && t.Reason == other.Reason
}

// add puts the criteria of one candidate, and criteria alone, into one line.
func (t *taken) add(about *takenAbout) {
	if len(t.About) > 0 && len(about.Criteria) > 0 {
		last := t.About[len(t.About)-1]
		if len(last.Candidates) == len(about.Candidates) && (len(about.Candidates) == 0 || last.Candidates[0] == about.Candidates[0]) {
			last.Criteria = append(last.Criteria, about.Criteria...)
			return
		}
	}
	t.About = append(t.About, about)
}

func (d decisionsData) about(number int) *takenAbout {
	about, decision, rules := &takenAbout{}, d.Decisions[number], d.Input.Decisions[number]
	for _, candidate := range rules.Candidates {
		about.Candidates = append(about.Candidates, d.Candidates[candidate])
	}
	if decision.CandidateID != 0 {
		about.Candidates = append(about.Candidates, d.Candidates[rules.Candidate])
	}
	if decision.CriterionID != 0 {
		about.Criteria = append(about.Criteria, d.Criteria[rules.Criterion])
	}
	return about
}
