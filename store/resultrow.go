package store

// ResultRow is a row of a ranking: somebody's place, conferred or withheld, or a place that nobody gets.
type ResultRow struct {
	*PlacedStanding     // nil: the place is nobody's
	Vacant          int // that place
}

// Ranking lists those with a place, and the places that nobody gets, in their order, so that the page and the paper say the same.
func (c *ContestResult) Ranking() (rows []ResultRow) {
	vacant := c.Vacant()
	for _, st := range c.Standings {
		if st.Place == 0 {
			continue
		}
		for len(vacant) > 0 && st.AwardedPlace > vacant[0] {
			rows, vacant = append(rows, ResultRow{Vacant: vacant[0]}), vacant[1:]
		}
		rows = append(rows, ResultRow{PlacedStanding: st})
	}
	for _, place := range vacant {
		rows = append(rows, ResultRow{Vacant: place})
	}
	return rows
}
