package judging_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"blazon/judging"
)

// nation is the size of the largest contest that one jury could face: every Czech municipality, by ten jurors on twenty
// criteria. Its 1.25 million scores come in no order.
func nation(candidates int) *judging.Contest {
	random := rand.New(rand.NewPCG(25, 2023))
	c := &judging.Contest{
		Better: judging.Higher, Numbering: judging.Dense, Minimum: 1,
		TieBreak: []judging.Rule{{Kind: judging.ByCriterion, Criterion: 0}, {Kind: judging.ByCountback}},
		Advance:  judging.Cut{Places: 3},
	}
	for i := range 20 {
		weight := judging.One * judging.Decimal(1+i%3) / 2
		c.Criteria = append(c.Criteria, judging.Criterion{
			ID: fmt.Sprint("criterion ", i), Max: 20 * judging.One, Step: judging.One / 2, Weight: weight, Kind: judging.Points,
		})
	}
	for i := range 10 {
		c.Jurors = append(c.Jurors, judging.Juror{ID: fmt.Sprint("juror ", i)})
	}
	for i := range candidates {
		c.Candidates = append(c.Candidates, judging.Candidate{ID: fmt.Sprint("candidate ", i)})
		for juror := range c.Jurors {
			for criterion := range c.Criteria {
				value := judging.Decimal(random.IntN(41)) * judging.One / 2
				c.Scores = append(c.Scores, judging.Score{Juror: juror, Candidate: i, Criterion: criterion, Value: value})
			}
		}
	}
	random.Shuffle(len(c.Scores), func(i, j int) { c.Scores[i], c.Scores[j] = c.Scores[j], c.Scores[i] })
	return c
}

func BenchmarkTally(b *testing.B) {
	for _, bench := range []struct {
		name    string
		contest *judging.Contest
	}{
		{"6254 candidates", nation(6_254)},
		{"25016 candidates", nation(4 * 6_254)},
		{"6254 candidates all tied", equal(nation(6_254))},
		{"6254 candidates assigned", assigned(nation(6_254))},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if o, err := judging.Tally(bench.contest); err != nil || len(o.Standings) != len(bench.contest.Candidates) {
					b.Fatal(err)
				}
			}
		})
	}
}

// equal makes all values of a contest the same, so that every rule has to go through everybody.
func equal(c *judging.Contest) *judging.Contest {
	for i := range c.Scores {
		c.Scores[i].Value = judging.One
	}
	return c
}

// assigned says one by one what goes without saying: that everybody scores everybody.
func assigned(c *judging.Contest) *judging.Contest {
	for candidate := range c.Candidates {
		for juror := range c.Jurors {
			c.Assignments = append(c.Assignments, judging.Assignment{Juror: juror, Candidate: candidate})
		}
	}
	return c
}

// BenchmarkLimit is what the tally is held against: a bare loop that sums the same scores in a map.
func BenchmarkLimit(b *testing.B) {
	type key struct{ candidate, criterion int }
	c := nation(6_254)
	for b.Loop() {
		sum := make(map[key]int64, len(c.Candidates)*len(c.Criteria))
		n := make(map[key]int, len(c.Candidates)*len(c.Criteria))
		for _, s := range c.Scores {
			sum[key{s.Candidate, s.Criterion}] += s.Value.Micros()
			n[key{s.Candidate, s.Criterion}]++
		}
		if len(sum) != len(c.Candidates)*len(c.Criteria) {
			b.Fatal(len(sum))
		}
	}
}

func BenchmarkReadContest(b *testing.B) {
	text, err := json.Marshal(nation(1_000))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := judging.ReadContest(bytes.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	full := drawOf(500, 40)
	for j := range full.Jurors {
		full.Jurors[j].Most = 500*3/40 + j%2 // just enough
	}
	for _, bench := range []struct {
		name string
		draw judging.Draw
	}{
		{"77 candidates 40 jurors", drawOf(77, 40)},
		{"500 candidates 40 jurors", drawOf(500, 40)},
		{"500 candidates 40 jurors all full", full},
		{"6254 candidates 150 jurors", drawOf(6_254, 150)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if drawn := bench.draw.Run(); len(drawn.Short) > 0 {
					b.Fatal(drawn.Short)
				}
			}
		})
	}
}
