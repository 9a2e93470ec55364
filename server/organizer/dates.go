package organizer

import (
	"time"

	"blazon/server/web"
	"blazon/store"
)

// datesForm is the moments of a round as a form sends them.
type datesForm struct {
	EntriesFrom  web.Moment `form:"entries_from"`
	EntriesUntil web.Moment `form:"entries_until"`
	JudgingFrom  web.Moment `form:"judging_from"`
	JudgingUntil web.Moment `form:"judging_until"`
}

func datesOf(d store.Dates, zone *time.Location) datesForm {
	return datesForm{web.MomentOf(d.EntriesFrom, zone), web.MomentOf(d.EntriesUntil, zone),
		web.MomentOf(d.JudgingFrom, zone), web.MomentOf(d.JudgingUntil, zone)}
}

// momentRow is one of the moments with its field's name and the key of its label.
type momentRow struct {
	Name, Key string
	Value     web.Moment
}

// Rows are the moments as fields whose names begin with a prefix.
func (f datesForm) Rows(prefix string) []momentRow {
	return []momentRow{
		{prefix + "entries_from", "organizer.entries_from", f.EntriesFrom},
		{prefix + "entries_until", "organizer.entries_until", f.EntriesUntil},
		{prefix + "judging_from", "organizer.judging_from", f.JudgingFrom},
		{prefix + "judging_until", "organizer.judging_until", f.JudgingUntil},
	}
}

// nextYear is the same days and hours a year later.
func nextYear(d store.Dates, zone *time.Location) store.Dates {
	later := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		return t.In(zone).AddDate(1, 0, 0)
	}
	return store.Dates{EntriesFrom: later(d.EntriesFrom), EntriesUntil: later(d.EntriesUntil),
		JudgingFrom: later(d.JudgingFrom), JudgingUntil: later(d.JudgingUntil)}
}

// usualYear is the year of the next edition whose usual dates are not over yet.
func usualYear(now time.Time) int {
	if now.Month() > time.April {
		return now.Year() + 1
	}
	return now.Year()
}

// usualDates are what a first edition begins with: a winter of entries, then the regions' judging, then the nation's.
func usualDates(year int) (regional, national datesForm) {
	day := func(year int, date, clock string) web.Moment {
		return web.Moment{Date: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") + date, Time: clock}
	}
	regional = datesForm{day(year-1, "-12-01", "08:00"), day(year, "-01-31", "18:00"), day(year, "-02-05", "08:00"), day(year, "-02-28", "18:00")}
	return regional, datesForm{JudgingFrom: day(year, "-04-01", "08:00"), JudgingUntil: day(year, "-04-30", "18:00")}
}
