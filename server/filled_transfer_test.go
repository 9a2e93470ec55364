package server_test

import (
	"context"

	"blazon/store"
)

// addImport keeps a table with a line of each kind: one that would add an entry, and one that is refused.
func (f *filled) addImport() {
	f.t.Helper()
	ctx := context.Background()
	bodies, err := f.store.Bodies(ctx, f.organizer, f.entrants[:1])
	f.must(err)
	lines := []store.ImportLine{
		{Number: 2, Values: map[string]string{store.ColumnCode: bodies[0].Code, store.ColumnCategory: "obec", store.ColumnTitle: oneWord}},
		{Number: 3, Values: map[string]string{store.ColumnCode: "999999", store.ColumnName: manyWords, store.ColumnCategory: "obec", oneWord: signs}},
	}
	file, err := f.store.KeepImport(ctx, f.organizer, f.objects["empty"]["edition"], store.ImportForm{File: twoPartLetters, Kind: store.ImportEntries,
		State: store.EntryDraft, Reason: manyWords, Lines: lines})
	f.must(err)
	f.objects["empty"]["import"] = file
	for _, o := range f.objects {
		o["format"] = "xlsx"
	}
}
