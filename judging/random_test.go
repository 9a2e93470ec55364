package judging_test

import (
	"flag"
	"fmt"
	"slices"

	"blazon/judging"

	"pgregory.net/rapid"
)

// init lets each law hold for so many contests, unless the command line says otherwise.
func init() {
	if err := flag.Set("rapid.checks", "1000"); err != nil {
		panic(err)
	}
}

// contests draws valid contests of every sort: small, with few different values so that ties are common, and sometimes
// with the largest numbers that there are.
func contests() *rapid.Generator[*judging.Contest] {
	return rapid.Custom(func(t *rapid.T) *judging.Contest {
		c := &judging.Contest{
			Name:      "drawn",
			Better:    rapid.SampledFrom([]judging.Better{judging.Higher, judging.Higher, judging.Lower}).Draw(t, "better"),
			Numbering: rapid.SampledFrom([]judging.Numbering{judging.Dense, judging.Standard, judging.Range}).Draw(t, "numbering"),
			Trim:      rapid.IntRange(0, 3).Draw(t, "trim"),
			Minimum:   rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "minimum"),
		}
		drawRubric(t, c)
		for i := range rapid.IntRange(1, 6).Draw(t, "candidates") {
			c.Candidates = append(c.Candidates, judging.Candidate{ID: fmt.Sprint("e", i)})
		}
		for i := range rapid.IntRange(1, 6).Draw(t, "jurors") {
			c.Jurors = append(c.Jurors, judging.Juror{ID: fmt.Sprint("j", i), Criteria: drawCriteria(t, c)})
		}
		drawDuties(t, c)
		drawScores(t, c)
		drawDecisions(t, c)
		drawRules(t, c)
		return c
	})
}

// sometimes is true once in so many times.
func sometimes(t *rapid.T, times int, label string) bool {
	return rapid.IntRange(1, times).Draw(t, label) == times
}

func drawRubric(t *rapid.T, c *judging.Contest) {
	kinds := []judging.CriterionKind{judging.Points, judging.Points, judging.Penalty, judging.Informative}
	if c.Better == judging.Lower {
		kinds = []judging.CriterionKind{judging.Penalty, judging.Penalty, judging.Informative}
	}
	huge, alike := sometimes(t, 8, "huge"), rapid.Bool().Draw(t, "alike")
	for i := range rapid.IntRange(1, 4).Draw(t, "criteria") {
		k := judging.Criterion{
			ID: fmt.Sprint("c", i), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
			Step:   judging.One / judging.Decimal(rapid.SampledFrom([]int{1, 2, 10}).Draw(t, "step")),
			Weight: judging.One * judging.Decimal(rapid.SampledFrom([]int{2, 2, 4, 3, 1}).Draw(t, "weight")) / 2,
		}
		k.Max = 3 * k.Step
		if i == 0 && k.Kind == judging.Informative {
			k.Kind = judging.Penalty
		}
		if alike && i > 0 {
			k = c.Criteria[0]
			k.ID = fmt.Sprint("c", i)
		}
		if huge {
			k.Max, k.Step, k.Weight = 999_999_999_999_999, 1, 999_999_999_999_999-judging.Decimal(i)
		}
		c.Criteria = append(c.Criteria, k)
	}
}

// drawCriteria draws a list of criteria, most often nil for all.
func drawCriteria(t *rapid.T, c *judging.Contest) []int {
	if !sometimes(t, 3, "some criteria") {
		return nil
	}
	number := rapid.IntRange(0, len(c.Criteria)-1)
	return rapid.SliceOfNDistinct(number, 1, len(c.Criteria), rapid.ID[int]).Draw(t, "some criteria")
}

func drawDuties(t *rapid.T, c *judging.Contest) {
	if sometimes(t, 4, "assigned") {
		c.Assignments = []judging.Assignment{}
		for i := range c.Candidates {
			for j := range c.Jurors {
				for range rapid.SampledFrom([]int{1, 1, 1, 1, 2, 0}).Draw(t, "assignments") {
					c.Assignments = append(c.Assignments, judging.Assignment{Juror: j, Candidate: i, Criteria: drawCriteria(t, c)})
				}
			}
		}
	}
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 3}).Draw(t, "releases") {
		c.Released = append(c.Released, judging.Release{
			Juror:     rapid.IntRange(0, len(c.Jurors)-1).Draw(t, "juror"),
			Candidate: rapid.IntRange(0, len(c.Candidates)-1).Draw(t, "candidate"),
			Criterion: rapid.IntRange(judging.EveryCriterion, len(c.Criteria)-1).Draw(t, "criterion"),
			Why:       rapid.SampledFrom([]judging.Why{judging.Recused, judging.Abstained, judging.NotApplicable}).Draw(t, "why"),
		})
	}
}

