package paper

import (
	"bytes"
	"fmt"
	"slices"

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
	for _, note := range []string{c.Result.Erratum.In(lang), c.Result.Note.In(lang)} {
		if note != "" {
			out.Notes = append(out.Notes, note)
		}
	}
	return out
}

// rows lists who is in the ranking. A place that was not conferred stands there once, with nobody.
func rows(lang locale.Language, c *store.ContestResult) (rows []document.Row) {
	withheld := func(place int) {
		empty := document.Row{Place: document.Place{First: place, Last: place}}
		if place > 0 && !slices.ContainsFunc(rows, func(r document.Row) bool { return r.Place.First == place && len(r.Entrants) == 0 }) {
			rows = append(rows, empty)
		}
	}
	for _, st := range c.Standings {
		if st.AwardedPlace == 0 {
			withheld(st.Place)
			continue
		}
		row := document.Row{Place: document.Place{First: st.AwardedPlace, Last: st.LastAwarded(), Shared: st.Shared, Range: c.Contest.Ranges()},
			Entrants: bodies(st.Candidate), Entry: st.Candidate.Title, Advances: st.Advances}
		if !c.Ordered() {
			row.Place = document.Place{} // winners without an order
		}
		if prize := c.PrizeOf(st); prize != nil {
			row.Prize = prizeOf(lang, prize)
		}
		rows = append(rows, row)
	}
	for _, place := range c.Vacant() {
		withheld(place)
	}
	slices.SortStableFunc(rows, func(a, b document.Row) int { return a.Place.First - b.Place.First })
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
