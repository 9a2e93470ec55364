package organizer

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const assignmentsPage web.Page[assignmentsData] = "organizer/assignments"

type assignmentsData struct {
	*store.AssignmentSetup
	Head   rosterHead
	Form   assignmentsForm
	List   *store.ContestList // the candidates to choose from
	Search string             // for candidates
	Errors web.Errors
}

type assignmentsForm struct {
	Which      string   `form:"which"`  // everything or shares
	Duties     []string `form:"duties"` // "juror/criterion"
	Candidates []string `form:"candidates"`
}

// Has tells whether a candidate is ticked.
func (f assignmentsForm) Has(candidate string) bool { return slices.Contains(f.Candidates, candidate) }

// shares asks for the duties that are ticked; any other form is for everybody scoring everything.
const shares = "shares"

// Ticked tells whether a juror is to score a criterion.
func (d assignmentsData) Ticked(juror, criterion string) bool {
	return slices.Contains(d.Form.Duties, juror+"/"+criterion)
}

// Criterion finds a criterion by its key.
func (d assignmentsData) Criterion(key string) *store.Criterion {
	for _, c := range d.Rubric.Criteria {
		if c.Key == key {
			return c
		}
	}
	return &store.Criterion{}
}

// Scorers counts the jurors who would score everything.
func (d assignmentsData) Scorers() (n int) {
	for _, j := range d.Jurors {
		if j.Juror.LeftAt.IsZero() && j.Juror.Role != judging.Secretary {
			n++
		}
	}
	return n
}

// Assignable tells whether there is anything to assign to anybody.
func (d assignmentsData) Assignable() bool {
	return d.Head.Open() && d.Candidates > 0 && len(d.Sitting()) > 0 && d.Rubric != nil
}

// Begun tells whether anybody has a duty already.
func (d assignmentsData) Begun() bool {
	return slices.ContainsFunc(d.Jurors, func(j *store.AssignedJuror) bool { return j.Assigned > 0 })
}

// Sitting are the jurors who may be given duties.
func (d assignmentsData) Sitting() (list []*store.AssignedJuror) {
	for _, j := range d.Jurors {
		if j.Juror.LeftAt.IsZero() {
			list = append(list, j)
		}
	}
	return list
}

func (d door) assignmentsData(r *web.Request) (assignmentsData, error) {
	setup, err := d.store.AssignmentSetup(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return assignmentsData{}, err
	}
	data := assignmentsData{AssignmentSetup: setup, Head: rosterHead{setup.ContestPlace, "organizer.assignments", ""}}
	asked := r.List(nil).Asked
	asked.Filters["standing"] = "yes"
	data.Search = asked.Search
	data.List, err = d.store.ContestList(r.Context(), r.Actor, r.Var("contest"), store.Listing(asked))
	return data, err
}

func (d door) assignments(r *web.Request) error {
	data, err := d.assignmentsData(r)
	if err != nil {
		return err
	}
	if data.Rubric != nil {
		for _, j := range data.Sitting() {
			for _, c := range data.Rubric.Criteria {
				if j.Scores(c.Key) {
					data.Form.Duties = append(data.Form.Duties, j.Juror.UID+"/"+c.Key)
				}
			}
		}
	}
	return assignmentsPage.Show(r, data)
}

func (d door) assign(r *web.Request) error {
	var form assignmentsForm
	err := r.Decode(&form)
	var done *store.Assigned
	if err == nil {
		done, err = d.assignForm(r, form)
	}
	if err != nil {
		data, pageErr := d.assignmentsData(r)
		if pageErr != nil {
			return pageErr
		}
		data.Form, data.Errors = form, web.ErrorsOf(err)
		return assignmentsPage.Again(r, err, data)
	}
	r.Notice("roster.assigned", "Count", done.Made+done.Restored, "Kept", done.Kept)
	return d.toAssignments(r)
}

// assignForm takes care that an empty share is not read as everything.
func (d door) assignForm(r *web.Request, form assignmentsForm) (*store.Assigned, error) {
	if form.Which != shares {
		return d.store.Assign(r.Context(), r.Actor, r.Var("contest"), store.AssignForm{})
	}
	var duties []store.DutyForm
	for _, duty := range form.Duties {
		juror, criterion, _ := strings.Cut(duty, "/")
		i := slices.IndexFunc(duties, func(d store.DutyForm) bool { return d.Juror == juror })
		if i < 0 {
			duties, i = append(duties, store.DutyForm{Juror: juror}), len(duties)
		}
		duties[i].Criteria = append(duties[i].Criteria, criterion)
	}
	if len(duties) == 0 {
		return nil, fault.InForm(fault.Field{Name: "duties", Key: "fault.nothing_chosen"})
	}
	return d.store.Assign(r.Context(), r.Actor, r.Var("contest"), store.AssignForm{Duties: duties, Candidates: form.Candidates})
}

func (d door) toAssignments(r *web.Request) error {
	return r.Redirect("organizer.assignments", "contest", r.Var("contest"))
}
