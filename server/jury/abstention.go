package jury

import (
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const abstentionPage web.Page[abstentionData] = "jury/abstention"

// abstentionData is the form in which a juror declines a candidate, or a criterion of it.
type abstentionData struct {
	*store.SheetView
	Form   abstentionForm
	Errors web.Errors
}

type abstentionForm struct {
	Criterion string `form:"criterion"`
	Reason    string `form:"reason"`
}

// Labels are the keys of the fields' labels.
func (abstentionData) Labels() map[string]string {
	return map[string]string{"criterion": "sheet.abstain_from", "reason": "sheet.reason"}
}

// Options are what can be declined.
func (d abstentionData) Options(lang locale.Language, whole string) []web.Option {
	options := []web.Option{{Value: "", Label: whole}}
	for _, c := range d.Criteria {
		options = append(options, web.Option{Value: c.Criterion.Key, Label: c.Criterion.Name.In(lang)})
	}
	return options
}

func (d door) abstention(r *web.Request) error {
	view, err := d.store.SheetView(r.Context(), r.Actor, r.Var("round"), r.Var("sheet"), r.Language)
	if err != nil {
		return err
	}
	return abstentionPage.Show(r, abstentionData{SheetView: view})
}

func (d door) abstain(r *web.Request) error {
	var form abstentionForm
	err := r.Decode(&form)
	if err == nil {
		err = d.store.Abstain(r.Context(), r.Actor, store.AbstentionForm{Round: r.Var("round"), Assignment: r.Var("sheet"),
			Criterion: form.Criterion, Reason: form.Reason})
	}
	if err != nil {
		view, viewErr := d.store.SheetView(r.Context(), r.Actor, r.Var("round"), r.Var("sheet"), r.Language)
		if viewErr != nil {
			return viewErr
		}
		return abstentionPage.Again(r, err, abstentionData{view, form, web.ErrorsOf(err)})
	}
	r.Notice("sheet.abstained")
	return r.Redirect("jury.abstentions", "round", r.Var("round"))
}

const abstentionsPage web.Page[abstentionsData] = "jury/abstentions"

// abstentionsData is what a juror has declined in a round.
type abstentionsData struct {
	*store.DeskRound
	List   []*store.Abstention
	Errors web.Errors
}

func (d door) abstentions(r *web.Request) error {
	data, err := d.declined(r)
	if err != nil {
		return err
	}
	return abstentionsPage.Show(r, data)
}

func (d door) declined(r *web.Request) (data abstentionsData, err error) {
	if data.DeskRound, err = d.store.DeskRound(r.Context(), r.Actor, r.Var("round"), r.Language); err != nil {
		return data, err
	}
	data.List, err = d.store.Abstentions(r.Context(), r.Actor, r.Var("round"), r.Language)
	return data, err
}

func (d door) endAbstention(r *web.Request) error {
	var form struct {
		Abstention string `form:"abstention"`
	}
	err := r.Decode(&form)
	if err == nil {
		err = d.store.EndAbstention(r.Context(), r.Actor, r.Var("round"), form.Abstention)
	}
	if err != nil {
		data, readErr := d.declined(r)
		if readErr != nil {
			return readErr
		}
		data.Errors = web.ErrorsOf(err)
		return abstentionsPage.Again(r, err, data)
	}
	r.Notice("sheet.abstention_ended")
	return r.Redirect("jury.abstentions", "round", r.Var("round"))
}
