package organizer

import (
	"encoding/json"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const eligibilityPage web.Page[eligibilityData] = "organizer/eligibility"

type eligibilityData struct {
	*store.CategoryView
	Form   eligibilityForm
	Named  []*store.Body // that the rule names one by one
	Found  []*store.Body // that the search has found, without those that are named already
	Nobody bool          // the search has found nobody
	Count  *store.EligibleCount
	Errors web.Errors
}

// Kinds are those of the country's register, each with how it is called.
func (d eligibilityData) Kinds(lang locale.Language) (options []web.Option) {
	for _, kind := range d.kinds() {
		options = append(options, web.Option{Value: string(kind), Label: locale.T(lang, kind.Key())})
	}
	return options
}

func (d eligibilityData) kinds() []register.Kind {
	list := register.RUIAN
	if d.Competition.Country == register.Poland {
		list = register.TERC
	}
	return slices.DeleteFunc(register.Kinds(), func(k register.Kind) bool { return k.Register() != list })
}

// Regions are those of the country.
func (d eligibilityData) Regions() (options []web.Option) {
	for _, region := range register.Regions(d.Competition.Country) {
		options = append(options, web.Option{Value: region.Code, Label: region.Name})
	}
	return options
}

// ORPs are the choices about extended powers.
func (eligibilityData) ORPs(lang locale.Language) []web.Option {
	return []web.Option{{Value: "", Label: locale.T(lang, "category.orp_any")}, {Value: "yes", Label: locale.T(lang, "category.orp_yes")},
		{Value: "no", Label: locale.T(lang, "category.orp_no")}}
}

// Czech tells whether the register knows of extended powers, which only the Czech one does.
func (d eligibilityData) Czech() bool { return d.Competition.Country == register.Czechia }

// Ways are what a rule may say of a body that it names.
func (d eligibilityData) Ways(lang locale.Language) []web.Option {
	options := []web.Option{{Value: including, Label: locale.T(lang, "category.named_include")}, {Value: excluding, Label: locale.T(lang, "category.named_exclude")}}
	for _, kind := range d.kinds() {
		options = append(options, web.Option{Value: string(kind), Label: locale.T(lang, "category.named_as", "Kind", locale.T(lang, kind.Key()))})
	}
	return options
}

// WaysOut are Ways, and no longer naming the body.
func (d eligibilityData) WaysOut(lang locale.Language) []web.Option {
	return append(d.Ways(lang), web.Option{Value: "", Label: locale.T(lang, "category.named_off")})
}

// Ticked tells whether a body that was found is ticked.
func (d eligibilityData) Ticked(code string) bool { return slices.Contains(d.Form.Add, code) }

// eligibilityData reads what the form begins with. Only who may set the edition up sees it.
func (d door) eligibilityData(r *web.Request) (eligibilityData, error) {
	view, err := d.store.Category(r.Context(), r.Actor, r.Var("category"), r.Language)
	if err != nil {
		return eligibilityData{}, err
	}
	data := eligibilityData{CategoryView: view, Form: eligibilityOf(view.Category.Eligibility)}
	return data, judging.May(r.Actor, judging.SetUp, judging.Facts{Chapter: view.Root.Path})
}

func (d door) eligibility(r *web.Request) error {
	data, err := d.eligibilityData(r)
	if err != nil {
		return err
	}
	return d.showEligibility(r, data, nil)
}

// showEligibility shows the form with what it comes to; err is what is wrong with it, if anything.
func (d door) showEligibility(r *web.Request, data eligibilityData, err error) error {
	rule, wrong := data.Form.rule()
	if wrong == nil {
		data.Count, wrong = d.store.CountEligible(r.Context(), r.Actor, r.Var("category"), rule, r.Language)
	}
	if err == nil {
		err = wrong
	}
	named, readErr := d.store.BodiesByCode(r.Context(), r.Actor, &data.Competition, rule.Named(), r.Language)
	if readErr != nil {
		return readErr
	}
	data.Named = named
	if data.Form.Search != "" {
		if readErr := d.searchEligible(r, &data, rule); readErr != nil {
			return readErr
		}
	}
	if err == nil {
		return eligibilityPage.Show(r, data)
	}
	data.Errors = web.ErrorsOf(err).Labeled(map[string]string{"kinds": "category.kinds", "regions": "category.regions",
		"population_min": "category.population_min", "population_max": "category.population_max", "bodies": "category.named", "count_as": "category.named"})
	return eligibilityPage.Again(r, err, data)
}

// searchEligible finds bodies to name.
func (d door) searchEligible(r *web.Request, data *eligibilityData, rule register.Eligibility) error {
	var regions []string
	for _, region := range register.Regions(data.Competition.Country) {
		regions = append(regions, region.Code)
	}
	found, err := d.store.SearchBodies(r.Context(), r.Actor, store.BodySearch{Text: data.Form.Search, Regions: regions, Limit: bodiesAtMost, Language: r.Language})
	named := rule.Named()
	data.Found = slices.DeleteFunc(found, func(b *store.Body) bool { return slices.Contains(named, b.Code) || b.Register == register.Own })
	data.Nobody = len(data.Found) == 0
	return err
}

func (d door) saveEligibility(r *web.Request) error {
	data, err := d.eligibilityData(r)
	if err != nil {
		return err
	}
	data.Form = eligibilityForm{}
	if err := r.Decode(&data.Form); err != nil {
		return d.showEligibility(r, data, err)
	}
	f := &data.Form
	switch f.Act {
	case countNow, searchNow:
		return d.showEligibility(r, data, nil)
	case addFound:
		if f.Named == nil {
			f.Named = map[string]string{}
		}
		for _, code := range f.Add {
			f.Named[code] = f.AddAs
		}
		f.Add = nil
		return d.showEligibility(r, data, nil)
	}
	rule, err := f.rule()
	if err == nil {
		err = d.store.SetEligibility(r.Context(), r.Actor, r.Var("category"), rule)
	}
	if err != nil {
		return d.showEligibility(r, data, err)
	}
	r.Notice("category.eligibility_saved")
	return d.toCategory(r)
}

// counted is what the form's script shows while somebody fills the form in.
type counted struct {
	Summary  string `json:"summary"`
	Unjudged string `json:"unjudged"`
	Names    string `json:"names"`
}

// countEligible counts whom the form as it stands would let in.
func (d door) countEligible(r *web.Request) error {
	data, err := d.eligibilityData(r)
	if err != nil {
		return err
	}
	data.Form = eligibilityForm{}
	var answer counted
	if err = r.Decode(&data.Form); err == nil {
		var rule register.Eligibility
		if rule, err = data.Form.rule(); err == nil {
			if data.Count, err = d.store.CountEligible(r.Context(), r.Actor, r.Var("category"), rule, r.Language); err == nil {
				answer = counted{data.Summary(r.Language), data.Unjudged(r.Language), data.Names(r.Language)}
			}
		}
	}
	switch {
	case fault.Is(err, fault.Invalid):
		answer.Summary = r.T("category.cannot_count")
	case err != nil:
		return err
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return r.Send(web.File{Name: "count.json", Type: "application/json", Body: body})
}

// Summary says how many the rule lets in.
func (d eligibilityData) Summary(lang locale.Language) string {
	if d.Count == nil {
		return locale.T(lang, "category.cannot_count")
	}
	return locale.T(lang, "category.eligible_count", "Count", d.Count.Eligible, "Of", d.Count.Of)
}

// Unjudged says how many there are of whom it cannot be said; empty: none.
func (d eligibilityData) Unjudged(lang locale.Language) string {
	if d.Count == nil || d.Count.Unjudged == 0 {
		return ""
	}
	return locale.T(lang, "category.unjudged_count", "Count", d.Count.Unjudged)
}

// Names names those who come first, and says how many more there are.
func (d eligibilityData) Names(lang locale.Language) string {
	if d.Count == nil || d.Count.Eligible == 0 {
		return ""
	}
	var names []string
	for _, b := range d.Count.First {
		names = append(names, b.Title())
	}
	if more := d.Count.Eligible - len(names); more > 0 {
		return strings.Join(names, ", ") + " " + locale.T(lang, "category.and_more", "Count", more)
	}
	return strings.Join(names, ", ")
}
