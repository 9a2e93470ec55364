package room

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const tallyPage web.Page[tallyData] = "room/tally"

type tallyData struct {
	*store.TallyView
	Head *head
	List *web.List
	Rows []*tallyRow // of the page
}

// tallyRow is a candidate with its place, as far as there is one, and the numbers behind it.
type tallyRow struct {
	Candidate *store.NamedCandidate
	Standing  *judging.Standing // nil: out of the ranking, or values are missing
	Waits     bool              // its tie waits for the jury
	Advances  bool
	Above     *store.NamedCandidate // whom a rule has put ahead of it, though the totals are equal
	Rule      *ruleWords
	Working   []worked
	Unseen    bool // the visitor must not judge it, and sees none of its numbers
}

// Excluded tells whether the row is out of a ranking that there is.
func (r *tallyRow) Excluded(complete bool) bool { return complete && r.Standing == nil && !r.Unseen }

// worked is how a criterion enters a total.
type worked struct {
	judging.Working
	Criterion *store.Criterion
	Weight    string
}

// Exact writes a fraction where two decimals do not say it all.
func (worked) Exact(f judging.Fraction) string { return exact(f) }

// exact writes a fraction, unless it is a whole number.
func exact(f judging.Fraction) string {
	if text := f.String(); strings.Contains(text, "/") {
		return text
	}
	return ""
}

// Exact writes the total as a fraction, unless it is a whole number.
func (r *tallyRow) Exact() string { return exact(r.Standing.Total) }

func (d door) tally(r *web.Request) error {
	view, err := d.store.Tally(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return d.notYet(r, err, "running.tally")
	}
	data := tallyData{TallyView: view, Head: headOfContest(r, view.ContestPlace, "running.tally")}
	data.List = r.List(nil)
	data.Rows = web.Cut(data.List, data.rows())
	for _, row := range data.Rows {
		if row.Unseen {
			continue
		}
		row.Working = data.working(view.Number(row.Candidate))
	}
	return tallyPage.Show(r, data)
}

func (d tallyData) working(candidate int) (rows []worked) {
	for _, w := range d.Outcome.Working(candidate) {
		c := d.Criteria[w.Criterion]
		rows = append(rows, worked{Working: w, Criterion: c, Weight: judging.DecimalOfMicros(c.Weight).String()})
	}
	return rows
}

// ruleWords is a tie-break rule, to be put into words.
type ruleWords struct {
	Kind      judging.RuleKind
	Criterion *store.Criterion // for that of a criterion
}

func (d tallyData) words(rule judging.Rule) *ruleWords {
	w := &ruleWords{Kind: rule.Kind}
	if rule.Kind == judging.ByCriterion {
		w.Criterion = d.Criteria[rule.Criterion]
	}
	return w
}

// Chain is the contest's tie-break rules in their order.
func (d tallyData) Chain() (chain []*ruleWords) {
	for _, rule := range d.Input.TieBreak {
		chain = append(chain, d.words(rule))
	}
	return chain
}

// Tied tells whether any total occurs twice.
func (d tallyData) Tied() bool {
	return d.SeesAll() && slices.ContainsFunc(d.Outcome.Standings, func(s judging.Standing) bool { return s.Shared || s.DecidedBy != (judging.Rule{}) })
}

// tallyFile hands out the contest as the file that blazon tally reads. It has every number in it, and so is not for who must not see
// some of them.
func (d door) tallyFile(r *web.Request) error {
	view, err := d.store.Tally(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	if !view.SeesAll() {
		return fault.New(fault.Forbidden, "room.not_all_seen")
	}
	body, err := store.TallyFile(view.Input)
	if err != nil {
		return err
	}
	return r.Send(web.File{Name: view.FileName("json"), Type: "application/json", Body: body, Attachment: true})
}
