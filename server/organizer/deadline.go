package organizer

import (
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const deadlinePage web.Page[deadlineData] = "organizer/deadline"

// deadlineData is the own time for entries of one contest, or of all contests of a category.
type deadlineData struct {
	Crumbs   []web.Crumb
	Name     string                   // of the category
	Place    *store.ContestPlace      // nil: it is about all contests of a category
	Contests []*store.CategoryContest // of the category
	Zone     *time.Location
	Back     string
	Form     deadlineForm
	Errors   web.Errors
}

type deadlineForm struct {
	From  web.Moment `form:"entries_from"`
	Until web.Moment `form:"entries_until"`
}

var deadlineLabels = map[string]string{"entries_from": "category.entries_from", "entries_until": "category.entries_until"}

// read reads the moments; those that are typed as they were before stay to the second.
func (f deadlineForm) read(zone *time.Location, before judging.Window) (judging.Window, error) {
	c := reading{zone: zone}
	own := judging.Window{From: c.moment("entries_from", f.From, before.From), Until: c.moment("entries_until", f.Until, before.Until)}
	return own, fault.InForm(c.wrong...)
}

func (d door) deadlinesData(r *web.Request) (deadlineData, error) {
	view, err := d.store.Category(r.Context(), r.Actor, r.Var("category"), r.Language)
	if err != nil {
		return deadlineData{}, err
	}
	data := deadlineData{Crumbs: categoryCrumbs(r, &view.CategoryPlace, r.T("category.deadlines")), Name: view.Category.Name.In(r.Language),
		Contests: view.Contests, Zone: view.Edition.Zone(), Back: r.Address("organizer.category", "category", view.Category.UID)}
	return data, judging.May(r.Actor, judging.SetUp, judging.Facts{Chapter: view.Root.Path})
}

func (d door) deadlines(r *web.Request) error {
	data, err := d.deadlinesData(r)
	if err != nil {
		return err
	}
	return deadlinePage.Show(r, data)
}

func (d door) saveDeadlines(r *web.Request) error {
	data, err := d.deadlinesData(r)
	if err != nil {
		return err
	}
	changed := 0
	if err = r.Decode(&data.Form); err == nil {
		var own judging.Window
		if own, err = data.Form.read(data.Zone, judging.Window{}); err == nil {
			changed, err = d.store.SetDeadlines(r.Context(), r.Actor, r.Var("category"), own)
		}
	}
	if err != nil {
		data.Errors = wrongIn(deadlineLabels, err)
		return deadlinePage.Again(r, err, data)
	}
	r.Notice("category.deadlines_saved", "Count", changed)
	return d.toCategory(r)
}

func (d door) deadlineData(r *web.Request) (deadlineData, error) {
	p, err := d.store.Contest(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return deadlineData{}, err
	}
	back, zone := r.Address("organizer.contest", "contest", p.Contest.UID), p.Edition.Zone()
	name := p.Category.Name.In(r.Language)
	return deadlineData{Name: name, Place: p, Zone: zone, Back: back,
		Crumbs: roundCrumbs(r, &p.Place, crumbTo(name, back), crumbTo(r.T("category.deadline"), "")),
		Form:   deadlineForm{web.MomentOf(p.Contest.EntriesFrom, zone), web.MomentOf(p.Contest.EntriesUntil, zone)}}, nil
}

func (d door) deadline(r *web.Request) error {
	data, err := d.deadlineData(r)
	if err != nil {
		return err
	}
	return deadlinePage.Show(r, data)
}

func (d door) saveDeadline(r *web.Request) error {
	data, err := d.deadlineData(r)
	if err != nil {
		return err
	}
	data.Form = deadlineForm{}
	if err = r.Decode(&data.Form); err == nil {
		var own judging.Window
		if own, err = data.Form.read(data.Zone, judging.Window{From: data.Place.Contest.EntriesFrom, Until: data.Place.Contest.EntriesUntil}); err == nil {
			err = d.store.SetDeadline(r.Context(), r.Actor, r.Var("contest"), own)
		}
	}
	if err != nil {
		data.Errors = wrongIn(deadlineLabels, err)
		return deadlinePage.Again(r, err, data)
	}
	r.Notice("category.deadline_saved")
	return r.RedirectTo(data.Back)
}

// RoundWindow says when a round takes entries, in words.
func (d deadlineData) RoundWindow(lang locale.Language, p *store.ContestPlace) string {
	return windowWords(lang, judging.Window{From: p.Round.EntriesFrom, Until: p.Round.EntriesUntil}, d.Zone)
}

// OwnWindow says when a contest takes entries otherwise than its round, in words; empty: it does not.
func (d deadlineData) OwnWindow(lang locale.Language, p *store.ContestPlace) string {
	own := judging.Window{From: p.Contest.EntriesFrom, Until: p.Contest.EntriesUntil}
	if own.From.IsZero() && own.Until.IsZero() {
		return ""
	}
	return windowWords(lang, own, d.Zone)
}

// windowWords says a time for entries in words.
func windowWords(lang locale.Language, w judging.Window, zone *time.Location) string {
	moment := func(t time.Time) string {
		if t.IsZero() {
			return locale.T(lang, "category.not_set")
		}
		return locale.DateTime(lang, t, zone)
	}
	return moment(w.From) + " – " + moment(w.Until)
}
