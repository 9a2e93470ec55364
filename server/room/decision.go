package room

import (
	"slices"

	"blazon/server/web"
	"blazon/store"
)

const decisionsPage web.Page[decisionsData] = "room/decisions"

type decisionsData struct {
	*store.TallyView
	Head      *head
	Gaps      []gapRow
	Ties      []*tieRow
	Excluding *store.NamedCandidate // whom the form takes out of the ranking; nil: nobody is chosen
	Form      decisionsForm
	Errors    web.Errors
}

// Ready tells whether a result can be decided.
func (d decisionsData) Ready() bool { return d.Outcome.Decided() }

func (d door) decisionsData(r *web.Request) (decisionsData, error) {
	view, err := d.store.Tally(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return decisionsData{}, err
	}
	data := decisionsData{TallyView: view, Head: headOfContest(r, view.ContestPlace, "running.decisions")}
	data.findGaps()
	data.findTies()
	data.exclude(r.Query("candidate"))
	return data, nil
}

func (d *decisionsData) exclude(candidate string) {
	if i := slices.IndexFunc(d.Candidates, func(c *store.NamedCandidate) bool { return c.UID == candidate && d.Sees(c) }); i >= 0 {
		d.Excluding = d.Candidates[i]
	}
}

func (d door) decisions(r *web.Request) error {
	data, err := d.decisionsData(r)
	if err != nil {
		return d.notYet(r, err, "running.decisions")
	}
	return decisionsPage.Show(r, data)
}

func (d door) addDecisions(r *web.Request) error {
	data, err := d.decisionsData(r)
	if err != nil {
		return d.notYet(r, err, "running.decisions")
	}
	var forms []store.DecisionForm
	err = r.Decode(&data.Form)
	if err == nil {
		forms, err = data.Form.forms(data.Gaps)
	}
	if err == nil {
		err = d.store.AddDecision(r.Context(), r.Actor, r.Var("contest"), forms...)
	}
	if err != nil {
		data.fill(web.Inside(data.Form.Which, err))
		return decisionsPage.Again(r, err, data)
	}
	r.Notice("running.decision_added", "Count", len(forms))
	return r.Redirect("room.decisions", "contest", r.Var("contest"))
}

// fill puts what was sent back where it was.
func (d *decisionsData) fill(err error) {
	d.Errors = web.ErrorsOf(err)
	for i, tie := range d.Ties {
		if i < len(d.Form.Ties) {
			tie.Form = d.Form.Ties[i]
		}
	}
	d.exclude(d.Form.Exclude.Candidate)
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
	return r.Redirect("room.decisions", "contest", r.Var("contest"))
}
