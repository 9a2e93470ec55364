package organizer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/store"
)

// decisionsForm is the page's forms, of which one is sent at a time.
type decisionsForm struct {
	Which   string      `form:"which"` // the name of the one that was sent
	Gaps    gapsForm    `form:"gaps"`
	Ties    []tieForm   `form:"ties"`
	Exclude excludeForm `form:"exclude"`
	Drop    dropForm    `form:"drop"`
}

// gapsForm decides about gaps, several at once.
type gapsForm struct {
	Cells  []string             `form:"cells"`
	All    bool                 `form:"all"`
	Kind   judging.DecisionKind `form:"kind"`
	Reason string               `form:"reason"`
}

// tieForm decides about one tie: the turn of each candidate by its uid, or that they stay tied.
type tieForm struct {
	Kind   judging.DecisionKind `form:"kind"`
	Order  map[string]string    `form:"order"`
	Reason string               `form:"reason"`
}

// excludeForm takes a candidate out of the ranking.
type excludeForm struct {
	Candidate string `form:"candidate"`
	Reason    string `form:"reason"`
}

// dropForm leaves a criterion out for the whole contest.
type dropForm struct {
	Criterion string `form:"criterion"`
	Reason    string `form:"reason"`
}

// forms turns what was sent into decisions for the store. Its faults name the fields as the page does.
func (f decisionsForm) forms(gaps []*gapRow) ([]store.DecisionForm, error) {
	switch f.Which {
	case "gaps":
		forms, err := f.Gaps.forms(gaps)
		return forms, inside("gaps", err)
	case "exclude":
		return []store.DecisionForm{{Kind: judging.Exclude, Candidate: f.Exclude.Candidate, Reason: f.Exclude.Reason}}, nil
	case "drop":
		return []store.DecisionForm{{Kind: judging.DropCriterion, Criterion: f.Drop.Criterion, Reason: f.Drop.Reason}}, nil
	}
	number, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(f.Which, "ties["), "]"))
	if err != nil || number < 0 || number >= len(f.Ties) {
		return nil, fault.New(fault.Invalid, "fault.unknown_choice")
	}
	form, err := f.Ties[number].form()
	return []store.DecisionForm{form}, inside(f.Which, err)
}

// forms makes a decision for each chosen cell, each candidate or each criterion among them.
func (f gapsForm) forms(gaps []*gapRow) (forms []store.DecisionForm, err error) {
	decided := map[[2]string]bool{}
	for _, g := range gaps {
		if !f.All && !slices.Contains(f.Cells, g.Cell()) {
			continue
		}
		form := store.DecisionForm{Kind: f.Kind, Reason: f.Reason}
		if f.Kind != judging.DropCriterion {
			form.Candidate = g.Candidate.UID
		}
		if f.Kind != judging.Exclude {
			form.Criterion = g.Criterion.Key
		}
		if f.Kind == judging.AcceptFewer && !g.Enough {
			return nil, fault.InForm(fault.Field{Name: "kind", Key: "fault.too_few_values"})
		}
		if about := [2]string{form.Candidate, form.Criterion}; !decided[about] {
			decided[about] = true
			forms = append(forms, form)
		}
	}
	if len(forms) == 0 {
		return nil, fault.InForm(fault.Field{Name: "cells", Key: "fault.nothing_chosen"})
	}
	return forms, nil
}

// form reads the order that was voted; each candidate needs a turn of its own, from one upward.
func (f tieForm) form() (store.DecisionForm, error) {
	form := store.DecisionForm{Kind: f.Kind, Reason: f.Reason}
	turns := map[string]int{}
	for uid, typed := range f.Order {
		form.Candidates = append(form.Candidates, uid)
		turns[uid], _ = strconv.Atoi(strings.TrimSpace(typed)) // what is no number is no turn
	}
	slices.SortFunc(form.Candidates, func(a, b string) int { return cmp.Or(turns[a]-turns[b], strings.Compare(a, b)) })
	if f.Kind != judging.Order {
		return form, nil
	}
	for i, uid := range form.Candidates {
		if turns[uid] != i+1 {
			return form, fault.InForm(fault.Field{Name: "order[" + uid + "]", Key: "fault.order_incomplete"})
		}
	}
	return form, nil
}
