package organizer

import (
	"fmt"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const formPartsPage web.Page[formPartsData] = "organizer/form_parts"

type formPartsData struct {
	*store.FormSetup
	Rows   []partRow
	Errors web.Errors
}

// partRow is a part as the form has it.
type partRow struct {
	Part     store.PartName    `form:"part"`
	Asked    bool              `form:"asked"`
	Required bool              `form:"required"`
	Hidden   bool              `form:"hidden"`
	Label    map[string]string `form:"label"`
	Help     map[string]string `form:"help"`
}

type partsForm struct {
	Parts     []partRow `form:"parts"`
	Agreement string    `form:"agreement"`
	Back      bool      `form:"back"`
}

// Others are the languages beside the edition's.
func (d formPartsData) Others() []locale.Language { return besides(d.Language()) }

func (d door) formPartsData(r *web.Request) (formPartsData, error) {
	setup, err := d.formToChange(r)
	if err != nil {
		return formPartsData{}, err
	}
	data := formPartsData{FormSetup: setup}
	for _, p := range setup.Parts {
		data.Rows = append(data.Rows, partRow{p.Part, p.Asked, p.Required, p.Hidden, byCode(p.Label), byCode(p.Help)})
	}
	return data, nil
}

func (d door) formParts(r *web.Request) error {
	data, err := d.formPartsData(r)
	if err != nil {
		return err
	}
	return formPartsPage.Show(r, data)
}

func (d door) saveFormParts(r *web.Request) error {
	data, err := d.formPartsData(r)
	if err != nil {
		return err
	}
	var form partsForm
	err = r.Decode(&form)
	data.merge(form.Parts)
	if err == nil && form.Back {
		return formPartsPage.Show(r, data)
	}
	var effects []store.Effect
	parts := data.parts()
	if err == nil {
		effects, err = d.store.PartsPlan(r.Context(), r.Actor, r.Var("category"), parts)
	}
	if err == nil && store.AgreementTo(effects) != form.Agreement {
		return effectsPage.Show(r, newEffects(r, data.FormSetup, effects))
	}
	if err == nil {
		err = d.store.SaveParts(r.Context(), r.Actor, r.Var("category"), parts, form.Agreement)
	}
	if fault.Is(err, fault.Conflict) { // others were concerned a moment later
		return d.saveFormParts(r)
	}
	if err != nil {
		data.Errors = wrongIn(formLabels, inLanguage(data.Language(), data.numbered(err)))
		return formPartsPage.Again(r, err, data)
	}
	r.Notice("form.saved")
	return d.toForm(r)
}

// merge puts what was sent over the rows; a part that was not sent stays as it is.
func (d *formPartsData) merge(rows []partRow) {
	for _, row := range rows {
		for i := range d.Rows {
			if d.Rows[i].Part == row.Part {
				d.Rows[i] = row
			}
		}
	}
}

func (d *formPartsData) parts() (parts []store.FormPart) {
	for _, row := range d.Rows {
		parts = append(parts, store.FormPart{Part: row.Part, Asked: row.Asked, Required: row.Required, Hidden: row.Hidden,
			Label: inLanguages(row.Label), Help: inLanguages(row.Help)})
	}
	return parts
}

// numbered names the wrong fields as the page does: "url.label" is "parts[1].label".
func (d *formPartsData) numbered(err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	f := *fault.Of(err)
	fields := f.Fields
	f.Fields = nil
	for _, field := range fields {
		part, rest, _ := strings.Cut(field.Name, ".")
		for i, row := range d.Rows {
			if string(row.Part) == part {
				field.Name = fmt.Sprintf("parts[%d].%s", i, rest)
			}
		}
		f.Fields = append(f.Fields, field)
	}
	return &f
}
