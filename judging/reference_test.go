package judging_test

import (
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
