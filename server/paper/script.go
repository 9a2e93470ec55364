package paper

import (
	"strings"
	"time"

	"blazon/document"
	"blazon/locale"
	"blazon/store"
)

// ScriptCopy is what tells a copy of a script from the others.
type ScriptCopy struct {
	Version int // 0: it was not issued
	Digest  string
	Link    string // where the copy is looked up; empty: nowhere
}

// Fingerprint is the beginning of a digest, as people compare it: "3f9a-21bc".
func Fingerprint(digest string) string {
	if len(digest) < 8 {
		return digest
	}
	return digest[:4] + "-" + digest[4:8]
}

// scribe writes prose in a language.
type scribe struct {
	lang locale.Language
	out  document.Prose
}

func (s *scribe) say(kind document.ParagraphKind, text string) { s.out.Say(kind, text) }

// t adds a text of the catalogue.
func (s *scribe) t(kind document.ParagraphKind, key string, args ...any) {
	s.say(kind, locale.T(s.lang, key, args...))
}

// filled adds what is known, or a place for it; label is a key with one thing to fill in, and none adds the text as it is.
func (s *scribe) filled(kind document.ParagraphKind, text, label, blank string) {
	switch {
	case text == "":
		s.t(document.Blank, blank)
	case label == "":
		s.say(kind, text)
	default:
		s.t(kind, label, "Text", text)
	}
}

// Script is everything that a host's script says; the page and the files say the same.
func Script(lang locale.Language, c *store.ScriptContent, copied ScriptCopy) document.Prose {
	s := &scribe{lang: lang, out: document.Prose{Language: lang, Title: locale.T(lang, "script.script"), Subject: subject(lang, c), When: c.HeldAt,
		Warning: locale.T(lang, "script.confidential"), Check: locale.T(lang, "script.check"), Link: copied.Link}}
	s.out.Mark = locale.T(lang, "script.unissued", "Fingerprint", Fingerprint(copied.Digest))
	if copied.Version > 0 {
		s.out.Mark = locale.T(lang, "script.version", "Version", copied.Version, "Fingerprint", Fingerprint(copied.Digest))
	}
	s.occasion(c)
	s.t(document.Heading, "script.opening")
	s.t(document.Plain, "script.welcome", "Subject", s.out.Subject)
	s.filled(document.Plain, c.Opening.In(lang), "", "script.blank_opening")
	for _, contest := range c.Contests {
		s.contest(&contest)
	}
	s.t(document.Heading, "script.closing")
	if closing := c.Closing.In(lang); closing != "" {
		s.say(document.Plain, closing)
	} else {
		s.t(document.Plain, "script.thanks")
	}
	s.partners(c)
	return s.out
}

// subject is what is announced: "Zlatý erb, 25. ročník, Liberecký kraj".
func subject(lang locale.Language, c *store.ScriptContent) string {
	return strings.Join([]string{c.Competition.In(lang), edition(lang, c), c.Round.In(lang)}, ", ")
}

// edition is its number with the year, "25. ročník (2023)".
func edition(lang locale.Language, c *store.ScriptContent) string {
	return locale.Edition(lang, c.Edition) + " (" + locale.Year(lang, c.Year) + ")"
}

// occasion says when and where.
func (s *scribe) occasion(c *store.ScriptContent) {
	when := ""
	if !c.HeldAt.IsZero() {
		when = locale.DateTime(s.lang, c.HeldAt, zoneOf(c))
	}
	s.filled(document.Cue, when, "script.when", "script.blank_when")
	s.filled(document.Cue, joined(c.Town.In(s.lang), c.Venue.In(s.lang)), "script.where", "script.blank_where")
	if organizer := c.Organizer.In(s.lang); organizer != "" {
		s.t(document.Cue, "document.organizer", "Name", organizer)
	}
}

