package organizer

import (
	"cmp"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const assigningPage web.Page[assigningData] = "organizer/assigning"

// assigningData is a way of assigning with its form, and what it would come to once somebody has asked.
type assigningData struct {
	*store.AssignmentSetup
	Head   rosterHead
	Form   assigningForm
	List   *store.ContestList // the candidates to choose from; nil: there are too many to choose
	Plan   *store.AssignmentPlan
	Errors web.Errors
}

// assigningForm is a way of assigning as filled in.
type assigningForm struct {
	Mode       store.AssignMode `form:"mode"`
	Do         string           `form:"do"`     // show, redraw or apply
	Duties     []string         `form:"duties"` // "juror/criterion"
	Candidates []string         `form:"candidates"`
	Each       int              `form:"each"`
	How        string           `form:"how"`   // topup or anew
	Among      []string         `form:"among"` // jurors
	Most       map[string]int   `form:"most"`  // by juror
	Share      map[string]int   `form:"share"` // by juror
	Part       map[string]int   `form:"part"`  // by criterion
	Answered   bool             `form:"answered"`
	Seed       int64            `form:"seed"`
	Digest     string           `form:"digest"`
}

// mostChoices is the most candidates that a form lists to choose from.
const mostChoices = 500

// form is what the store is asked for.
func (f assigningForm) form() (store.AssignmentForm, error) {
	form := store.AssignmentForm{Mode: f.Mode}
	switch f.Mode {
	case store.AssignEverything:
	case store.AssignShares:
		form.Duties, form.Candidates = dutiesOf(f.Duties), f.Candidates
	case store.AssignDraw:
		form.Draw = store.DrawForm{Each: f.Each, Parts: f.Part, Anew: f.How == "anew", Answered: f.Answered, Seed: f.Seed}
		for _, juror := range f.Among {
			form.Draw.Among = append(form.Draw.Among, store.AmongForm{Juror: juror, Most: f.Most[juror], Share: f.Share[juror]})
		}
	default:
		return form, fault.New(fault.NotFound, "fault.not_found")
	}
	return form, nil
}

// dutiesOf gathers "juror/criterion" by juror.
func dutiesOf(ticked []string) (duties []store.DutyForm) {
	for _, duty := range ticked {
		juror, criterion, _ := strings.Cut(duty, "/")
		i := slices.IndexFunc(duties, func(d store.DutyForm) bool { return d.Juror == juror })
		if i < 0 {
			duties, i = append(duties, store.DutyForm{Juror: juror}), len(duties)
		}
		duties[i].Criteria = append(duties[i].Criteria, criterion)
	}
	return duties
}

func (d door) assigningData(r *web.Request) (assigningData, error) {
	setup, err := d.store.AssignmentSetup(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return assigningData{}, err
	}
	return assigningData{AssignmentSetup: setup, Head: rosterHead{setup.ContestPlace, "organizer.assigning", "assign.title"}}, nil
}

// choices reads the candidates to choose from, where the form asks for any and there are not too many.
func (d door) choices(r *web.Request, data *assigningData) (err error) {
	if data.Form.Mode == store.AssignShares && data.Candidates <= mostChoices {
		asked := store.Listing{Whole: true, Filters: map[string]string{"standing": "yes"}}
		data.List, err = d.store.ContestList(r.Context(), r.Actor, r.Var("contest"), asked)
	}
	return err
}

// assigning shows the form of a way of assigning, filled in as is usual.
func (d door) assigning(r *web.Request) error {
	data, err := d.assigningData(r)
	if err != nil {
		return err
	}
	if !data.Assignable() {
		return d.toAssignments(r)
	}
	data.Form = data.usual(cmp.Or(store.AssignMode(r.Query("mode")), store.AssignDraw))
	data.Form.Seed = d.store.NewSeed()
	if data.Form.Mode == store.AssignEverything {
		return d.planned(r, data) // there is nothing to fill in
	}
	if _, err := data.Form.form(); err != nil {
		return err
	}
	if err := d.choices(r, &data); err != nil {
		return err
	}
	return assigningPage.Show(r, data)
}

// usual fills a form in.
func (d assigningData) usual(mode store.AssignMode) assigningForm {
	form := assigningForm{Mode: mode, How: "topup", Each: max(d.Rubric.Minimum, min(3, d.Scorers())),
		Most: map[string]int{}, Share: map[string]int{}, Part: map[string]int{}}
	for _, j := range d.Sitting() {
		form.Share[j.Juror.UID] = judging.FullShare
		if j.Juror.Role != judging.Secretary {
			form.Among = append(form.Among, j.Juror.UID)
		}
		for _, c := range d.Rubric.Criteria {
			if j.Scores(c.Key) {
				form.Duties = append(form.Duties, j.Juror.UID+"/"+c.Key)
			}
		}
	}
	for _, c := range d.Rubric.Criteria {
		form.Part[c.Key] = 1
	}
	return form
}

// planned shows what the form would come to, or what is wrong with it.
func (d door) planned(r *web.Request, data assigningData) error {
	form, err := data.Form.form()
	if err == nil {
		data.Plan, err = d.store.PlanAssignment(r.Context(), r.Actor, r.Var("contest"), form)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return assigningPage.Again(r, err, data)
	}
	return assigningPage.Show(r, data)
}

// assign shows what the form would come to, and assigns once that was seen.
func (d door) assign(r *web.Request) error {
	data, err := d.assigningData(r)
	if err != nil {
		return err
	}
	if err := r.Decode(&data.Form); err != nil {
		data.Errors = web.ErrorsOf(err)
		return assigningPage.Again(r, err, data)
	}
	if err := d.choices(r, &data); err != nil {
		return err
	}
	if data.Form.Do != "apply" {
		if data.Form.Do == "redraw" {
			data.Form.Seed = d.store.NewSeed()
		}
		return d.planned(r, data)
	}
	form, err := data.Form.form()
	if err != nil {
		return err
	}
	done, err := d.store.ApplyAssignment(r.Context(), r.Actor, r.Var("contest"), form, data.Form.Digest)
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		data.Plan, _ = d.store.PlanAssignment(r.Context(), r.Actor, r.Var("contest"), form) // as it is now; nil: the form is wrong
		return assigningPage.Again(r, err, data)
	}
	return d.assigned(r, done)
}

func (d door) assigned(r *web.Request, done *store.AssignmentPlan) error {
	r.Notice("assign.done", "Added", done.Count(store.Added), "Changed", done.Count(store.Changed), "Removed", done.Count(store.Removed))
	return d.toAssignments(r)
}
