package room

import (
	"slices"

	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const closingPage web.Page[closingData] = "room/closing"

type closingData struct {
	*store.ClosingView
	Head   *head
	Rows   []*contestGaps
	Form   closingForm
	Errors web.Errors
}

// missingShown is how many missing sheets of one juror are named.
const missingShown = 12

// Closed tells whether the judging has been closed.
func (d closingData) Closed() bool { return !d.Round.ClosedAt.IsZero() }

// Begun tells whether there is a judging to close.
func (d closingData) Begun() bool {
	return d.Phase() == judging.Judging || d.Phase() == judging.Deliberation
}

// Reopenable tells whether the closing may be taken back: nothing is decided yet.
func (d closingData) Reopenable() bool {
	for _, c := range d.Contests {
		if c.Contest.State != judging.Open {
			return false
		}
	}
	return d.Closed()
}

// Reasons are what holds the closing up, and what to think of before.
func (d closingData) Reasons() []judging.Reason { return judging.ClosingGuards(d.Facts) }

// Blocked tells whether the judging cannot be closed now.
func (d closingData) Blocked() bool { return judging.MayClose(d.Facts) != nil }

// Withholds tells whether the visitor must not judge some candidate, and so is not shown what it lacks.
func (d closingData) Withholds() bool {
	return slices.ContainsFunc(d.Rows, func(c *contestGaps) bool { return c.Unseen > 0 })
}

// RestChoices are what can be decided about all gaps of which nothing is said one by one.
func (closingData) RestChoices(later, accept, exclude string) []web.Option {
	return []web.Option{{Value: "", Label: later}, {Value: string(judging.AcceptFewer), Label: accept}, {Value: string(judging.Exclude), Label: exclude}}
}

// closingPart is one contest's part of the form.
type closingPart struct {
	*contestGaps
	Form   closingForm
	Errors web.Errors
}

// Droppable tells whether a criterion can be dropped: the last one that counts cannot.
func (p closingPart) Droppable() bool { return len(p.Counting) > 1 }

// Dropping tells whether one of the contest's criteria is chosen to be dropped.
func (p closingPart) Dropping() bool {
	return slices.ContainsFunc(p.Counting, func(c *store.Criterion) bool { return p.Form.Drops(p.Contest.UID, c.Key) })
}

// Parts are the contests with what was filled in about them.
func (d closingData) Parts() (parts []closingPart) {
	for _, row := range d.Rows {
		parts = append(parts, closingPart{row, d.Form, d.Errors})
	}
	return parts
}

// Behind lists the jurors with missing sheets.
func (d closingData) Behind() (behind []jurorBehind) {
	for _, j := range d.Jurors {
		if len(j.Missing) > 0 {
			shown := j.Missing[:min(len(j.Missing), missingShown)]
			behind = append(behind, jurorBehind{JurorProgress: j, Shown: shown, More: len(j.Missing) - len(shown)})
		}
	}
	return behind
}

type jurorBehind struct {
	*store.JurorProgress
	Shown []store.Missing
	More  int
}

// Missing counts the sheets that are not submitted.
func (d closingData) Missing() int { return d.Count().Open() }

func (d door) closingData(r *web.Request, err error) (closingData, error) {
	view, e := d.store.ClosingView(r.Context(), r.Actor, r.Var("round"), r.Language)
	if e != nil {
		return closingData{}, e
	}
	data := closingData{ClosingView: view, Head: headOf(r, &view.Place, "running.closing"), Errors: web.ErrorsOf(err)}
	for _, c := range view.Judged {
		data.Rows = append(data.Rows, gapsOf(c))
	}
	return data, nil
}

// closing says what is missing and what closing does, before anything is done; once it is done, what the sheets came to.
func (d door) closing(r *web.Request) error {
	data, err := d.closingData(r, nil)
	if err != nil {
		return err
	}
	return closingPage.Show(r, data)
}

// closeRound closes with the decisions that the form has about gaps; those of which it says nothing stay open.
func (d door) closeRound(r *web.Request) error {
	data, err := d.closingData(r, nil)
	if err != nil {
		return err
	}
	var decisions []store.ClosingDecision
	if err = r.Decode(&data.Form); err == nil {
		decisions, err = data.Form.decisions(data.Rows)
	}
	if err == nil {
		err = d.store.CloseRound(r.Context(), r.Actor, r.Var("round"), decisions...)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return closingPage.Again(r, err, data)
	}
	r.Notice("running.closed_now")
	return r.Redirect("room.closing", "round", r.Var("round"))
}

// reopenRound takes the closing back, with a reason that goes on record.
func (d door) reopenRound(r *web.Request) error {
	var form struct {
		Reason string `form:"reason"`
	}
	err := r.Decode(&form)
	if err == nil {
		err = d.store.ReopenRound(r.Context(), r.Actor, r.Var("round"), form.Reason)
	}
	if err != nil {
		data, e := d.closingData(r, err)
		if e != nil {
			return e
		}
		data.Form.Reason = form.Reason
		return closingPage.Again(r, err, data)
	}
	r.Notice("running.reopened")
	return r.Redirect("room.closing", "round", r.Var("round"))
}
