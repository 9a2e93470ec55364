package server_test

import (
	"context"

	"blazon/locale"
	"blazon/store"
)

// addYear publishes the edition's rules, and finds its rubric.
func (w *world) addYear(o map[string]string) {
	w.t.Helper()
	ctx := context.Background()
	must(w.t, w.store.PublishRules(ctx, w.organizer, o["edition"], store.RulesForm{Text: locale.Text{locale.Czech: "# Pravidla\n\nSoutěží obce a města."}}))
	setup, err := w.store.EditionSetup(ctx, w.organizer, o["edition"], locale.Czech)
	must(w.t, err)
	o["rubric"], o["version slug"] = setup.Rubrics[0].UID, "1"
}
