package organizer

import (
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const editionSettingsPage web.Page[editionSettingsData] = "organizer/edition-settings"

type editionSettingsData struct {
	*store.EditionSetup
	Form   editionSettingsForm
	Errors web.Errors
	lang   locale.Language
}

// editionSettingsForm is what the center sets for the whole edition; texts are by language.
type editionSettingsForm struct {
	countingForm
	Number string            `form:"number"`
	Year   string            `form:"year"`
	Name   map[string]string `form:"name"`
	Note   map[string]string `form:"note"`
	Locked []string          `form:"locked"`

	License string `form:"license"` // of the open data
}

var editionSettingsLabels = with(countingLabels, map[string]string{"number": "organizer.number", "year": "organizer.year", "name": "organizer.edition_name",
	"note": "organizer.note", "locked": "edition.locked", "license": "opendata.license"}, "")

// Names are the edition's names in all languages.
func (d editionSettingsData) Names() []writing {
	return writings("name", d.Form.Name, d.Edition.Language, false)
}

// Notes are the public notes in all languages.
func (d editionSettingsData) Notes() []writing {
	return writings("note", d.Form.Note, d.Edition.Language, false)
}

// Counting is the form of how totals become places.
func (d editionSettingsData) Counting() countingView {
	return countingView{Form: d.Form.countingForm, Errors: d.Errors, rubric: d.Rubrics, lang: d.lang}
}

// Parts are the parts of the rules that may be locked.
func (d editionSettingsData) Parts() (options []web.Option) {
	for _, part := range store.Parts {
		options = append(options, web.Option{Value: string(part), Label: locale.T(d.lang, "edition.part_"+string(part))})
	}
	return options
}

// licenseWord makes the end of a key out of what a license is called.
var licenseWord = strings.NewReplacer("-", "_", ".", "_")

// Licenses are those that the open data may have.
func (d editionSettingsData) Licenses() (options []web.Option) {
	for _, license := range store.Licenses {
		options = append(options, web.Option{Value: string(license), Label: locale.T(d.lang, "opendata.license_"+licenseWord.Replace(strings.ToLower(string(license))))})
	}
	return options
}

func (d door) editionSettings(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	e := setup.Edition
	form := editionSettingsForm{countingForm: countingOf(e.CountingRules()), Number: strconv.Itoa(e.Number), Year: strconv.Itoa(e.Year),
		Name: typed(e.Name), Note: typed(e.Note), License: string(e.License.OrUsual())}
	for _, part := range e.Locked {
		form.Locked = append(form.Locked, string(part))
	}
	return editionSettingsPage.Show(r, editionSettingsData{EditionSetup: setup, Form: form, lang: r.Language})
}

func (d door) saveEditionSettings(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	data := editionSettingsData{EditionSetup: setup, lang: r.Language}
	err = r.Decode(&data.Form)
	if err == nil {
		var form store.EditionSettings
		if form, err = data.settings(); err == nil {
			err = d.store.UpdateEdition(r.Context(), r.Actor, setup.Edition.UID, form)
		}
	}
	if err != nil {
		data.Errors = wrongIn(editionSettingsLabels, err)
		return editionSettingsPage.Again(r, err, data)
	}
	r.Notice("edition.settings_saved")
	return r.Redirect("organizer.edition", "edition", setup.Edition.UID)
}

// settings reads the form; what the store checks is left to it.
func (d editionSettingsData) settings() (store.EditionSettings, error) {
	c := reading{}
	form := store.EditionSettings{Name: textOf(d.Form.Name), Note: textOf(d.Form.Note), License: store.License(d.Form.License)}
	form.Number = c.number("number", d.Form.Number, "fault.bad_number")
	form.Year = c.number("year", d.Form.Year, "fault.bad_year")
	for _, part := range d.Form.Locked {
		form.Locked = append(form.Locked, store.Part(part))
	}
	var err error
	if form.Rules, err = d.Form.rules(d.Edition.CountingRules()); err != nil {
		c.wrong = append(c.wrong, fault.Of(err).Fields...)
	}
	return form, fault.InForm(c.wrong...)
}
