package judging_test

import (
	"cmp"
	"slices"
	"testing"

	"blazon/judging"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sheets is a contest of candidates 0, 1, 2, … on one criterion, or on several, that all jurors score: values by juror, candidate, criterion.
func sheets(values ...[][]string) *judging.Contest {
	c := &judging.Contest{Better: judging.Higher, Numbering: judging.Dense, Minimum: 1}
	for criterion := range values[0][0] {
		c.Criteria = append(c.Criteria, judging.Criterion{ID: string(rune('k' + criterion)), Max: 10 * judging.One, Step: judging.One, Weight: judging.One, Kind: judging.Points})
	}
	for candidate := range values[0] {
		c.Candidates = append(c.Candidates, judging.Candidate{ID: string(rune('a' + candidate))})
	}
	for juror, of := range values {
		c.Jurors = append(c.Jurors, judging.Juror{ID: string(rune('1' + juror))})
		for candidate, row := range of {
			for criterion, text := range row {
				if value, err := judging.ParsePoints(text); err == nil {
					c.Scores = append(c.Scores, judging.Score{Juror: juror, Candidate: candidate, Criterion: criterion, Value: value})
				}
			}
		}
	}
	return c
}

func TestSensitivity(t *testing.T) {
	one := func(points ...string) (rows [][]string) {
		for _, p := range points {
			rows = append(rows, []string{p})
		}
		return rows
	}
	for _, test := range []struct {
		sentence string
		contest  *judging.Contest
		want     map[judging.VariantKind][]judging.Overtaking // of the kinds that change anything
	}{
		{"jurors of one mind", sheets(one("9", "7", "5", "3"), one("9", "7", "5", "3"), one("9", "7", "5", "3")), nil},
		{"one juror lifts the last to the third place", sheets(one("9", "7", "4", "3"), one("9", "7", "4", "3"), one("9", "7", "4", "10")), map[judging.VariantKind][]judging.Overtaking{
			judging.ByMedian: {{3, 2}}, judging.ByTrimming: {{3, 2}}, judging.WithoutJuror: {{3, 2}}}},
		{"a juror who uses the whole scale outweighs one who does not, but not by z-scores", sheets(one("10", "0", "5"), one("4", "5", "3")), map[judging.VariantKind][]judging.Overtaking{
			judging.WithoutJuror: {{0, 1}, {2, 1}}, judging.ByZScore: {{2, 1}}}},
		{"who is level with the third does not change the first three", sheets(one("9", "7", "5", "5"), one("9", "7", "5", "5")), nil},
		{"two criteria that say the opposite", sheets([][]string{{"9", "1"}, {"1", "8"}}), map[judging.VariantKind][]judging.Overtaking{
			judging.WithoutCriterion: {{0, 1}}}},
	} {
		o, err := judging.Tally(test.contest)
		if err != nil || !o.Complete {
			t.Fatalf("%s: %v %v", test.sentence, err, o)
		}
		got := map[judging.VariantKind][]judging.Overtaking{}
		for _, v := range o.Sensitivity() {
			if v.Changes() {
				got[v.Kind] = v.Overtakes
			}
		}
		if test.want == nil {
			test.want = map[judging.VariantKind][]judging.Overtaking{}
		}
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.sentence, diff)
		}
	}
}

// TestLeavingAJurorOutIsTallyingWithoutHim holds the variant against the tally of a contest in which the juror has no duty.
func TestLeavingAJurorOutIsTallyingWithoutHim(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		c := contests().Draw(t, "contest")
		o := tally(t, c)
		for _, v := range o.Sensitivity() {
			if v.Kind != judging.WithoutJuror || len(v.Uncertain) > 0 || v.Impossible {
				continue
			}
			rest := tally(t, without(c, v.Left))
			if !rest.Complete || len(rest.Standings) != len(o.Standings) {
				continue
			}
			compared++
			for _, a := range rest.Standings {
				for _, b := range rest.Standings {
					want := b.Total.Compare(a.Total)
					if c.Better == judging.Lower {
						want = -want
					}
					if got := cmp.Compare(v.Places[a.Candidate], v.Places[b.Candidate]); got != want {
						t.Fatalf("without juror %d, %d against %d: %d, the tally says %d", v.Left, a.Candidate, b.Candidate, got, want)
					}
				}
			}
		}
	})
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// without gives the contest as if the juror owed nothing and had scored nothing.
func without(c *judging.Contest, juror int) *judging.Contest {
	rest := *c
	rest.Scores = slices.DeleteFunc(slices.Clone(c.Scores), func(s judging.Score) bool { return s.Juror == juror })
	rest.Assignments = slices.DeleteFunc(slices.Clone(c.Assignments), func(a judging.Assignment) bool { return a.Juror == juror })
	if c.Assignments == nil {
		rest.Assignments = []judging.Assignment{}
		for j := range c.Jurors {
			for i := range c.Candidates {
				if j != juror {
					rest.Assignments = append(rest.Assignments, judging.Assignment{Juror: j, Candidate: i})
				}
			}
		}
	}
	return &rest
}

func TestReciprocity(t *testing.T) {
	// jurors 0 and 1 are of region 0, juror 2 of region 1; candidates a and b are of region 0, c of region 1
	c := sheets([][]string{{"8"}, {"6"}, {"4"}}, [][]string{{"8"}, {"6"}, {"4"}}, [][]string{{"5"}, {"6"}, {"10"}})
	o, err := judging.Tally(c)
	if err != nil {
		t.Fatal(err)
	}
	got := o.Reciprocity([]int{0, 0, 1}, []int{0, 0, 1}, 2)
	for _, want := range []struct {
		from, to, cells int
		mean            string
	}{
		// of a, each of region 0 gives 8 where the others' mean is 6.5, of b 6 where it is 6: 15 % and 0 % of the scale of 10
		{0, 0, 4, "15/2"},
		{0, 1, 2, "-30"}, // 4 where the others' mean is 7
		{1, 0, 2, "-15"}, // 5 where it is 8, and 6 where it is 6
		{1, 1, 1, "60"},  // 10 where it is 4
	} {
		l := got[want.from][want.to]
		if l.Cells != want.cells || l.Mean.String() != want.mean {
			t.Errorf("region %d of region %d: %d values, %s %%; want %d, %s", want.from, want.to, l.Cells, l.Mean, want.cells, want.mean)
		}
	}
}
