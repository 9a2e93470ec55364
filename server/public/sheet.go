package public

import (
	"strings"

	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/printed"
	"blazon/server/web"
	"blazon/store"
)

// sheet is the result sheet that an address is of: a contest's, a round's or an edition's. Before anything of it is announced there is none.
func (d door) sheet(r *web.Request) (*store.ResultSheet, error) {
	if r.Var("round") == "" {
		return d.store.EditionSheet(r.Context(), r.Var("competition"), r.Var("edition"))
	}
	return d.store.RoundSheet(r.Context(), address(r))
}

// sheetFile is the sheet in the address's language.
func (d door) sheetFile(r *web.Request) error {
	sheet, err := d.sheet(r)
	if err != nil {
		return err
	}
	file, err := paper.ResultSheet(sheet, r.Language)
	if err != nil {
		return err
	}
	return sendPDF(r, "public.sheet_file", file)
}

// sheetPage is the equal page.
func (d door) sheetPage(r *web.Request) error {
	sheet, err := d.sheet(r)
	if err != nil {
		return err
	}
	way, name := d.way(r, sheet.Rounds[0].RoundResults), "public.round_sheet"
	switch {
	case sheet.Whole:
		name = "public.edition_sheet"
	case r.Var("category") != "":
		name = "public.contest_sheet"
		way = append(way, web.Crumb{Text: sheet.Rounds[0].Contests[0].Category.Name.In(r.Language), Address: r.Address("public.contest", words(r)...)})
	}
	return printed.Show(r, paper.SheetOf(sheet, r.Language).Reading(), way, name, words(r)...)
}

// way leads from the front page to the edition, or to the round of the address.
func (d door) way(r *web.Request, results *store.RoundResults) []web.Crumb {
	words := words(r)
	way := []web.Crumb{
		{Text: r.T("public.home"), Address: r.Address("public.home")},
		{Text: results.Competition.Name.In(r.Language), Address: r.Address("public.competition", "competition", r.Var("competition"))},
		{Text: locale.Edition(r.Language, results.Edition.Number), Address: r.Address("public.edition", words[:4]...)},
	}
	if r.Var("round") != "" {
		way = append(way, web.Crumb{Text: results.Round.Name.In(r.Language), Address: r.Address("public.round", words[:6]...)})
	}
	return way
}

// words are the words of a public address with their names, as many as it has.
func words(r *web.Request) (pairs []any) {
	for _, name := range []string{"competition", "edition", "round", "category"} {
		if word := r.Var(name); word != "" {
			pairs = append(pairs, name, word)
		}
	}
	return pairs
}

// sendPDF sends a file that is called what it is, and by the words of its address.
func sendPDF(r *web.Request, name string, file []byte) error {
	parts := []string{r.T(name)}
	for i, pairs := 1, words(r); i < len(pairs); i += 2 {
		parts = append(parts, pairs[i].(string))
	}
	return r.Send(web.File{Name: strings.Join(parts, "-") + ".pdf", Type: "application/pdf", Body: file})
}
