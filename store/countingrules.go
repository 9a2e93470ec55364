package store

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
)

// CountingRules are how a contest's totals become places, and who goes on. An edition has those that its contests begin with.
type CountingRules struct {
	Numbering judging.Numbering
	TieBreak  []string // "criterion:KEY", "countback", "jury"; in their order
	Cut       judging.Cut
}

// CountingRules gives the rules that the edition's contests begin with.
func (e *Edition) CountingRules() CountingRules { return CountingRules{e.Numbering, e.TieBreak, e.Cut} }

// CountingRules gives the contest's own rules.
func (t *Contest) CountingRules() CountingRules { return CountingRules{t.Numbering, t.TieBreak, t.Cut} }

// mostPlaces is the most places or seats that a cut may have.
const mostPlaces = 999

// check finds out what is wrong in the rules by themselves.
func (r CountingRules) check(wrong *fields) {
	if r.Numbering != judging.Dense && r.Numbering != judging.Standard && r.Numbering != judging.Range {
		wrong.add("numbering", "fault.unknown_choice")
	}
	seen := map[string]bool{}
	for i, rule := range r.TieBreak {
		kind, _, _ := strings.Cut(rule, ":")
		switch {
		case seen[rule]:
			wrong.add("tie_break", "edition.tie_twice")
		case kind == string(judging.ByJury) && i < len(r.TieBreak)-1:
			wrong.add("tie_break", "edition.tie_jury_last")
		case kind != string(judging.ByCriterion) && rule != string(judging.ByCountback) && rule != string(judging.ByJury):
			wrong.add("tie_break", "fault.unknown_choice")
		}
		seen[rule] = true
	}
	cut := r.Cut
	if cut.Places < 0 || cut.Places > mostPlaces || cut.Seats < 0 || cut.Seats > mostPlaces || cut.Places > 0 && cut.Seats > 0 {
		wrong.add("cut.count", "edition.bad_cut")
	}
	onTie := cut.OnTie == judging.AllAdvance || cut.OnTie == judging.NoneAdvance || cut.OnTie == judging.JuryDecides
	if onTie != (cut.Seats > 0) {
		wrong.add("cut.on_tie", "fault.unknown_choice")
	}
}

// fits finds the rules whose criterion the rubric does not have, or does not count.
func (r CountingRules) fits(rubric *Rubric) error {
	for _, rule := range r.TieBreak {
		key, named := strings.CutPrefix(rule, string(judging.ByCriterion)+":")
		if named && !slices.ContainsFunc(rubric.Criteria, func(c *Criterion) bool { return c.Key == key && c.Kind != judging.Informative }) {
			return fault.InForm(fault.Field{Name: "tie_break", Key: "edition.tie_criterion", Args: fault.Args{"Rubric": rubric.Name}})
		}
	}
	return nil
}

// differing lists the parts in which two rules are not the same.
func (r CountingRules) differing(other CountingRules) (parts []Part) {
	if !slices.Equal(r.TieBreak, other.TieBreak) {
		parts = append(parts, TieBreakPart)
	}
	if r.Numbering != other.Numbering {
		parts = append(parts, NumberingPart)
	}
	if r.Cut != other.Cut {
		parts = append(parts, CutPart)
	}
	return parts
}

// taking gives the rules with one part taken from others.
func (r CountingRules) taking(part Part, from CountingRules) CountingRules {
	switch part {
	case TieBreakPart:
		r.TieBreak = from.TieBreak
	case NumberingPart:
		r.Numbering = from.Numbering
	case CutPart:
		r.Cut = from.Cut
	}
	return r
}

// begun tells whether the judging of the contest has begun, or its result is there: its rules stay as they are.
func (p *ContestPlace) begun() bool {
	phase := p.Phase()
	return p.Contest.State != judging.Open || phase == judging.Judging || phase == judging.Deliberation || phase == judging.Finished
}
