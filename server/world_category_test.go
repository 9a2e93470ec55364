package server_test

import (
	"context"
	"net/url"

	"blazon/locale"
	"blazon/store"
)

// addCategory finds the edition's categories, and has everybody eligible entered in the one that is judged.
func (w *world) addCategory(o map[string]string) {
	w.t.Helper()
	ctx := context.Background()
	setup, err := w.store.EditionSetup(ctx, w.organizer, o["edition"], locale.Czech)
	must(w.t, err)
	for _, c := range setup.Categories {
		o["category "+c.Slug] = c.UID
	}
	o["category"] = o["category obec"]
	view, err := w.store.Category(ctx, w.organizer, o["category"], locale.Czech)
	must(w.t, err)
	must(w.t, w.store.UpdateCategory(ctx, w.organizer, o["category"], store.CategoryForm{Name: view.Category.Name, Slug: view.Category.Slug,
		Scope: view.Category.Scope, Position: view.Category.Position, Rubric: view.Fixed.Rubric, Automatic: true}))
}

func init() {
	reason := func(map[string]string) url.Values { return url.Values{"reason": {"Málo přihlášek."}} }
	for _, route := range []string{"category_cancel", "round_cancel", "contest_cancel", "entry_cancel"} {
		forms["organizer."+route] = reason
	}
	into := func(o map[string]string) url.Values {
		return url.Values{"reason": {"Málo přihlášek."}, "into": {o["category orp"]}}
	}
	forms["organizer.category_merge"], forms["organizer.entry_move"] = into, into
	forms["organizer.category_new"] = func(map[string]string) url.Values {
		return url.Values{"name": {"Městské části"}, "scope": {"everywhere"}}
	}
	forms["organizer.category_edit"] = func(map[string]string) url.Values {
		return url.Values{"name": {"Obce"}, "position": {"3"}, "automatic": {"true"}}
	}
}
