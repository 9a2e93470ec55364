package locale

import (
	"fmt"
	"time"
)

// months holds the names in the case that follows a day.
var months = map[Language][]string{
	Czech: {"ledna", "února", "března", "dubna", "května", "června",
		"července", "srpna", "září", "října", "listopadu", "prosince"},
	Polish: {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
		"lipca", "sierpnia", "września", "października", "listopada", "grudnia"},
	English: {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"},
}

// Date writes a day in a time zone: "27. dubna 2023", "27 kwietnia 2023 r.", "27 April 2023", with no-break spaces.
func Date(lang Language, t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return day(lang, t) + nbsp + month(lang, t) + nbsp + year(lang, t)
}

// Time writes a time of day in a time zone: "18:00".
func Time(t time.Time, zone *time.Location) string { return t.In(zone).Format("15:04") }

// DateTime writes a day and a time of day: "27. dubna 2023 v 18:00", "27 kwietnia 2023 r., godz. 18:00", "27 April 2023, 18:00".
func DateTime(lang Language, t time.Time, zone *time.Location) string {
	return T(lang, "locale.date_time", "Date", Date(lang, t, zone), "Time", Time(t, zone))
}

// ShortDate writes a day in figures for tables: "27. 4. 2023", "27.04.2023", "27/04/2023".
func ShortDate(lang Language, t time.Time, zone *time.Location) string {
	t = t.In(zone)
	switch lang {
	case Czech:
		return fmt.Sprintf("%d."+nbsp+"%d."+nbsp+"%d", t.Day(), t.Month(), t.Year())
	case Polish:
		return t.Format("02.01.2006")
	}
	return t.Format("02/01/2006")
}

// DateRange writes the days from one to another, and says only once what both have in common: "27.–28. dubna 2023".
func DateRange(lang Language, from, to time.Time, zone *time.Location) string {
	from, to = from.In(zone), to.In(zone)
	sameYear := from.Year() == to.Year()
	switch {
	case sameYear && from.YearDay() == to.YearDay():
		return Date(lang, to, zone)
	case sameYear && from.Month() == to.Month():
		return day(lang, from) + "–" + Date(lang, to, zone)
	case sameYear:
		return day(lang, from) + nbsp + month(lang, from) + " – " + Date(lang, to, zone)
	}
	return Date(lang, from, zone) + " – " + Date(lang, to, zone)
}

func day(lang Language, t time.Time) string {
	if lang == Czech {
		return fmt.Sprintf("%d.", t.Day())
	}
	return fmt.Sprint(t.Day())
}

func month(lang Language, t time.Time) string {
	names, ok := months[lang]
	if !ok {
		names = months[English]
	}
	return names[t.Month()-1]
}

func year(lang Language, t time.Time) string {
	if lang == Polish {
		return fmt.Sprint(t.Year()) + nbsp + "r."
	}
	return fmt.Sprint(t.Year())
}

// PartialDate writes a day that is known as far as an ISO 8601 text says, "2003", "2003-01" or "2003-01-15"; any other text stays.
func PartialDate(lang Language, text string) string {
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return Date(lang, at, time.UTC)
	}
	if at, err := time.Parse("2006-01", text); err == nil {
		return fmt.Sprintf("%d/%d", at.Month(), at.Year())
	}
	return text
}
