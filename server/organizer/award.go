package organizer

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const awardPage web.Page[awardData] = "organizer/award"

// awardData is the form of an award beside the ranking.
type awardData struct {
	awardsData
	In     *store.ContestAwards // the contest that it is given in
	Award  *store.AwardedAward  // nil: a new one
	Form   awardForm
	Errors web.Errors
	Stored []storedWords // by somebody else meanwhile, where the form says otherwise
	lang   locale.Language
}

// awardForm is an award; names and citations are by language, all else is in the edition's.
type awardForm struct {
	Act        string            `form:"act"`
	Revision   int               `form:"revision"`
	Contest    string            `form:"contest"`
	Definition string            `form:"definition"`
	Candidate  string            `form:"candidate"`
	Kind       string            `form:"kind"`
	Name       map[string]string `form:"name"`
	Citation   map[string]string `form:"citation"`
	Title      string            `form:"title"`
	Object     string            `form:"object"`
	Patron     string            `form:"patron"`
	Amount     string            `form:"amount"` // in whole units
	Currency   string            `form:"currency"`
	Withheld   bool              `form:"withheld"`
	Reason     string            `form:"reason"`
}

var awardLabels = map[string]string{"kind": "award.kind", "candidate": "award.candidate", "name": "award.name", "name[]": "award.name", "citation": "award.citation",
	"citation[]": "award.citation", "title": "edition.prize_title", "object": "edition.prize_object", "patron": "award.patron", "amount": "edition.prize_amount",
	"currency": "edition.prize_currency", "reason": "award.reason", "definition": "award.definition", "contest": "award.category"}

// Kinds are the kinds of awards beside the ranking.
func (d awardData) Kinds() []web.Option { return awardKinds(d.lang) }

// Candidates are who may get the award.
func (d awardData) Candidates() []web.Option {
	options := []web.Option{{Value: "", Label: locale.T(d.lang, "award.nobody_yet")}}
	for _, c := range d.In.Candidates {
		options = append(options, web.Option{Value: c.UID, Label: c.Display(d.lang)})
	}
	return options
}

// Names are the award's names in all languages, Citations its citations.
func (d awardData) Names() []writing { return writings("name", d.Form.Name, d.Language(), true) }

// Citations are the citations in all languages.
func (d awardData) Citations() []writing {
	return writings("citation", d.Form.Citation, d.Language(), false)
}

// awardIn reads the awards of the round, and finds the contest; one over all categories has none.
func (d door) awardIn(r *web.Request, contest string) (awardData, error) {
	all, err := d.awardsData(r)
	if err != nil {
		return awardData{}, err
	}
	at := slices.IndexFunc(all.Contests, func(c *store.ContestAwards) bool {
		return c.Contest == nil && contest == "" || c.Contest != nil && c.Contest.UID == contest
	})
	if at < 0 {
		return awardData{}, notThere()
	}
	return awardData{awardsData: all, In: all.Contests[at], lang: r.Language}, nil
}

// newAward is the form of a new award, filled in by a definition where the address names one.
func (d door) newAward(r *web.Request) error {
	data, err := d.awardIn(r, r.Query("contest"))
	if err != nil {
		return err
	}
	data.Form = awardForm{Contest: r.Query("contest"), Kind: store.AwardDistinction, Currency: currencyOf(&data.Competition)}
	if at := slices.IndexFunc(data.In.Waiting, func(w store.AwardDefinition) bool { return w.UID == r.Query("definition") }); at >= 0 {
		data.Form.define(data.In.Waiting[at], data.Language())
	}
	return awardPage.Show(r, data)
}

// define fills in what a definition says.
func (f *awardForm) define(w store.AwardDefinition, lang locale.Language) {
	f.Definition, f.Kind, f.Name = w.UID, w.Kind, typed(w.Name)
	f.Title, f.Object, f.Patron = w.Title.In(lang), w.Object.In(lang), w.Patron.In(lang)
	if w.Amount > 0 {
		f.Amount, f.Currency = web.TypedAmount(w.Amount), w.Currency
	}
}

func (d door) addAward(r *web.Request) error {
	var form awardForm
	err := r.Decode(&form)
	data, e := d.awardIn(r, form.Contest)
	if e != nil {
		return e
	}
	data.Form = form
	if err == nil {
		var award store.AwardForm
		if award, err = data.read(); err == nil {
			_, err = d.store.AddAward(r.Context(), r.Actor, data.Round.UID, award)
		}
	}
	if err != nil {
		data.Errors = wrongIn(awardLabels, err)
		return awardPage.Again(r, err, data)
	}
	r.Notice("award.added")
	return r.Redirect("organizer.awards", "round", data.Round.UID)
}

