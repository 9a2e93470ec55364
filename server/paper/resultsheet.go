package paper

import (
	"bytes"
	"fmt"
	"time"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// ResultSheet prints a sheet in a language. Equal results give equal bytes.
func ResultSheet(s *store.ResultSheet, lang locale.Language) ([]byte, error) {
	var file bytes.Buffer
	if err := document.ResultSheet(&file, SheetOf(s, lang)); err != nil {
		return nil, fmt.Errorf("result sheet: %w", err)
	}
	return file.Bytes(), nil
}

// SheetOf is what a sheet says in a language: the contests that may be seen, and what stands beside their places.
func SheetOf(s *store.ResultSheet, lang locale.Language) document.Sheet {
	sheet := document.Sheet{Occasion: occasion(s.Rounds[0].OccasionIn(lang))}
	if s.Whole {
		sheet.Occasion = wholeEdition(s, lang)
	}
	for _, r := range s.Rounds {
		first := len(sheet.Contests)
		sheet.Contests = append(sheet.Contests, contests(r, lang)...)
		if s.Whole && len(sheet.Contests) > first {
			opened := occasion(r.OccasionIn(lang))
			sheet.Contests[first].Opens = &opened
		}
		if dated := datedAt(r); dated.After(sheet.When) {
			sheet.When = dated
		}
	}
	if !s.Whole && s.Rounds[0].Ceremony == nil {
		sheet.Ceremony.Time = sheet.When
	}
	return sheet
}

// wholeEdition is what the sheet of all rounds has in common. Who signs and where differs; the nation's partners stand under it all.
func wholeEdition(s *store.ResultSheet, lang locale.Language) document.Occasion {
	r := s.Rounds[0]
	o := occasion(r.OccasionIn(lang))
	o.Edition, o.Round, o.Signatories = r.Edition.Number, locale.T(lang, "listing.all_rounds"), nil
	o.Ceremony.Place, o.Ceremony.Time = "", time.Time{}
	if r.Chapter.ParentID != 0 {
		o.Organizer, o.Partners = "", nil
	}
	return o
}

// datedAt is the last day that one of the round's results is dated by.
func datedAt(r *store.SheetRound) (last time.Time) {
	if r.Ceremony != nil {
		return r.Ceremony.StartsAt
	}
	for _, c := range r.Contests {
		if c.Result != nil && c.DatedAt().After(last) {
			last = c.DatedAt()
		}
	}
	return last
}

// contests lists a round's contests, then what is conferred over all of them; the last one says who sat in the jury.
func contests(r *store.SheetRound, lang locale.Language) (list []document.Contest) {
	var decided []*store.ContestResult
	for _, c := range r.Contests {
		if c.Result != nil {
			decided = append(decided, c)
		}
	}
	for i, c := range decided {
		out := contest(r, c, lang)
		if words := chain(r, c, lang); words != "" && (i == len(decided)-1 || chain(r, decided[i+1], lang) != words) {
			out.Notes = append(out.Notes, words)
		}
		list = append(list, out)
	}
	if beside := r.Beside(); len(beside) > 0 {
		list = append(list, document.Contest{Category: locale.T(lang, "running.all_categories"), Awards: awards(lang, beside)})
	}
	if words := jury(r, lang); words != "" && len(list) > 0 {
		last := &list[len(list)-1]
		last.Notes = append(last.Notes, words)
	}
	return list
}

func contest(r *store.SheetRound, c *store.ContestResult, lang locale.Language) document.Contest {
	out := document.Contest{Category: c.Category.Name.In(lang), Entries: len(c.Standings), Rows: rows(r, c, lang), Awards: awards(lang, c.Beside())}
	if c.Archived != nil {
		out.Entries = c.Archived.Entered
	}
	out.Notes = notes(r, c, lang)
	return out
}

// rows lists the ranking as the page has it: a place that nobody gets stands there with nobody, and whose place is withheld with none.
func rows(r *store.SheetRound, c *store.ContestResult, lang locale.Language) (rows []document.Row) {
	totals := r.Prints(judging.TotalsLevel, c) || c.Result.Algorithm == store.Archive
	for _, ranked := range c.Ranking() {
		if ranked.Vacant != 0 {
			rows = append(rows, document.Row{Place: document.Place{First: ranked.Vacant, Last: ranked.Vacant}})
			continue
		}
		row := document.Row{Entrants: bodies(ranked.Candidate), Entry: ranked.Candidate.Title, Advances: ranked.Advances, Withheld: ranked.AwardedPlace == 0}
		if c.Ordered() && !row.Withheld { // winners without an order have no place
			row.Place = document.Place{First: ranked.AwardedPlace, Last: ranked.LastAwarded(), Shared: ranked.Shared, Range: c.Contest.Ranges()}
		}
		if prize := c.PrizeOf(ranked.PlacedStanding); prize != nil && !row.Withheld {
			row.Prize = prizeOf(lang, prize)
		}
		if totals {
			row.Total = ranked.Total
		}
		rows = append(rows, row)
	}
	return rows
}

// awards lists what was conferred beside the ranking, and what is withheld of it, with nobody.
func awards(lang locale.Language, list []*store.AwardedAward) (out []document.Award) {
	for _, a := range list {
		award := document.Award{Name: a.Name.In(lang)}
		if patron := a.Patron.In(lang); patron != "" {
			award.Patron = locale.T(lang, "award.given_by", "Patron", patron)
		}
		if !a.Withheld {
			award.Entrants, award.Entry = bodies(a.Candidate), a.Candidate.Title
			award.Citation, award.Prize = a.Citation.In(lang), prizeOf(lang, a)
		}
		out = append(out, award)
	}
	return out
}

func prizeOf(lang locale.Language, a *store.AwardedAward) document.Prize {
	return document.Prize{Title: a.Title.In(lang), Object: a.Object.In(lang), Minor: a.Amount, Currency: a.Currency}
}

func bodies(c *store.NamedCandidate) []document.Entrant {
	names := make([]string, len(c.Bodies))
	for i, b := range c.Bodies {
		names[i] = b.Printed()
	}
	return entrants(names)
}
