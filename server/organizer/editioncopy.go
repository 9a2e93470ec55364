package organizer

import (
	"cmp"
	"strconv"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const editionCopyPage web.Page[editionCopyData] = "organizer/edition-copy"

type editionCopyData struct {
	*store.EditionSetup
	Form   copyForm
	Errors web.Errors
}

// copyForm is what the new edition has otherwise than the one that it is copied from.
type copyForm struct {
	Number string `form:"number"`
	Year   string `form:"year"`
	Slug   string `form:"slug"` // empty: the year
	Name   string `form:"name"`
}

var copyLabels = map[string]string{"number": "organizer.number", "year": "organizer.year", "slug": "organizer.slug", "name": "organizer.edition_name"}

// centralSetup reads an edition for whoever may set it up; to anybody else it is absent.
func (d door) centralSetup(r *web.Request) (*store.EditionSetup, error) {
	setup, err := d.store.EditionSetup(r.Context(), r.Actor, r.Var("edition"), r.Language)
	if err == nil && !setup.MaySetUp {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return setup, err
}

func (d door) editionCopy(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	form := copyForm{Number: strconv.Itoa(setup.Edition.Number + 1), Year: strconv.Itoa(setup.Edition.Year + 1)}
	return editionCopyPage.Show(r, editionCopyData{EditionSetup: setup, Form: form})
}

func (d door) copyEdition(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	data := editionCopyData{EditionSetup: setup}
	err = r.Decode(&data.Form)
	var made *store.Edition
	if err == nil {
		var form store.CopyForm
		if form, err = data.copy(); err == nil {
			made, err = d.store.CopyEdition(r.Context(), r.Actor, setup.Edition.UID, form)
		}
	}
	if err != nil {
		data.Errors = wrongIn(copyLabels, err)
		return editionCopyPage.Again(r, err, data)
	}
	r.Notice("edition.copied", "Year", strconv.Itoa(made.Year))
	return r.Redirect("organizer.edition_differences", "edition", made.UID)
}

// copy reads the form; what the store checks is left to it.
func (d editionCopyData) copy() (store.CopyForm, error) {
	c := reading{}
	form := store.CopyForm{Slug: cmp.Or(d.Form.Slug, slugOf(d.Form.Year)), Name: locale.Text{d.Edition.Language: d.Form.Name}}
	form.Number = c.number("number", d.Form.Number, "fault.bad_number")
	form.Year = c.number("year", d.Form.Year, "fault.bad_year")
	return form, fault.InForm(c.wrong...)
}
