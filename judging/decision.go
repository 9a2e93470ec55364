package judging

// Decision is one decision of the chair or the jury, in the order taken. One without effect is allowed.
type Decision struct {
	Kind       DecisionKind
	Candidate  int   // for AcceptFewer and Exclude
	Criterion  int   // for AcceptFewer and DropCriterion
	Candidates []int // for Order and LeaveTied
	Reason     string
}

// DecisionKind is what a decision does.
type DecisionKind string

// The kinds of decisions.
const (
	AcceptFewer   DecisionKind = "accept"         // count what is there, though values are missing; never under the minimum
	DropCriterion DecisionKind = "drop_criterion" // for the whole contest, never for one candidate
	Exclude       DecisionKind = "exclude"        // out of the ranking
	Order         DecisionKind = "order"          // candidates in this order
	LeaveTied     DecisionKind = "tie"            // candidates stay ex aequo
)

// dropped tells for each criterion whether a decision drops it for the whole contest.
func (c *Contest) dropped() []bool {
	dropped := make([]bool, len(c.Criteria))
	for _, d := range c.Decisions {
		if d.Kind == DropCriterion {
			dropped[d.Criterion] = true
		}
	}
	return dropped
}

// counting tells for each criterion whether it counts: it is neither informative nor dropped.
func (c *Contest) counting() []bool {
	counts := make([]bool, len(c.Criteria))
	for number, dropped := range c.dropped() {
		counts[number] = !dropped && c.Criteria[number].Kind != Informative
	}
	return counts
}

// excluded tells for each candidate whether a decision takes it out of the ranking.
func (c *Contest) excluded() []bool {
	excluded := make([]bool, len(c.Candidates))
	for _, d := range c.Decisions {
		if d.Kind == Exclude {
			excluded[d.Candidate] = true
		}
	}
	return excluded
}

// accepted holds the pairs of candidate and criterion for which a decision accepts fewer values.
func (c *Contest) accepted() map[[2]int]bool {
	accepted := map[[2]int]bool{}
	for _, d := range c.Decisions {
		if d.Kind == AcceptFewer {
			accepted[[2]int{d.Candidate, d.Criterion}] = true
		}
	}
	return accepted
}
