package account

import (
	"time"

	"blazon/server/calendar"
	"blazon/server/web"
	"blazon/store"
)

const calendarPage web.Page[calendarData] = "account/calendar"

type calendarData struct {
	Calendar *store.Calendar // nil: none yet
	Link     string          // of one that has just been made: it is shown once
	Errors   web.Errors
}

// MadeAt is when the address was made, in UTC: an account has no time zone.
func (d calendarData) MadeAt() time.Time { return d.Calendar.CreatedAt }

// calendarForm is what to do with the address.
type calendarForm struct {
	End bool `form:"end"` // let it be good no more; else make a new one
}

func (d door) calendar(r *web.Request) error {
	c, err := d.store.CalendarOf(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	return calendarPage.Show(r, calendarData{Calendar: c})
}

// changeCalendar shows a new address at once, since nothing but its hash is kept.
func (d door) changeCalendar(r *web.Request) error {
	var form calendarForm
	if err := r.Decode(&form); err != nil {
		return err
	}
	if form.End {
		if err := d.store.EndCalendar(r.Context(), r.Actor); err != nil {
			return err
		}
		r.Notice("phase.calendar_ended")
		return r.Redirect("account.calendar")
	}
	token, err := d.store.MakeCalendar(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	c, err := d.store.CalendarOf(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	return calendarPage.Show(r, calendarData{Calendar: c, Link: r.Link("account.calendar_file", "token", token)})
}

// calendarFile is for calendar programs, which sign in nowhere: the address is the key, and the language its owner's.
func (d door) calendarFile(r *web.Request) error {
	v, err := d.store.PersonalCalendar(r.Context(), r.Var("token"))
	if err != nil {
		return err
	}
	r.Language = v.User.Language
	file := calendar.Calendar{Language: r.Language, Name: r.T("phase.calendar_name"), Link: func(d *store.Date) string {
		return r.Link("public.round", "competition", d.Competition.Slug, "edition", d.Edition.Slug, "round", d.Round.Slug)
	}}
	return r.Send(web.File{Name: "blazon.ics", Type: calendar.Type, Body: file.File(v.Dates)})
}
