// Package calendar writes dates of rounds as calendar files (iCalendar, RFC 5545).
package calendar

import (
	"strings"
	"time"

	"blazon/locale"
	"blazon/store"

	ics "github.com/arran4/golang-ical"
)

// Type is the media type of a calendar file.
const Type = "text/calendar; charset=utf-8"

// Calendar is what a file says of itself and of its dates.
type Calendar struct {
	Language locale.Language
	Name     string
	Zone     string                     // that the dates are meant in; the file itself is in UTC
	Link     func(d *store.Date) string // the public page of the date's round
}

// refresh is how often programs that subscribe should look again.
const refresh = "PT4H"

// File writes the dates. Equal dates give equal bytes, so that nothing but a change looks like one.
func (c Calendar) File(dates []*store.Date) []byte {
	file := ics.NewCalendar()
	file.SetMethod(ics.MethodPublish)
	file.SetProductId("-//Blazon//Blazon//" + strings.ToUpper(string(c.Language)))
	file.SetCalscale("GREGORIAN")
	file.SetXWRCalName(c.Name)
	if c.Zone != "" {
		file.SetXWRTimezone(c.Zone)
	}
	file.SetXPublishedTTL(refresh)
	file.SetRefreshInterval(refresh)
	for _, d := range dates {
		c.add(file, d)
	}
	return []byte(file.Serialize(ics.WithNewLine("\r\n")))
}

func (c Calendar) add(file *ics.Calendar, d *store.Date) {
	e := file.AddEvent(d.UID() + "@blazon")
	e.SetDtStampTime(d.ModifiedAt)
	e.SetLastModifiedAt(d.ModifiedAt)
	e.SetSequence(d.Changes)
	e.SetStartAt(d.At)
	e.SetSummary(c.summary(d))
	e.SetDescription(locale.T(c.Language, "phase.date_at", "Time", locale.Moment{Time: d.At, Zone: d.Edition.Zone()}.In(c.Language)) + "\n" + c.Link(d))
	e.SetURL(c.Link(d))
	if d.Ceremony != nil {
		e.SetLocation(place(c.Language, d.Ceremony))
		e.SetTimeTransparency(ics.TransparencyOpaque)
	} else {
		e.SetTimeTransparency(ics.TransparencyTransparent)
	}
	e.SetStatus(ics.ObjectStatusConfirmed)
	if d.Canceled {
		e.SetStatus(ics.ObjectStatusCancelled)
	}
}

// summary says what happens, and where: "Uzávěrka přihlášek – Liberecký kraj, Zlatý erb 2026".
func (c Calendar) summary(d *store.Date) string {
	round := d.Round.Name.In(c.Language)
	if d.Contest != nil {
		round += ", " + d.Contest.Category.Name.In(c.Language)
	}
	return locale.T(c.Language, "phase.date_"+string(d.Kind), "Round", round, "Competition", d.Competition.Name, "Year", year(d.Edition.Year))
}

// year is a year as it is written, ungrouped.
func year(n int) string { return time.Date(n, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") }

func place(lang locale.Language, c *store.Ceremony) string {
	var parts []string
	for _, part := range []string{c.Venue.In(lang), c.Town.In(lang)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}
