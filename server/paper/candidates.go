package paper

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"blazon/document"
	"blazon/locale"
	"blazon/store"
)

// List prints a list. Equal lists give equal bytes.
func List(l document.List) ([]byte, error) {
	var file bytes.Buffer
	if err := document.WriteList(&file, l); err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	return file.Bytes(), nil
}

// Candidates is the list of who stands in a round's contests, in a language.
func Candidates(l *store.CandidateList, lang locale.Language) document.List {
	list := document.List{Occasion: unsigned(l.RoundResults, lang), Title: locale.T(lang, "listing.candidates"), When: l.Round.EntriesUntil}
	for _, c := range l.Contests {
		list.Parts = append(list.Parts, candidates(c.Category.Name.In(lang), c.Candidates, lang))
	}
	return list
}

// PublicCandidates is the list of whom everybody may know of, all categories together.
func PublicCandidates(c *store.PublicCandidates, lang locale.Language) document.List {
	return document.List{Occasion: unsigned(c.RoundResults, lang), Title: locale.T(lang, "listing.candidates"), When: c.Round.EntriesUntil,
		Parts: []document.ListPart{candidates(locale.T(lang, "listing.alphabetical"), c.Candidates, lang)}}
}

// unsigned is what a list of a round has in common with its other documents: nobody signs it, and it says nothing of the ceremony.
func unsigned(r *store.RoundResults, lang locale.Language) document.Occasion {
	o := occasion(r.OccasionIn(lang))
	o.Signatories, o.Ceremony.Place, o.Ceremony.Time = nil, "", time.Time{}
	return o
}

func candidates(heading string, list []*store.NamedCandidate, lang locale.Language) document.ListPart {
	part := document.ListPart{Heading: heading, Count: locale.T(lang, "document.entries", "Count", len(list)), Name: 1, Columns: []document.ListColumn{
		{Title: locale.T(lang, "listing.number"), Width: 12, Numeric: true}, {Title: locale.T(lang, "document.entrant")}}}
	titled, addressed := false, false
	for _, c := range list {
		titled, addressed = titled || c.Title != "", addressed || c.URL != ""
	}
	if titled {
		part.Columns = append(part.Columns, document.ListColumn{Title: locale.T(lang, "listing.entry")})
	}
	if addressed {
		part.Columns = append(part.Columns, document.ListColumn{Title: locale.T(lang, "listing.address")})
	}
	for i, c := range list {
		row := []string{strconv.Itoa(i + 1), c.Entrants(lang)}
		if titled {
			row = append(row, c.Title)
		}
		if addressed {
			row = append(row, c.URL)
		}
		part.Rows = append(part.Rows, row)
	}
	return part
}
