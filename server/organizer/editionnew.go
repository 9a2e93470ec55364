package organizer

import (
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const editionNewPage web.Page[editionNewData] = "organizer/edition-new"

type editionNewData struct {
	*store.CompetitionSetup
	Last   *store.Edition // whose dates and modes the form begins with; nil: there is none
	Form   editionForm
	Errors web.Errors
}

// editionForm is an edition with what all its rounds have in common; Modes are by the chapters' uids.
type editionForm struct {
	Number   string            `form:"number"`
	Year     string            `form:"year"`
	Slug     string            `form:"slug"` // empty: the year
	Name     string            `form:"name"`
	Note     string            `form:"note"`
	Language locale.Language   `form:"language"`
	TimeZone string            `form:"time_zone"`
	Template string            `form:"template"`
	Modes    map[string]string `form:"mode"`
	National datesForm         `form:"national"`
	Regional datesForm         `form:"regional"`
}

// choosable is a template with what it brings.
type choosable struct {
	store.Template
	Rules rules
}

// Templates are those for the competition's country.
func (d editionNewData) Templates() (list []choosable) {
	for _, t := range store.Templates() {
		if t.Country == d.Competition.Country {
			list = append(list, choosable{t, rulesOfTemplate(t)})
		}
	}
	return list
}

// Languages are the choices of a language.
func (editionNewData) Languages() []web.Option { return languages() }

// Tree lists the chapters as a tree is read.
func (d editionNewData) Tree() []branch { return treeOf(d.Chapters) }

// Modes are the choices of what a chapter does.
func (editionNewData) Modes(own, collective, none string) []web.Option {
	return []web.Option{{Value: string(store.OwnRound), Label: own}, {Value: string(store.Collective), Label: collective},
		{Value: string(store.NoPart), Label: none}}
}

// editionNewData reads what an edition is set up with. Only who may set it up sees the form.
func (d door) editionNewData(r *web.Request) (editionNewData, error) {
	setup, err := d.store.CompetitionSetup(r.Context(), r.Actor, r.Var("competition"), r.Language)
	if err != nil {
		return editionNewData{}, err
	}
	data := editionNewData{CompetitionSetup: setup}
	if err := judging.May(r.Actor, judging.SetUp, judging.Facts{Chapter: setup.Root.Path}); err != nil {
		return data, err
	}
	if len(setup.Editions) > 0 {
		data.Last = &setup.Editions[0]
	}
	return data, nil
}

func (d door) newEdition(r *web.Request) error {
	data, err := d.editionNewData(r)
	if err != nil {
		return err
	}
	if data.Form, err = d.firstForm(r, data); err != nil {
		return err
	}
	return editionNewPage.Show(r, data)
}

func (d door) setUpEdition(r *web.Request) error {
	data, err := d.editionNewData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	var edition *store.Edition
	if err == nil {
		var form store.EditionForm
		if form, err = data.edition(); err == nil {
			edition, err = d.store.SetUpEdition(r.Context(), r.Actor, data.Competition.UID, form)
		}
	}
	if err != nil {
		data.Errors = wrongIn(editionLabels, data.named(err))
		return editionNewPage.Again(r, err, data)
	}
	r.Notice("organizer.edition_made")
	return r.Redirect("organizer.edition", "edition", edition.UID)
}
