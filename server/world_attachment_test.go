package server_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// smallPDF is the smallest that is taken for one.
const smallPDF = "%PDF-1.7\n"

// addQuestion lets a category's form ask for files.
func addQuestion(t testing.TB, s *store.Store, organizer judging.Actor, category, label string) (field string) {
	t.Helper()
	field, err := s.AddField(context.Background(), organizer, category, store.FieldForm{Kind: store.FileField, Most: 3,
		Label: locale.Text{locale.Czech: label, locale.Polish: label, locale.English: label}, Options: []store.FieldOption{{Key: "pdf"}}}, "")
	must(t, err)
	return field
}

// addFile adds a file to an entry, and gives its uid.
func addFile(t testing.TB, s *store.Store, clerk judging.Actor, entry, field, name string) string {
	t.Helper()
	added, err := s.Attach(context.Background(), clerk, entry, store.AttachmentForm{Field: field, Name: name, Content: strings.NewReader(smallPDF + name)})
	must(t, err)
	return added.UID
}

// addLogo gives a chapter a logo, and tells under which hash it is known.
func addLogo(t testing.TB, s *store.Store, organizer judging.Actor, edition, chapter string) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 40, 20))
	m.Set(1, 1, color.Black)
	var file bytes.Buffer
	must(t, png.Encode(&file, m))
	must(t, s.SetChapterLogo(context.Background(), organizer, edition, chapter, "logo.png", &file))
	setup, err := s.ChapterSetup(context.Background(), organizer, edition, chapter, locale.Czech)
	must(t, err)
	return setup.Setting.Logo
}

// addFiles gives the filled site an entry with files: one that was handed in with them, and the draft with names as long as they may be.
func (f *filled) addFiles() {
	f.t.Helper()
	ctx, body := context.Background(), f.entrants[0]
	clerk := f.member("entrant", judging.Representative, "", body)
	handed, draft := f.objects["handed"], f.objects["draft"]
	field := addQuestion(f.t, f.store, f.organizer, draft["category"], manyWords[:min(len(manyWords), 100)])
	for _, name := range []string{strings.Repeat("ž", 190) + ".pdf", strings.Repeat("Zpráva o webu ", 12) + ".pdf"} {
		addFile(f.t, f.store, clerk, draft["entry"], field, name)
	}
	f.must(f.store.TakeBackEntry(ctx, clerk, handed["entry"]))
	f.objects["announced"]["attachment"] = addFile(f.t, f.store, clerk, handed["entry"], field, "Zpráva.pdf")
	view, err := f.store.EntryView(ctx, clerk, handed["entry"])
	f.must(err)
	form := store.SubmitForm{Revision: view.Entry.Revision, Agreed: true}
	if view.Rules != nil {
		form.Rules = view.Rules.Version
	}
	_, err = f.store.SubmitEntry(ctx, clerk, handed["entry"], form)
	f.must(err)
	f.objects["announced"]["logo"] = addLogo(f.t, f.store, f.organizer, f.objects["checking"]["edition"], f.region.UID)
}
