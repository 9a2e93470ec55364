package organizer

import (
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const decisionsPage web.Page[decisionsData] = "organizer/decisions"

type decisionsData struct {
	*store.TallyView
	Head   contestHead
	Gaps   []*gapRow
	Ties   []*tieRow
	Form   decisionsForm
	Errors web.Errors
}

// gapsShown is how many gaps the page lists; all of them can be chosen at once all the same.
const gapsShown = 200

// Listed are the gaps that the page lists.
func (d decisionsData) Listed() []*gapRow { return d.Gaps[:min(len(d.Gaps), gapsShown)] }

// More counts the gaps that it does not list.
func (d decisionsData) More() int { return len(d.Gaps) - len(d.Listed()) }

// Announced tells whether it is too late to decide, be the announcement still to come.
func (d decisionsData) Announced() bool { return !d.Head.Contest.AnnouncedAt.IsZero() }

// Names lists the candidates that a decision is about.
func (d decisionsData) Names(decision *store.Decision) (named []*store.NamedCandidate) {
	for _, c := range d.Candidates {
		if c.ID == decision.CandidateID {
			named = append(named, c)
		}
	}
	for _, uid := range decision.Candidates {
		if i := slices.IndexFunc(d.Candidates, func(c *store.NamedCandidate) bool { return c.UID == uid }); i >= 0 {
			named = append(named, d.Candidates[i])
		}
	}
	return named
}

// Criterion is the one that a decision is about; nil: none.
func (d decisionsData) Criterion(decision *store.Decision) *store.Criterion {
	for _, c := range d.Criteria {
		if c.ID == decision.CriterionID {
			return c
		}
	}
	return nil
}

// gapRow is a criterion on which a candidate lacks values.
type gapRow struct {
	Candidate *store.NamedCandidate
	Criterion *store.Criterion
	Jurors    []string // who owes one; empty: nobody, and there are too few
	Values    int      // that count
	Enough    bool     // to be accepted as they are
}

// Cell names the gap in the form.
func (g *gapRow) Cell() string { return g.Candidate.UID + "/" + g.Criterion.Key }

// tieRow is a group of candidates that waits for the jury's vote.
type tieRow struct {
	Name    string // of its form
	Members []*store.NamedCandidate
	Total   string
	Place   judging.Standing
	Form    tieForm
}

func (d door) decisionsData(r *web.Request) (decisionsData, error) {
	view, err := d.store.Tally(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return decisionsData{}, err
	}
	data := decisionsData{TallyView: view, Head: headOf(view.ContestPlace, "organizer.decisions")}
	data.findGaps()
	data.findTies()
	return data, nil
}

// findGaps puts the gaps of one cell together.
func (d *decisionsData) findGaps() {
	var last *judging.Cell
	for i := range d.Outcome.Gaps {
		gap := &d.Outcome.Gaps[i]
		if last == nil || last.Candidate != gap.Candidate || last.Criterion != gap.Criterion {
			values := d.Outcome.Working(gap.Candidate)[gap.Criterion].Values
			d.Gaps = append(d.Gaps, &gapRow{Candidate: d.Candidates[gap.Candidate], Criterion: d.Criteria[gap.Criterion],
				Values: values, Enough: values >= d.Input.Minimum})
		}
		if gap.Juror != judging.Nobody {
			row := d.Gaps[len(d.Gaps)-1]
			row.Jurors = append(row.Jurors, d.Jurors[gap.Juror].Name)
		}
		last = gap
	}
}

func (d *decisionsData) findTies() {
	for number, group := range d.Outcome.Undecided {
		tie := &tieRow{Name: fmt.Sprintf("ties[%d]", number)}
		for _, candidate := range group {
			tie.Members = append(tie.Members, d.Candidates[candidate])
		}
		at := slices.IndexFunc(d.Outcome.Standings, func(st judging.Standing) bool { return st.Candidate == group[0] })
		tie.Place = d.Outcome.Standings[at]
		tie.Total = tie.Place.Total.Round(2)
		d.Ties = append(d.Ties, tie)
	}
}

func (d door) decisions(r *web.Request) error {
	data, err := d.decisionsData(r)
	if err != nil {
		return err
	}
	return decisionsPage.Show(r, data)
}

func (d door) addDecisions(r *web.Request) error {
	data, err := d.decisionsData(r)
	if err != nil {
		return err
	}
	var forms []store.DecisionForm
	err = r.Decode(&data.Form)
	if err == nil {
		forms, err = data.Form.forms(data.Gaps)
	}
	if err == nil {
		err = inside(data.Form.Which, d.store.AddDecision(r.Context(), r.Actor, r.Var("contest"), forms...))
	}
	if err != nil {
		for i, tie := range data.Ties {
			if i < len(data.Form.Ties) {
				tie.Form = data.Form.Ties[i]
			}
		}
		data.Errors = web.ErrorsOf(err)
		return decisionsPage.Again(r, err, data)
	}
	r.Notice("running.decision_added")
	return r.Redirect("organizer.decisions", "contest", r.Var("contest"))
}

func (d door) revokeDecision(r *web.Request) error {
	if err := d.store.RevokeDecision(r.Context(), r.Actor, r.Var("contest"), r.Var("decision")); err != nil {
		data, e := d.decisionsData(r)
		if e != nil {
			return e
		}
		data.Errors = web.ErrorsOf(err)
		return decisionsPage.Again(r, err, data)
	}
	r.Notice("running.decision_revoked")
	return r.Redirect("organizer.decisions", "contest", r.Var("contest"))
}
