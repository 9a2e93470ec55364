package judging

import "slices"

// Cut is who goes on to the next round: everybody with a place up to Places, or so many Seats. Its zero value is nobody.
type Cut struct {
	Places int
	Seats  int
	OnTie  OnTie // with Seats: what becomes of a tie that crosses the last one
}

// OnTie is what becomes of a tied group that has more members than there are seats left.
type OnTie string

// The policies for a tie at the cut.
const (
	AllAdvance  OnTie = "all"
	NoneAdvance OnTie = "none"
	JuryDecides OnTie = "jury"
)

// advance lists who goes on, best first. Nobody does while a group that stands within the cut is undecided; a group that
// must wait for the jury to share out the last seats becomes so here.
func (t *table) advance(groups []group) []int {
	switch {
	case t.Advance.Places > 0:
		return t.fillPlaces(groups)
	case t.Advance.Seats > 0:
		return t.fillSeats(groups)
	}
	return nil
}

func (t *table) fillPlaces(groups []group) (through []int) {
	place, _ := t.Numbering.places(groups)
	for number, g := range groups {
		if place[number] > t.Advance.Places {
			break
		}
		if g.undecided {
			return nil
		}
		through = append(through, g.members...)
	}
	return through
}

func (t *table) fillSeats(groups []group) (through []int) {
	for number := range groups {
		g := &groups[number]
		left := t.Advance.Seats - len(through)
		if left == 0 {
			break
		}
		if len(g.members) > left {
			return t.shareSeats(through, g, left)
		}
		if g.undecided {
			return nil
		}
		through = append(through, g.members...)
	}
	return through
}

// shareSeats lets those of a group through who take the seats that are left, which are fewer than its members.
func (t *table) shareSeats(through []int, g *group, left int) []int {
	if g.undecided {
		return nil
	}
	switch t.Advance.OnTie {
	case AllAdvance:
		return append(through, g.members...)
	case JuryDecides:
		verdict := t.verdicts([]group{*g}, Order)[0]
		if verdict == nil {
			g.undecided = true
			return nil
		}
		turn := verdict.turns()
		seated := slices.SortedFunc(slices.Values(g.members), func(a, b int) int { return turn[a] - turn[b] })[:left]
		slices.Sort(seated)
		return append(through, seated...)
	}
	return through
}
