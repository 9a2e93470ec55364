package organizer

import (
	"cmp"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const competitionNewPage web.Page[competitionNewData] = "organizer/competition-new"

type competitionNewData struct {
	Form   competitionForm
	Errors web.Errors
}

type competitionForm struct {
	Name     string           `form:"name"`
	Slug     string           `form:"slug"`
	Country  register.Country `form:"country"`
	Language locale.Language  `form:"language"`
	TimeZone string           `form:"time_zone"`
	Root     chapterForm      `form:"root"`
	Organize bool             `form:"organize"` // whoever creates it organizes it
}

// Languages are the choices of a language.
func (competitionNewData) Languages() []web.Option { return languages() }

// Countries are the choices of a register.
func (competitionNewData) Countries(czechia, poland string) []web.Option {
	return []web.Option{{Value: string(register.Czechia), Label: czechia}, {Value: string(register.Poland), Label: poland}}
}

// Regions are the choices of where the root is: a whole country, or a region of one.
func (competitionNewData) Regions(whole string) []web.Option {
	return append(append([]web.Option{{Label: whole}}, regions(register.Czechia)...), regions(register.Poland)...)
}

func languages() (options []web.Option) {
	for _, l := range locale.Languages {
		options = append(options, web.Option{Value: string(l), Label: l.Name()})
	}
	return options
}

func regions(country register.Country) (options []web.Option) {
	for _, region := range register.Regions(country) {
		options = append(options, web.Option{Value: region.Code, Label: region.Name})
	}
	return options
}

// timeZones are the zones of the countries.
var timeZones = map[register.Country]string{register.Czechia: "Europe/Prague", register.Poland: "Europe/Warsaw"}

func (d door) newCompetition(r *web.Request) error {
	form := competitionForm{Country: register.Czechia, Language: r.Language, Organize: true}
	if r.Language == locale.Polish {
		form.Country = register.Poland
	}
	return competitionNewPage.Show(r, competitionNewData{Form: form})
}

func (d door) createCompetition(r *web.Request) error {
	var form competitionForm
	err := r.Decode(&form)
	var made *store.Competition
	var root *store.Chapter
	if err == nil {
		made, root, err = d.store.CreateCompetition(r.Context(), r.Actor, store.CompetitionForm{
			Slug: cmp.Or(form.Slug, slugOf(form.Name)), Name: locale.Text{form.Language: form.Name}, Country: form.Country, Language: form.Language,
			TimeZone: cmp.Or(form.TimeZone, timeZones[form.Country]), Root: form.Root.chapter(form.Language), Reserved: web.Reserved})
	}
	if err != nil {
		return competitionNewPage.Again(r, err, competitionNewData{form, wrongIn(competitionLabels, withoutSlug(withoutSlug(err, ""), "root."))})
	}
	if form.Organize {
		if err := d.organize(r, root); err != nil {
			return err
		}
	}
	r.Notice("organizer.competition_made", "Name", form.Name)
	return r.Redirect("organizer.chapters", "competition", made.UID)
}

// organize makes the actor an organizer of the chapter.
func (d door) organize(r *web.Request, chapter *store.Chapter) error {
	user, err := d.store.Profile(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	_, err = d.store.GrantMembership(r.Context(), r.Actor, store.MembershipForm{Role: judging.Organizer, Chapter: chapter.UID,
		Person: store.Person{Email: user.Email, Name: user.Name, Language: user.Language}})
	return err
}
