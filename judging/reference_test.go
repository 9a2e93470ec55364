package judging_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"blazon/judging"
)

// reference is the rules once more, sentence by sentence, as slow and plain as can be: every question goes through the
// whole contest again, and every number is a big.Rat.
type reference struct{ *judging.Contest }

func (r reference) has(kind judging.DecisionKind, candidate, criterion int) bool {
	return slices.ContainsFunc(r.Decisions, func(d judging.Decision) bool {
		switch kind {
		case judging.DropCriterion:
			return d.Kind == kind && d.Criterion == criterion
		case judging.Exclude:
			return d.Kind == kind && d.Candidate == candidate
		}
		return d.Kind == kind && d.Criterion == criterion && d.Candidate == candidate
	})
}

func (r reference) excluded(i int) bool { return r.has(judging.Exclude, i, 0) }

func (r reference) counts(c int) bool {
	return r.Criteria[c].Kind != judging.Informative && !r.has(judging.DropCriterion, 0, c)
}

func (r reference) duty(j, i, c int) bool {
	covered := r.Assignments == nil
	for _, a := range r.Assignments {
		covered = covered || a.Juror == j && a.Candidate == i && (a.Criteria == nil || slices.Contains(a.Criteria, c))
	}
	released := slices.ContainsFunc(r.Released, func(e judging.Release) bool {
		return e.Juror == j && e.Candidate == i && (e.Criterion == c || e.Criterion == judging.EveryCriterion)
	})
	of := r.Jurors[j].Criteria
	return r.Criteria[c].Kind != judging.Informative && (of == nil || slices.Contains(of, c)) && covered && !released
}

func (r reference) score(j, i, c int) *big.Rat {
	for _, s := range r.Scores {
		if s.Juror == j && s.Candidate == i && s.Criterion == c {
			return big.NewRat(s.Value.Micros(), 1_000_000)
		}
	}
	return nil
}

func (r reference) counted(i, c int) (values []*big.Rat, missing []int) {
	for j := range r.Jurors {
		if !r.duty(j, i, c) {
			continue
		}
		if v := r.score(j, i, c); v != nil {
			values = append(values, v)
		} else {
			missing = append(missing, j)
		}
	}
	return values, missing
}

// weighted is s(c)·w(c)·v, turned so that more is better in every contest.
func (r reference) weighted(c int, v *big.Rat) *big.Rat {
	v = new(big.Rat).Mul(v, big.NewRat(r.Criteria[c].Weight.Micros(), 1_000_000))
	if r.Criteria[c].Kind == judging.Penalty {
		v.Neg(v)
	}
	return v
}

func (r reference) mean(i, c int) *big.Rat {
	values, _ := r.counted(i, c)
	slices.SortFunc(values, (*big.Rat).Cmp)
	if n := len(values); n >= 5 && 2*r.Trim < n {
		values = values[r.Trim : n-r.Trim]
	}
	sum := new(big.Rat)
	for _, v := range values {
		sum.Add(sum, v)
	}
	return sum.Quo(sum, big.NewRat(int64(len(values)), 1))
}

func (r reference) total(i int) *big.Rat {
	sum := new(big.Rat)
	for c := range r.Criteria {
		if r.counts(c) {
			sum.Add(sum, r.weighted(c, r.mean(i, c)))
		}
	}
	return sum
}

func (r reference) cellFile(j, i, c int) map[string]any {
	file := map[string]any{"candidate": r.Candidates[i].ID, "criterion": r.Criteria[c].ID}
	if j >= 0 {
		file["juror"] = r.Jurors[j].ID
	}
	return file
}

func (r reference) gaps() []any {
	gaps := []any{}
	for i := range r.Candidates {
		for c := range r.Criteria {
			if !r.counts(c) || r.excluded(i) {
				continue
			}
			values, missing := r.counted(i, c)
			if r.has(judging.AcceptFewer, i, c) && len(values) >= r.Minimum {
				missing = nil
			}
			for _, j := range missing {
				gaps = append(gaps, r.cellFile(j, i, c))
			}
			if len(missing) == 0 && len(values) < r.Minimum {
				gaps = append(gaps, r.cellFile(-1, i, c))
			}
		}
	}
	return gaps
}

func (r reference) stray() []any {
	stray := []any{}
	for i := range r.Candidates {
		for c := range r.Criteria {
			for j := range r.Jurors {
				if r.Criteria[c].Kind != judging.Informative && r.score(j, i, c) != nil && !r.duty(j, i, c) {
					stray = append(stray, r.cellFile(j, i, c))
				}
			}
		}
	}
	return stray
}

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

// outcome gives what must come out, as plain JSON values.
func (r reference) outcome() any {
	gaps := r.gaps()
	standings, undecided, advancing := []any{}, []any{}, []any{}
	if len(gaps) == 0 {
		groups := r.groups()
		advancing = r.advancing(groups)
		for number, g := range groups {
			place, label := r.place(groups, number)
			var ids []any
			for n, i := range g.members {
				ids = append(ids, r.Candidates[i].ID)
				total := r.total(i)
				if r.Better == judging.Lower {
					total.Neg(total)
				}
				by := ""
				if n == 0 {
					by = g.by
				}
				standings = append(standings, map[string]any{
					"candidate": r.Candidates[i].ID, "place": float64(place), "label": label,
					"total": strings.Replace(total.FloatString(2), "-0.00", "0.00", 1), "exact": total.RatString(), "decided_by": by,
				})
			}
			if g.waits {
				undecided = append(undecided, ids)
			}
		}
	}
	return map[string]any{
		"format": "blazon-tally-result/1", "algorithm": "weighted-criterion-means/1", "complete": len(gaps) == 0,
		"gaps": gaps, "stray": r.stray(), "undecided": undecided, "standings": standings, "advancing": advancing,
	}
}
