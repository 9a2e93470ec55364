package ceremony

import (
	"net/http"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const (
	consolePage web.Page[consoleData] = "ceremony/console"
	stagePage   web.Page[stageData]   = "ceremony/stage"
)

// consoleData is what the presenter has before him.
type consoleData struct {
	*store.StageConsole
	Errors web.Errors
}

// Beginnings are the steps with which contests begin.
func (d consoleData) Beginnings() (list []*store.ShownStep) {
	for _, s := range d.Steps {
		if s.Kind == judging.RevealContest {
			list = append(list, s)
		}
	}
	return list
}

// stageData is the hall's screen on the presenter's own machine, with all that it can come to show: it goes on without a connection.
type stageData struct{ *store.StageConsole }

// preloaded is what the screen shows at a step, so far unseen.
type preloaded struct {
	*store.Scene
	Step     int
	Begins   bool
	Revealed bool
}

// Preloaded are the screens of all steps, from the one before the first.
func (d stageData) Preloaded() (list []preloaded) {
	if d.Performance == nil {
		return nil
	}
	for step := range len(d.Steps) + 1 {
		p := preloaded{Scene: d.At(step), Step: step}
		if step > 0 {
			p.Begins, p.Revealed = d.Steps[step-1].Kind == judging.RevealContest, !d.Steps[step-1].RevealedAt.IsZero()
		}
		list = append(list, p)
	}
	return list
}

// Resting is the screen in a break, or in the dark, of a performance.
func (d stageData) Resting(black bool) *store.Scene {
	scene := d.At(0)
	scene.Performance.Black, scene.Performance.Paused = black, !black
	return scene
}

// performForm is what the presenter does, on what he had before him.
type performForm struct {
	Act         string        `form:"act"` // "rehearse", "begin", "end", or to follow the cues
	Performance string        `form:"performance"`
	Revision    int64         `form:"revision"`
	Cues        []judging.Cue `form:"cue"`
	Steps       []int         `form:"step"` // of each CueGo, in their order
}

// cues are those of the form with the steps that they go to.
func (f performForm) cues() (list []store.StageCue) {
	for _, cue := range f.Cues {
		c := store.StageCue{Cue: cue}
		if cue == judging.CueGo && len(f.Steps) > 0 {
			c.Step, f.Steps = f.Steps[0], f.Steps[1:]
		}
		list = append(list, c)
	}
	return list
}

func (d door) console(r *web.Request) error {
	view, err := d.store.StageConsole(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return consolePage.Show(r, consoleData{StageConsole: view})
}

// perform does what the presenter wants; where that cannot be, the page shows how it stands.
func (d door) perform(r *web.Request) error {
	var form performForm
	err := r.Decode(&form)
	if err == nil {
		err = d.act(r, form)
	}
	if err == nil {
		return r.Redirect("ceremony.console", "round", r.Var("round"))
	}
	view, e := d.store.StageConsole(r.Context(), r.Actor, r.Var("round"))
	if e != nil {
		return err
	}
	return consolePage.Again(r, err, consoleData{view, web.ErrorsOf(err)})
}

// act carries out what the form says.
func (d door) act(r *web.Request, form performForm) error {
	switch round := r.Var("round"); form.Act {
	case "rehearse":
		return d.store.BeginRehearsal(r.Context(), r.Actor, round)
	case "begin":
		return d.store.BeginCeremony(r.Context(), r.Actor, round)
	case "end":
		return d.store.EndPerformance(r.Context(), r.Actor, round, form.Performance)
	default:
		if len(form.Cues) == 0 {
			return fault.InForm(fault.Field{Name: "cue", Key: "fault.unknown_choice"})
		}
		return d.store.Perform(r.Context(), r.Actor, round, store.SeenStage{Performance: form.Performance, Revision: form.Revision}, form.cues()...)
	}
}

// stage is the hall's screen for the presenter. Where nothing goes on it waits: it hangs on the projector, and his console must never.
func (d door) stage(r *web.Request) error {
	view, err := d.store.StageConsole(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return stagePage.Show(r, stageData{view})
}

// performThere takes cues from the stage, several at once where they had to wait for a connection, and tells how new it is after them.
func (d door) performThere(r *web.Request) error {
	var form performForm
	if err := r.Decode(&form); err != nil {
		return err
	}
	form.Act = ""
	if err := d.act(r, form); err != nil {
		return err
	}
	if !r.Scripted() {
		return r.Redirect("ceremony.stage", "round", r.Var("round"))
	}
	return r.JSON(http.StatusOK, map[string]int64{"revision": form.Revision + 1})
}

func (d door) news(r *web.Request) error {
	view, err := d.store.StageConsole(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return d.watch.Serve(r, hallKey(view.Stage.UID), view.Revision())
}
