package room

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const errataPage web.Page[errataData] = "room/errata"

// errataData is what is to be corrected in a public result, and what was.
type errataData struct {
	*store.ContestErrata
	Head    *head
	Form    erratumForm
	Errors  web.Errors
	Stored  map[string]map[string]string // citations that somebody else saved meanwhile, by the award and the language
	Confirm *fault.Fault                 // why the visitor may not confirm the version that waits; nil: he may
	Own     bool                         // he entered it, and may withdraw it
}

// withholdable is the last place that may be withheld on the page; further down there is nothing to withhold.
const withholdable = 3

// Fields are the languages of the words.
func (d errataData) Fields() []wordingField { return wordingFields(d.Edition.Language) }

// Podium lists the candidates whose place may be withheld.
func (d errataData) Podium(lang locale.Language) (options []web.Option) {
	for _, st := range d.Tally.Outcome.Standings {
		if st.Place <= withholdable {
			c := d.Tally.Candidates[st.Candidate]
			options = append(options, web.Option{Value: c.UID, Label: locale.Place(lang, st.Place, st.Last, st.Shared, d.Contest.Ranges()) + " – " + c.Display(lang)})
		}
	}
	return options
}

// Whose are the choices of whose error it was.
func (errataData) Whose(lang locale.Language) []web.Option {
	return []web.Option{{Value: store.AnotherError, Label: locale.T(lang, "result.another_error")}, {Value: store.OwnError, Label: locale.T(lang, "result.own_error")}}
}

// Chosen are the candidates whose amounts the chair decides: those who share such a place, and whom the form misses an amount for.
func (d errataData) Chosen() (list []*store.NamedCandidate) {
	for _, c := range d.Tally.Candidates {
		shares := slices.ContainsFunc(d.Shared, func(s *store.SharedAmount) bool { return s.Candidate.UID == c.UID })
		missed := slices.ContainsFunc(d.Errors.Links(), func(l web.Link) bool { return l.Field.Name == "amounts["+c.UID+"]" })
		if shares || missed {
			list = append(list, c)
		}
	}
	return list
}

// Answerable are the objections that a corrected version may answer.
func (d errataData) Answerable(lang locale.Language) (options []web.Option) {
	for _, o := range d.Upheld {
		options = append(options, web.Option{Value: o.Objection.UID, Label: o.Candidate.Display(lang) + " – " + locale.Date(lang, o.Objection.MadeAt, d.Edition.Zone())})
	}
	return options
}

// Kinds are the kinds of awards beside the ranking.
func (errataData) Kinds(lang locale.Language) (options []web.Option) {
	for _, kind := range store.AwardKinds {
		options = append(options, web.Option{Value: kind, Label: locale.T(lang, "award.kind_"+kind)})
	}
	return options
}

// Candidates are who may get an award that was forgotten.
func (d errataData) Candidates(lang locale.Language) []web.Option {
	options := []web.Option{{Value: "", Label: locale.T(lang, "award.nobody_yet")}}
	for _, c := range d.Tally.Candidates {
		options = append(options, web.Option{Value: c.UID, Label: c.Display(lang)})
	}
	return options
}

// Addition is the award that is being added.
func (d errataData) Addition() addedAward {
	if len(d.Form.Added) > 0 {
		return d.Form.Added[0]
	}
	return addedAward{Kind: store.AwardDistinction, Currency: d.Currency()}
}

// Currency is that of the contest's prizes.
func (d errataData) Currency() string {
	if d.Language() == locale.Polish {
		return "PLN"
	}
	return "CZK"
}

func (d door) errataData(r *web.Request) (errataData, error) {
	view, err := d.store.ContestErrata(r.Context(), r.Actor, r.Var("contest"), r.Language)
	if err != nil {
		return errataData{}, err
	}
	data := errataData{ContestErrata: view, Head: headOfContest(r, &view.ContestPlace, "result.errata")}
	if view.Result != nil && view.Result.Result != nil {
		data.Form = data.remembered()
	}
	if item := view.Waiting(); item != nil {
		data.Own = item.Erratum.EnteredBy == r.Actor.User
		if err := view.MayConfirm(r.Actor); err != nil {
			data.Confirm = fault.Of(err)
		}
	}
	return data, nil
}

func (d door) errata(r *web.Request) error {
	data, err := d.errataData(r)
	if err != nil {
		return d.notYet(r, err, "result.errata")
	}
	return errataPage.Show(r, data)
}

func (d door) amend(r *web.Request) error {
	data, err := d.errataData(r)
	if err != nil {
		return d.notYet(r, err, "result.errata")
	}
	form := erratumForm{}
	notice := ""
	if err = r.Decode(&form); err == nil {
		form.Added = slices.DeleteFunc(form.Added, addedAward.empty)
		data.Form = form
		notice, err = d.putErratum(r, &data)
	}
	if fault.Is(err, fault.Conflict) && fault.Of(err).Key == "amend.award_conflict" {
		fresh, e := d.errataData(r)
		if e != nil {
			return e
		}
		data = fresh
		data.Stored = form.over(fresh.Form.Awards)
	}
	if err != nil {
		data.Form = form
		data.Errors = web.ErrorsOf(inLanguage(err, data.Language())).Labeled(erratumLabels)
		return errataPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("room.errata", "contest", r.Var("contest"))
}

// inLanguage leads a fault of an award's name or citation to the input of the edition's language.
func inLanguage(err error, lang locale.Language) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	var wrong []fault.Field
	for _, f := range fault.Of(err).Fields {
		if strings.HasSuffix(f.Name, ".name") || strings.HasSuffix(f.Name, ".citation") {
			f.Name += "[" + string(lang) + "]"
		}
		wrong = append(wrong, f)
	}
	return fault.InForm(wrong...)
}

// putErratum carries out what the form says, and gives what to tell about it. A version of another contest is none that the page shows.
func (d door) putErratum(r *web.Request, data *errataData) (notice string, err error) {
	item, form := data.Waiting(), data.Form
	if form.Act != "" && form.Act != "enter" && (item == nil || item.Erratum.UID != form.Erratum) {
		return "", fault.New(fault.Conflict, "result.decided_already")
	}
	switch form.Act {
	case "confirm":
		return "result.erratum_confirmed", d.store.ConfirmErratum(r.Context(), r.Actor, form.Erratum)
	case "reject":
		return "result.erratum_rejected", d.store.RejectErratum(r.Context(), r.Actor, form.Erratum, form.Rejection)
	case "withdraw":
		return "result.erratum_withdrawn", d.store.WithdrawErratum(r.Context(), r.Actor, form.Erratum)
	}
	erratum, err := data.erratum()
	if err == nil {
		_, err = d.store.EnterErratum(r.Context(), r.Actor, erratum)
	}
	return "result.erratum_entered", err
}
