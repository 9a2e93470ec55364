package paper

import (
	"strconv"
	"strings"
	"time"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// MinutesCopy is what tells a copy of minutes from the others.
type MinutesCopy struct {
	Number   int // 0: they were not issued, and are a draft
	Digest   string
	IssuedAt time.Time
}

// secretaryOf writes minutes in a language: a scribe who numbers headings.
type secretary struct {
	scribe
	zone             *time.Location
	chapter, section int
	deep             bool // headings are numbered below another one
}

// Minutes is everything that minutes of a jury say; the page and the files say the same.
func Minutes(lang locale.Language, c *store.MinutesContent, copied MinutesCopy) document.Prose {
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	s := &secretary{zone: zone, scribe: scribe{lang: lang, out: document.Prose{Language: lang, Dense: true, When: copied.IssuedAt,
		Title: locale.T(lang, "minutes.title_"+string(c.About))}}}
	s.out.Subject = strings.Join(s.about(c), ", ")
	if copied.Number > 0 {
		s.out.Mark = locale.T(lang, "minutes.mark", "Number", copied.Number, "Fingerprint", Fingerprint(copied.Digest))
	} else {
		s.out.Warning = locale.T(lang, "minutes.draft")
		s.out.Mark = locale.T(lang, "minutes.draft_mark", "Fingerprint", Fingerprint(copied.Digest))
	}
	s.basics(c, copied)
	s.jury(c)
	s.meetings(c)
	for i := range c.Contests {
		if c.About == store.MinutesOfRound {
			s.deep = false
			s.heading(locale.T(lang, "minutes.category", "Name", c.Contests[i].Category.In(lang)))
			s.deep = true
		}
		s.contest(c, &c.Contests[i])
	}
	s.deep = false
	s.overall(c)
	s.signing(c)
	return s.out
}

// about names the competition, the edition, the round and what the minutes are about within it.
func (s *secretary) about(c *store.MinutesContent) []string {
	parts := []string{c.Competition.In(s.lang), locale.Edition(s.lang, c.Edition) + " (" + locale.Year(s.lang, c.Year) + ")", c.Round.In(s.lang)}
	if c.Edition == 0 {
		parts[1] = locale.Year(s.lang, c.Year)
	}
	switch {
	case c.About == store.MinutesOfContest:
		parts = append(parts, c.Contests[0].Category.In(s.lang))
	case c.About == store.MinutesOfMeeting:
		parts = append(parts, locale.T(s.lang, "meeting.number", "Number", c.Meetings[0].Number))
	}
	return parts
}

// heading adds a numbered one: "4. Body", or "4.2. Body" below another.
func (s *secretary) heading(text string) {
	if s.deep {
		s.section++
		s.say(document.Subheading, strconv.Itoa(s.chapter)+"."+strconv.Itoa(s.section)+". "+text)
		return
	}
	s.chapter, s.section = s.chapter+1, 0
	s.say(document.Heading, strconv.Itoa(s.chapter)+". "+text)
}

func (s *secretary) head(key string, args ...any) { s.heading(locale.T(s.lang, key, args...)) }

// item adds a line of a list.
func (s *secretary) item(text string) {
	if text != "" {
		s.say(document.Item, "– "+text)
	}
}

func (s *secretary) when(t time.Time) string { return locale.DateTime(s.lang, t, s.zone) }

// date is a day, or a dash where there is none.
func (s *secretary) date(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return locale.ShortDate(s.lang, t, s.zone)
}

func (s *secretary) role(role judging.Role) string {
	return locale.T(s.lang, "minutes.role_"+string(role))
}

// names writes whom something is about, one after the other.
func (s *secretary) names(list []store.MinutesName) string {
	var texts []string
	for _, n := range list {
		texts = append(texts, n.In(s.lang))
	}
	return strings.Join(texts, ", ")
}

// basics say what the minutes are about, and of which version.
func (s *secretary) basics(c *store.MinutesContent, copied MinutesCopy) {
	s.head("minutes.basics")
	if c.Organizer.In(s.lang) != "" {
		s.t(document.Plain, "document.organizer", "Name", c.Organizer.In(s.lang))
	}
	if c.Rules != nil {
		s.t(document.Plain, "minutes.rules", "Version", c.Rules.Version, "Date", locale.Date(s.lang, c.Rules.PublishedAt, s.zone), "Hash", c.Rules.Hash)
	} else {
		s.t(document.Plain, "minutes.no_rules")
	}
	for _, r := range c.Reopened {
		s.t(document.Plain, "minutes.reopened", "Closed", s.when(r.ClosedAt), "Opened", s.when(r.ReopenedAt), "Reason", r.Reason)
	}
	s.t(document.Plain, "minutes.closed", "Time", s.when(c.ClosedAt))
	if c.ClosedBy != "" {
		s.t(document.Plain, "minutes.closed_by", "Name", c.ClosedBy)
	}
	for _, contest := range c.Contests {
		name := contest.Category.In(s.lang)
		switch {
		case contest.Version > 0:
			s.t(document.Plain, "minutes.of_version", "Category", name, "Version", contest.Version, "Time", s.when(contest.DecidedAt))
		case contest.Stale > 0:
			s.t(document.Plain, "minutes.of_stale", "Category", name, "Version", contest.Stale)
		default:
			s.t(document.Plain, "minutes.of_none", "Category", name)
		}
	}
	if copied.Number > 0 {
		s.t(document.Plain, "minutes.issued_at", "Number", copied.Number, "Time", s.when(copied.IssuedAt))
	}
}

// jury lists who sits in it, or did.
func (s *secretary) jury(c *store.MinutesContent) {
	s.head("minutes.jury")
	g := document.Grid{Name: locale.T(s.lang, "minutes.jury"), Head: s.words("minutes.name", "minutes.role", "minutes.accepted", "minutes.declared", "minutes.left")}
	for _, seat := range c.Jury {
		left := s.date(seat.LeftAt)
		if seat.Substitute != "" {
			left += ", " + locale.T(s.lang, "minutes.substitute", "Name", seat.Substitute)
		}
		g.Rows = append(g.Rows, []string{seat.Name, s.role(seat.Role), s.date(seat.AcceptedAt), s.date(seat.DeclaredAt), left})
	}
	s.out.Grid(g)
	s.t(document.Cue, "minutes.jury_means")
}

// words are texts of the catalogue.
func (s *secretary) words(keys ...string) (texts []string) {
	for _, key := range keys {
		texts = append(texts, locale.T(s.lang, key))
	}
	return texts
}

// overall is what is conferred over all categories.
func (s *secretary) overall(c *store.MinutesContent) {
	if len(c.Awards) > 0 {
		s.head("minutes.overall")
		s.awards(c.Awards)
	}
}

// signing is where the minutes are signed: by the chair, the members and whoever wrote them.
func (s *secretary) signing(c *store.MinutesContent) {
	s.head("minutes.signatures")
	s.t(document.Plain, "minutes.place_and_date")
	var people []string
	for _, seat := range c.Jury {
		if seat.LeftAt.IsZero() {
			people = append(people, seat.Name+"\n"+s.role(seat.Role))
		}
	}
	s.out.Sign(people...)
}
