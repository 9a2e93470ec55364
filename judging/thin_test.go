package judging_test

import (
	"testing"

	"blazon/judging"

	"github.com/google/go-cmp/cmp"
)

func TestThinCoverIsSeenBeforeAnybodyScores(t *testing.T) {
	c := &judging.Contest{Minimum: 2,
		Criteria:   []judging.Criterion{{ID: "content"}, {ID: "safety"}, {ID: "note", Kind: judging.Informative}},
		Candidates: []judging.Candidate{{ID: "a"}, {ID: "b"}, {ID: "c"}},
		Jurors:     []judging.Juror{{ID: "first"}, {ID: "second"}, {ID: "third"}}}
	for candidate := range c.Candidates {
		c.Assignments = append(c.Assignments, judging.Assignment{Juror: 0, Candidate: candidate},
			judging.Assignment{Juror: 1, Candidate: candidate, Criteria: []int{0}})
	}
	c.Assignments = append(c.Assignments, judging.Assignment{Juror: 2, Candidate: 2})
	c.Released = []judging.Release{{Juror: 0, Candidate: 1, Criterion: judging.EveryCriterion, Why: judging.Recused}}
	want := []judging.Thin{{Criterion: 0, Jurors: 1, Candidates: []int{1}}, {Criterion: 1, Jurors: 0, Candidates: []int{1}}, {Criterion: 1, Jurors: 1, Candidates: []int{0}}}
	if diff := cmp.Diff(want, judging.FindThin(c)); diff != "" {
		t.Errorf("expected (-), got (+):\n%s", diff)
	}
}
