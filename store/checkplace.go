package store

import "blazon/judging"

// numbered tells whether the places of those who are ranked go on as the numbering has it: dense ones without a hole.
func numbered(rows []*checkedStanding, numbering judging.Numbering) bool {
	groups, ok := placeGroups(rows)
	above := 0
	for number, group := range groups {
		place, last := above+1, above+1
		switch numbering {
		case judging.Dense:
			place, last = number+1, number+1
		case judging.Range:
			last = above + len(group)
		}
		for _, row := range group {
			ok = ok && row.Place == place && row.LastPlace == last
		}
		above += len(group)
	}
	return ok
}

// orderedPlaces tells whether places that were published elsewhere go down the page; they may have holes.
func orderedPlaces(rows []*checkedStanding) bool {
	groups, ok := placeGroups(rows)
	for number, group := range groups {
		ok = ok && (number == 0 || groups[number-1][0].Place < group[0].Place)
		for _, row := range group {
			ok = ok && row.LastPlace >= row.Place
		}
	}
	return ok
}

// placeGroups parts those who are ranked by their place, in the order of the page. It is not ok when somebody without a place
// stands above them, or a shared place is not marked as such.
func placeGroups(rows []*checkedStanding) (groups [][]*checkedStanding, ok bool) {
	ok = true
	for i, row := range rows {
		switch {
		case row.Place == 0:
			ok = ok && !row.Shared
		case i > 0 && rows[i-1].Place == 0:
			return nil, false
		case i > 0 && rows[i-1].Place == row.Place:
			groups[len(groups)-1] = append(groups[len(groups)-1], row)
		default:
			groups = append(groups, []*checkedStanding{row})
		}
	}
	for _, group := range groups {
		for _, row := range group {
			ok = ok && row.Shared == (len(group) > 1)
		}
	}
	return groups, ok
}
