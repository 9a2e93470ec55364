package room

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

// tieRow is a group of candidates that waits for the jury's vote.
type tieRow struct {
	Number  int // from one upward
	Members []*store.NamedCandidate
	Place   judging.Standing // of the first of them
	Form    tieForm
}

// Name is that of the tie's form.
func (t *tieRow) Name() string { return fmt.Sprintf("ties[%d]", t.Number-1) }

// Total is what all of them have.
func (t *tieRow) Total() string { return t.Place.Total.Round(2) }

// Choices are what the jury can have voted.
func (*tieRow) Choices(ordered, tied string) []web.Option {
	return []web.Option{{Value: string(judging.Order), Label: ordered}, {Value: string(judging.LeaveTied), Label: tied}}
}

// findTies leaves out those with a candidate that the visitor must not judge: that it is tied would tell its total.
func (d *decisionsData) findTies() {
	for _, group := range d.Outcome.Undecided {
		if slices.ContainsFunc(group, func(candidate int) bool { return !d.Sees(d.Candidates[candidate]) }) {
			continue
		}
		tie := &tieRow{Number: len(d.Ties) + 1}
		for _, candidate := range group {
			tie.Members = append(tie.Members, d.Candidates[candidate])
		}
		at := slices.IndexFunc(d.Outcome.Standings, func(st judging.Standing) bool { return st.Candidate == group[0] })
		tie.Place = d.Outcome.Standings[at]
		d.Ties = append(d.Ties, tie)
	}
}

// tieForm decides about one tie: the turn of each candidate by its uid, or that they stay tied.
type tieForm struct {
	Kind   judging.DecisionKind `form:"kind"`
	Order  map[string]string    `form:"order"`
	Reason string               `form:"reason"`
}

// forms reads the order that was voted; each candidate needs a turn of its own, from one upward.
func (f tieForm) forms() ([]store.DecisionForm, error) {
	wrong := unreasoned(f.Reason)
	form := store.DecisionForm{Kind: f.Kind, Reason: f.Reason}
	turns := map[string]int{}
	for uid, typed := range f.Order {
		form.Candidates = append(form.Candidates, uid)
		turns[uid], _ = strconv.Atoi(strings.TrimSpace(typed)) // what is no number is no turn
	}
	slices.SortFunc(form.Candidates, func(a, b string) int { return cmp.Or(cmp.Compare(turns[a], turns[b]), strings.Compare(a, b)) })
	switch f.Kind {
	case judging.Order:
		for i, uid := range form.Candidates {
			if turns[uid] != i+1 {
				wrong = append(wrong, fault.Field{Name: "order[" + uid + "]", Key: "fault.order_incomplete"})
				break
			}
		}
	case judging.LeaveTied:
	default:
		wrong = append(wrong, fault.Field{Name: "kind", Key: "fault.unknown_choice"})
	}
	return []store.DecisionForm{form}, fault.InForm(wrong...)
}
