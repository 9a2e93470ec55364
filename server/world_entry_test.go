package server_test

import (
	"context"
	"net/url"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// addEntries adds an edition that takes entries, with a draft of the body that the entrant acts for, and an entry that was handed in.
func (w *world) addEntries() {
	w.t.Helper()
	ctx := context.Background()
	template, err := store.TemplateByKey("zlaty-erb")
	must(w.t, err)
	now := time.Now()
	dates := store.Dates{EntriesFrom: now.Add(-time.Hour), EntriesUntil: now.AddDate(0, 0, 7), JudgingFrom: now.AddDate(0, 0, 30), JudgingUntil: now.AddDate(0, 0, 60)}
	form := store.EditionForm{Slug: "entries", Number: 29, Year: 2027, Template: template}
	for _, chapter := range []string{"nation", "region"} {
		form.Parts = append(form.Parts, store.ChapterPart{Chapter: w.chapters[chapter].UID, Mode: store.OwnRound, Round: store.RoundForm{Dates: dates}})
	}
	edition, err := w.store.SetUpEdition(ctx, w.organizer, w.competition.UID, form)
	must(w.t, err)
	setup, err := w.store.EditionSetup(ctx, w.organizer, edition.UID, locale.Czech)
	must(w.t, err)
	at := slices.IndexFunc(setup.Categories, func(c store.Category) bool { return c.Slug == "obec" })
	clerk := storetest.Representative(w.t, w.store, "entrant@example.org", w.bodies[0])
	question := addQuestion(w.t, w.store, w.organizer, setup.Categories[at].UID, "Zpráva o webu")
	for _, stage := range []string{"draft", "handed"} {
		entry, err := w.store.BeginEntry(ctx, clerk, setup.Categories[at].UID, w.bodies[:1])
		must(w.t, err)
		w.objects[stage] = map[string]string{"category": setup.Categories[at].UID, "entry": entry, "own": w.bodies[0],
			"attachment": addFile(w.t, w.store, clerk, entry, question, stage+".pdf")}
	}
	asking := storetest.Representative(w.t, w.store, "asking@example.org", w.bodies[2])
	asked, err := w.store.BeginEntry(ctx, asking, setup.Categories[at].UID, w.bodies[2:3])
	must(w.t, err)
	must(w.t, w.store.JoinEntry(ctx, asking, asked, w.bodies[:1]))
	w.objects["asked"] = map[string]string{"entry": asked, "body": w.bodies[0]}
	w.objects["handed"]["logo"] = addLogo(w.t, w.store, w.organizer, edition.UID, w.chapters["region"].UID)
	w.objects["handed"]["submission"] = handIn(w, clerk, w.objects["handed"]["entry"])
}

// handIn fills an entry in and hands it in.
func handIn(w *world, clerk judging.Actor, entry string) (submission string) {
	w.t.Helper()
	ctx := context.Background()
	view, err := w.store.EntryView(ctx, clerk, entry)
	must(w.t, err)
	call := storetest.OpenCall{}
	form := call.Fill(view, "")
	form.URL = "https://www.example.org"
	saved, err := w.store.SaveDraft(ctx, clerk, entry, form)
	must(w.t, err)
	made, err := w.store.SubmitEntry(ctx, clerk, entry, store.SubmitForm{Revision: saved.Revision, Agreed: true})
	must(w.t, err)
	return made.UID
}

func init() {
	forms["entrant.entry_new"] = func(o map[string]string) url.Values { return url.Values{"body": {o["own"]}} }
	forms["entrant.answer"] = func(o map[string]string) url.Values { return url.Values{"body": {o["body"]}, "answer": {"agree"}} }
	forms["entrant.facts"] = func(map[string]string) url.Values { return url.Values{"url": {"https://www.example.org"}} }
	forms["entrant.remarks"] = func(map[string]string) url.Values { return url.Values{"remark": {"Adresa se mění."}} }
	forms["organizer.late"] = func(o map[string]string) url.Values {
		return url.Values{"entry": {o["entry"]}, "reason": {"Výpadek sítě."}}
	}
	forms["organizer.remarks"] = func(o map[string]string) url.Values {
		return url.Values{"entry": {o["entry"]}, "remark[" + o["entry"] + "]": {"Děkujeme."}}
	}
}
