package judging

import (
	"cmp"
	"slices"
)

// byCountback parts a tied group by how its jurors rank it. Each juror ranks the group by a weighted sum over the counting
// criteria where the juror has the duty and a score for all of it; a juror with none is passed over. The candidate whom
// more jurors put first is ahead, then the one whom more put second, and so on.
func (t *table) byCountback(g group, rule Rule) []group {
	places := make(map[int][]int, len(g.members)) // by candidate: its places with the jurors
	for _, ballot := range t.ballots(g.members) {
		order := slices.Clone(g.members)
		slices.SortFunc(order, func(a, b int) int { return t.ahead(ballot[a], ballot[b]) })
		place := 1
		for i, candidate := range order {
			if i > 0 && t.ahead(ballot[order[i-1]], ballot[candidate]) != 0 {
				place = i + 1
			}
			places[candidate] = append(places[candidate], place)
		}
	}
	for _, list := range places {
		slices.Sort(list)
	}
	// Everybody has one place for each juror, so more first places means that the sorted list is the less.
	return g.part(rule, func(a, b int) int { return slices.Compare(places[a], places[b]) })
}

// ballots gives for each juror who is not passed over what the juror's scores come to for each member.
func (t *table) ballots(members []int) []map[int]Fraction {
	common := t.common(members)
	number := map[int32]int{} // by juror: which ballot
	var ballots []map[int]Fraction
	for _, d := range common {
		if _, known := number[d.juror]; !known {
			number[d.juror] = len(ballots)
			ballots = append(ballots, make(map[int]Fraction, len(members)))
		}
	}
	shared := map[duty]bool{}
	for _, d := range common {
		shared[d] = true
	}
	for _, candidate := range members {
		for _, e := range t.within(candidate) {
			if shared[duty{e.juror, e.criterion}] {
				sum := ballots[number[e.juror]]
				worth := t.factors[e.criterion].Times(fraction(whole(e.steps), whole(1)))
				sum[candidate] = sum[candidate].Plus(worth)
			}
		}
	}
	return ballots
}

// common lists the pairs of juror and counting criterion that have a score within the duty for every member.
func (t *table) common(members []int) []duty {
	have := map[duty]int{}
	for _, candidate := range members {
		for _, e := range t.within(candidate) {
			if t.counts[e.criterion] {
				have[duty{e.juror, e.criterion}]++
			}
		}
	}
	var common []duty
	for d, n := range have {
		if n == len(members) {
			common = append(common, d)
		}
	}
	slices.SortFunc(common, func(a, b duty) int { return cmp.Or(int(a.juror-b.juror), int(a.criterion-b.criterion)) })
	return common
}
