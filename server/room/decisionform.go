package room

import (
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

// forms turns what was sent into decisions for the store. Its faults name the fields as the form does, without its own name.
func (f decisionsForm) forms(gaps []gapRow) ([]store.DecisionForm, error) {
	switch f.Which {
	case "gaps":
		return f.Gaps.forms(gaps)
	case "exclude":
		return f.Exclude.forms()
	case "drop":
		return f.Drop.forms()
	}
	number, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(f.Which, "ties["), "]"))
	if err != nil || number < 0 || number >= len(f.Ties) {
		return nil, fault.New(fault.Invalid, "fault.unknown_choice")
	}
	return f.Ties[number].forms()
}

func (f excludeForm) forms() ([]store.DecisionForm, error) {
	return []store.DecisionForm{{Kind: judging.Exclude, Candidate: f.Candidate, Reason: f.Reason}}, fault.InForm(unreasoned(f.Reason)...)
}

func (f dropForm) forms() ([]store.DecisionForm, error) {
	wrong := unreasoned(f.Reason)
	if f.Criterion == "" {
		wrong = append(wrong, fault.Field{Name: "criterion", Key: "fault.unknown_choice"})
	}
	return []store.DecisionForm{{Kind: judging.DropCriterion, Criterion: f.Criterion, Reason: f.Reason}}, fault.InForm(wrong...)
}

// unreasoned names the reason where it is missing.
func unreasoned(reason string) []fault.Field {
	if strings.TrimSpace(reason) == "" {
		return []fault.Field{{Name: "reason", Key: "fault.reason_missing"}}
	}
	return nil
}
