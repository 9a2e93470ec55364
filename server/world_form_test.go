package server_test

import (
	"context"
	"slices"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// addForms finds the municipalities' entry form with its first question, and puts suppliers on the list.
func (w *world) addForms(o map[string]string) {
	w.t.Helper()
	o["category"], o["field"], o["supplier"] = formObjects(w.t, w.store, w.organizer, o["edition"], o["competition"], "Galileo Corporation, s.r.o.", "WEBHOUSE, s.r.o.")
}

// formObjects gives the uids of the category of municipalities, of its first question, and of the first of the suppliers, which it adds
// where they are not there yet.
func formObjects(t testing.TB, s *store.Store, organizer judging.Actor, edition, competition string, names ...string) (category, field, supplier string) {
	t.Helper()
	ctx := context.Background()
	setup, err := s.EditionSetup(ctx, organizer, edition, locale.Czech)
	must(t, err)
	at := slices.IndexFunc(setup.Categories, func(c store.Category) bool { return c.Slug == "obec" })
	category = setup.Categories[at].UID
	form, err := s.FormSetup(ctx, organizer, category)
	must(t, err)
	for _, name := range names {
		if list, err := s.Suppliers(ctx, organizer, competition, name, locale.Czech); err == nil && len(list.Rows) == 0 {
			must(t, s.AddSupplier(ctx, organizer, competition, name))
		}
	}
	list, err := s.Suppliers(ctx, organizer, competition, names[0], locale.Czech)
	must(t, err)
	return category, form.Fields[0].UID, list.Rows[0].UID
}
