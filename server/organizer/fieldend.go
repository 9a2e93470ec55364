package organizer

import (
	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const fieldEndPage web.Page[fieldEndData] = "organizer/field_end"

type fieldEndData struct {
	fieldData
	Stays store.Effect // how many entries have answered
}

func (d door) endingField(r *web.Request) error {
	data, err := d.fieldData(r)
	if err != nil {
		return err
	}
	if data.Field.Ended() {
		return fault.New(fault.Closed, "form.field_ended")
	}
	stays, err := d.store.EndPlan(r.Context(), r.Actor, r.Var("category"), r.Var("field"))
	if err != nil {
		return err
	}
	return fieldEndPage.Show(r, fieldEndData{data, stays})
}

func (d door) endField(r *web.Request) error {
	if err := d.store.EndField(r.Context(), r.Actor, r.Var("category"), r.Var("field")); err != nil {
		return err
	}
	r.Notice("form.field_is_ended")
	return d.toForm(r)
}

func (d door) resumeField(r *web.Request) error {
	if err := d.store.ResumeField(r.Context(), r.Actor, r.Var("category"), r.Var("field")); err != nil {
		return err
	}
	r.Notice("form.field_resumed")
	return d.toForm(r)
}
