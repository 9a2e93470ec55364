package organizer

import (
	"slices"
	"strconv"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const announcingPage web.Page[announcingData] = "organizer/announcing"

type announcingData struct {
	*store.EditionSetup
	Form   announcingForm
	Errors web.Errors
}

// announcingForm is how the edition announces its results.
type announcingForm struct {
	People string            `form:"people"` // "one" or "two"
	Days   string            `form:"days"`
	Levels []string          `form:"levels"` // that become public
	Hours  map[string]string `form:"hours"`  // after T0, or before it, by level

	Finalists string              `form:"finalists"` // the last place of a finalist
	Points    judging.PointsShown `form:"points"`
}

var announcingLabels = map[string]string{"people": "result.people", "days": "result.days", "levels": "result.levels",
	"finalists": "publication.finalist_places", "points": "publication.points_shown",
	"hours[certificates]": "result.hours_certificates", "hours[totals]": "result.hours_totals", "hours[finalists]": "publication.hours_finalists",
	"hours[points]": "publication.hours_points", "hours[comments]": "publication.hours_comments"}

const onePerson, twoPeople = "one", "two"

// People are the two ways to announce.
func (announcingData) People(lang locale.Language) []web.Option {
	return []web.Option{{Value: onePerson, Label: locale.T(lang, "result.one_person")}, {Value: twoPeople, Label: locale.T(lang, "result.two_people")}}
}

// Levels are the parts of a result that may become public, or not.
func (announcingData) Levels(lang locale.Language) (options []web.Option) {
	for _, level := range judging.Levels {
		options = append(options, web.Option{Value: string(level), Label: locale.T(lang, "publication.level_"+string(level))})
	}
	return options
}

// Ways are those in which the points of jurors may be shown.
func (announcingData) Ways(lang locale.Language) (options []web.Option) {
	for _, way := range judging.PointsWays {
		options = append(options, web.Option{Value: string(way), Label: locale.T(lang, "publication.points_"+string(way))})
	}
	return options
}

// levelHours is the field that says when a level opens.
type levelHours struct{ Name, Label, Value string }

// Hours are the fields of all levels, in their order.
func (d announcingData) Hours() (list []levelHours) {
	for _, level := range judging.Levels {
		name := "hours[" + string(level) + "]"
		list = append(list, levelHours{name, announcingLabels[name], d.Form.Hours[string(level)]})
	}
	return list
}

func (d door) announcing(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	e := setup.Edition
	form := announcingForm{People: onePerson, Days: strconv.Itoa(e.ObjectionDays), Finalists: strconv.Itoa(e.FinalistPlaces), Points: e.PointsShown}
	if e.AnnouncingPair {
		form.People = twoPeople
	}
	form.Hours = map[string]string{}
	for _, level := range judging.Levels {
		hours, published := e.Publication[level]
		form.Hours[string(level)] = strconv.Itoa(hours)
		if published {
			form.Levels = append(form.Levels, string(level))
		}
	}
	return announcingPage.Show(r, announcingData{EditionSetup: setup, Form: form})
}

func (d door) saveAnnouncing(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	data := announcingData{EditionSetup: setup}
	if err = r.Decode(&data.Form); err == nil {
		c := reading{}
		form := store.ResultPolicy{AnnouncingPair: data.Form.People == twoPeople, Publication: judging.Publication{}, PointsShown: data.Form.Points}
		if !slices.Contains([]string{onePerson, twoPeople}, data.Form.People) {
			c.wrong = append(c.wrong, fault.Field{Name: "people", Key: "fault.unknown_choice"})
		}
		form.ObjectionDays = c.number("days", data.Form.Days, "result.bad_days")
		form.FinalistPlaces = c.number("finalists", data.Form.Finalists, "publication.bad_places")
		for _, level := range data.Form.Levels {
			form.Publication[judging.Level(level)] = c.number("hours["+level+"]", data.Form.Hours[level], "result.bad_hours")
		}
		if err = fault.InForm(c.wrong...); err == nil {
			err = d.store.SaveResultPolicy(r.Context(), r.Actor, setup.Edition.UID, form)
		}
	}
	if err != nil {
		data.Errors = wrongIn(announcingLabels, err)
		return announcingPage.Again(r, err, data)
	}
	r.Notice("result.policy_saved")
	return r.Redirect("organizer.announcing", "edition", setup.Edition.UID)
}
