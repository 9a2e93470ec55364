package organizer

import (
	"slices"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const (
	fieldPage    web.Page[fieldData]   = "organizer/field"
	fieldNewPage web.Page[fieldData]   = "organizer/field_new"
	effectsPage  web.Page[effectsData] = "organizer/form_effects"
)

type fieldData struct {
	*store.FormSetup
	Field  *store.FormField // nil: a new one
	Form   fieldForm
	Errors web.Errors
}

// Others are the languages beside the edition's.
func (d fieldData) Others() (list []locale.Language) { return besides(d.Language()) }

// besides are the languages but one.
func besides(lang locale.Language) (list []locale.Language) {
	return slices.DeleteFunc(slices.Clone(locale.Languages), func(l locale.Language) bool { return l == lang })
}

// Kinds are all kinds of questions.
func (fieldData) Kinds() []store.FieldKind { return store.FieldKinds }

// KindOptions are the kinds of questions by name.
func (fieldData) KindOptions(lang locale.Language) (options []web.Option) {
	for _, kind := range store.FieldKinds {
		options = append(options, web.Option{Value: string(kind), Label: locale.T(lang, "form.kind_"+string(kind))})
	}
	return options
}

// TypeOptions are the types of files.
func (fieldData) TypeOptions() (options []web.Option) {
	for _, kind := range store.FileTypes {
		options = append(options, web.Option{Value: kind, Label: kind})
	}
	return options
}

// Gone are the choices that are no longer offered.
func (d fieldData) Gone() (gone []store.FieldOption) {
	if d.Field == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(d.Field.Options), func(o store.FieldOption) bool { return !o.Ended })
}

func (d door) fieldData(r *web.Request) (fieldData, error) {
	setup, err := d.formToChange(r)
	if err != nil {
		return fieldData{}, err
	}
	data := fieldData{FormSetup: setup, Form: fieldForm{Kind: store.FieldKind(r.Query("kind"))}}
	if uid := r.Var("field"); uid != "" {
		if data.Field = setup.Field(uid); data.Field == nil {
			return data, notThere()
		}
		data.Form = fieldFormOf(r.Language, data.Field)
	}
	return data, nil
}

func (d door) newField(r *web.Request) error { return d.showField(r, fieldNewPage) }
func (d door) field(r *web.Request) error    { return d.showField(r, fieldPage) }

func (d door) showField(r *web.Request, page web.Page[fieldData]) error {
	data, err := d.fieldData(r)
	if err != nil {
		return err
	}
	return page.Show(r, data)
}

func (d door) addField(r *web.Request) error {
	return d.putField(r, fieldNewPage, func(form store.FieldForm, agreement string) error {
		_, err := d.store.AddField(r.Context(), r.Actor, r.Var("category"), form, agreement)
		return err
	})
}

func (d door) saveField(r *web.Request) error {
	return d.putField(r, fieldPage, func(form store.FieldForm, agreement string) error {
		return d.store.ChangeField(r.Context(), r.Actor, r.Var("category"), r.Var("field"), form, agreement)
	})
}

// putField saves a question once whoever changes it has seen what that comes to for the entries that there are.
func (d door) putField(r *web.Request, page web.Page[fieldData], save func(store.FieldForm, string) error) error {
	data, err := d.fieldData(r)
	if err != nil {
		return err
	}
	data.Form = fieldForm{}
	err = r.Decode(&data.Form)
	data.Form.tidy()
	if err == nil && data.Form.Back {
		return page.Show(r, data)
	}
	var form store.FieldForm
	var effects []store.Effect
	if err == nil {
		form, err = data.Form.field()
	}
	if err == nil {
		effects, err = d.store.FieldPlan(r.Context(), r.Actor, r.Var("category"), r.Var("field"), form)
	}
	if err == nil && store.AgreementTo(effects) != data.Form.Agreement {
		return effectsPage.Show(r, newEffects(r, data.FormSetup, effects))
	}
	if err == nil {
		err = save(form, data.Form.Agreement)
	}
	if fault.Is(err, fault.Conflict) { // others were concerned a moment later
		return d.putField(r, page, save)
	}
	if err != nil {
		data.Errors = wrongIn(formLabels, inLanguage(data.Language(), err))
		return page.Again(r, err, data)
	}
	r.Notice("form.saved")
	return d.toForm(r)
}
