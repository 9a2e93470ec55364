package judging

import (
	"cmp"
	"slices"
)

// breakTies lets a rule part each of the groups that are still tied.
func (t *table) breakTies(groups []group, rule Rule) []group {
	if rule.Kind == ByJury {
		return t.askJury(groups, rule)
	}
	parted := make([]group, 0, len(groups))
	for _, g := range groups {
		switch {
		case len(g.members) == 1:
			parted = append(parted, g)
		case rule.Kind == ByCriterion:
			parted = append(parted, t.byCriterion(g, rule)...)
		default:
			parted = append(parted, t.byCountback(g, rule)...)
		}
	}
	return parted
}

// byCriterion parts a group by what the criterion adds to their totals. A dropped one adds nothing and so decides nothing.
func (t *table) byCriterion(g group, rule Rule) []group {
	return g.part(rule, func(a, b int) int {
		return t.ahead(t.contribution(a, rule.Criterion), t.contribution(b, rule.Criterion))
	})
}

// askJury settles each tied group by the first decision that names all of it: in that order, or left ex aequo. A group
// without one waits for the jury.
func (t *table) askJury(groups []group, rule Rule) []group {
	verdicts := t.verdicts(groups, Order, LeaveTied)
	parted := make([]group, 0, len(groups))
	for number, g := range groups {
		verdict := verdicts[number]
		switch {
		case len(g.members) == 1 || verdict != nil && verdict.Kind == LeaveTied:
			parted = append(parted, g)
		case verdict == nil:
			g.undecided = true
			parted = append(parted, g)
		default:
			turn := verdict.turns()
			parted = append(parted, g.part(rule, func(a, b int) int { return cmp.Compare(turn[a], turn[b]) })...)
		}
	}
	return parted
}

// verdicts finds for each group the first decision of the given kinds that names every one of its members, or nil. It
// takes as long as the decisions are, however many groups there are.
func (t *table) verdicts(groups []group, kinds ...DecisionKind) []*Decision {
	home := make([]int, len(t.Candidates)) // by candidate: its group, counted from 1; an excluded one has none
	for number, g := range groups {
		for _, candidate := range g.members {
			home[candidate] = number + 1
		}
	}
	verdicts := make([]*Decision, len(groups))
	named := make([]int, len(groups)+1)
	for i := range t.Decisions {
		d := &t.Decisions[i]
		if !slices.Contains(kinds, d.Kind) {
			continue
		}
		for _, candidate := range d.Candidates {
			named[home[candidate]]++
		}
		for _, candidate := range d.Candidates {
			number := home[candidate]
			if number > 0 && named[number] == len(groups[number-1].members) && verdicts[number-1] == nil {
				verdicts[number-1] = d
			}
		}
		for _, candidate := range d.Candidates {
			named[home[candidate]] = 0
		}
	}
	return verdicts
}

// turns gives for each candidate that the decision names where it stands in it.
func (d *Decision) turns() map[int]int {
	turns := make(map[int]int, len(d.Candidates))
	for turn, candidate := range d.Candidates {
		turns[candidate] = turn
	}
	return turns
}
