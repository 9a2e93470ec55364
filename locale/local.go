package locale

import (
	"time"

	"blazon/fault"
)

// ParseLocal reads a day ("2023-04-27") and a time of day ("18:00") as a moment in a zone.
//
// A time that the clocks skip in spring is refused (fault.time_skipped). A time that comes twice in autumn is asked back
// (fault.time_twice, with the two offsets First and Second); the answer appends one of them: "02:30+01:00".
// Anything else that is no day or no time is fault.bad_time.
func ParseLocal(date, clock string, zone *time.Location) (time.Time, error) {
	if moment, err := time.Parse("2006-01-02 15:04-07:00", date+" "+clock); err == nil {
		if local := moment.In(zone); local.Format("15:04-07:00") == clock {
			return local, nil
		}
		return time.Time{}, fault.New(fault.Invalid, "fault.bad_time")
	}
	wall, err := time.Parse("2006-01-02 15:04", date+" "+clock)
	if err != nil {
		return time.Time{}, fault.New(fault.Invalid, "fault.bad_time").Because(err)
	}
	moments := at(wall, zone)
	switch len(moments) {
	case 1:
		return moments[0], nil
	case 0:
		return time.Time{}, fault.New(fault.Invalid, "fault.time_skipped").With("Time", clock)
	}
	return time.Time{}, fault.New(fault.Invalid, "fault.time_twice").With("Time", clock).
		With("First", moments[0].Format("-07:00")).With("Second", moments[1].Format("-07:00"))
}

// at finds the moments, first to last, at which the clocks of a zone show a wall time: one, none in a gap, two in an overlap.
func at(wall time.Time, zone *time.Location) []time.Time {
	var moments []time.Time
	before, after := -36*time.Hour, 36*time.Hour
	for _, near := range []time.Duration{before, after} {
		_, offset := wall.Add(near).In(zone).Zone()
		moment := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if moment.Format(time.DateTime) != wall.Format(time.DateTime) {
			continue
		}
		if len(moments) == 0 || !moments[0].Equal(moment) {
			moments = append(moments, moment)
		}
	}
	return moments
}
