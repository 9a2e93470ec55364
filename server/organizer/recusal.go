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
		err = d.store.Recuse(r.Context(), r.Actor, store.RecusalForm(data.Form))
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return recusalPage.Again(r, err, data)
	}
	r.Notice("roster.recused")
	return d.toAssignments(r)
}

func (d door) endRecusal(r *web.Request) error {
	if err := d.store.EndRecusal(r.Context(), r.Actor, r.Var("recusal")); err != nil {
		return err
	}
	r.Notice("roster.recusal_ended")
	return d.toAssignments(r)
}