func zoneOf(c *store.ScriptContent) *time.Location {
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// joined writes the texts that are there one after the other.
func joined(texts ...string) string {
	var there []string
	for _, text := range texts {
		if text != "" {
			there = append(there, text)
		}
	}
	return strings.Join(there, ", ")
}

func (s *scribe) partners(c *store.ScriptContent) {
	if len(c.Partners) > 0 {
		s.t(document.Plain, "document.partners", "Count", len(c.Partners), "Names", locale.List(s.lang, c.Partners))
	}
}

// contest is what is announced in a category.
func (s *scribe) contest(c *store.ScriptContest) {
	if c.Category.Empty() {
		s.t(document.Heading, "running.all_categories")
	} else {
		s.say(document.Heading, c.Category.In(s.lang))
		s.filled(document.Cue, c.Handover.In(s.lang), "script.handed_over", "script.blank_handover")
	}
	if !c.Decided {
		s.t(document.Blank, "script.undecided")
		return
	}
	if c.Entries > 0 {
		s.t(document.Plain, "script.competed", "Count", c.Entries)
	}
	for _, m := range c.Moments {
		s.moment(c, &m)
	}
}

// moment is what is announced in one breath.
func (s *scribe) moment(c *store.ScriptContest, m *store.ScriptMoment) {
	award := m.Kind != ""
	s.say(document.Subheading, s.titleOf(c, m))
	if award {
		if patron := m.Patron.In(s.lang); patron != "" {
			s.t(document.Cue, "script.given_by", "Text", patron)
		}
		if len(m.Laureates) > 0 {
			s.filled(document.Cue, m.Handover.In(s.lang), "script.handed_over", "script.blank_handover")
		}
	}
	switch {
	case len(m.Laureates) == 0 && award:
		s.t(document.Plain, "script.award_withheld")
	case len(m.Laureates) == 0:
		s.t(document.Plain, "script.place_withheld")
	case len(m.Laureates) > 1:
		s.t(document.Cue, "script.together", "Count", len(m.Laureates))
	}
	for _, l := range m.Laureates {
		s.say(document.Name, locale.List(s.lang, l.Names))
		if l.Entry != "" {
			s.t(document.Plain, "document.quoted", "Title", l.Entry)
		}
		if prize := s.prize(&l, s.aloud(&l)); prize != "" {
			s.t(document.Plain, "script.prize", "Text", prize)
		}
		if citation := l.Citation.In(s.lang); citation != "" {
			s.t(document.Plain, "script.citation", "Text", citation)
		}
		if l.Advances {
			s.t(document.Plain, "script.advances")
		}
	}
}

// titleOf names what is announced: a place, an award, or winners without an order.
func (s *scribe) titleOf(c *store.ScriptContest, m *store.ScriptMoment) string {
	switch {
	case m.Kind != "":
		return m.Award.In(s.lang)
	case !c.Ordered:
		return locale.T(s.lang, "script.winners")
	}
	return locale.Place(s.lang, m.Place, m.Last, m.Shared, c.Ranges)
}

// prize is what somebody gets, in words, with the money as it is written.
func (s *scribe) prize(l *store.ScriptLaureate, money string) string {
	var title string
	if text := l.Title.In(s.lang); text != "" {
		title = locale.T(s.lang, "document.title", "Title", text)
	}
	return joined(title, money, l.Object.In(s.lang))
}

// money writes the amount that somebody gets; none is empty.
func (s *scribe) money(l *store.ScriptLaureate) string {
	if l.Amount == 0 {
		return ""
	}
	return locale.T(s.lang, "document.cash", "Money", locale.Money(s.lang, l.Amount, l.Currency))
}

// aloud is the amount with the words in which the host reads it.
func (s *scribe) aloud(l *store.ScriptLaureate) string {
	money, words := s.money(l), locale.AmountInWords(s.lang, l.Amount, l.Currency)
	if money == "" || words == "" {
		return money
	}
	return locale.T(s.lang, "script.aloud", "Money", money, "Words", words)
}
