package server_test

import (
	"context"

	"blazon/store"
)

// addForm gives the form of municipalities a question of each kind, with long names, some of them answered, and the competition a
// supplier.
func (f *filled) addForm(o map[string]string) {
	f.t.Helper()
	ctx := context.Background()
	o["category"], o["field"], o["supplier"] = formObjects(f.t, f.store, f.organizer, o["edition"], o["competition"], oneWord, signs)
	for i, kind := range store.FieldKinds {
		form := store.FieldForm{Kind: kind, Label: inEach([]string{oneWord, manyWords, signs, twoPartLetters}[i%4]), Help: inEach(manyWords), Hidden: i%2 == 1}
		switch kind {
		case store.Choice, store.Choices:
			form.Options = []store.FieldOption{{Name: inEach(asChoice(oneWord))}, {Name: inEach(asChoice(manyWords))}}
		case store.FileField:
			form.Options = []store.FieldOption{{Key: "pdf"}, {Key: "docx"}}
		}
		uid, err := f.store.AddField(ctx, f.organizer, o["category"], form, "")
		f.must(err)
		if kind == store.Choices {
			o["field"] = uid
		}
	}
}

// asChoice shortens a text to the longest that a choice may have.
func asChoice(name string) string { return string([]rune(name)[:200]) }
