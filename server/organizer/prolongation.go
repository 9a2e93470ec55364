package organizer

import (
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const prolongationPage web.Page[prolongationData] = "organizer/prolongation"

type prolongationData struct {
	*store.RoundPhase
	Form   prolongForm
	Errors web.Errors
}

// prolongForm is which deadline moves where, and why. Which is "entries_until" or "judging_until", and the uid of a contest
// with a deadline of its own after a colon.
type prolongForm struct {
	Which  string     `form:"which"`
	Until  web.Moment `form:"until"`
	Reason string     `form:"reason"`
}

// choice is a deadline that can be moved.
type choice struct {
	Value    string
	Deadline judging.Deadline
	Category locale.Text // empty: of the round
	At       time.Time
}

// choices are the deadlines that are set.
func choices(v *store.RoundPhase) (list []choice) {
	for _, deadline := range []judging.Deadline{judging.EntriesDeadline, judging.JudgingDeadline} {
		if at := v.Facts.Schedule.At(deadline); !at.IsZero() {
			list = append(list, choice{Value: string(deadline), Deadline: deadline, At: at})
		}
	}
	for _, w := range v.Windows {
		if !w.Window.Until.IsZero() && (w.Own || len(v.Windows) > 1) {
			list = append(list, choice{Value: string(judging.EntriesDeadline) + ":" + w.Contest, Deadline: judging.EntriesDeadline, Category: w.Category, At: w.Window.Until})
		}
	}
	return list
}

// Options are the deadlines to choose from, in words.
func (d prolongationData) Options(lang locale.Language) (options []web.Option) {
	for _, c := range choices(d.RoundPhase) {
		name := locale.T(lang, "phase.deadline_"+string(c.Deadline))
		if !c.Category.Empty() {
			name = locale.T(lang, "phase.entries_of", "Category", c.Category)
		}
		now := locale.T(lang, "phase.deadline_now", "Deadline", name, "Time", locale.DateTime(lang, c.At, d.Edition.Zone()))
		options = append(options, web.Option{Value: c.Value, Label: now})
	}
	return options
}

// Movable tells whether there is a deadline that can be moved.
func (d prolongationData) Movable() bool {
	return d.Round.ClosedAt.IsZero() && d.Phase() != judging.Finished && len(choices(d.RoundPhase)) > 0
}

func (d door) prolongationData(r *web.Request) (prolongationData, error) {
	v, err := d.store.RoundPhase(r.Context(), r.Actor, r.Var("round"))
	return prolongationData{RoundPhase: v}, err
}

// prolongation begins with the deadline that comes next, or else with the last one.
func (d door) prolongation(r *web.Request) error {
	data, err := d.prolongationData(r)
	if err != nil {
		return err
	}
	if all := choices(data.RoundPhase); len(all) > 0 {
		at := slices.IndexFunc(all, func(c choice) bool { return c.At.After(data.Now) && c.Category.Empty() })
		data.Form.Which = all[max(at, 0)].Value
	}
	return prolongationPage.Show(r, data)
}

func (d door) prolong(r *web.Request) error {
	data, err := d.prolongationData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	var form store.ProlongForm
	if err == nil {
		if form, err = data.Form.read(data.Edition.Zone()); err == nil {
			err = renamed(d.store.Prolong(r.Context(), r.Actor, r.Var("round"), form), "deadline", "which")
		}
	}
	if err != nil {
		data.Errors = wrongIn(prolongLabels, err)
		return prolongationPage.Again(r, err, data)
	}
	r.Notice("phase.prolonged_now", "Time", locale.DateTime(r.Language, form.Until, data.Edition.Zone()))
	return r.Redirect("organizer.phase", "round", r.Var("round"))
}

var prolongLabels = map[string]string{"which": "phase.which_deadline", "until": "phase.new_deadline", "reason": "phase.reason", "rounds": "phase.which_rounds"}

// read reads the form; what the store checks is left to it.
func (f prolongForm) read(zone *time.Location) (store.ProlongForm, error) {
	c := reading{zone: zone}
	deadline, contest, _ := strings.Cut(f.Which, ":")
	form := store.ProlongForm{Deadline: judging.Deadline(deadline), Contest: contest, Reason: f.Reason, Until: c.moment("until", f.Until, time.Time{})}
	return form, fault.InForm(c.wrong...)
}
