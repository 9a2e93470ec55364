package server_test

import (
	"context"
	"strings"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// addChecking adds a round that takes entries, with entries at every step of the formal check, and finds an entry of the round that
// is judged.
func (f *filled) addChecking() {
	f.t.Helper()
	ctx := context.Background()
	now := time.Now()
	form := f.round("checking")
	form.Dates = store.Dates{EntriesFrom: now.Add(-time.Hour), EntriesUntil: now.AddDate(0, 0, 7), JudgingFrom: now.AddDate(0, 0, 30), JudgingUntil: now.AddDate(0, 0, 60)}
	edition, err := f.store.SetUpEdition(ctx, f.organizer, f.competition.UID, store.EditionForm{Slug: "checking", Number: 30, Year: 2030,
		Name: inEach(manyWords), Template: f.template("checking"), Parts: []store.ChapterPart{
			{Chapter: f.nation.UID, Mode: store.OwnRound, Round: f.round("checking")}, {Chapter: f.region.UID, Mode: store.OwnRound, Round: form}}})
	f.must(err)
	o := map[string]string{"edition": edition.UID, "competition": f.competition.UID, "chapter": f.region.UID, "body": f.entrants[4]}
	f.objects["checking"] = o
	f.findContests(o)
	_, err = f.store.Enrol(ctx, f.organizer, o["contest"], store.EnrolForm{Bodies: f.entrants[5:7], Reason: manyWords})
	f.must(err)
	var entries []string
	for i, body := range f.entrants[:3] {
		entries = append(entries, f.handIn(o["edition"], body, strings.Repeat("d", 100*i)))
	}
	for i, decision := range []store.CheckForm{
		{Outcome: store.CheckReturned, Reason: manyWords, Fields: []string{"url"}, Until: now.AddDate(0, 0, 5)},
		{Outcome: store.CheckRejected, Reason: oneWord + "\n\n" + manyWords}} {
		f.decide(entries[i], decision)
	}
	f.must(f.store.RevokeCheck(ctx, f.organizer, entries[1], store.RevokeForm{Revision: f.revision(entries[1]), Reason: manyWords}))
	o["entry"] = entries[1]
	judged, err := f.store.Entries(ctx, f.organizer, f.objects["judging"]["edition"], locale.Czech, store.Listing{})
	f.must(err)
	f.objects["judging"]["entry"] = judged.Entries[0].Entry.UID
}

// handIn hands in an entry of a body, twice, with everything that its category asks for.
func (f *filled) handIn(edition, body, words string) string {
	f.t.Helper()
	ctx := context.Background()
	setup, err := f.store.EditionSetup(ctx, f.organizer, edition, locale.Czech)
	f.must(err)
	clerk := f.member("clerk", judging.Representative, "", body)
	entry, err := f.store.BeginEntry(ctx, clerk, setup.Categories[1].UID, []string{body})
	f.must(err)
	for _, url := range []string{"https://www.example.org/" + words, "https://www.example.org/shared"} {
		view, err := f.store.EntryView(ctx, clerk, entry)
		f.must(err)
		if view.Entry.State == store.EntrySubmitted {
			f.must(f.store.TakeBackEntry(ctx, clerk, entry))
			view, err = f.store.EntryView(ctx, clerk, entry)
			f.must(err)
		}
		saved, err := f.store.SaveDraft(ctx, clerk, entry, store.DraftForm{Revision: view.Entry.Revision, Filled: f.filled(view.Asked, url)})
		f.must(err)
		_, err = f.store.SubmitEntry(ctx, clerk, entry, store.SubmitForm{Revision: saved.Revision, Agreed: true})
		f.must(err)
	}
	return entry
}

// filled answers a form: everything that takes words with long ones, and every declaration.
func (f *filled) filled(form *store.Form, url string) store.Filled {
	out := store.Filled{Title: string([]rune(oneWord)[:200]), URL: url, Supplier: string([]rune(manyWords)[:200]), Answers: store.Answers{}}
	for _, field := range form.Fields {
		switch field.Kind {
		case store.ShortText, store.LongText:
			out.Answers[field.Key] = []string{string([]rune(manyWords)[:min(field.Limit(), 300)])}
		case store.Declaration:
			out.Answers[field.Key] = []string{field.Label.In(locale.Czech)}
		}
	}
	return out
}

func (f *filled) revision(entry string) int {
	f.t.Helper()
	v, err := f.store.EntryCheck(context.Background(), f.organizer, entry, locale.Czech)
	f.must(err)
	return v.Entry.Revision
}

func (f *filled) decide(entry string, form store.CheckForm) {
	f.t.Helper()
	form.Revision = f.revision(entry)
	f.must(f.store.CheckEntry(context.Background(), f.organizer, entry, form))
}
