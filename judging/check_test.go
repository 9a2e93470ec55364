package judging_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"blazon/judging"

	"github.com/google/go-cmp/cmp"
)

// built is a small valid contest, as a program makes it.
func built() *judging.Contest {
	return &judging.Contest{
		Better: judging.Higher, Numbering: judging.Dense, Minimum: 1,
		Criteria: []judging.Criterion{
			{ID: "info", Max: 20 * judging.One, Step: judging.One / 2, Weight: judging.One, Kind: judging.Points},
			{ID: "errors", Max: 30 * judging.One, Step: judging.One, Weight: judging.One, Kind: judging.Penalty},
		},
		Candidates: []judging.Candidate{{ID: "semily"}, {ID: "turnov"}},
		Jurors:     []judging.Juror{{ID: "a"}, {ID: "b"}},
	}
}

func TestAContestThatAProgramMadeIsCheckedToo(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*judging.Contest)
		want   []string
	}{
		{"nothing at all", func(c *judging.Contest) { *c = judging.Contest{} }, []string{
			`better: "" is neither higher nor lower`, `numbering: "" is not dense, standard or range`,
			`minimum: 0 is less than 1`, `criteria: no counting criterion`}},
		{"numbers of nothing", func(c *judging.Contest) {
			c.TieBreak = []judging.Rule{{Kind: judging.ByCriterion, Criterion: -1}, {}}
			c.Jurors[0].Criteria = []int{2}
			c.Assignments = []judging.Assignment{{Juror: 2, Candidate: -1, Criteria: []int{}}}
			c.Released = []judging.Release{{Juror: -1, Candidate: 2, Criterion: -2}}
			c.Scores = []judging.Score{{Juror: 2, Candidate: 0, Criterion: 0}, {Juror: 0, Candidate: 2, Criterion: -1 << 31}}
			c.Decisions = []judging.Decision{{Kind: judging.DropCriterion, Criterion: 7}, {Kind: judging.Order, Candidates: []int{0, 9}}, {Kind: "forget"}}
		}, []string{
			`tie_break[0]: there is no criterion -1`, `tie_break[1]: "" is not a rule`, `jurors[0].criteria[0]: there is no criterion 2`,
			`assignments[0].juror: there is no juror 2`, `assignments[0].candidate: there is no candidate -1`,
			`assignments[0].criteria: has none; leave it out for all`,
			`released[0].juror: there is no juror -1`, `released[0].candidate: there is no candidate 2`,
			`released[0].criterion: there is no criterion -2`, `released[0].why: "" is not recused, abstained or not_applicable`,
			`scores[0].juror: there is no juror 2`, `scores[1].candidate: there is no candidate 2`,
			`scores[1].criterion: there is no criterion -2147483648`, `decisions[0].drop_criterion: there is no criterion 7`,
			`decisions[1].order[1]: there is no candidate 9`, `decisions[2]: "forget" is not accept, drop_criterion, exclude, order or tie`}},
		{"things without ids", func(c *judging.Contest) { c.Candidates[1].ID, c.Jurors[0].ID, c.Criteria[0].ID = "", "", "" },
			[]string{`criteria[0].id: is empty`, `candidates[1].id: is empty`, `jurors[0].id: is empty`}},
		{"a cut below zero", func(c *judging.Contest) { c.Advance = judging.Cut{Places: -1, Seats: -1} },
			[]string{`advance: has both places and seats`, `advance.places: -1 is less than 1`, `advance.seats: -1 is less than 1`}},
		{"seats without a policy for ties", func(c *judging.Contest) { c.Advance = judging.Cut{Seats: 1} },
			[]string{`advance.on_tie: "" is not all, none or jury`}},
		{"a doubled score", func(c *judging.Contest) { c.Scores = []judging.Score{{}, {Candidate: 1}, {}} },
			[]string{`scores[2]: the juror, candidate and criterion of scores[0] again`}},
		{"more candidates and criteria than there is room for", func(c *judging.Contest) { many(c, 1, 12_000, 12_000) },
			[]string{"more than 134217728 values would be owed"}},
		{"more jurors and criteria than there is room for", func(c *judging.Contest) { many(c, 12_000, 1, 12_000) },
			[]string{"more than 134217728 values would be owed"}},
		{"more duties than there is room for", func(c *judging.Contest) { many(c, 600, 600, 600) },
			[]string{"more than 134217728 values would be owed"}},
		{"more assignments than there is room for", func(c *judging.Contest) {
			many(c, 1, 1, 12_000)
			c.Assignments = make([]judging.Assignment, 12_000)
		}, []string{"more than 134217728 values would be owed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			contest := built()
			c.change(contest)
			err := contest.Validate()
			var problems judging.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("got %v, want problems", err)
			}
			if diff := cmp.Diff(c.want, strings.Split(problems.Error(), "\n")); diff != "" {
				t.Errorf("wanted (-), got (+):\n%s", diff)
			}
			if _, err := judging.Tally(contest); err == nil || err.Error() != problems.Error() {
				t.Errorf("tallied with %v", err)
			}
			if text, err := json.Marshal(contest); err == nil {
				t.Errorf("written as %.100s", text)
			}
		})
	}
}

// many fills a contest with so many jurors, candidates and criteria.
func many(c *judging.Contest, jurors, candidates, criteria int) {
	name := func(i int) string { return string(rune(0x4e00 + i)) }
	c.Criteria, c.Candidates, c.Jurors = nil, nil, nil
	for i := range criteria {
		c.Criteria = append(c.Criteria, judging.Criterion{ID: name(i), Max: 1, Step: 1, Weight: 1, Kind: judging.Points})
	}
	for i := range candidates {
		c.Candidates = append(c.Candidates, judging.Candidate{ID: name(i)})
	}
	for i := range jurors {
		c.Jurors = append(c.Jurors, judging.Juror{ID: name(i)})
	}
}

func TestSpecialistsNeedLittleRoom(t *testing.T) {
	c := built()
	many(c, 1_000, 10_000, 1_000)
	for i := range c.Jurors {
		c.Jurors[i].Criteria = []int{i}
	}
	if err := c.Validate(); err != nil {
		t.Errorf("with one criterion each: %v", err)
	}
	many(c, 1_000, 10_000, 1_000)
	c.Assignments = make([]judging.Assignment, 200_000)
	for i := range c.Assignments {
		c.Assignments[i] = judging.Assignment{Juror: i % 1_000, Candidate: i % 10_000, Criteria: []int{i % 1_000}}
	}
	if err := c.Validate(); err != nil {
		t.Errorf("with one criterion in each assignment: %v", err)
	}
}

func TestRulesAreReadAsTheyAreWritten(t *testing.T) {
	c := built()
	for _, text := range []string{"criterion:info", "criterion:errors", "countback", "jury", ""} {
		if got := c.RuleText(c.ParseRule(text)); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range []string{"criterion:look", "criterion", "lots"} {
		c.TieBreak = []judging.Rule{c.ParseRule(text)}
		if err := c.Validate(); err == nil {
			t.Errorf("%q is a rule", text)
		}
	}
}
