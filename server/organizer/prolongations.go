package organizer

import (
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const prolongationsPage web.Page[prolongationsData] = "organizer/prolongations"

// prolongationsData is one deadline of all rounds of an edition.
type prolongationsData struct {
	*store.EditionSetup
	Form   prolongAllForm
	Errors web.Errors
}

type prolongAllForm struct {
	prolongForm
	Rounds []string `form:"rounds"`
}

// Deadlines are the deadlines to choose from.
func (prolongationsData) Deadlines(lang locale.Language) (options []web.Option) {
	for _, deadline := range []judging.Deadline{judging.EntriesDeadline, judging.JudgingDeadline} {
		options = append(options, web.Option{Value: string(deadline), Label: locale.T(lang, "phase.deadline_"+string(deadline))})
	}
	return options
}

// Choices are the rounds to choose from, each with both of its deadlines.
func (d prolongationsData) Choices(lang locale.Language) (options []web.Option) {
	for _, round := range d.Rounds {
		if !movable(round) {
			continue
		}
		label := round.Round.Name.In(lang)
		for _, deadline := range []judging.Deadline{judging.EntriesDeadline, judging.JudgingDeadline} {
			if at := round.Round.Schedule().At(deadline); !at.IsZero() {
				name := locale.T(lang, "phase.deadline_"+string(deadline))
				label += " – " + locale.T(lang, "phase.deadline_short", "Deadline", name, "Time", locale.DateTime(lang, at, d.Edition.Zone()))
			}
		}
		options = append(options, web.Option{Value: round.Round.UID, Label: label})
	}
	return options
}

// movable tells whether the round's deadlines can be moved.
func movable(r *store.EditionRound) bool {
	return r.Round.ClosedAt.IsZero() && r.Round.CancelledAt.IsZero() && r.Phase != judging.Finished
}

// prolongationsData reads the edition. Only its centre sees the form.
func (d door) prolongationsData(r *web.Request) (prolongationsData, error) {
	setup, err := d.store.EditionSetup(r.Context(), r.Actor, r.Var("edition"), r.Language)
	if err == nil {
		err = judging.May(r.Actor, judging.SetUp, judging.Facts{Chapter: setup.Root.Path})
	}
	return prolongationsData{EditionSetup: setup}, err
}

// prolongations begins with the entries' deadline of all rounds that have one.
func (d door) prolongations(r *web.Request) error {
	data, err := d.prolongationsData(r)
	if err != nil {
		return err
	}
	data.Form.Which = string(judging.EntriesDeadline)
	for _, round := range data.Rounds {
		if movable(round) && !round.Round.EntriesUntil.IsZero() {
			data.Form.Rounds = append(data.Form.Rounds, round.Round.UID)
		}
	}
	return prolongationsPage.Show(r, data)
}

func (d door) prolongAll(r *web.Request) error {
	data, err := d.prolongationsData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	var until time.Time
	if err == nil {
		var form store.ProlongForm
		if form, err = data.Form.read(data.Edition.Zone()); err == nil {
			until = form.Until
			err = d.store.ProlongEdition(r.Context(), r.Actor, data.Edition.UID, data.Form.Rounds, form)
			err = inWords(renamed(err, "deadline", "which"), r.Language)
		}
	}
	if err != nil {
		data.Errors = wrongIn(prolongLabels, err)
		return prolongationsPage.Again(r, err, data)
	}
	r.Notice("phase.prolonged_now", "Time", locale.DateTime(r.Language, until, data.Edition.Zone()))
	return r.Redirect("organizer.edition", "edition", data.Edition.UID)
}

// inWords says in words why a round does not take the deadline, of which the fault has the key.
func inWords(err error, lang locale.Language) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	f := *fault.Of(err)
	for i, field := range f.Fields {
		if key, ok := field.Args["Why"].(string); ok {
			f.Fields[i].Args = fault.Args{"Round": field.Args["Round"], "Why": locale.T(lang, key)}
		}
	}
	return &f
}
