package room

import (
	"slices"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const reminderPage web.Page[reminderData] = "room/reminder"

type reminderData struct {
	*store.Coverage
	Head   *head
	Late   []*store.LateJuror
	Form   reminderForm
	Mails  bool // letters leave from here
	Errors web.Errors
}

type reminderForm struct {
	Jurors []string `form:"jurors"`
	Words  string   `form:"words"`
}

// Has tells whether the juror is chosen.
func (f reminderForm) Has(juror string) bool { return slices.Contains(f.Jurors, juror) }

// Some tells whether anybody can be reminded now.
func (d reminderData) Some() bool { return slices.ContainsFunc(d.Late, (*store.LateJuror).Remindable) }

// Possible tells why nobody can be reminded at this stage; nil: they can.
func (d reminderData) Possible(actor judging.Actor) error {
	return judging.May(actor, judging.RemindJurors, d.Facts())
}

func (d door) reminderData(r *web.Request) (reminderData, error) {
	v, err := d.store.Coverage(r.Context(), r.Actor, r.Var("round"), "", r.Language)
	if err != nil {
		return reminderData{}, err
	}
	return reminderData{Coverage: v, Head: headOf(r, &v.Place, "room.reminder"), Late: v.LateJurors(), Mails: d.store.Mails()}, nil
}

// reminder counts who would be written to, before anybody is.
func (d door) reminder(r *web.Request) error {
	data, err := d.reminderData(r)
	if err != nil {
		return err
	}
	for _, l := range data.Late {
		if l.Remindable() {
			data.Form.Jurors = append(data.Form.Jurors, l.Juror.UID)
		}
	}
	if until := data.Round.JudgingUntil; until.After(data.Now) {
		data.Form.Words = r.T("room.reminder_until", "Time", locale.DateTime(r.Language, until, data.Edition.Zone()))
	}
	return reminderPage.Show(r, data)
}

func (d door) remind(r *web.Request) error {
	var form reminderForm
	n := 0
	err := r.Decode(&form)
	if err == nil {
		n, err = d.store.RemindLate(r.Context(), r.Actor, r.Var("round"), store.LateForm{Jurors: form.Jurors, Words: form.Words})
	}
	if err != nil {
		data, e := d.reminderData(r)
		if e != nil {
			return e
		}
		data.Form, data.Errors = form, web.ErrorsOf(err)
		return reminderPage.Again(r, err, data)
	}
	r.Notice("room.reminded", "Count", n)
	return r.Redirect("room.coverage", "round", r.Var("round"))
}
