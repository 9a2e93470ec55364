package store

import "time"

// Shift is why a moment of one year does not stand at the same day and hour in another.
type Shift string

// The reasons; most moments have none.
const (
	Unshifted Shift = ""
	InGap     Shift = "gap"   // the clocks go forward over that hour: it is an hour later
	Twice     Shift = "twice" // the clocks go back over that hour: the first of the two begins something, the second ends it
	LeapDay   Shift = "leap"  // there is no 29 February: it is the 28th
)

// edge tells whether a moment begins or ends something.
type edge int

const (
	begins edge = iota
	ends
)

// shifted gives the same day and hour in another year as people in the zone count them. No time stays none.
func shifted(t time.Time, zone *time.Location, years int, at edge) (time.Time, Shift) {
	if t.IsZero() {
		return t, Unshifted
	}
	old, why := t.In(zone), Unshifted
	year, month, day := old.Date()
	if last := time.Date(year+years, month+1, 0, 0, 0, 0, 0, time.UTC).Day(); day > last {
		day, why = last, LeapDay
	}
	wall := time.Date(year+years, month, day, old.Hour(), old.Minute(), old.Second(), old.Nanosecond(), time.UTC)
	first, second := wall.Add(-offset(wall.Add(-day24), zone)), wall.Add(-offset(wall.Add(day24), zone))
	switch {
	case first.Equal(second):
		return first, why
	case reads(first, wall, zone) && reads(second, wall, zone):
		if at == begins {
			return first, Twice
		}
		return second, Twice
	case reads(second, wall, zone):
		return second, why
	case reads(first, wall, zone):
		return first, why
	}
	return first, InGap
}

const day24 = 24 * time.Hour

// offset is how far the zone's clocks are ahead of UTC about a moment.
func offset(about time.Time, zone *time.Location) time.Duration {
	_, seconds := about.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

// reads tells whether the zone's clocks show the wall's time at the moment.
func reads(moment, wall time.Time, zone *time.Location) bool {
	const layout = "2006-01-02 15:04:05.999999999"
	return moment.In(zone).Format(layout) == wall.Format(layout)
}
