package server_test

import (
	"context"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// addSheets gives the juror a sheet with long words, one of them in place of a number, and what another page could not save of it; he
// has declined a criterion of another sheet.
func (f *filled) addSheets(o map[string]string, r *storetest.JudgedRound) {
	f.t.Helper()
	ctx, juror := context.Background(), r.Jurors[0].Actor
	form := store.SheetForm{Round: o["round"], Assignment: o["sheet"], Comment: manyWords + "\n\n" + oneWord, Note: manyWords, Typing: true,
		Values: map[string]string{"mandatory": "3", "design": "2,5", "security": oneWord}, Remarks: map[string]string{"mandatory": manyWords}}
	_, err := f.store.SaveSheet(ctx, juror, form)
	f.must(err)
	form.Page, form.Comment = "other", strings.Repeat(oneWord, 3)
	if _, err := f.store.SaveSheet(ctx, juror, form); !fault.Is(err, fault.Conflict) {
		f.t.Fatalf("a save by an older revision: %v", err)
	}
	_, err = f.store.KeepDraft(ctx, juror, form)
	f.must(err)
	desk, err := f.store.DeskRound(ctx, juror, o["round"], locale.Czech)
	f.must(err)
	f.must(f.store.Abstain(ctx, juror, store.AbstentionForm{Round: o["round"], Assignment: desk.Contests[0].Sheets[2].Assignment, Criterion: "design", Reason: manyWords}))
}
