package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	"blazon/judging"
)

// nation is a contest of all municipalities of a country: 10 jurors, 20 criteria, scores in no order.
func nation(candidates int) *judging.Contest {
	c := &judging.Contest{Name: "nation", Better: judging.Higher, Numbering: judging.Dense, Minimum: 1}
	for k := range 20 {
		c.Criteria = append(c.Criteria, judging.Criterion{ID: fmt.Sprint("k", k), Max: 20 * judging.One, Step: judging.One / 2,
			Weight: judging.One, Kind: judging.Points})
	}
	for j := range 10 {
		c.Jurors = append(c.Jurors, judging.Juror{ID: fmt.Sprint("j", j)})
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range candidates {
		c.Candidates = append(c.Candidates, judging.Candidate{ID: fmt.Sprint("c", i)})
		for j := range 10 {
			for k := range 20 {
				c.Scores = append(c.Scores, judging.Score{Juror: j, Candidate: i, Criterion: k,
					Value: judging.Decimal(random.IntN(41)) * judging.One / 2})
			}
		}
	}
	random.Shuffle(len(c.Scores), func(a, b int) { c.Scores[a], c.Scores[b] = c.Scores[b], c.Scores[a] })
	return c
}

// tally holds the tally of a nation against a bare loop over the same rows.
func tally(*bench) ([]figure, error) {
	c := nation(6_254)
	var err error
	took := best(5, func() { _, err = judging.Tally(c) })
	limit := best(5, func() { bareTally(c) })
	return []figure{{
		what:     "tally of 6,254 candidates × 10 jurors × 20 criteria",
		measured: took.Round(time.Millisecond).String(), limit: limit.Round(time.Millisecond).String() + " bare loop",
		ratio: times(took, limit), aim: "3×",
	}}, err
}

type key struct{ candidate, criterion int }

// bareTally is the limit: one Go map of a struct key, sized beforehand.
func bareTally(c *judging.Contest) map[key]int64 {
	sum := make(map[key]int64, len(c.Candidates)*len(c.Criteria))
	n := make(map[key]int, len(c.Candidates)*len(c.Criteria))
	for _, s := range c.Scores {
		sum[key{s.Candidate, s.Criterion}] += s.Value.Micros()
		n[key{s.Candidate, s.Criterion}]++
	}
	return sum
}

// best gives the shortest of some runs.
func best(runs int, fn func()) time.Duration {
	shortest := time.Duration(1<<63 - 1)
	for range runs {
		start := time.Now()
		fn()
		shortest = min(shortest, time.Since(start))
	}
	return shortest
}
