package server_test

import (
	"context"
	"net/url"

	"blazon/store"
	"blazon/store/storetest"
)

// addImports has the region's organizer keep a table for the edition whose entries are over, so that it needs a reason.
func (w *world) addImports() {
	w.t.Helper()
	ctx := context.Background()
	var region int64
	must(w.t, func() error {
		user, _, err := w.store.Invite(ctx, store.Operator(), "region@example.org")
		if err == nil {
			region = user.ID
		}
		return err
	}())
	actor := storetest.Actor(w.t, w.store, region)
	for stage, o := range w.objects {
		form := store.ImportForm{File: "tabulka.csv", Kind: store.ImportRepresentatives, Lines: []store.ImportLine{{Number: 2, Values: map[string]string{
			store.ColumnCode: w.code(w.bodies[1]), store.ColumnEmail: stage + "@obec.example", store.ColumnPerson: "Podatelna"}}}}
		file, err := w.store.KeepImport(ctx, actor, o["edition"], form)
		must(w.t, err)
		plan, _, err := w.store.ImportPlan(ctx, actor, file)
		must(w.t, err)
		o["import"], o["digest"], o["format"] = file, plan.Digest, "csv"
	}
}

// code is a body's code in its register.
func (w *world) code(body string) string {
	w.t.Helper()
	found, err := w.store.Bodies(context.Background(), w.organizer, []string{body})
	must(w.t, err)
	return found[0].Code
}

func init() {
	forms["organizer.import_plan"] = func(o map[string]string) url.Values { return url.Values{"digest": {o["digest"]}} }
}
