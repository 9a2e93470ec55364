package organizer

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const recusalPage web.Page[recusalData] = "organizer/recusal_new"

type recusalData struct {
	assignmentsData
	Form recusalForm
}

type recusalForm struct {
	Juror     string      `form:"juror"`
	Candidate string      `form:"candidate"`
	Criterion string      `form:"criterion"`
	Why       judging.Why `form:"why"`
	Reason    string      `form:"reason"`
	Voided    int         `form:"voided"` // as many scores as the page said would be stray
}

// JurorOptions are those who sit in the jury.
func (d recusalData) JurorOptions(choose string) []web.Option {
	options := []web.Option{{Value: "", Label: choose}}
	for _, j := range d.Sitting() {
		options = append(options, web.Option{Value: j.Juror.UID, Label: j.Juror.Name})
	}
	return options
}

// CandidateOptions are the candidates on the page of the list.
func (d recusalData) CandidateOptions(lang locale.Language, choose string) []web.Option {
	options := []web.Option{{Value: "", Label: choose}}
	for _, c := range d.List.Candidates {
		if !c.Withdrawn {
			options = append(options, web.Option{Value: c.UID, Label: c.Display(lang)})
		}
	}
	return options
}

// CriterionOptions are the whole candidate, and each criterion of it.
func (d recusalData) CriterionOptions(lang locale.Language, whole string) []web.Option {
	options := []web.Option{{Value: "", Label: whole}}
	if d.Rubric != nil {
		for _, c := range d.Rubric.Criteria {
			options = append(options, web.Option{Value: c.Key, Label: c.Name.In(lang)})
		}
	}
	return options
}

// Reasons are why somebody may be taken off a candidate.
func (recusalData) Reasons(lang locale.Language) (options []web.Option) {
	for _, why := range []judging.Why{judging.Recused, judging.Abstained, judging.NotApplicable} {
		options = append(options, web.Option{Value: string(why), Label: locale.T(lang, "roster.why_long_"+string(why))})
	}
	return options
}

// recusalData is a form for the candidate that the query names, or for any on the page of the list.
func (d door) recusalData(r *web.Request) (recusalData, error) {
	all, err := d.assignmentsData(r)
	if err != nil {
		return recusalData{}, err
	}
	data := recusalData{assignmentsData: all, Form: recusalForm{Candidate: r.Query("candidate"), Juror: r.Query("juror"), Why: judging.Recused}}
	data.Head.Here, data.Head.Name = "organizer.recusal_new", "roster.recusal_new"
	if data.Form.Candidate != "" {
		data.List, err = d.store.ContestCandidate(r.Context(), r.Actor, r.Var("contest"), data.Form.Candidate)
	}
	return data, err
}

func (d door) recusal(r *web.Request) error {
	data, err := d.recusalData(r)
	if err != nil {
		return err
	}
	return recusalPage.Show(r, data)
}

func (form recusalForm) recusal() store.RecusalForm {
	return store.RecusalForm{Juror: form.Juror, Candidate: form.Candidate, Criterion: form.Criterion, Why: form.Why, Reason: form.Reason}
}

// warned says what a recusal would make stray, once, before it is done.
func (d door) warned(r *web.Request, data *recusalData) error {
	if !data.Head.Open() { // nothing comes of it
		return nil
	}
	voided, err := d.store.Voided(r.Context(), r.Actor, r.Var("contest"), data.Form.Juror, data.Form.Candidate)
	if err != nil || voided == data.Form.Voided {
		return err
	}
	data.Form.Voided = voided
	return fault.InForm(fault.Field{Name: "voided", Key: "conflict.voids", Args: fault.Args{"Count": voided}})
}

func (d door) recuse(r *web.Request) error {
	data, err := d.recusalData(r)
	if err != nil {
		return err
	}
	data.Form = recusalForm{}
	if err = r.Decode(&data.Form); err == nil && data.Form.Juror == "" {
		err = fault.InForm(fault.Field{Name: "juror", Key: "fault.unknown_choice"})
	}
	if err == nil {
		err = d.warned(r, &data)
	}
	if err == nil {
		err = d.store.Recuse(r.Context(), r.Actor, data.Form.recusal())
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return recusalPage.Again(r, err, data)
	}
	r.Notice("roster.recused")
	return d.toAssignments(r)
}

const recusalEndPage web.Page[recusalEndData] = "organizer/recusal_end"

type recusalEndData struct {
	*store.EndingRecusal
	Head   rosterHead
	Reason string
	Errors web.Errors
}

func (d door) recusalEndData(r *web.Request) (recusalEndData, error) {
	ending, err := d.store.EndingRecusal(r.Context(), r.Actor, r.Var("recusal"))
	if err != nil {
		return recusalEndData{}, err
	}
	return recusalEndData{EndingRecusal: ending, Head: rosterHead{ending.ContestPlace, "organizer.recusal_end", "conflict.end_title"}}, nil
}

func (d door) recusalEnd(r *web.Request) error {
	data, err := d.recusalEndData(r)
	if err != nil {
		return err
	}
	return recusalEndPage.Show(r, data)
}

func (d door) endRecusal(r *web.Request) error {
	data, err := d.recusalEndData(r)
	if err != nil {
		return err
	}
	var form struct {
		Reason string `form:"reason"`
	}
	if err = r.Decode(&form); err == nil {
		err = d.store.EndRecusal(r.Context(), r.Actor, r.Var("recusal"), form.Reason)
	}
	if err != nil {
		data.Reason, data.Errors = form.Reason, web.ErrorsOf(err)
		return recusalEndPage.Again(r, err, data)
	}
	r.Notice("roster.recusal_ended")
	return d.toAssignments(r)
}