// awardOf finds the award of the address, with the form as it is stored.
func (d door) awardOf(r *web.Request) (awardData, error) {
	all, err := d.awardsData(r)
	if err != nil {
		return awardData{}, err
	}
	for _, c := range all.Contests {
		for _, a := range c.Awards {
			if a.UID == r.Var("award") {
				data := awardData{awardsData: all, In: c, Award: a, lang: r.Language}
				data.Form = storedAward(a, data.Language(), currencyOf(&data.Competition))
				return data, nil
			}
		}
	}
	return awardData{}, notThere()
}

func storedAward(a *store.AwardedAward, lang locale.Language, currency string) awardForm {
	form := awardForm{Revision: a.Revision, Kind: a.Kind, Name: typed(a.Name), Citation: typed(a.Citation), Title: a.Title.In(lang), Object: a.Object.In(lang), Patron: a.Patron.In(lang),
		Currency: currency, Withheld: a.Withheld, Reason: a.Reason}
	if a.Candidate != nil {
		form.Candidate = a.Candidate.UID
	}
	if a.Amount > 0 {
		form.Amount, form.Currency = web.TypedAmount(a.Amount), a.Currency
	}
	return form
}

func (d door) award(r *web.Request) error {
	data, err := d.awardOf(r)
	if err != nil {
		return err
	}
	return awardPage.Show(r, data)
}

// saveAward changes an award, or takes it away.
func (d door) saveAward(r *web.Request) error {
	data, err := d.awardOf(r)
	if err != nil {
		return err
	}
	form := awardForm{}
	if err = r.Decode(&form); err == nil && form.Act == "remove" {
		if err = d.store.RemoveAward(r.Context(), r.Actor, data.Award.UID); err == nil {
			r.Notice("award.removed")
			return r.Redirect("organizer.awards", "round", data.Round.UID)
		}
	} else {
		data.Form = form
		var award store.AwardForm
		if err == nil {
			award, err = data.read()
		}
		if err == nil {
			err = d.store.UpdateAward(r.Context(), r.Actor, data.Award.UID, award)
		}
		if fault.Is(err, fault.Conflict) {
			fresh, e := d.awardOf(r)
			if e != nil {
				return e
			}
			data = fresh.under(form)
		}
	}
	if err != nil {
		data.Errors = wrongIn(awardLabels, err)
		return awardPage.Again(r, err, data)
	}
	r.Notice("award.saved")
	return r.Redirect("organizer.awards", "round", data.Round.UID)
}

// under is the page with a typed form over what is stored, which it lists where that differs: saving once more replaces it.
func (d awardData) under(typed awardForm) awardData {
	stored := d.Form
	d.Form = typed
	d.Form.Revision = stored.Revision
	differ := func(key, theirs, mine string) {
		if theirs != strings.TrimSpace(mine) {
			d.Stored = append(d.Stored, storedWords{locale.T(d.lang, key), theirs})
		}
	}
	differ("award.candidate", d.named(stored.Candidate), d.named(typed.Candidate))
	for _, lang := range locale.Languages {
		differ("award.name", stored.Name[string(lang)], typed.Name[string(lang)])
		differ("award.citation", stored.Citation[string(lang)], typed.Citation[string(lang)])
	}
	differ("award.patron", stored.Patron, typed.Patron)
	differ("edition.prize_title", stored.Title, typed.Title)
	differ("edition.prize_object", stored.Object, typed.Object)
	differ("edition.prize_amount", stored.Amount, typed.Amount)
	differ("award.reason", stored.Reason, typed.Reason)
	return d
}

// named is how the page calls who may get the award.
func (d awardData) named(candidate string) string {
	for _, o := range d.Candidates() {
		if o.Value == candidate {
			return o.Label
		}
	}
	return ""
}

// read reads the form; what the store checks is left to it. Translations stay where the words do.
func (d awardData) read() (store.AwardForm, error) {
	c, lang, f := reading{}, d.Language(), d.Form
	var before store.Award
	if d.Award != nil {
		before = d.Award.Award
	}
	for _, w := range d.In.Waiting {
		if w.UID == f.Definition {
			before.Title, before.Object, before.Patron = w.Title, w.Object, w.Patron
		}
	}
	form := store.AwardForm{Contest: f.Contest, Definition: f.Definition, Candidate: f.Candidate, Kind: f.Kind, Name: textOf(f.Name), Citation: textOf(f.Citation),
		Title: retyped(before.Title, lang, f.Title), Object: retyped(before.Object, lang, f.Object), Patron: retyped(before.Patron, lang, f.Patron),
		Currency: strings.ToUpper(strings.TrimSpace(f.Currency)), Withheld: f.Withheld, Reason: f.Reason,
		Revision: f.Revision}
	var err error
	if form.Amount, err = web.ReadAmount(f.Amount); err != nil {
		c.add("amount", "edition.bad_amount")
	}
	return form, fault.InForm(c.wrong...)
}
