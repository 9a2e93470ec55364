package judging_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"blazon/judging"
)

// outcomeOf tallies a contest of two criteria, of weight 2 and step 1 and of weight 1 and step 0.5; the values of each candidate
// are those of its jurors, first on the one and then on the other: "7 8 / 3.5 4".
func outcomeOf(t *testing.T, candidates ...string) *judging.Outcome {
	t.Helper()
	c := &judging.Contest{Name: "near", Better: judging.Higher, Numbering: judging.Dense, Minimum: 1,
		TieBreak: []judging.Rule{{Kind: judging.ByJury}},
		Criteria: []judging.Criterion{{ID: "a", Kind: judging.Points, Max: 10 * judging.One, Step: judging.One, Weight: 2 * judging.One},
			{ID: "b", Kind: judging.Points, Max: 10 * judging.One, Step: judging.One / 2, Weight: judging.One}},
		Assignments: []judging.Assignment{}}
	for number, values := range candidates {
		c.Candidates = append(c.Candidates, judging.Candidate{ID: fmt.Sprint("n", number)})
		above, below, _ := strings.Cut(values, " / ")
		for criterion, list := range []string{above, below} {
			for juror, text := range strings.Fields(list) {
				for juror >= len(c.Jurors) {
					c.Jurors = append(c.Jurors, judging.Juror{ID: fmt.Sprint("j", len(c.Jurors))})
				}
				value, err := judging.ParsePoints(text)
				if err != nil {
					t.Fatal(err)
				}
				c.Scores = append(c.Scores, judging.Score{Juror: juror, Candidate: number, Criterion: criterion, Value: value})
				if criterion == 0 {
					c.Assignments = append(c.Assignments, judging.Assignment{Juror: juror, Candidate: number})
				}
			}
		}
	}
	outcome, err := judging.Tally(c)
	if err != nil {
		t.Fatal(err)
	}
	if !outcome.Complete {
		t.Fatal("values are missing")
	}
	return outcome
}

func TestNearTies(t *testing.T) {
	for _, c := range []struct {
		sentence   string
		candidates []string
		want       []string
	}{
		{"half a point between two is within the reach of one step", []string{"7 8 / 4 4", "7 8 / 4 3"}, []string{"0 over 1 by 1/2"}},
		{"exactly one reach only makes them equal", []string{"7 8 / 4 4", "7 7 / 4 4"}, nil},
		{"with one juror a step reaches farther", []string{"8 / 4", "7 / 4.5"}, []string{"0 over 1 by 3/2"}},
		{"equal totals are a tie, and no near-tie", []string{"7 8 / 4 4", "8 7 / 4 4"}, nil},
		{"both of a tie are near to the next", []string{"7 8 / 4 4", "8 7 / 4 4", "7 8 / 4 3"}, []string{"0 over 2 by 1/2", "1 over 2 by 1/2"}},
		{"neighbors only", []string{"7 8 / 4 4", "7 8 / 4 3.5", "7 8 / 3.5 3.5"}, []string{"0 over 1 by 1/4", "1 over 2 by 1/4"}},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			var got []string
			outcome := outcomeOf(t, c.candidates...)
			for _, n := range outcome.NearTies(outcome.Standings) {
				got = append(got, fmt.Sprintf("%d over %d by %s", n.Above, n.Below, n.Difference))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Who stands between two is nobody's neighbor for a reader who may not see him.
func TestNearTiesLeaveOutWhoIsNotSeen(t *testing.T) {
	outcome := outcomeOf(t, "7 8 / 4 4", "7 8 / 4 3.5", "7 8 / 3.5 3.5")
	near := outcome.NearTies([]judging.Standing{outcome.Standings[0], outcome.Standings[2]})
	if len(near) != 1 || near[0].Above != 0 || near[0].Below != 2 || near[0].Difference.String() != "1/2" {
		t.Errorf("got %v", near)
	}
}

func TestSpreads(t *testing.T) {
	spreads := outcomeOf(t, "7 9 8 / 4 4 4.5").Spreads(0)
	for criterion, want := range []string{"3: 7–9, 2 apart", "3: 4–4.5, 0.5 apart"} {
		s := spreads[criterion]
		if got := fmt.Sprintf("%d: %s–%s, %s apart", s.Values, s.Least, s.Most, s.Width()); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
