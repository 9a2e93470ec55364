package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const assignmentsPage web.Page[assignmentsData] = "organizer/assignments"

type assignmentsData struct {
	*store.AssignmentSetup
	Head   rosterHead
	List   *store.ContestList // the candidates to choose from
	Search string             // for candidates
	Errors web.Errors
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

// Sitting are the jurors who may be given duties.
func (d assignmentsData) Sitting() []*store.AssignedJuror { return sitting(d.AssignmentSetup) }

// Assignable tells whether there is anything to assign to anybody.
func (d assignmentsData) Assignable() bool { return assignable(d.AssignmentSetup, d.Head) }

// assignmentsData reads the contest's duties, and a page of the candidates.
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
	setup, err := d.store.AssignmentSetup(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	return assignmentsPage.Show(r, assignmentsData{AssignmentSetup: setup, Head: rosterHead{setup.ContestPlace, "organizer.assignments", ""}})
}

func (d door) toAssignments(r *web.Request) error {
	return r.Redirect("organizer.assignments", "contest", r.Var("contest"))
}
