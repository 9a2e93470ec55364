package document

import (
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"blazon/fault"
	"blazon/locale"
)

// Sheet is a result sheet: the results of one contest, of all contests of a round, or of all rounds of an edition.
type Sheet struct {
	Occasion
	Contests []Contest
	Notes    []string  // printed after the last contest
	When     time.Time // dates the file, so that equal data gives equal bytes; zero: the ceremony does
}

// Contest is the result of one category.
type Contest struct {
	Opens    *Occasion // of a sheet of several rounds: the one that begins here; nil: it goes on
	Category string
	Entries  int // how many competed, 0 where it is not known
	Rows     []Row
	Awards   []Award
	Notes    []string // such as that the points behind these places were not published
}

// Row is one place of a contest's result, in the order of print.
type Row struct {
	Place    Place
	Entrants []Entrant // nobody where the place was not awarded
	Withheld bool      // the entrants are in the ranking, and their place is not conferred
	Entry    string    // the entry's title, where a project or a service is judged
	Total    string    // a decimal such as "86.33", or nothing where totals are not published
	Advances bool      // to the next round
	Prize    Prize
}

// Award is a distinction or a special prize beside the ranking.
type Award struct {
	Name     string    // "Cena veřejnosti"
	Patron   string    // "uděluje hejtman Libereckého kraje"
	Entrants []Entrant // nobody where it was not awarded
	Entry    string
	Citation string
	Prize    Prize
}

// needs are the columns that not every contest needs: those in which there is something to say.
type needs struct{ prizes, advances, totals bool }

func (c Contest) needs(lang locale.Language) (n needs) {
	for _, row := range c.Rows {
		n.prizes = n.prizes || len(row.Prize.parts(lang)) > 0
		n.advances = n.advances || row.Advances
		n.totals = n.totals || row.Total != ""
	}
	return n
}

// count says how many competed, where it is known.
func (c Contest) count(lang locale.Language) string {
	if c.Entries == 0 {
		return ""
	}
	return locale.T(lang, "document.entries", "Count", c.Entries)
}

// who names those who got the award.
func (a Award) who(lang locale.Language) string {
	if len(a.Entrants) == 0 {
		return locale.T(lang, "award.not_awarded")
	}
	return names(lang, a.Entrants)
}

// more is what the award is for, who gives it, what comes with it, and why.
func (a Award) more(lang locale.Language) string {
	var parts []string
	if a.Entry != "" {
		parts = append(parts, locale.T(lang, "document.quoted", "Title", a.Entry))
	}
	if a.Patron != "" {
		parts = append(parts, a.Patron)
	}
	parts = append(parts, a.Prize.parts(lang)...)
	if a.Citation != "" {
		parts = append(parts, a.Citation)
	}
	return strings.Join(parts, ", ")
}

// ResultSheet prints the results on as many pages as they need. A row that does not fit on a page of its own is
// fault.row_too_long, which names it.
func ResultSheet(w io.Writer, s Sheet) error {
	if len(s.Contests) == 0 {
		return errors.New("document: no contests to print")
	}
	p, err := newPaper(s.Language, s.meta())
	if err != nil {
		return err
	}
	t := &table{paper: p, occasion: s.Occasion, title: locale.T(s.Language, "document.result_sheet")}
	t.content = func() ([]piece, error) { return t.sheetPieces(s) }
	for _, c := range s.Contests {
		t.rows += len(c.Rows)
	}
	return p.print(w, t.printed)
}

// meta describes the file: by its only category, or by the round.
func (s Sheet) meta() meta {
	about := s.Round
	if len(s.Contests) == 1 {
		about = s.Contests[0].Category
	}
	return meta{
		title:   locale.T(s.Language, "document.result_sheet") + " – " + s.heading() + " – " + about,
		author:  s.Organizer,
		subject: s.Round,
		when:    s.when(),
	}
}

func (s Sheet) when() time.Time {
	if s.When.IsZero() {
		return s.Ceremony.Time
	}
	return s.When
}

// tooLong is the fault of a text that has no room on its page.
func tooLong(key, name string) *fault.Fault {
	const shown = 60
	if utf8.RuneCountInString(name) > shown {
		name = string([]rune(name)[:shown]) + "…"
	}
	return fault.New(fault.Invalid, key).With("Name", name)
}
