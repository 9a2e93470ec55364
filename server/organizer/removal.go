package organizer

import (
	"slices"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const removalPage web.Page[removalData] = "organizer/removal"

type removalData struct {
	Head   rosterHead
	Juror  *store.AssignedJuror
	Form   removalForm
	List   *store.ContestList // the candidates to choose from
	Search string             // for candidates
	Errors web.Errors
}

type removalForm struct {
	Which      string   `form:"which"` // all or chosen
	Candidates []string `form:"candidates"`
}

// Has tells whether a candidate is ticked.
func (f removalForm) Has(candidate string) bool { return slices.Contains(f.Candidates, candidate) }

// Choices are everything, or what is ticked.
func (removalData) Choices(lang locale.Language) (options []web.Option) {
	for _, which := range []string{"all", "chosen"} {
		options = append(options, web.Option{Value: which, Label: locale.T(lang, "roster.removal_"+which)})
	}
	return options
}

func (d door) removalData(r *web.Request) (removalData, error) {
	all, err := d.assignmentsData(r)
	if err != nil {
		return removalData{}, err
	}
	data := removalData{Head: rosterHead{all.ContestPlace, "organizer.assignment_removal", "roster.removal"}, List: all.List, Search: all.Search}
	data.Form.Which = "all"
	if r.Query("q") != "" || r.Query("page") != "" {
		data.Form.Which = "chosen"
	}
	for _, j := range all.Jurors {
		if j.Juror.UID == r.Var("juror") && j.Assigned > 0 {
			data.Juror = j
			return data, nil
		}
	}
	return data, fault.New(fault.NotFound, "fault.not_found")
}

func (d door) removal(r *web.Request) error {
	data, err := d.removalData(r)
	if err != nil {
		return err
	}
	return removalPage.Show(r, data)
}

// removeAssignments takes all of a juror's duties away, or those of the candidates that are ticked.
func (d door) removeAssignments(r *web.Request) error {
	data, err := d.removalData(r)
	if err != nil {
		return err
	}
	data.Form = removalForm{}
	err = r.Decode(&data.Form)
	form := store.RemoveForm{Juror: r.Var("juror")}
	if data.Form.Which != "all" {
		form.Candidates = data.Form.Candidates
		if err == nil && len(form.Candidates) == 0 {
			err = fault.InForm(fault.Field{Name: "candidates", Key: "fault.nothing_chosen"})
		}
	}
	if err == nil {
		err = d.store.RemoveAssignments(r.Context(), r.Actor, r.Var("contest"), form)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return removalPage.Again(r, err, data)
	}
	r.Notice("roster.removed", "Name", data.Juror.Juror.Name)
	return d.toAssignments(r)
}
