package room

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

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
}

// Excluded tells whether the row is out of a ranking that there is.
func (r *tallyRow) Excluded(complete bool) bool { return complete && r.Standing == nil }

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
		row.Working = data.working(view.Number(row.Candidate))
	}
	return tallyPage.Show(r, data)
}

// rows lists the candidates: best first, then those without a place.
func (d tallyData) rows() (rows []*tallyRow) {
	waits, advances, ranked := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, group := range d.Outcome.Undecided {
		for _, number := range group {
			waits[number] = true
		}
	}
	for _, number := range d.Outcome.Advancing {
		advances[number] = true
	}
	for i := range d.Outcome.Standings {
		st := &d.Outcome.Standings[i]
		ranked[st.Candidate] = true
		row := &tallyRow{Candidate: d.Candidates[st.Candidate], Standing: st, Waits: waits[st.Candidate], Advances: advances[st.Candidate]}
		if st.DecidedBy != (judging.Rule{}) {
			row.Above = d.Candidates[d.Outcome.Standings[i-1].Candidate]
			row.Rule = d.words(st.DecidedBy)
		}
		rows = append(rows, row)
	}
	for number, c := range d.Candidates {
		if !ranked[number] {
			rows = append(rows, &tallyRow{Candidate: c})
		}
	}
	return rows
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
	return slices.ContainsFunc(d.Outcome.Standings, func(s judging.Standing) bool { return s.Shared || s.DecidedBy != (judging.Rule{}) })
}

// tallyFile hands out the contest as the file that blazon tally reads.
func (d door) tallyFile(r *web.Request) error {
	view, err := d.store.Tally(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	text, err := json.Marshal(view.Input)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := json.Indent(&body, text, "", "  "); err != nil {
		return err
	}
	name := strings.Join([]string{view.Competition.Slug, view.Edition.Slug, view.Round.Slug, view.Category.Slug}, "-")
	return r.Send(web.File{Name: name + ".json", Type: "application/json", Body: body.Bytes(), Attachment: true})
}
