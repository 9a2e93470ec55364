package web

import (
	"time"

	"blazon/fault"
	"blazon/locale"
)

// Moment is a day and a time of day as a form sends them, in fields "name.date" and "name.time". Where the clocks show that
// time twice on that day, "name.offset" says which of the two.
type Moment struct {
	Date   string `form:"date"`
	Time   string `form:"time"`
	Offset string `form:"offset"` // "+01:00"; of no account where the time comes once
}

// MomentOf fills a form with a moment; a zero time leaves it empty.
func MomentOf(t time.Time, zone *time.Location) Moment {
	if t.IsZero() {
		return Moment{}
	}
	t = t.In(zone)
	m := Moment{Date: t.Format(time.DateOnly), Time: t.Format("15:04")}
	if _, err := m.In(zone); err != nil { // one that people type as others type another
		m.Offset = t.Format("-07:00")
	}
	return m
}

// In reads the moment in a zone; left empty it is the zero time. Its faults are locale.ParseLocal's.
func (m Moment) In(zone *time.Location) (time.Time, error) {
	if m.Date == "" && m.Time == "" {
		return time.Time{}, nil
	}
	at, err := locale.ParseLocal(m.Date, m.Time, zone)
	if m.Offset != "" && fault.Is(err, fault.Invalid) && fault.Of(err).Key == timeTwice {
		if chosen, ok := locale.ParseLocal(m.Date, m.Time+m.Offset, zone); ok == nil {
			return chosen, nil
		}
	}
	return at, err
}

// timeTwice is the key of the fault that asks which of two moments is meant.
const timeTwice = "fault.time_twice"

// twice gives the two moments that a field may mean, as the values of its offset; none where it means one.
func (e Errors) twice(lang locale.Language, name string) []Option {
	if e.fault == nil {
		return nil
	}
	for _, f := range e.fault.Fields {
		if f.Key == timeTwice && (f.Name == name || f.Name == name+".date" || f.Name == name+".time") {
			first, _ := f.Args["First"].(string)
			second, _ := f.Args["Second"].(string)
			return []Option{
				{Value: first, Label: locale.T(lang, "phase.first_time", "Time", f.Args["Time"], "Offset", first)},
				{Value: second, Label: locale.T(lang, "phase.second_time", "Time", f.Args["Time"], "Offset", second)},
			}
		}
	}
	return nil
}

// span writes from when until when something is, as moments or as days; an end that is not set is left out.
func span(write func(locale.Language, time.Time, *time.Location) string, lang locale.Language, from, until time.Time, zone *time.Location) string {
	switch {
	case from.IsZero() && until.IsZero():
		return ""
	case until.IsZero():
		return locale.T(lang, "phase.from", "Time", write(lang, from, zone))
	case from.IsZero():
		return locale.T(lang, "phase.until", "Time", write(lang, until, zone))
	}
	return locale.T(lang, "phase.from_until", "From", write(lang, from, zone), "Until", write(lang, until, zone))
}
