package public

import (
	"blazon/server/calendar"
	"blazon/server/web"
	"blazon/store"
)

// calendar is the dates of an edition that everybody may know, in the language of the address.
func (d door) calendar(r *web.Request) error {
	v, err := d.store.PublicCalendar(r.Context(), r.Var("competition"), r.Var("edition"))
	if err != nil {
		return err
	}
	file := calendar.Calendar{Language: r.Language, Name: v.Name(r.Language), Zone: v.Edition.TimeZone, Link: func(d *store.Date) string {
		return r.Link("public.round", "competition", d.Competition.Slug, "edition", d.Edition.Slug, "round", d.Round.Slug)
	}}
	return r.Send(web.File{Name: v.Competition.Slug + "-" + v.Edition.Slug + ".ics", Type: calendar.Type, Body: file.File(v.Dates)})
}
