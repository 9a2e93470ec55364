package organizer

import (
	"slices"

	"blazon/locale"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
)

const formPage web.Page[formData] = "organizer/form"

type formData struct {
	*store.FormSetup
	Sets   []store.FormSet
	Set    string
	Errors web.Errors
}

// Inputs is the form as the entrant will see it, with nothing filled in.
func (d formData) Inputs(lang locale.Language) *entryform.Inputs {
	return entryform.New(lang, &d.Form, store.Filled{}, d.Suppliers, nil)
}

// Files are the fields that ask for files, which stand below the form.
func (d formData) Files() (files []*store.FormField) {
	for _, f := range d.Fields {
		if f.Kind == store.FileField {
			files = append(files, f)
		}
	}
	return files
}

// Empty tells whether a ready-made set may become the form.
func (d formData) Empty() bool {
	return len(d.Fields)+len(d.Ended) == 0 && d.Entries.Drafts+d.Entries.Submitted == 0
}

// SetOptions are the ready-made sets.
func (d formData) SetOptions(lang locale.Language) (options []web.Option) {
	for _, set := range d.Sets {
		options = append(options, web.Option{Value: set.Key, Label: set.Name.In(lang)})
	}
	return options
}

// Last tells whether the field is the last that is asked for.
func (d formData) Last(f *store.FormField) bool { return slices.Index(d.Fields, f) == len(d.Fields)-1 }

// First tells whether the field is the first.
func (d formData) First(f *store.FormField) bool { return slices.Index(d.Fields, f) == 0 }

func (d door) formData(r *web.Request) (formData, error) {
	setup, err := d.store.FormSetup(r.Context(), r.Actor, r.Var("category"))
	return formData{FormSetup: setup, Sets: store.FormSets()}, err
}

func (d door) form(r *web.Request) error {
	data, err := d.formData(r)
	if err != nil {
		return err
	}
	return formPage.Show(r, data)
}

// formToChange is the form for whoever may change it; for anybody else its pages are not there.
func (d door) formToChange(r *web.Request) (*store.FormSetup, error) {
	setup, err := d.store.FormSetup(r.Context(), r.Actor, r.Var("category"))
	if err == nil && !setup.MaySetUp {
		err = notThere()
	}
	return setup, err
}

func (d door) addFormSet(r *web.Request) error {
	data, err := d.formData(r)
	if err == nil && !data.MaySetUp {
		err = notThere()
	}
	if err != nil {
		return err
	}
	var form struct {
		Set string `form:"set"`
	}
	if err = r.Decode(&form); err == nil {
		err = d.store.AddFormSet(r.Context(), r.Actor, r.Var("category"), form.Set)
	}
	if err != nil {
		data.Set, data.Errors = form.Set, wrongIn(formLabels, err)
		return formPage.Again(r, err, data)
	}
	r.Notice("form.set_added")
	return d.toForm(r)
}

func (d door) moveField(r *web.Request) error {
	var form struct {
		Up bool `form:"up"`
	}
	if err := r.Decode(&form); err != nil {
		return err
	}
	if err := d.store.MoveField(r.Context(), r.Actor, r.Var("category"), r.Var("field"), form.Up); err != nil {
		return err
	}
	return d.toForm(r)
}

func (d door) toForm(r *web.Request) error {
	return r.Redirect("organizer.form", "category", r.Var("category"))
}

// formLabels are the keys of the labels of the fields in the pages of forms.
var formLabels = map[string]string{"set": "form.set", "kind": "form.kind", "label[]": "form.label", "help[]": "form.help", "longest": "form.longest",
	"minimum": "form.minimum", "maximum": "form.maximum", "decimals": "form.decimals_label", "most": "form.most", "types": "form.types",
	"options": "form.choices", "options[].name[]": "form.choice", "options[].order": "form.order",
	"parts[].label[]": "form.label", "parts[].help[]": "form.help"}
