package organizer

import (
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// countingForm is how totals become places, as a form sends it.
type countingForm struct {
	Numbering string   `form:"numbering"`
	TieBreak  []string `form:"tie_break"` // empty ones are left out
	Cut       cutForm  `form:"cut"`
}

// cutForm is who goes on; By is "places", "seats" or "nobody".
type cutForm struct {
	By    string `form:"by"`
	Count string `form:"count"`
	OnTie string `form:"on_tie"`
}

var countingLabels = map[string]string{"numbering": "organizer.numbering", "tie_break": "organizer.tie_chain", "cut.by": "organizer.advancement",
	"cut.count": "edition.cut_count", "cut.on_tie": "edition.cut_on_tie"}

// countingOf fills the form with rules.
func countingOf(rules store.CountingRules) countingForm {
	f := countingForm{Numbering: string(rules.Numbering), TieBreak: rules.TieBreak, Cut: cutForm{By: "nobody", OnTie: string(judging.AllAdvance)}}
	switch cut := rules.Cut; {
	case cut.Places > 0:
		f.Cut.By, f.Cut.Count = "places", strconv.Itoa(cut.Places)
	case cut.Seats > 0:
		f.Cut = cutForm{"seats", strconv.Itoa(cut.Seats), string(cut.OnTie)}
	}
	return f
}

// rules reads the form; what it does not send stays as it stands, and what the store checks is left to it.
func (f countingForm) rules(standing store.CountingRules) (rules store.CountingRules, err error) {
	rules = standing
	if f.Numbering != "" {
		rules.Numbering = judging.Numbering(f.Numbering)
	}
	if len(f.TieBreak) > 0 {
		rules.TieBreak = slices.DeleteFunc(slices.Clone(f.TieBreak), func(rule string) bool { return rule == "" })
	}
	if f.Cut.By != "" {
		rules.Cut, err = f.Cut.cut()
	}
	return rules, err
}

func (f cutForm) cut() (judging.Cut, error) {
	count, err := strconv.Atoi(strings.TrimSpace(f.Count))
	switch {
	case f.By == "nobody":
		return judging.Cut{}, nil
	case err != nil || count < 1:
		return judging.Cut{}, fault.InForm(fault.Field{Name: "cut.count", Key: "edition.bad_cut"})
	case f.By == "places":
		return judging.Cut{Places: count}, nil
	case f.By == "seats":
		return judging.Cut{Seats: count, OnTie: judging.OnTie(f.OnTie)}, nil
	}
	return judging.Cut{}, fault.InForm(fault.Field{Name: "cut.by", Key: "fault.unknown_choice"})
}

// countingView is the form with what it needs to be shown: what may be chosen, and what is locked.
type countingView struct {
	Form   countingForm
	Errors web.Errors
	Open   func(store.Part) bool // nil: everything
	Last   bool                  // nobody goes on from here
	rubric []*store.Rubric       // whose criteria may part ties
	lang   locale.Language
}

// May tells whether the part is open.
func (v countingView) May(part string) bool { return v.Open == nil || v.Open(store.Part(part)) }

// MayCut tells whether it may be said who goes on.
func (v countingView) MayCut() bool { return !v.Last && v.May(string(store.CutPart)) }

// chainField is the field of one place in the chain of rules.
type chainField struct {
	Name, Value string
}

// ChainFields are the rules with their fields' names, and two empty ones to add to them.
func (v countingView) ChainFields() (rows []chainField) {
	for i := range max(3, len(v.Form.TieBreak)+1) {
		row := chainField{Name: "tie_break[" + strconv.Itoa(i) + "]"}
		if i < len(v.Form.TieBreak) {
			row.Value = v.Form.TieBreak[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// TieOptions are the rules to choose from.
func (v countingView) TieOptions() []web.Option {
	options := []web.Option{{Value: "", Label: locale.T(v.lang, "edition.tie_none")}}
	seen := map[string]bool{}
	for _, rubric := range v.rubric {
		for _, c := range rubric.Criteria {
			if c.Kind != judging.Informative && !seen[c.Key] {
				seen[c.Key] = true
				options = append(options, web.Option{Value: "criterion:" + c.Key, Label: locale.T(v.lang, "organizer.rule_criterion", "Name", c.Name)})
			}
		}
	}
	return append(options, web.Option{Value: string(judging.ByCountback), Label: locale.T(v.lang, "organizer.rule_countback")},
		web.Option{Value: string(judging.ByJury), Label: locale.T(v.lang, "organizer.rule_jury")})
}

// Numberings are the ways to number places after a tie.
func (v countingView) Numberings() (options []web.Option) {
	for _, n := range []judging.Numbering{judging.Dense, judging.Standard, judging.Range} {
		options = append(options, web.Option{Value: string(n), Label: locale.T(v.lang, "organizer.numbering_"+string(n))})
	}
	return options
}

// CutKinds are the ways to say who goes on.
func (v countingView) CutKinds() (options []web.Option) {
	for _, kind := range []string{"places", "seats", "nobody"} {
		options = append(options, web.Option{Value: kind, Label: locale.T(v.lang, "edition.cut_by_"+kind)})
	}
	return options
}

// OnTies are what may become of a tie for the last seat.
func (v countingView) OnTies() (options []web.Option) {
	for _, tie := range []judging.OnTie{judging.AllAdvance, judging.NoneAdvance, judging.JuryDecides} {
		options = append(options, web.Option{Value: string(tie), Label: locale.T(v.lang, "edition.on_tie_"+string(tie))})
	}
	return options
}
