package locale

import (
	"strings"
	"time"
)

// Moment is a time as people are held to it: with the name of the time that the clocks show. Messages can be filled with one.
type Moment struct {
	Time  time.Time
	Zone  *time.Location
	Exact bool // to the second
}

// In writes the moment: "30. dubna 2026 v 18:00 středoevropského letního času".
func (m Moment) In(lang Language) string {
	t := m.Time.In(m.Zone)
	clock := t.Format("15:04")
	if m.Exact {
		clock = t.Format(time.TimeOnly)
	}
	abbreviation, _ := t.Zone()
	name := abbreviation
	if key := "locale.zone_" + strings.ToLower(abbreviation); Has(key) {
		name = T(lang, key)
	}
	return T(lang, "locale.moment", "Date", Date(lang, t, m.Zone), "Time", clock, "Zone", name)
}
