package judging_test

import (
	"fmt"
	"math/big"
	"slices"

	"blazon/judging"
)

// tied is candidates with the same place, and what parted them from those above.
type tied struct {
	members []int
	by      string
	waits   bool
}

// split parts a group by a key that sorts: the members with the best key come first.
func (g tied) split(by string, compare func(a, b int) int) (parts []tied) {
	rest := slices.Clone(g.members)
	for len(rest) > 0 {
		best := rest[0]
		for _, i := range rest {
			if compare(i, best) < 0 {
				best = i
			}
		}
		part := tied{by: by}
		if parts == nil {
			part.by = g.by
		}
		rest = slices.DeleteFunc(rest, func(i int) bool {
			same := compare(i, best) == 0
			if same {
				part.members = append(part.members, i)
			}
			return same
		})
		parts = append(parts, part)
	}
	return parts
}

func (r reference) verdict(g tied, kinds ...judging.DecisionKind) *judging.Decision {
	for _, d := range r.Decisions {
		names := !slices.ContainsFunc(g.members, func(i int) bool { return !slices.Contains(d.Candidates, i) })
		if slices.Contains(kinds, d.Kind) && names {
			return &d
		}
	}
	return nil
}

func (r reference) firsts(g tied) map[int][]int {
	table := map[int][]int{} // by candidate: how many first, second, … places
	for _, i := range g.members {
		table[i] = make([]int, len(g.members))
	}
	for j := range r.Jurors {
		sums, any := map[int]*big.Rat{}, false
		for _, i := range g.members {
			sums[i] = new(big.Rat)
		}
		for c := range r.Criteria {
			all := r.counts(c)
			for _, i := range g.members {
				all = all && r.duty(j, i, c) && r.score(j, i, c) != nil
			}
			for _, i := range g.members {
				if all {
					any = true
					sums[i].Add(sums[i], r.weighted(c, r.score(j, i, c)))
				}
			}
		}
		for _, i := range g.members {
			above := 0
			for _, k := range g.members {
				if sums[k].Cmp(sums[i]) > 0 {
					above++
				}
			}
			if any {
				table[i][above]++
			}
		}
	}
	return table
}

func (r reference) apply(g tied, rule judging.Rule) []tied {
	name := r.RuleText(rule)
	switch {
	case len(g.members) == 1:
	case rule.Kind == judging.ByCriterion && r.counts(rule.Criterion):
		return g.split(name, func(a, b int) int {
			return r.weighted(rule.Criterion, r.mean(b, rule.Criterion)).Cmp(r.weighted(rule.Criterion, r.mean(a, rule.Criterion)))
		})
	case rule.Kind == judging.ByCountback:
		table := r.firsts(g)
		return g.split(name, func(a, b int) int { return slices.Compare(table[b], table[a]) })
	case rule.Kind == judging.ByJury:
		verdict := r.verdict(g, judging.Order, judging.LeaveTied)
		if verdict != nil && verdict.Kind == judging.Order {
			return g.split(name, func(a, b int) int {
				return slices.Index(verdict.Candidates, a) - slices.Index(verdict.Candidates, b)
			})
		}
		g.waits = verdict == nil
	}
	return []tied{g}
}

func (r reference) groups() []tied {
	var all tied
	for i := range r.Candidates {
		if !r.excluded(i) {
			all.members = append(all.members, i)
		}
	}
	groups := all.split("", func(a, b int) int { return r.total(b).Cmp(r.total(a)) })
	for _, rule := range r.TieBreak {
		var next []tied
		for _, g := range groups {
			next = append(next, r.apply(g, rule)...)
		}
		groups = next
	}
	return groups
}

func (r reference) place(groups []tied, number int) (place int, label string) {
	before := 0
	for _, g := range groups[:number] {
		before += len(g.members)
	}
	place, label = before+1, fmt.Sprintf("%d.", before+1)
	if r.Numbering == judging.Dense {
		return number + 1, fmt.Sprintf("%d.", number+1)
	}
	if size := len(groups[number].members); r.Numbering == judging.Range && size > 1 {
		label = fmt.Sprintf("%d.–%d.", place, before+size)
	}
	return place, label
}

func (r reference) advancing(groups []tied) []any {
	through, taken := []any{}, 0
	for number := range groups {
		g := &groups[number]
		place, _ := r.place(groups, number)
		seated := slices.Clone(g.members)
		left := r.Advance.Seats - taken
		switch {
		case r.Advance.Places > 0 && place > r.Advance.Places, r.Advance.Places == 0 && left <= 0:
			return through
		case g.waits:
			return []any{}
		case r.Advance.Places > 0 || len(seated) <= left || r.Advance.OnTie == judging.AllAdvance:
		case r.Advance.OnTie == judging.NoneAdvance:
			return through
		default:
			verdict := r.verdict(*g, judging.Order)
			if g.waits = verdict == nil; g.waits {
				return []any{}
			}
			named := slices.DeleteFunc(slices.Clone(verdict.Candidates), func(i int) bool { return !slices.Contains(g.members, i) })
			seated = slices.DeleteFunc(seated, func(i int) bool { return !slices.Contains(named[:left], i) })
		}
		for _, i := range seated {
			through = append(through, r.Candidates[i].ID)
		}
		taken += len(g.members)
	}
	return through
}
