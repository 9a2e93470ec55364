package organizer

import (
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const categoryEditPage web.Page[categoryEditData] = "organizer/category_edit"

type categoryEditData struct {
	store.EditionPlace
	Category *store.Category // nil: a new one
	Fixed    store.CategoryFixed
	Rubrics  []*store.Rubric
	Form     categoryForm
	Errors   web.Errors
}

// categoryForm is a category as its form sends it; Name is in the edition's language.
type categoryForm struct {
	Name      string              `form:"name"`
	NameIn    map[string]string   `form:"name_in"`
	Slug      string              `form:"slug"` // empty: made from the name
	Scope     store.CategoryScope `form:"scope"`
	Position  string              `form:"position"`
	Limit     string              `form:"entry_limit"`
	Automatic bool                `form:"automatic"`
	Rubric    string              `form:"rubric"`
}

var categoryLabels = map[string]string{"name": "category.name", "slug": "category.slug", "scope": "category.scope",
	"position": "category.position", "entry_limit": "category.entry_limit", "rubric": "category.rubric"}

// Others are the languages into which the name may be translated.
func (d categoryEditData) Others() (list []locale.Language) {
	for _, l := range locale.Languages {
		if l != d.Language() {
			list = append(list, l)
		}
	}
	return list
}

// Scopes are the rounds in which the category may exist.
func (categoryEditData) Scopes(lang locale.Language) (options []web.Option) {
	for _, scope := range []store.CategoryScope{store.Everywhere, store.Regional, store.National} {
		options = append(options, web.Option{Value: string(scope), Label: locale.T(lang, "category.scope_"+string(scope))})
	}
	return options
}

// RubricOptions are the edition's rubrics, and none.
func (d categoryEditData) RubricOptions(none string) []web.Option {
	var options []web.Option
	for _, rubric := range d.Rubrics {
		options = append(options, web.Option{Value: rubric.UID, Label: rubric.Name.In(d.Language())})
	}
	return append(options, web.Option{Value: "", Label: none})
}

// newCategoryData reads what a category is made with. Only who may set the edition up sees the form.
func (d door) newCategoryData(r *web.Request) (categoryEditData, error) {
	setup, err := d.store.EditionSetup(r.Context(), r.Actor, r.Var("edition"), r.Language)
	if err != nil {
		return categoryEditData{}, err
	}
	data := categoryEditData{Rubrics: setup.Rubrics, Form: categoryForm{Scope: store.Everywhere},
		EditionPlace: store.EditionPlace{Competition: setup.Competition, Root: setup.Root, Edition: setup.Edition, MaySetUp: setup.MaySetUp}}
	if len(setup.Rubrics) > 0 {
		data.Form.Rubric = setup.Rubrics[0].UID
	}
	return data, judging.May(r.Actor, judging.SetUp, judging.Facts{Chapter: setup.Root.Path})
}

func (d door) newCategory(r *web.Request) error {
	data, err := d.newCategoryData(r)
	if err != nil {
		return err
	}
	return categoryEditPage.Show(r, data)
}

func (d door) addCategory(r *web.Request) error {
	data, err := d.newCategoryData(r)
	if err != nil {
		return err
	}
	var category *store.Category
	form, err := data.read(r)
	if err == nil {
		category, err = d.store.AddCategory(r.Context(), r.Actor, r.Var("edition"), form)
	}
	if err != nil {
		data.Errors = wrongIn(categoryLabels, err)
		return categoryEditPage.Again(r, err, data)
	}
	r.Notice("category.added")
	return r.Redirect("organizer.eligibility", "category", category.UID)
}

// editCategoryData reads what a category's form begins with. Only who may set the edition up sees it.
func (d door) editCategoryData(r *web.Request) (categoryEditData, error) {
	view, err := d.store.Category(r.Context(), r.Actor, r.Var("category"), r.Language)
	if err != nil {
		return categoryEditData{}, err
	}
	c := &view.Category
	data := categoryEditData{EditionPlace: view.EditionPlace, Category: c, Fixed: view.Fixed, Rubrics: view.Rubrics,
		Form: categoryForm{Name: c.Name.In(view.Language()), NameIn: map[string]string{}, Slug: c.Slug, Scope: c.Scope,
			Position: strconv.Itoa(c.Position), Limit: digits(c.EntryLimit), Automatic: c.Automatic, Rubric: view.Fixed.Rubric}}
	for lang, name := range c.Name {
		data.Form.NameIn[string(lang)] = name
	}
	return data, judging.May(r.Actor, judging.SetUp, judging.Facts{Chapter: view.Root.Path})
}

func (d door) editCategory(r *web.Request) error {
	data, err := d.editCategoryData(r)
	if err != nil {
		return err
	}
	return categoryEditPage.Show(r, data)
}

func (d door) saveCategory(r *web.Request) error {
	data, err := d.editCategoryData(r)
	if err != nil {
		return err
	}
	form, err := data.read(r)
	if err == nil {
		err = d.store.UpdateCategory(r.Context(), r.Actor, r.Var("category"), form)
	}
	if err != nil {
		data.Errors = wrongIn(categoryLabels, err)
		return categoryEditPage.Again(r, err, data)
	}
	r.Notice("category.saved")
	return d.toCategory(r)
}

// read reads the form; what the store checks is left to it. What can no longer change is not on the page, and stays.
func (d *categoryEditData) read(r *web.Request) (store.CategoryForm, error) {
	before := d.Form
	d.Form = categoryForm{}
	if err := r.Decode(&d.Form); err != nil {
		return store.CategoryForm{}, err
	}
	f := &d.Form
	if d.Fixed.Slug() {
		f.Slug = before.Slug
	}
	if d.Fixed.Entries > 0 {
		f.Scope = before.Scope
	}
	if d.Fixed.Scored || d.Fixed.Mixed {
		f.Rubric = before.Rubric
	}
	if f.Slug == "" {
		f.Slug = slugOf(f.Name)
	}
	form := store.CategoryForm{Name: locale.Text{d.Language(): f.Name}, Slug: f.Slug, Scope: f.Scope, Automatic: f.Automatic, Rubric: f.Rubric}
	for _, l := range d.Others() {
		form.Name[l] = f.NameIn[string(l)]
	}
	c := reading{}
	if strings.TrimSpace(f.Position) != "" {
		form.Position = c.number("position", f.Position, "fault.bad_number")
	}
	if strings.TrimSpace(f.Limit) != "" {
		form.EntryLimit = c.number("entry_limit", f.Limit, "fault.bad_number")
	}
	return form, fault.InForm(c.wrong...)
}
