package store

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

//go:embed formset/*.json
var formSetFiles embed.FS

// FormSet is a form to start from: what a category of its kind usually asks for.
type FormSet struct {
	Key    string          `json:"key"`
	Name   locale.Text     `json:"name"`
	Parts  []PartTemplate  `json:"parts"`
	Fields []FieldTemplate `json:"fields"`
}

// PartTemplate is how a set asks for title, address or supplier.
type PartTemplate struct {
	Part     PartName    `json:"part"`
	Asked    bool        `json:"asked"`
	Required bool        `json:"required"`
	Hidden   bool        `json:"hidden"`
	Label    locale.Text `json:"label"`
	Help     locale.Text `json:"help"`
}

// FieldTemplate is a field as a set has it.
type FieldTemplate struct {
	Key      string        `json:"key"`
	Kind     FieldKind     `json:"kind"`
	Label    locale.Text   `json:"label"`
	Help     locale.Text   `json:"help"`
	Required bool          `json:"required"`
	Hidden   bool          `json:"hidden"`
	Longest  int           `json:"longest"`
	Minimum  string        `json:"minimum"`
	Maximum  string        `json:"maximum"`
	Decimals int           `json:"decimals"`
	Most     int           `json:"most"`
	Options  []FieldOption `json:"options"`
}

// FormSets lists the sets that come with the program, in the order of their keys.
func FormSets() []FormSet {
	files, err := formSetFiles.ReadDir("formset")
	if err != nil {
		panic(fmt.Errorf("form sets: %w", err))
	}
	var list []FormSet
	for _, file := range files {
		body, err := formSetFiles.ReadFile("formset/" + file.Name())
		if err != nil {
			panic(fmt.Errorf("form set %s: %w", file.Name(), err))
		}
		var set FormSet
		if err := json.Unmarshal(body, &set); err != nil {
			panic(fmt.Errorf("form set %s: %w", file.Name(), err))
		}
		list = append(list, set)
	}
	return list
}

// FormSetByKey finds one of the FormSets; an unknown key is an Invalid fault of the field set.
func FormSetByKey(key string) (FormSet, error) {
	sets := FormSets()
	if at := slices.IndexFunc(sets, func(set FormSet) bool { return set.Key == key }); at >= 0 {
		return sets[at], nil
	}
	return FormSet{}, fault.InForm(fault.Field{Name: "set", Key: "fault.unknown_choice"})
}

// Check finds out whether a form can be made of the set.
func (set FormSet) Check() error {
	_, err := set.fields("", 0, 0)
	return err
}

// fields makes the set's fields for a category, after those that it has.
func (set FormSet) fields(uid string, category int64, after int) (list []*FormField, err error) {
	for i, t := range set.Fields {
		form := FieldForm{Kind: t.Kind, Label: t.Label, Help: t.Help, Required: t.Required, Hidden: t.Hidden, Longest: t.Longest,
			Minimum: t.Minimum, Maximum: t.Maximum, Decimals: t.Decimals, Most: t.Most, Options: t.Options}
		f, err := form.field(FormField{UID: uid, CategoryID: category, Key: t.Key, Position: after + i + 1, Options: t.Options})
		if err != nil {
			return nil, fmt.Errorf("form set %s, field %s: %w", set.Key, t.Key, err)
		}
		list = append(list, f)
	}
	return list, nil
}

// addFormSet makes a set the form of a category that has none.
func (tx *transaction) addFormSet(ctx context.Context, category int64, set FormSet) error {
	list, err := set.fields("", category, 0)
	if err != nil {
		return err
	}
	for _, f := range list {
		f.UID = tx.store.NewUID()
	}
	if len(list) > 0 {
		if _, err := tx.NewInsert().Model(&list).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("fields of the form set %s: %w", set.Key, err)
		}
	}
	var parts []FormPart
	for _, t := range set.Parts {
		parts = append(parts, FormPart{CategoryID: category, Part: t.Part, Asked: t.Asked, Required: t.Required, Hidden: t.Hidden,
			Label: trimmed(t.Label), Help: trimmed(t.Help)})
	}
	return tx.putParts(ctx, parts)
}

// addForm makes the form of a category that comes from a template.
func (tx *transaction) addForm(ctx context.Context, category *Category, t CategoryTemplate) error {
	if t.Form == "" {
		return nil
	}
	set, err := FormSetByKey(t.Form)
	if err != nil {
		return err
	}
	return tx.addFormSet(ctx, category.ID, set)
}

// AddFormSet makes a set the form of a category whose form is still empty, and into which nobody has entered yet.
func (s *Store) AddFormSet(ctx context.Context, actor judging.Actor, category, set string) error {
	chosen, err := FormSetByKey(set)
	if err != nil {
		return err
	}
	err = s.writeForm(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		v := &FormSetup{}
		if err := tx.formSetup(ctx, v, p); err != nil {
			return err
		}
		if len(v.Fields)+len(v.Ended) > 0 {
			return fault.New(fault.Closed, "form.not_empty")
		}
		if v.Entries.Drafts+v.Entries.Submitted > 0 {
			return fault.New(fault.Closed, "form.has_entries")
		}
		if err := tx.addFormSet(ctx, p.Category.ID, chosen); err != nil {
			return err
		}
		return tx.record(ctx, actor, "form.set_add", "category", p.Category.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("add form set: %w", err)
	}
	return nil
}

// copyForm gives a category the form of another: its parts, and the fields that are asked for, with the choices that are offered.
func (tx *transaction) copyForm(ctx context.Context, from, to int64) error {
	form, err := tx.formOf(ctx, from)
	if err != nil {
		return err
	}
	for i, f := range form.Fields {
		f.ID, f.UID, f.CategoryID, f.Position, f.Options = 0, tx.store.NewUID(), to, i+1, append([]FieldOption{}, f.Offered()...)
	}
	for i := range form.Parts {
		form.Parts[i].CategoryID = to
	}
	if len(form.Fields) > 0 {
		if _, err := tx.NewInsert().Model(&form.Fields).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("copy of fields: %w", err)
		}
	}
	return tx.putParts(ctx, form.Parts)
}
