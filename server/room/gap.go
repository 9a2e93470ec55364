package room

import (
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

// gapsShown is how many gaps the page lists; all of them can be chosen at once all the same.
const gapsShown = 200

// gapRow is a gap as the page of decisions lists it.
type gapRow struct{ *store.Gap }

// Cell names the gap in the form.
func (g gapRow) Cell() string { return g.Candidate.UID + "/" + g.Criterion.Key }

// Listed are the gaps that the page lists.
func (d decisionsData) Listed() []gapRow { return d.Gaps[:min(len(d.Gaps), gapsShown)] }

// More counts the gaps that it does not list.
func (d decisionsData) More() int { return len(d.Gaps) - len(d.Listed()) }

func (d *decisionsData) findGaps() {
	for _, gap := range d.TallyView.Gaps(d.Contest.UID, d.Outcome) {
		d.Gaps = append(d.Gaps, gapRow{gap})
	}
}

// gapsForm decides about gaps, several at once.
type gapsForm struct {
	Cells  []string             `form:"cells"`
	All    bool                 `form:"all"`
	Kind   judging.DecisionKind `form:"kind"`
	Reason string               `form:"reason"`
}

// Has tells whether a gap is chosen.
func (f gapsForm) Has(cell string) bool { return slices.Contains(f.Cells, cell) }

// Choices are what can be decided about a gap.
func (gapsForm) Choices(accept, exclude, drop string) []web.Option {
	return []web.Option{{Value: string(judging.AcceptFewer), Label: accept}, {Value: string(judging.Exclude), Label: exclude},
		{Value: string(judging.DropCriterion), Label: drop}}
}

// forms makes a decision for each chosen gap, and only one for each candidate or criterion that several of them name.
func (f gapsForm) forms(gaps []gapRow) (forms []store.DecisionForm, err error) {
	wrong := unreasoned(f.Reason)
	decided, tooFew := map[[2]string]bool{}, false
	for _, gap := range gaps {
		if !f.All && !f.Has(gap.Cell()) {
			continue
		}
		form := store.DecisionForm{Kind: f.Kind, Reason: f.Reason}
		if f.Kind != judging.DropCriterion {
			form.Candidate = gap.Candidate.UID
		}
		if f.Kind != judging.Exclude {
			form.Criterion = gap.Criterion.Key
		}
		tooFew = tooFew || f.Kind == judging.AcceptFewer && !gap.Enough()
		if about := [2]string{form.Candidate, form.Criterion}; !decided[about] {
			decided[about] = true
			forms = append(forms, form)
		}
	}
	switch {
	case len(forms) == 0:
		wrong = append(wrong, fault.Field{Name: "cells", Key: "fault.nothing_chosen"})
	case tooFew:
		wrong = append(wrong, fault.Field{Name: "kind", Key: "fault.too_few_values"})
	}
	if !slices.Contains([]judging.DecisionKind{judging.AcceptFewer, judging.Exclude, judging.DropCriterion}, f.Kind) {
		wrong = append(wrong, fault.Field{Name: "kind", Key: "fault.unknown_choice"})
	}
	return forms, fault.InForm(wrong...)
}
