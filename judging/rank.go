package judging

import (
	"cmp"
	"slices"
	"strconv"
)

// group is candidates that nothing has parted, in the order of the contest.
type group struct {
	members   []int
	by        Rule // what parted it from the group above; none where totals did
	undecided bool // it waits for the jury
}

// rank orders the candidates by total, best first, and parts equal ones by the tie-break rules.
func (t *table) rank(totals []Fraction) []group {
	var all group
	for candidate := range t.Candidates {
		if !t.excluded[candidate] {
			all.members = append(all.members, candidate)
		}
	}
	if len(all.members) == 0 {
		return nil
	}
	groups := all.part(Rule{}, func(a, b int) int { return t.ahead(totals[a], totals[b]) })
	for _, rule := range t.TieBreak {
		groups = t.breakTies(groups, rule)
	}
	return groups
}

// part sorts a group by a comparison and cuts it wherever two neighbors differ. It keeps the first part's rule and gives
// the others the one that parted them.
func (g group) part(by Rule, compare func(a, b int) int) []group {
	slices.SortFunc(g.members, func(a, b int) int { return cmp.Or(compare(a, b), a-b) })
	var parts []group
	start := 0
	for i := 1; i <= len(g.members); i++ {
		if i < len(g.members) && compare(g.members[i-1], g.members[i]) == 0 {
			continue
		}
		part := group{members: g.members[start:i:i], by: by}
		if start == 0 {
			part.by = g.by
		}
		parts = append(parts, part)
		start = i
	}
	return parts
}

// Numbering is how places go on after a tie.
type Numbering string

// The numberings.
const (
	Dense    Numbering = "dense"    // 1, 2, 2, 3
	Standard Numbering = "standard" // 1, 2, 2, 4
	Range    Numbering = "range"    // 1, "2.–3.", "2.–3.", 4
)

// places gives each group's place and the end of its range of places.
func (n Numbering) places(groups []group) (place, last []int) {
	next := 1
	for number, g := range groups {
		first, end := next, next
		switch n {
		case Dense:
			first, end = number+1, number+1
		case Range:
			end = next + len(g.members) - 1
		}
		place, last = append(place, first), append(last, end)
		next += len(g.members)
	}
	return place, last
}

// standings lists the candidates of the groups with their places.
func (t *table) standings(groups []group, totals []Fraction) []Standing {
	place, last := t.Numbering.places(groups)
	var standings []Standing
	for number, g := range groups {
		for i, candidate := range g.members {
			s := Standing{Candidate: candidate, Place: place[number], Last: last[number], Shared: len(g.members) > 1, Total: totals[candidate]}
			if i == 0 {
				s.DecidedBy = g.by
			}
			standings = append(standings, s)
		}
	}
	return standings
}

// Label writes the place as tally files do: "2." or "2.–3.".
func (s Standing) Label() string {
	label := strconv.Itoa(s.Place) + "."
	if s.Last > s.Place {
		label += "–" + strconv.Itoa(s.Last) + "."
	}
	return label
}