// drawScores draws a score for nearly every duty, and a few that nobody owes, in any order.
func drawScores(t *rapid.T, c *judging.Contest) {
	r := reference{c}
	rarely := rapid.SampledFrom([]int{200, 1000, 10}).Draw(t, "one in so many is missing")
	spread := rapid.SampledFrom([]int64{1, 0, 1, 3}).Draw(t, "spread") // the less, the more ties
	for i := range c.Candidates {
		for k := range c.Criteria {
			for j := range c.Jurors {
				if sometimes(t, 10, "other") && sometimes(t, rarely/10, "otherwise") == r.duty(j, i, k) {
					continue
				}
				if !r.duty(j, i, k) && !sometimes(t, 5, "stray") {
					continue
				}
				highest := int64(c.Criteria[k].Max / c.Criteria[k].Step)
				value := rapid.Int64Range(highest-spread, highest).Draw(t, "value")
				c.Scores = append(c.Scores, judging.Score{Juror: j, Candidate: i, Criterion: k, Value: judging.Decimal(value) * c.Criteria[k].Step})
			}
		}
	}
	c.Scores = rapid.Permutation(c.Scores).Draw(t, "scores")
}

func drawDecisions(t *rapid.T, c *judging.Contest) {
	candidate := rapid.IntRange(0, len(c.Candidates)-1)
	for range rapid.IntRange(0, 4).Draw(t, "decisions") {
		d := judging.Decision{Reason: "drawn", Kind: rapid.SampledFrom([]judging.DecisionKind{
			judging.AcceptFewer, judging.Order, judging.Order, judging.LeaveTied, judging.Exclude, judging.DropCriterion,
		}).Draw(t, "decision")}
		switch d.Kind {
		case judging.Order, judging.LeaveTied:
			d.Candidates = rapid.SliceOfNDistinct(candidate, 0, len(c.Candidates), rapid.ID[int]).Draw(t, "named")
		case judging.DropCriterion:
			d.Criterion = rapid.IntRange(0, len(c.Criteria)-1).Draw(t, "dropped")
			if d.Criterion == 0 {
				continue // so that one is left
			}
		default:
			d.Candidate, d.Criterion = candidate.Draw(t, "candidate"), rapid.IntRange(0, len(c.Criteria)-1).Draw(t, "criterion")
		}
		c.Decisions = append(c.Decisions, d)
	}
}

func drawRules(t *rapid.T, c *judging.Contest) {
	for range rapid.IntRange(0, 3).Draw(t, "rules") {
		rule := judging.Rule{Kind: judging.ByCountback}
		if k := rapid.IntRange(-1, len(c.Criteria)-1).Draw(t, "rule"); k >= 0 && c.Criteria[k].Kind != judging.Informative {
			rule = judging.Rule{Kind: judging.ByCriterion, Criterion: k}
		}
		c.TieBreak = append(c.TieBreak, rule)
	}
	if rapid.Bool().Draw(t, "jury") {
		c.TieBreak = append(c.TieBreak, judging.Rule{Kind: judging.ByJury})
	}
	switch rapid.IntRange(0, 2).Draw(t, "advance") {
	case 1:
		c.Advance.Places = rapid.IntRange(1, 4).Draw(t, "places")
	case 2:
		c.Advance.Seats = rapid.IntRange(1, 5).Draw(t, "seats")
		c.Advance.OnTie = rapid.SampledFrom([]judging.OnTie{judging.AllAdvance, judging.NoneAdvance, judging.JuryDecides}).Draw(t, "on tie")
	}
}

// shuffled gives the same contest with its candidates, jurors and scores in another order.
func shuffled(t *rapid.T, c *judging.Contest) *judging.Contest {
	s := *c
	candidates := rapid.Permutation(numbers(len(c.Candidates))).Draw(t, "candidates shuffled")
	jurors := rapid.Permutation(numbers(len(c.Jurors))).Draw(t, "jurors shuffled")
	s.Candidates, s.Jurors = make([]judging.Candidate, len(candidates)), make([]judging.Juror, len(jurors))
	for from, to := range candidates {
		s.Candidates[to] = c.Candidates[from]
	}
	for from, to := range jurors {
		s.Jurors[to] = c.Jurors[from]
	}
	s.Assignments, s.Released = slices.Clone(c.Assignments), slices.Clone(c.Released)
	for i := range s.Assignments {
		s.Assignments[i].Juror, s.Assignments[i].Candidate = jurors[s.Assignments[i].Juror], candidates[s.Assignments[i].Candidate]
	}
	for i := range s.Released {
		s.Released[i].Juror, s.Released[i].Candidate = jurors[s.Released[i].Juror], candidates[s.Released[i].Candidate]
	}
	s.Scores = rapid.Permutation(c.Scores).Draw(t, "scores shuffled")
	for i := range s.Scores {
		s.Scores[i].Juror, s.Scores[i].Candidate = jurors[s.Scores[i].Juror], candidates[s.Scores[i].Candidate]
	}
	s.Decisions = slices.Clone(c.Decisions)
	for i := range s.Decisions {
		d := &s.Decisions[i]
		d.Candidate = candidates[d.Candidate]
		d.Candidates = slices.Clone(d.Candidates)
		for n := range d.Candidates {
			d.Candidates[n] = candidates[d.Candidates[n]]
		}
	}
	return &s
}

func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}
