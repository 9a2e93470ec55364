package room

import (
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
	Confirm *fault.Fault // why the visitor may not confirm the version that waits; nil: he may
	Own     bool         // he entered it, and may withdraw it
}

// erratumForm is a corrected version, or what somebody says of the one that waits.
type erratumForm struct {
	Act       string            `form:"act"`
	Erratum   string            `form:"erratum"`
	Words     map[string]string `form:"words"`
	Note      string            `form:"note"`
	Withheld  []string          `form:"withheld"`
	Mistakes  map[string]string `form:"errors"` // whose error it was, by candidate
	Rejection string            `form:"reason"`
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

func (d door) errataData(r *web.Request) (errataData, error) {
	view, err := d.store.ContestErrata(r.Context(), r.Actor, r.Var("contest"), r.Language)
	if err != nil {
		return errataData{}, err
	}
	data := errataData{ContestErrata: view, Head: headOfContest(r, &view.ContestPlace, "result.errata")}
	if view.Result != nil && view.Result.Result != nil {
		data.Form.Note = view.Result.Result.Note.In(view.Language())
		for _, st := range view.Result.Standings {
			if st.Place != 0 && st.AwardedPlace == 0 {
				data.Form.Withheld = append(data.Form.Withheld, st.Candidate.UID)
			}
		}
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
		notice, err = d.putErratum(r, &data, form)
	}
	if err != nil {
		data.Form = form
		labels := map[string]string{"note": "running.note", "reason": "result.reason"}
		for _, f := range data.Fields() {
			labels["words["+string(f.Language)+"]"] = "result.erratum_words"
		}
		for _, f := range data.Former {
			labels["errors["+f.Candidate.UID+"]"] = "result.whose_error"
		}
		data.Errors = web.ErrorsOf(err).Labeled(labels)
		return errataPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("room.errata", "contest", r.Var("contest"))
}

// putErratum carries out what the form says, and gives what to tell about it. A version of another contest is none that the page shows.
func (d door) putErratum(r *web.Request, data *errataData, form erratumForm) (notice string, err error) {
	item := data.Waiting()
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
	erratum := store.ErratumForm{Contest: r.Var("contest"), Words: textOf(form.Words), Withheld: form.Withheld, Errors: form.Mistakes}
	if note := strings.TrimSpace(form.Note); note != "" {
		erratum.Note = locale.Text{data.Language(): note}
	}
	_, err = d.store.EnterErratum(r.Context(), r.Actor, erratum)
	return "result.erratum_entered", err
}
