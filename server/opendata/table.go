package opendata

import (
	"bytes"
	"time"

	"blazon/locale"
	"blazon/spreadsheet"
	"blazon/store"
)

// columns are those of every CSV file, with what is in them and of which type it is, for the description of the file.
var columns = []struct{ name, kind, doc string }{
	{"competition", "string", "The word of the competition in addresses"},
	{"edition", "string", "The word of the edition in addresses"},
	{"edition_number", "integer", "Empty: unknown"},
	{"year", "integer", "Empty: unknown"},
	{"round", "string", "The word of the round in addresses"},
	{"round_name", "string", "In the edition's language"},
	{"region_code", "string", "Of the chapter that organizes the round: NUTS 3 in Czechia, TERC in Poland"},
	{"category", "string", "The word of the category in addresses; empty: over all categories"},
	{"category_name", "string", "In the edition's language"},
	{"row", "integer", "The entry's or the award's row in its contest: the bodies of a joint entry have the same"},
	{"kind", "string", "place, not_awarded, unranked, distinction, special, public, grand_prix or participation"},
	{"place_first", "integer", "Empty: no place, or it is withheld"},
	{"place_last", "integer", "The end of a range of places that is shared"},
	{"label", "string", "The place as it is written: 1. or 2.–3."},
	{"shared", "boolean", ""},
	{"withheld", "boolean", "Not conferred"},
	{"award", "string", "The name of the award or of the prize, in the edition's language"},
	{"country", "string", "CZ: the code is of RÚIAN, PL: of TERC, own: the body is in no register"},
	{"code", "string", "The body's, in the register"},
	{"body", "string", "The body with its kind"},
	{"entry", "string", "The title of the entry, where it has one"},
	{"url", "string", "The site that was judged"},
	{"published_as", "string", "What the body was called when the result was announced, where that differs"},
	{"advances", "boolean", "Goes on to the next round"},
	{"total", "decimal", "Empty: not published"},
	{"amount", "decimal", "Of money"},
	{"currency", "string", "ISO 4217"},
	{"announced_at", "datetime", "Empty: unknown"},
	{"version", "integer", "More than 1: the result was decided again or corrected"},
}

// table is the rows of a CSV file, in the language of their edition.
type table struct {
	lang locale.Language
	rows [][]any
}

// line is one row; what it says of the entry is repeated for each of its bodies.
type line struct {
	at       [9]any // from the competition to the name of the category
	row      int
	kind     string
	place    placing
	award    *prize
	entry    *entry
	former   string
	time     any
	version  any
	withheld bool
}

// csv writes results as a table.
func (res *Results) csv(e store.Edition) ([]byte, error) {
	t := &table{lang: e.Language}
	at := [9]any{res.Competition.Slug, res.Edition.Slug, known(res.Edition.Number), known(res.Edition.Year)}
	for _, c := range res.Contests {
		at[4], at[5], at[6], at[7], at[8] = c.Round.Slug, c.Round.Name.In(t.lang), c.Round.RegionCode, c.Category.Slug, c.Category.Name.In(t.lang)
		t.contest(at, &c)
	}
	for i, a := range res.Awards {
		at[4], at[5], at[6], at[7], at[8] = a.Round, "", "", "", ""
		t.add(line{at: at, row: i + 1, kind: a.Kind, award: &a.prize, entry: a.Entry, former: a.PublishedAs, withheld: a.Withheld}, a.Bodies)
	}
	return t.bytes()
}

func (t *table) contest(at [9]any, c *contest) {
	row := 0
	next := func(kind string) line {
		row++
		return line{at: at, row: row, kind: kind, time: known(c.AnnouncedAt), version: c.Version}
	}
	for _, st := range c.Standings {
		l := next("place")
		if st.First == nil && !st.Withheld {
			l.kind = "unranked"
		}
		l.place, l.award, l.entry, l.former, l.withheld = st.placing, st.Prize, &st.Entry, st.PublishedAs, st.Withheld
		t.add(l, st.Bodies)
	}
	for _, place := range c.NotAwarded {
		l := next("not_awarded")
		l.place, l.withheld = placing{First: &place, Last: &place}, true
		t.add(l, nil)
	}
	for _, a := range c.Awards {
		l := next(a.Kind)
		l.award, l.entry, l.former, l.withheld = &a.prize, a.Entry, a.PublishedAs, a.Withheld
		t.add(l, a.Bodies)
	}
}

// csv writes what a body achieved as a table: its rows are those of the contests' files.
func (res *BodyResults) csv() ([]byte, error) {
	t := &table{}
	own := []body{{Country: res.Country, Code: res.Code, Title: res.Title}}
	for i, a := range res.Results {
		t.lang = a.lang
		l := line{at: [9]any{a.Competition.Slug, a.Edition.Slug, known(a.Edition.Number), known(a.Edition.Year), a.Round.Slug, a.Round.Name.In(t.lang),
			a.Round.RegionCode, a.Category.Slug, a.Category.Name.In(t.lang)}, row: i + 1, kind: "place", place: a.placing, entry: &a.Entry,
			former: a.PublishedAs, time: known(a.AnnouncedAt), withheld: a.Withheld}
		if a.First == nil && !a.Withheld {
			l.kind = "unranked"
		}
		if l.kind == "place" || len(a.Awards) == 0 {
			t.add(l, own)
		}
		for _, w := range a.Awards {
			l.kind, l.award, l.place, l.withheld = w.Kind, &w.prize, placing{}, false
			t.add(l, own)
		}
	}
	return t.bytes()
}

// known is nil for what is not.
func known[T any](n *T) any {
	if n == nil {
		return nil
	}
	return *n
}

// add writes a line for each of the bodies, or one without any.
func (t *table) add(l line, bodies []body) {
	if len(bodies) == 0 {
		bodies = []body{{}}
	}
	for _, b := range bodies {
		row := append([]any{}, l.at[:]...)
		row = append(row, l.row, l.kind, known(l.place.First), known(l.place.Last), l.place.Label, l.place.Shared, l.withheld)
		name, amount, currency, title, url := "", any(nil), "", "", ""
		if l.award != nil {
			name = l.award.Name.In(t.lang)
			if l.award.Money != nil {
				amount, currency = spreadsheet.Decimal(l.award.Money.Amount), l.award.Money.Currency
			}
		}
		if l.entry != nil {
			title, url = l.entry.Title, l.entry.URL
		}
		var total any
		if l.place.Total != nil {
			total = spreadsheet.Decimal(*l.place.Total)
		}
		t.rows = append(t.rows, append(row, name, b.Country, b.Code, b.Title, title, url, l.former, l.place.Advances, total, amount, currency, l.time, l.version))
	}
}

func (t *table) bytes() ([]byte, error) {
	out := spreadsheet.Table{Rows: t.rows}
	for _, c := range columns {
		out.Columns = append(out.Columns, spreadsheet.Column{Title: c.name})
	}
	var file bytes.Buffer
	err := out.WriteOpen(&file)
	return file.Bytes(), err
}

// day writes when something was announced; nil for what is not known.
func day(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	at := moment(t)
	return &at
}

// moment writes a time as machines read it.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }
