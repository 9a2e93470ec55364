package paper

import (
	"bytes"
	"fmt"

	"blazon/document"
	"blazon/locale"
	"blazon/store"
)

// ResultSheet prints the contests that may be seen of a round's results: one, or all in one file. Equal results give equal bytes.
func ResultSheet(r *store.RoundResults) ([]byte, error) {
	sheet := document.Sheet{Occasion: occasion(r.Occasion())}
	for _, c := range r.Contests {
		if c.Result == nil {
			continue
		}
		sheet.Contests = append(sheet.Contests, contest(r, c))
		if dated := c.DatedAt(); r.Ceremony == nil && dated.After(sheet.Ceremony.Time) {
			sheet.Ceremony.Time = dated
		}
	}
	if beside := r.Beside(); len(beside) > 0 {
		sheet.Contests = append(sheet.Contests, document.Contest{Category: locale.T(r.Language(), "running.all_categories"),
			Awards: awards(r.Language(), beside)})
	}
	var file bytes.Buffer
	if err := document.ResultSheet(&file, sheet); err != nil {
		return nil, fmt.Errorf("result sheet: %w", err)
	}
	return file.Bytes(), nil
}

func contest(r *store.RoundResults, c *store.ContestResult) document.Contest {
	lang := r.Language()
	out := document.Contest{Category: c.Category.Name.In(lang), Entries: len(c.Standings), Rows: rows(lang, c), Awards: awards(lang, c.Beside())}
	if c.Archived != nil {
		out.Entries = c.Archived.Entered
	}
	for _, e := range c.Errata {
		out.Notes = append(out.Notes, locale.T(lang, "result.erratum_of", "Time", locale.Date(lang, e.At, r.Edition.Zone()))+": "+e.Words.In(lang))
	}
	if note := c.Result.Note.In(lang); note != "" {
		out.Notes = append(out.Notes, note)
	}
	return out
}

// rows lists the ranking as the page has it: a place that nobody gets stands there with nobody, and whose place is withheld with none.
func rows(lang locale.Language, c *store.ContestResult) (rows []document.Row) {
	for _, r := range c.Ranking() {
		if r.Vacant != 0 {
			rows = append(rows, document.Row{Place: document.Place{First: r.Vacant, Last: r.Vacant}})
			continue
		}
		row := document.Row{Entrants: bodies(r.Candidate), Entry: r.Candidate.Title, Advances: r.Advances, Withheld: r.AwardedPlace == 0}
		if c.Ordered() && !row.Withheld { // winners without an order have no place
			row.Place = document.Place{First: r.AwardedPlace, Last: r.LastAwarded(), Shared: r.Shared, Range: c.Contest.Ranges()}
		}
		if prize := c.PrizeOf(r.PlacedStanding); prize != nil && !row.Withheld {
			row.Prize = prizeOf(lang, prize)
		}
		rows = append(rows, row)
	}
	return rows
}

// awards lists what was conferred beside the ranking, and what is withheld of it, with nobody.
func awards(lang locale.Language, list []*store.AwardedAward) (out []document.Award) {
	for _, a := range list {
		if a.Withheld {
			out = append(out, document.Award{Name: a.Name.In(lang)})
		} else {
			out = append(out, document.Award{Name: a.Name.In(lang), Entrants: bodies(a.Candidate), Entry: a.Candidate.Title,
				Citation: a.Citation.In(lang), Prize: prizeOf(lang, a)})
		}
	}
	return out
}

func prizeOf(lang locale.Language, a *store.AwardedAward) document.Prize {
	return document.Prize{Title: a.Title.In(lang), Minor: a.Amount, Currency: a.Currency}
}

func bodies(c *store.NamedCandidate) []document.Entrant {
	names := make([]string, len(c.Bodies))
	for i, b := range c.Bodies {
		names[i] = b.Printed()
	}
	return entrants(names)
}
