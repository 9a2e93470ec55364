package main

import (
	"strconv"

	"blazon/judging"
	"blazon/store"
)

// demoPoints makes up a juror's points for one entrant, so that the published places come out: each group of places
// loses a point more on every criterion than the one before. Members of a group get the same points from different
// jurors: their means and their counts of first places agree, so that no rule can part them.
func demoPoints(criteria []*store.SheetCriterion, group, member, juror int) map[string]string {
	points := map[string]string{}
	for number, sheet := range criteria {
		c := sheet.Criterion
		lost := group + 1 + number%2 + (juror+member+number)%2
		value := c.Max - int64(lost)*c.Step
		if c.Kind == judging.Penalty {
			value = int64(lost) * c.Step
		}
		points[c.Key] = judging.DecimalOfMicros(max(value, 0)).String()
	}
	return points
}

// demoEmail is the address of somebody in a role; the domain is one that no mail is ever delivered to.
func demoEmail(role string, number int) string {
	if number > 0 {
		role += strconv.Itoa(number)
	}
	return role + "@demo.example"
}
