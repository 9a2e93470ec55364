package room

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const closingPage web.Page[closingData] = "room/closing"

type closingData struct {
	*store.Progress
	Head   *head
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
func (d closingData) Missing() (n int) {
	for _, c := range d.Contests {
		n += c.Open()
	}
	return n
}

func (d door) closingData(r *web.Request, err error) (closingData, error) {
	progress, e := d.store.Progress(r.Context(), r.Actor, r.Var("round"), r.Language)
	if e != nil {
		return closingData{}, e
	}
	return closingData{Progress: progress, Head: headOf(r, &progress.Place, "running.closing"), Errors: web.ErrorsOf(err)}, nil
}

// closing says what is missing and what closing does, before anything is done.
func (d door) closing(r *web.Request) error {
	data, err := d.closingData(r, nil)
	if err != nil {
		return err
	}
	return closingPage.Show(r, data)
}

func (d door) closeRound(r *web.Request) error {
	return d.afterClosing(r, "running.closed_now", d.store.CloseRound(r.Context(), r.Actor, r.Var("round")))
}

func (d door) reopenRound(r *web.Request) error {
	return d.afterClosing(r, "running.reopened", d.store.ReopenRound(r.Context(), r.Actor, r.Var("round")))
}

func (d door) afterClosing(r *web.Request, notice string, err error) error {
	if err != nil {
		data, e := d.closingData(r, err)
		if e != nil {
			return e
		}
		return closingPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("room.closing", "round", r.Var("round"))
}
