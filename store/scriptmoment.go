package store

import "slices"

// calledPlaces is how many places are called where no prize goes further.
const calledPlaces = 3

// placeMoments are the places of a contest that are called, the best first: each with all who share it, and one that is not conferred with
// nobody.
func (c *ContestResult) placeMoments() (moments []ScriptMoment) {
	at := func(place int) *ScriptMoment {
		i := slices.IndexFunc(moments, func(m ScriptMoment) bool { return m.Place == place })
		if i < 0 {
			i = len(moments)
			moments = append(moments, ScriptMoment{Place: place, Last: place})
		}
		return &moments[i]
	}
	last := calledPlaces
	for _, st := range c.Standings {
		prize := c.PrizeOf(st)
		if prize != nil {
			last = max(last, st.AwardedPlace)
		}
		switch {
		case st.AwardedPlace > 0:
			m, l := at(st.AwardedPlace), laureate(st.Candidate, prize)
			l.Advances = st.Advances
			m.Last, m.Shared, m.Laureates = st.LastAwarded(), st.Shared, append(m.Laureates, l)
		case st.Place > 0:
			at(st.Place)
		}
	}
	for _, place := range c.Vacant() {
		at(place)
	}
	slices.SortFunc(moments, func(a, b ScriptMoment) int { return a.Place - b.Place })
	if !c.Ordered() {
		for i := range moments {
			moments[i].Place, moments[i].Last = 0, 0
		}
		return moments
	}
	return slices.DeleteFunc(moments, func(m ScriptMoment) bool { return m.Place > last })
}
