package document

import (
	"errors"
	"io"
	"unicode/utf8"

	"blazon/fault"
	"blazon/locale"
)

// Sheet is a result sheet: the results of one contest, or of all contests of a round.
type Sheet struct {
	Occasion
	Contests []Contest
	Notes    []string // printed after the last contest
}

// Contest is the result of one category.
type Contest struct {
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
	Entrants []Entrant // nobody where it was not awarded
	Entry    string
	Citation string
	Prize    Prize
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
	t := &table{paper: p, sheet: s}
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
		when:    s.Ceremony.Time,
	}
}

// tooLong is the fault of a text that has no room on its page.
func tooLong(key, name string) *fault.Fault {
	const shown = 60
	if utf8.RuneCountInString(name) > shown {
		name = string([]rune(name)[:shown]) + "…"
	}
	return fault.New(fault.Invalid, key).With("Name", name)
}
