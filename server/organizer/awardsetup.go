package organizer

import (
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const awardSetupPage web.Page[awardSetupData] = "organizer/award_setup"

type awardSetupData struct {
	*store.AwardSetup
	Form   awardSetupForm
	Errors web.Errors
	lang   locale.Language
}

// awardSetupForm is what an edition or a chapter gives; texts are in the edition's language.
type awardSetupForm struct {
	Revision int          `form:"revision"`
	Ties     string       `form:"ties"`
	Awards   []definedRow `form:"awards"`
}

type definedRow struct {
	UID      string `form:"uid"`
	Kind     string `form:"kind"`
	Place    string `form:"place"`
	Overall  bool   `form:"overall"`
	Name     string `form:"name"`
	Title    string `form:"title"`
	Object   string `form:"object"`
	Patron   string `form:"patron"`
	Amount   string `form:"amount"` // in whole units
	Currency string `form:"currency"`
}

var awardSetupLabels = map[string]string{"ties": "award.ties", "awards[].kind": "award.kind", "awards[].place": "edition.prize_place",
	"awards[].name": "award.name", "awards[].title": "edition.prize_title", "awards[].object": "edition.prize_object", "awards[].patron": "award.patron",
	"awards[].amount": "edition.prize_amount", "awards[].currency": "edition.prize_currency"}

// Rows are those of the form, with empty ones at the end.
func (d awardSetupData) Rows() []definedRow {
	rows := slices.Clone(d.Form.Awards)
	for range blankRows {
		rows = append(rows, definedRow{Currency: currencyOf(&d.Competition)})
	}
	return rows
}

// Field is the name of a field in a row.
func (awardSetupData) Field(i int, name string) string { return fmt.Sprintf("awards[%d].%s", i, name) }

// Kinds are the kinds of awards, with that for a place first.
func (d awardSetupData) Kinds() (options []web.Option) {
	options = []web.Option{{Value: store.AwardForPlace, Label: locale.T(d.lang, "award.kind_place")}}
	return append(options, awardKinds(d.lang)...)
}

// awardKinds are the kinds of awards beside the ranking.
func awardKinds(lang locale.Language) (options []web.Option) {
	for _, kind := range store.AwardKinds {
		options = append(options, web.Option{Value: kind, Label: locale.T(lang, "award.kind_"+kind)})
	}
	return options
}

// Policies are the ways to deal with ties; a chapter may have that of its edition.
func (d awardSetupData) Policies() (options []web.Option) {
	if d.Chapter != nil {
		options = append(options, web.Option{Value: "", Label: locale.T(d.lang, "award.ties_above", "Policy", locale.T(d.lang, "award.ties_"+string(d.AboveTies)))})
	}
	for _, ties := range judging.PrizePolicies {
		options = append(options, web.Option{Value: string(ties), Label: locale.T(d.lang, "award.ties_"+string(ties))})
	}
	return options
}

// currencyOf is what the competition's country pays in.
func currencyOf(c *store.Competition) string {
	if c.Country == register.Poland {
		return "PLN"
	}
	return "CZK"
}

// chapterOf is the chapter that the address names; that of an edition's page names none.
func chapterOf(r *web.Request) string { return r.Var("chapter") }

func (d door) awardSetupData(r *web.Request) (awardSetupData, error) {
	setup, err := d.store.AwardSetup(r.Context(), r.Actor, r.Var("edition"), chapterOf(r), r.Language)
	if err != nil {
		return awardSetupData{}, err
	}
	data := awardSetupData{AwardSetup: setup, Form: awardSetupForm{Revision: setup.Revision, Ties: string(setup.Ties)}, lang: r.Language}
	if setup.Chapter == nil && setup.Ties == "" {
		data.Form.Ties = string(judging.FullPrize)
	}
	lang := setup.Language()
	for _, a := range setup.Definitions {
		row := definedRow{UID: a.UID, Kind: a.Kind, Place: digits(a.Place), Overall: a.Overall, Name: a.Name.In(lang), Title: a.Title.In(lang),
			Object: a.Object.In(lang), Patron: a.Patron.In(lang), Currency: a.Currency}
		if a.Amount != 0 {
			row.Amount = web.TypedAmount(a.Amount)
		}
		data.Form.Awards = append(data.Form.Awards, row)
	}
	return data, nil
}

func (d door) editionAwards(r *web.Request) error {
	data, err := d.awardSetupData(r)
	if err != nil {
		return err
	}
	return awardSetupPage.Show(r, data)
}

func (d door) saveEditionAwards(r *web.Request) error {
	data, err := d.awardSetupData(r)
	if err != nil {
		return err
	}
	data.Form = awardSetupForm{}
	err = r.Decode(&data.Form)
	data.Form.Awards = slices.DeleteFunc(data.Form.Awards, definedRow.empty)
	if err == nil {
		var forms []store.AwardDefinitionForm
		if forms, err = data.read(); err == nil {
			err = d.store.SetAwardDefinitions(r.Context(), r.Actor, data.Edition.UID, chapterOf(r),
				store.AwardSetupForm{Revision: data.Form.Revision, Ties: judging.PrizeTies(data.Form.Ties), Definitions: forms})
		}
	}
	if err != nil {
		data.Errors = wrongIn(awardSetupLabels, err)
		return awardSetupPage.Again(r, err, data)
	}
	r.Notice("award.setup_saved")
	if data.Chapter == nil {
		return r.Redirect("organizer.edition_awards", "edition", data.Edition.UID)
	}
	return r.Redirect("organizer.chapter_awards", "edition", data.Edition.UID, "chapter", data.Chapter.UID)
}

// empty tells whether nothing but what a form begins with stands in the row.
func (f definedRow) empty() bool {
	return strings.TrimSpace(f.Place+f.Name+f.Title+f.Object+f.Patron+f.Amount) == ""
}

// read reads the form; what the store checks is left to it. Translations stay where the words do.
func (d awardSetupData) read() (forms []store.AwardDefinitionForm, err error) {
	c, lang := reading{}, d.Language()
	for i, row := range d.Form.Awards {
		before := store.AwardDefinition{}
		for _, a := range d.Definitions {
			if a.UID == row.UID {
				before = a
			}
		}
		form := store.AwardDefinitionForm{UID: row.UID, Kind: row.Kind, Overall: row.Overall, Name: retyped(before.Name, lang, row.Name),
			Title: retyped(before.Title, lang, row.Title), Object: retyped(before.Object, lang, row.Object), Patron: retyped(before.Patron, lang, row.Patron),
			Currency: strings.ToUpper(strings.TrimSpace(row.Currency))}
		if row.Kind == store.AwardForPlace {
			form.Place = c.number(d.Field(i, "place"), row.Place, "edition.bad_place")
		}
		if form.Amount, err = web.ReadAmount(row.Amount); err != nil {
			c.add(d.Field(i, "amount"), "edition.bad_amount")
		}
		forms = append(forms, form)
	}
	return forms, fault.InForm(c.wrong...)
}
