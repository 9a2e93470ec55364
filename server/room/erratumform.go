package room

import (
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// erratumForm is a corrected version, or what somebody says of the one that waits.
type erratumForm struct {
	Act        string                  `form:"act"`
	Erratum    string                  `form:"erratum"`
	Words      map[string]string       `form:"words"`
	Note       string                  `form:"note"`
	Withheld   []string                `form:"withheld"`
	Amounts    map[string]string       `form:"amounts"` // what the chair decided, by candidate
	Mistakes   map[string]string       `form:"errors"`  // whose error it was, by candidate
	Objections []string                `form:"objections"`
	Awards     map[string]amendedAward `form:"awards"`
	Added      []addedAward            `form:"added"`
	Rejection  string                  `form:"reason"`
}

// amendedAward is what becomes of an award beside the ranking.
type amendedAward struct {
	Revision  int               `form:"revision"`
	Citation  map[string]string `form:"citation"`
	Withdrawn bool              `form:"withdrawn"`
}

// over puts the form over awards as they are now, so that sending it once more replaces those that were changed since it was made, and
// gives the citations of these by language.
func (f erratumForm) over(now map[string]amendedAward) map[string]map[string]string {
	stored := map[string]map[string]string{}
	for uid, said := range f.Awards {
		if a, there := now[uid]; there && said.Revision != a.Revision {
			said.Revision, stored[uid] = a.Revision, a.Citation
			f.Awards[uid] = said
		}
	}
	return stored
}

// addedAward is an award that was forgotten.
type addedAward struct {
	Kind      string            `form:"kind"`
	Candidate string            `form:"candidate"`
	Name      map[string]string `form:"name"`
	Citation  map[string]string `form:"citation"`
	Patron    string            `form:"patron"`
	Amount    string            `form:"amount"` // in whole units
	Currency  string            `form:"currency"`
}

// empty tells whether nothing but what a form begins with stands in it.
func (a addedAward) empty() bool {
	return strings.TrimSpace(a.Candidate+a.Patron+a.Amount) == "" && textOf(a.Name).Empty() && textOf(a.Citation).Empty()
}

var erratumLabels = map[string]string{"note": "running.note", "reason": "result.reason", "words[]": "result.erratum_words", "errors[]": "result.whose_error",
	"amounts[]": "award.money", "awards[].citation[]": "award.citation", "awards[].reason": "amend.withdrawn", "added[].kind": "award.kind",
	"added[].candidate": "award.candidate", "added[].name[]": "award.name", "added[].citation[]": "award.citation", "added[].patron": "award.patron",
	"added[].amount": "edition.prize_amount", "added[].currency": "edition.prize_currency"}

// remembered fills in what is public.
func (d errataData) remembered() (form erratumForm) {
	form.Note = d.Result.Result.Note.In(d.Language())
	for _, st := range d.Result.Standings {
		if st.Place != 0 && st.AwardedPlace == 0 {
			form.Withheld = append(form.Withheld, st.Candidate.UID)
		}
	}
	form.Amounts, form.Awards = map[string]string{}, map[string]amendedAward{}
	for _, s := range d.Shared {
		if s.Said {
			form.Amounts[s.Candidate.UID] = web.TypedAmount(s.Minor)
		}
	}
	for _, o := range d.Upheld {
		form.Objections = append(form.Objections, o.Objection.UID)
	}
	for _, a := range d.ContestErrata.Awards {
		form.Awards[a.UID] = amendedAward{Revision: a.Revision, Citation: typedOf(a.Citation), Withdrawn: a.Withheld}
	}
	return form
}

// erratum reads the form of a corrected version; what the store checks is left to it.
func (d errataData) erratum() (store.ErratumForm, error) {
	f, lang := d.Form, d.Language()
	form := store.ErratumForm{Contest: d.Contest.UID, Words: textOf(f.Words), Withheld: f.Withheld, Errors: f.Mistakes, Objections: f.Objections,
		Amounts: map[string]int64{}, Changed: map[string]store.AwardForm{}}
	if note := strings.TrimSpace(f.Note); note != "" {
		form.Note = locale.Text{lang: note}
	}
	var wrong []fault.Field
	amount := func(name, typed string) int64 {
		minor, err := web.ReadAmount(typed)
		if err != nil {
			wrong = append(wrong, fault.Field{Name: name, Key: "edition.bad_amount"})
		}
		return minor
	}
	for candidate, typed := range f.Amounts {
		if strings.TrimSpace(typed) != "" {
			form.Amounts[candidate] = amount("amounts["+candidate+"]", typed)
		}
	}
	for _, a := range d.ContestErrata.Awards {
		if said, sent := f.Awards[a.UID]; sent {
			form.Changed[a.UID] = said.form(a, form.Words.In(lang))
		}
	}
	for _, a := range f.Added {
		form.Added = append(form.Added, store.AwardForm{Contest: d.Contest.UID, Candidate: a.Candidate, Kind: a.Kind, Name: textOf(a.Name), Citation: textOf(a.Citation),
			Patron: textOf(map[string]string{string(lang): a.Patron}), Amount: amount("added[0].amount", a.Amount), Currency: strings.ToUpper(strings.TrimSpace(a.Currency))})
	}
	return form, fault.InForm(wrong...)
}

// form is the award with what is to change; that it is withdrawn is for the reason that the erratum gives.
func (said amendedAward) form(a *store.AwardedAward, words string) store.AwardForm {
	form := store.AwardForm{Kind: a.Kind, Name: a.Name, Title: a.Title, Citation: textOf(said.Citation), Object: a.Object, Patron: a.Patron,
		Amount: a.Amount, Currency: a.Currency, Withheld: said.Withdrawn, Revision: said.Revision}
	switch {
	case said.Withdrawn && a.Withheld:
		form.Reason = a.Reason
	case said.Withdrawn:
		form.Reason = words
	}
	return form
}
