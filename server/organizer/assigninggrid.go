package organizer

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const assignmentGridPage web.Page[assignmentGridData] = "organizer/assignment_grid"

// assignmentGridData is who scores whom, a page of candidates by the jurors or by one of them.
type assignmentGridData struct {
	*store.AssignmentGrid
	Head   rosterHead
	Rows   []*store.ListedCandidate
	List   *web.List
	Shown  []*store.Juror
	Form   gridForm
	Filled bool                  // the form is as somebody has ticked it, not as it stands
	Plan   *store.AssignmentPlan // what that would cost; nil: nothing
	Errors web.Errors
}

// gridForm is what was ticked, and what stood there when the page was shown: what somebody else changed meanwhile stays.
type gridForm struct {
	On     []string `form:"on"`  // "juror/candidate"
	Was    []string `form:"was"` // the same
	Sure   bool     `form:"sure"`
	Digest string   `form:"digest"`
}

func (f gridForm) form() store.AssignmentForm {
	return store.AssignmentForm{Mode: store.AssignHand, Put: pairsOf(f.On, f.Was), Take: pairsOf(f.Was, f.On)}
}

// pairsOf lists the pairs of the one list that are not in the other.
func pairsOf(list, without []string) (pairs []store.PairForm) {
	gone := make(map[string]bool, len(without))
	for _, pair := range without {
		gone[pair] = true
	}
	for _, pair := range list {
		if juror, candidate, _ := strings.Cut(pair, "/"); !gone[pair] {
			pairs = append(pairs, store.PairForm{Juror: juror, Candidate: candidate})
		}
	}
	return pairs
}

// Ticked tells whether a juror's box is ticked.
func (d assignmentGridData) Ticked(juror, candidate string) bool {
	if d.Filled {
		return slices.Contains(d.Form.On, juror+"/"+candidate)
	}
	return d.Cell(juror, candidate).Assigned
}

// Was tells whether the pair was assigned when the page was first shown.
func (d assignmentGridData) Was(juror, candidate string) bool {
	if d.Filled {
		return slices.Contains(d.Form.Was, juror+"/"+candidate)
	}
	return d.Cell(juror, candidate).Assigned
}

func (d door) assignmentGridData(r *web.Request) (assignmentGridData, error) {
	grid, err := d.store.AssignmentGrid(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return assignmentGridData{}, err
	}
	data := assignmentGridData{AssignmentGrid: grid, Head: rosterHead{grid.ContestPlace, "organizer.assignment_grid", "assign.mode_hand"}, Shown: grid.Jurors}
	list := r.List([]string{"name"})
	list.Hint = r.T("assign.search_hint")
	var jurors []web.Option
	for _, j := range grid.Jurors {
		jurors = append(jurors, web.Option{Value: j.UID, Label: j.Name})
	}
	list.Filter(r, "juror", r.T("roster.juror"), jurors...)
	if chosen := list.Asked.Filters["juror"]; chosen != "" {
		data.Shown = slices.DeleteFunc(slices.Clone(grid.Jurors), func(j *store.Juror) bool { return j.UID != chosen })
	}
	asked := store.Listing(list.Asked)
	asked.Filters = map[string]string{"standing": "yes"}
	found, err := d.store.ContestList(r.Context(), r.Actor, r.Var("contest"), asked)
	if err != nil {
		return data, err
	}
	list.Found = web.Found(found.Found)
	data.List, data.Rows = list, found.Candidates
	return data, nil
}

func (d door) assignmentGrid(r *web.Request) error {
	data, err := d.assignmentGridData(r)
	if fault.Is(err, fault.Closed) || fault.Is(err, fault.Invalid) {
		return d.toAssignments(r) // nothing is to be ticked any more, or was ever
	}
	if err != nil {
		return err
	}
	return assignmentGridPage.Show(r, data)
}

// assignByHand carries out what was ticked. Where scores would no longer count it asks first.
func (d door) assignByHand(r *web.Request) error {
	data, err := d.assignmentGridData(r)
	if err != nil {
		return err
	}
	data.Filled = true
	err = r.Decode(&data.Form)
	if err == nil {
		data.Plan, err = d.store.PlanAssignment(r.Context(), r.Actor, r.Var("contest"), data.Form.form())
	}
	if err == nil && len(data.Plan.Losing()) > 0 && (!data.Form.Sure || data.Form.Digest != data.Plan.Digest) {
		return assignmentGridPage.Show(r, data)
	}
	var done *store.AssignmentPlan
	if err == nil {
		done, err = d.store.ApplyAssignment(r.Context(), r.Actor, r.Var("contest"), data.Form.form(), data.Plan.Digest)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return assignmentGridPage.Again(r, err, data)
	}
	r.Notice("assign.done", "Added", done.Count(store.Added), "Changed", done.Count(store.Changed), "Removed", done.Count(store.Removed))
	return r.Back("organizer.assignment_grid", "contest", r.Var("contest"))
}
