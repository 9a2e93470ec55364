package paper

import (
	"strings"
	"time"

	"blazon/document"
	"blazon/locale"
	"blazon/store"
)

// PressRelease drafts a press release: it says what the data say, and leaves places for what they do not. Link is where the results
// are, or will be.
func PressRelease(lang locale.Language, r *store.PressRelease, link string) document.Prose {
	c := r.Content
	s := &scribe{lang: lang, out: document.Prose{Language: lang, Subject: locale.T(lang, "press.release"), When: dated(r),
		Title: locale.T(lang, "press.title", "Competition", c.Competition.In(lang), "Year", locale.Year(lang, c.Year), "Round", c.Round.In(lang))}}
	s.embargo(r)
	s.lead(r)
	s.numbers(r)
	for _, contest := range c.Contests {
		s.results(&contest)
	}
	s.t(document.Heading, "press.words")
	s.t(document.Blank, "press.blank_organizer")
	s.t(document.Blank, "press.blank_winner")
	s.t(document.Heading, "press.about")
	s.filled(document.Plain, r.About.In(lang), "", "press.blank_about")
	if organizer := c.Organizer.In(lang); organizer != "" {
		s.t(document.Plain, "document.organizer", "Name", organizer)
	}
	s.partners(c)
	s.t(document.Heading, "press.contact")
	s.filled(document.Plain, r.Setting.Contact, "", "press.blank_contact")
	if len(c.Contests) > 0 {
		s.t(document.Plain, "press.results_at", "Link", link)
	}
	return s.out
}

// dated is the day of the release: that of the ceremony, or of the last announcement; zero: not known.
func dated(r *store.PressRelease) time.Time {
	at := r.Content.HeldAt
	if !at.IsZero() {
		return at
	}
	for _, c := range r.Contests {
		if c.Contest.AnnouncedAt.After(at) {
			at = c.Contest.AnnouncedAt
		}
	}
	return at
}

// embargo warns of what is not public yet.
func (s *scribe) embargo(r *store.PressRelease) {
	switch {
	case r.Hidden == 0:
	case r.NotBefore.IsZero():
		s.out.Warning = locale.T(s.lang, "press.not_yet")
	default:
		s.out.Warning = locale.T(s.lang, "press.not_before", "When", locale.DateTime(s.lang, r.NotBefore, zoneOf(r.Content)))
	}
}

// lead says where and when, what of, and who came first.
func (s *scribe) lead(r *store.PressRelease) {
	c, at := r.Content, dated(r)
	place := document.Occasion{Language: s.lang, Ceremony: document.Ceremony{Place: c.Town.In(s.lang), Time: at, Zone: zoneOf(c)}}.PlaceAndDate()
	if at.IsZero() {
		place = locale.T(s.lang, "press.blank_place")
	}
	text := locale.T(s.lang, "press.lead", "Place", place, "Competition", c.Competition.In(s.lang), "Edition", edition(s.lang, c), "Round", c.Round.In(s.lang))
	if first := s.first(c); first != "" {
		text += " " + first
	}
	s.say(document.Plain, text)
}

// first names who is on the first places.
func (s *scribe) first(c *store.ScriptContent) string {
	var winners []string
	for _, contest := range c.Contests {
		for _, m := range contest.Moments {
			if m.Place != 1 || len(m.Laureates) == 0 {
				continue
			}
			var names []string
			for _, l := range m.Laureates {
				names = append(names, locale.List(s.lang, l.Names))
			}
			text := locale.List(s.lang, names)
			if len(c.Contests) > 1 {
				text += " (" + contest.Category.In(s.lang) + ")"
			}
			winners = append(winners, text)
		}
	}
	if len(winners) == 0 {
		return ""
	}
	return locale.Place(s.lang, 1, 1, false, false) + ": " + strings.Join(winners, "; ") + "."
}

// numbers says how many took part, as far as it is known.
func (s *scribe) numbers(r *store.PressRelease) {
	var known []string
	for _, n := range []struct {
		key   string
		count int
	}{{"press.entries", r.Entries}, {"press.entrants", r.Entrants}, {"press.jurors", r.Jurors}} {
		if n.count > 0 {
			known = append(known, locale.T(s.lang, n.key, "Count", n.count))
		}
	}
	s.say(document.Plain, strings.Join(known, " "))
}

// results lists what is conferred in a category, the best first.
func (s *scribe) results(c *store.ScriptContest) {
	if c.Category.Empty() {
		s.t(document.Heading, "running.all_categories")
	} else {
		s.say(document.Heading, c.Category.In(s.lang))
	}
	var going []string
	for _, m := range c.Moments {
		title := s.titleOf(c, &m)
		if patron := m.Patron.In(s.lang); patron != "" {
			title += " (" + locale.T(s.lang, "award.given_by", "Patron", patron) + ")"
		}
		var laureates []string
		for _, l := range m.Laureates {
			laureates = append(laureates, s.laureate(&l))
			if l.Advances {
				going = append(going, locale.List(s.lang, l.Names))
			}
		}
		if len(laureates) == 0 {
			laureates = []string{locale.T(s.lang, "award.not_awarded")}
		}
		s.say(document.Plain, title+": "+strings.Join(laureates, "; "))
		for _, l := range m.Laureates {
			s.say(document.Plain, l.Citation.In(s.lang))
		}
	}
	if len(going) > 0 {
		s.t(document.Plain, "press.advance", "Names", locale.List(s.lang, going))
	}
}

// laureate is who gets something, for what, and what it is: "obec Šebetov, „SMS Hlídač“ (titul Zlatá obec)".
func (s *scribe) laureate(l *store.ScriptLaureate) string {
	text := locale.List(s.lang, l.Names)
	if l.Entry != "" {
		text = joined(text, locale.T(s.lang, "document.quoted", "Title", l.Entry))
	}
	if prize := s.prize(l, s.money(l)); prize != "" {
		text += " (" + prize + ")"
	}
	return text
}
