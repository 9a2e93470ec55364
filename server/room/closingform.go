package room

import (
	"cmp"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

// contestGaps is what is missing in one contest, as it is decided: a row for each candidate and those who owe the same of it.
type contestGaps struct {
	*store.ClosingContest
	Rows []*closingRow
}

// closingRow is gaps of one candidate that are decided together.
type closingRow struct {
	Candidate *store.NamedCandidate
	Jurors    []*store.Juror // who owe a value; none: nobody does
	Gaps      []*store.Gap   // by criteria
	whole     bool           // all criteria that count
}

// Key names the row in the form.
func (c *closingRow) Key() string { return c.Candidate.UID + "-" + c.Gaps[0].Criterion.Key }

// Whole tells whether the row is about all criteria that count.
func (c *closingRow) Whole() bool { return c.whole }

// Enough tells whether the values that are there can be accepted on each criterion.
func (c *closingRow) Enough() bool {
	return !slices.ContainsFunc(c.Gaps, func(g *store.Gap) bool { return !g.Enough() })
}

// Fewest is how many values there are on the criterion that has the fewest.
func (c *closingRow) Fewest() int {
	return slices.MinFunc(c.Gaps, func(a, b *store.Gap) int { return cmp.Compare(a.Values, b.Values) }).Values
}

// Minimum is how many values the rules need.
func (c *closingRow) Minimum() int { return c.Gaps[0].Minimum }

// Choices are what can be decided about the row; only what is possible is offered.
func (c *closingRow) Choices(later, accept, exclude string) []web.Option {
	options := []web.Option{{Value: "", Label: later}}
	if c.Enough() {
		options = append(options, web.Option{Value: string(judging.AcceptFewer), Label: accept})
	}
	return append(options, web.Option{Value: string(judging.Exclude), Label: exclude})
}

// gapsOf puts a contest's gaps together.
func gapsOf(c *store.ClosingContest) *contestGaps {
	out := &contestGaps{ClosingContest: c}
	for _, gap := range c.Gaps {
		at := slices.IndexFunc(out.Rows, func(row *closingRow) bool {
			return row.Candidate == gap.Candidate && slices.Equal(row.Jurors, gap.Jurors)
		})
		if at < 0 {
			at = len(out.Rows)
			out.Rows = append(out.Rows, &closingRow{Candidate: gap.Candidate, Jurors: gap.Jurors})
		}
		row := out.Rows[at]
		row.Gaps = append(row.Gaps, gap)
		row.whole = len(row.Gaps) == len(c.Counting)
	}
	return out
}

// Listed are the rows that the page lists; of the others one can only decide all at once.
func (c *contestGaps) Listed() []*closingRow { return c.Rows[:min(len(c.Rows), gapsShown)] }

// More counts the rows that it does not list.
func (c *contestGaps) More() int { return len(c.Rows) - len(c.Listed()) }

// closingForm is what is decided with the closing. Its maps have the keys of rows, and criteria as "contest/criterion".
type closingForm struct {
	Verdict map[string]judging.DecisionKind `form:"verdict"`
	Why     map[string]string               `form:"why"` // of one row; empty: the common reason
	Rest    judging.DecisionKind            `form:"rest"`
	Drop    []string                        `form:"drop"`
	Reason  string                          `form:"reason"`
}

// Drops tells whether a criterion is chosen to be dropped.
func (f closingForm) Drops(contest, criterion string) bool {
	return slices.Contains(f.Drop, contest+"/"+criterion)
}

// decisions turns the form into what the store takes. Each needs a reason: a row's own, or the common one.
func (f closingForm) decisions(contests []*contestGaps) (list []store.ClosingDecision, err error) {
	var wrong []fault.Field
	for _, c := range contests {
		uid := c.Contest.UID
		for _, criterion := range c.Counting {
			if f.Drops(uid, criterion.Key) {
				list = append(list, store.ClosingDecision{Contest: uid, DecisionForm: store.DecisionForm{Kind: judging.DropCriterion,
					Criterion: criterion.Key, Reason: f.Reason}})
			}
		}
		for _, row := range c.Rows {
			forms, field := f.row(row)
			for _, form := range forms {
				list = append(list, store.ClosingDecision{Contest: uid, DecisionForm: form})
			}
			if field.Name != "" {
				wrong = append(wrong, field)
			}
		}
	}
	if slices.ContainsFunc(list, func(d store.ClosingDecision) bool { return strings.TrimSpace(d.Reason) == "" }) {
		wrong = append(wrong, fault.Field{Name: "reason", Key: "fault.reason_missing"})
	}
	return list, fault.InForm(wrong...)
}

// row gives the decisions about one row, or the field that is wrong in it.
func (f closingForm) row(row *closingRow) (forms []store.DecisionForm, wrong fault.Field) {
	kind := f.Verdict[row.Key()]
	if kind == "" && (f.Rest == judging.Exclude || row.Enough()) {
		kind = f.Rest
	}
	reason := cmp.Or(strings.TrimSpace(f.Why[row.Key()]), f.Reason)
	switch kind {
	case "":
	case judging.Exclude:
		forms = append(forms, store.DecisionForm{Kind: kind, Candidate: row.Candidate.UID, Reason: reason})
	case judging.AcceptFewer:
		if !row.Enough() {
			return nil, fault.Field{Name: "verdict[" + row.Key() + "]", Key: "fault.too_few_values"}
		}
		for _, gap := range row.Gaps {
			forms = append(forms, store.DecisionForm{Kind: kind, Candidate: row.Candidate.UID, Criterion: gap.Criterion.Key, Reason: reason})
		}
	default:
		wrong = fault.Field{Name: "verdict[" + row.Key() + "]", Key: "fault.unknown_choice"}
	}
	return forms, wrong
}
