package organizer

import (
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const latePage web.Page[lateData] = "organizer/late"

type lateData struct {
	*store.LateEntries
	Head   rosterHead
	Entry  string // uid of the chosen draft
	Reason string
	Errors web.Errors
}

// Over tells whether the time for entries is over, so that only the organizer can take one.
func (d lateData) Over() bool { return d.Window().At(d.Now) == judging.TooLate }

// Options are the drafts to choose from.
func (d lateData) Options(lang locale.Language) (options []web.Option) {
	for _, e := range d.Drafts {
		label := e.Entrants(lang)
		if e.Entry.Title != "" {
			label += " – " + e.Entry.Title
		}
		options = append(options, web.Option{Value: e.Entry.UID, Label: label})
	}
	return options
}

func (d door) lateData(r *web.Request) (lateData, error) {
	late, err := d.store.LateEntries(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return lateData{}, err
	}
	return lateData{LateEntries: late, Head: rosterHead{late.ContestPlace, "organizer.late", "entrant.late"}}, nil
}

func (d door) late(r *web.Request) error {
	data, err := d.lateData(r)
	if err != nil {
		return err
	}
	return latePage.Show(r, data)
}

// acceptLate hands in a draft for its entrant; what is missing in it is said with the questions' names.
func (d door) acceptLate(r *web.Request) error {
	data, err := d.lateData(r)
	if err != nil {
		return err
	}
	var form struct {
		Entry  string `form:"entry"`
		Reason string `form:"reason"`
	}
	if err = r.Decode(&form); err == nil {
		err = d.store.AcceptLate(r.Context(), r.Actor, data.Contest.UID, form.Entry, form.Reason)
	}
	if err != nil {
		data.Entry, data.Reason, data.Errors = form.Entry, form.Reason, web.ErrorsOf(err)
		return latePage.Again(r, err, data)
	}
	r.Notice("entrant.late_taken")
	return r.Redirect("organizer.late", "contest", r.Var("contest"))
}
