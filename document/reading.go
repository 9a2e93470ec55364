package document

import (
	"strings"

	"blazon/locale"
)

// Reading is a document as it is read out, without its looks: the equal page on the web is made of it.
type Reading struct {
	Language locale.Language
	Title    string   // what it is: "Výsledková listina"
	Subject  []string // the competition, its edition and its round
	Parts    []ReadingPart
	Notes    []string
	Signed   []string // where and when, and who signs
	Sponsors string
}

// ReadingPart is a table under a heading, with what stands below it.
type ReadingPart struct {
	Below   bool   // it stands below the heading of a round
	Opens   string // that heading, where the round begins
	Held    string // below that: where and when, and who organized it
	Heading string
	Count   string // how many rows there are: "19 přihlášek"
	Columns []ReadingColumn
	Rows    []ReadingRow
	Beside  []ReadingAward
	Notes   []string
}

// ReadingColumn is the head of a column.
type ReadingColumn struct {
	Title   string
	Numeric bool
}

// ReadingRow is a row of a table; the cell of its Name is the row's head.
type ReadingRow struct {
	Cells []string
	Name  int    // the cell that names the row
	Under string // what stands below that name: an entry's title
}

// ReadingAward is something conferred beside the ranking.
type ReadingAward struct{ Name, Who, More string }

// Reading gives the sheet as it is read.
func (s Sheet) Reading() Reading {
	r := s.Occasion.reading(locale.T(s.Language, "document.result_sheet"))
	r.Notes = s.Notes
	below := false
	for _, c := range s.Contests {
		part := c.reading(s.Language)
		below = below || part.Opens != ""
		part.Below = below
		r.Parts = append(r.Parts, part)
	}
	return r
}

// reading is what stands at the head and the foot of every document of the occasion.
func (o Occasion) reading(title string) Reading {
	r := Reading{Language: o.Language, Title: title, Subject: filled(o.Competition, o.edition()), Sponsors: o.sponsors()}
	if when := o.PlaceAndDate(); when != "" {
		r.Signed = append(r.Signed, when)
	}
	for _, s := range o.Signatories {
		r.Signed = append(r.Signed, strings.Join(filled(s.Name, s.Role), ", "))
	}
	return r
}

// filled leaves out what is empty.
func filled(texts ...string) (list []string) {
	for _, text := range texts {
		if text != "" {
			list = append(list, text)
		}
	}
	return list
}

// begins says which round begins with the contest: its name, and below it where and when its results were announced.
func (c Contest) begins() (round, held string) {
	if c.Opens == nil {
		return "", ""
	}
	return c.Opens.Round, strings.Join(filled(c.Opens.PlaceAndDate(), c.Opens.sponsors()), " · ")
}

func (c Contest) reading(lang locale.Language) ReadingPart {
	part := ReadingPart{Heading: c.Category, Count: c.count(lang), Notes: c.Notes}
	part.Opens, part.Held = c.begins()
	needs := c.needs(lang)
	if len(c.Rows) > 0 {
		part.Columns = needs.heads(lang)
	}
	for _, row := range c.Rows {
		part.Rows = append(part.Rows, row.reading(lang, needs))
	}
	for _, a := range c.Awards {
		part.Beside = append(part.Beside, ReadingAward{a.Name, a.who(lang), a.more(lang)})
	}
	return part
}

// heads names the columns of a contest's table.
func (n needs) heads(lang locale.Language) []ReadingColumn {
	columns := []ReadingColumn{{Title: locale.T(lang, "document.place")}, {Title: locale.T(lang, "document.entrant")}}
	if n.prizes {
		columns = append(columns, ReadingColumn{Title: locale.T(lang, "document.prize")})
	}
	if n.advances {
		columns = append(columns, ReadingColumn{Title: locale.T(lang, "document.advancing")})
	}
	if n.totals {
		columns = append(columns, ReadingColumn{Title: locale.T(lang, "document.total"), Numeric: true})
	}
	return columns
}

func (r Row) reading(lang locale.Language, n needs) ReadingRow {
	row := ReadingRow{Cells: []string{r.placeLabel(lang), r.who(lang)}, Name: 1, Under: r.Entry}
	if n.prizes {
		row.Cells = append(row.Cells, strings.Join(r.Prize.parts(lang), ", "))
	}
	if n.advances {
		row.Cells = append(row.Cells, r.advancing(lang))
	}
	if n.totals {
		row.Cells = append(row.Cells, locale.Decimal(lang, r.Total))
	}
	return row
}
