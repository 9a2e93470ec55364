package organizer

import (
	"strings"
	"time"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
)

const checkPage web.Page[checkData] = "organizer/check"

type checkData struct {
	*store.EntryCheck
	Answers entryform.Answers // what was handed in last
	History []handedIn        // the latest first
	Form    checkForm
	Errors  web.Errors
	Back    string // the list that the page was opened from

	lang locale.Language
}

// checkForm is all forms of the page; which says the one that was sent.
type checkForm struct {
	Which    string     `form:"which"` // an outcome
	Revision int        `form:"revision"`
	Then     string     `form:"then"` // "next": on to the entry that waits after this one
	Admitted checkWords `form:"admitted"`
	Returned struct {
		checkWords
		Fields []string   `form:"fields"`
		Until  web.Moment `form:"until"`
	} `form:"returned"`
	Rejected checkWords `form:"rejected"`
	Revoked  checkWords `form:"revoked"`
}

type checkWords struct {
	Reason string `form:"reason"`
}

// Typed is the reason that was sent, whichever form it was in.
func (form checkForm) Typed() string {
	return form.Admitted.Reason + form.Returned.Reason + form.Rejected.Reason + form.Revoked.Reason
}

// Askable are the parts of the entry that may be asked for again.
func (d checkData) Askable(lang locale.Language) (options []web.Option) {
	for i := range d.EntryCheck.Form.Parts {
		if p := &d.EntryCheck.Form.Parts[i]; p.Asked {
			options = append(options, web.Option{Value: string(p.Part), Label: entryform.PartLabel(lang, p)})
		}
	}
	for _, f := range d.EntryCheck.Form.Fields {
		options = append(options, web.Option{Value: f.Key, Label: f.Label.In(lang)})
	}
	return options
}

// Asked names what a decision asked for.
func (d checkData) Asked(lang locale.Language, keys []string) string {
	names := map[string]string{}
	for _, o := range d.Askable(lang) {
		names[o.Value] = o.Label
	}
	words := make([]string, len(keys))
	for i, key := range keys {
		words[i] = key
		if names[key] != "" {
			words[i] = names[key]
		}
	}
	return strings.Join(words, ", ")
}

// heldDecision is the decision that holds, as it is shown above the page.
type heldDecision struct {
	*store.MadeCheck
	Asked string
	Zone  *time.Location
}

// Decision shows a decision in the page's language.
func (d checkData) Decision(c *store.MadeCheck) heldDecision {
	return heldDecision{c, d.Asked(d.lang, c.Check.Fields), d.Edition.Zone()}
}

// Returnable tells whether the entry may go back to its entrant: not once the jury judges.
func (d checkData) Returnable() bool { return !d.Phase().Judged() }

// Revocable tells whether the decision may be taken back.
func (d checkData) Revocable() bool {
	return d.Entry.State != store.EntryWithdrawn && !d.Phase().Judged()
}

// Open tells which of the forms is to be seen at once: the one that was sent and not taken.
func (d checkData) Open(which string) bool { return d.Form.Which == which && d.Errors.Fault() != nil }

func (d door) checkData(r *web.Request) (checkData, error) {
	found, err := d.store.EntryCheck(r.Context(), r.Actor, r.Var("entry"), r.Language)
	if err != nil {
		return checkData{}, err
	}
	data := checkData{EntryCheck: found, History: historyOf(r.Language, found.Submissions), lang: r.Language}
	if found.Material != nil {
		data.Answers = entryform.Shown(r.Language, found.Material)
	}
	if path, ok := r.Return(); ok {
		data.Back = path
	}
	if until := found.Now.AddDate(0, 0, returnDays); found.Round.JudgingFrom.IsZero() || until.Before(found.Round.JudgingFrom) {
		until = until.In(found.Edition.Zone())
		data.Form.Returned.Until = web.Moment{Date: until.Format(time.DateOnly), Time: "18:00"}
	}
	return data, nil
}

// returnDays is how many days an entrant is given, unless the organizer says otherwise.
const returnDays = 7

func (d door) check(r *web.Request) error {
	data, err := d.checkData(r)
	if err != nil {
		return err
	}
	return checkPage.Show(r, data)
}

// decideCheck decides about the entry. Whoever comes second sees what was decided, and what he wrote himself.
func (d door) decideCheck(r *web.Request) error {
	data, err := d.checkData(r)
	if err != nil {
		return err
	}
	data.Form.Returned.Until = web.Moment{}
	if err = r.Decode(&data.Form); err == nil {
		var form store.CheckForm
		if form, err = data.Form.decision(data.Edition.Zone()); err == nil {
			err = d.store.CheckEntry(r.Context(), r.Actor, r.Var("entry"), form)
		}
	}
	if err != nil {
		return d.checkAgain(r, data, web.Inside(data.Form.Which, err))
	}
	r.Notice("check.now_"+data.Form.Which, "Name", data.Entrants(r.Language))
	return d.afterCheck(r, data)
}

// decision is the form that was sent, as the store takes it.
func (form checkForm) decision(zone *time.Location) (store.CheckForm, error) {
	out := store.CheckForm{Revision: form.Revision, Outcome: store.Outcome(form.Which)}
	switch out.Outcome {
	case store.CheckAdmitted:
		out.Reason = form.Admitted.Reason
	case store.CheckRejected:
		out.Reason = form.Rejected.Reason
	case store.CheckReturned:
		out.Reason, out.Fields = form.Returned.Reason, form.Returned.Fields
		var err error
		if out.Until, err = form.Returned.Until.In(zone); err != nil {
			return out, fault.InForm(fault.Field{Name: "until", Key: fault.Of(err).Key, Args: fault.Of(err).Args})
		}
	}
	return out, nil
}

// revokeCheck takes the decision back.
func (d door) revokeCheck(r *web.Request) error {
	data, err := d.checkData(r)
	if err != nil {
		return err
	}
	if err = r.Decode(&data.Form); err == nil {
		err = d.store.RevokeCheck(r.Context(), r.Actor, r.Var("entry"), store.RevokeForm{Revision: data.Form.Revision, Reason: data.Form.Revoked.Reason})
	}
	if err != nil {
		data.Form.Which = "revoked"
		return d.checkAgain(r, data, web.Inside("revoked", err))
	}
	r.Notice("check.now_revoked", "Name", data.Entrants(r.Language))
	return r.Redirect("organizer.check", "entry", r.Var("entry"), "next", data.Back)
}

// checkAgain shows the page as it is now, with what was filled in.
func (d door) checkAgain(r *web.Request, data checkData, err error) error {
	now, e := d.checkData(r)
	if e != nil {
		return e
	}
	now.Form, now.Errors = data.Form, web.ErrorsOf(err).Labeled(map[string]string{
		"returned.reason": "check.reason", "rejected.reason": "check.reason", "revoked.reason": "check.reason",
		"returned.fields": "check.ask_for", "returned.until": "check.until"})
	return checkPage.Again(r, err, now)
}

// afterCheck goes on to the next entry that waits, where that was asked for, or else back to the list.
func (d door) afterCheck(r *web.Request, data checkData) error {
	if data.Form.Then == "next" && data.Next != "" {
		return r.Redirect("organizer.check", "entry", data.Next, "next", data.Back)
	}
	return r.Back("organizer.queue", "round", data.Round.UID)
}
