package server_test

import (
	"context"

	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"
)

// addJuryTexts gives the jurors of an edition what they accept, in several versions. Those of the empty one are given nothing.
func (f *filled) addJuryTexts(stage string, o map[string]string) {
	f.t.Helper()
	o["text"] = string(store.Confidentiality)
	if stage == "empty" {
		return
	}
	ctx := context.Background()
	for base, words := range []string{oneWord, manyWords} {
		for _, kind := range store.JuryTextKinds {
			f.must(f.store.PublishJuryText(ctx, f.organizer, o["edition"], "", kind, store.JuryTextForm{Text: inEach(longRules + words), Base: base}))
		}
	}
}

// addSeats fills the jury of the round whose judging is on with seats of every kind, and invites the juror to another one. He works for
// the body that he declared and for one that does not compete: any other would take a sheet out of his sight.
func (f *filled) addSeats() {
	f.t.Helper()
	ctx, o := context.Background(), f.objects["judging"]
	f.must(f.store.SaveSeat(ctx, f.organizer, o["juror"], store.SeatForm{Role: judging.Member, Contests: []string{o["contest"]}, Chairs: []string{o["contest"]},
		Bodies: []string{f.entrants[5], f.entrants[7]}}))
	_, err := f.store.AddJuror(ctx, f.organizer, o["round"], store.JurorForm{Name: asPerson(oneWord), Role: judging.Member, Email: "invited@example.org"})
	f.must(err)
	declines, err := f.store.AddJuror(ctx, f.organizer, o["round"], store.JurorForm{Name: asPerson(manyWords), Role: judging.Member, Email: "declines@example.org"})
	f.must(err)
	f.must(f.store.AnswerSeat(ctx, storetest.Actor(f.t, f.store, declines.UserID), o["round"], store.AnswerForm{Decline: true, Reason: manyWords}))
	f.must(f.store.AddTraining(ctx, f.organizer, o["contest"], store.TrainingForm{Title: manyWords, URL: "https://www.example.org"}))
	trained, err := f.store.TrainingSetup(ctx, f.organizer, o["contest"])
	f.must(err)
	o["training"] = trained.Trainings[0].UID
	f.must(f.store.DiscussTraining(ctx, f.organizer, o["training"]))
	above := f.objects["empty"]["above round"]
	f.must(f.store.PublishJuryText(ctx, f.organizer, "", above, store.Confidentiality, store.JuryTextForm{Text: inEach(longRules)}))
	_, err = f.store.AddJuror(ctx, f.organizer, above, store.JurorForm{Name: asPerson(oneWord), Role: judging.Chair, Email: "juror@example.org"})
	f.must(err)
	f.objects["invited"] = map[string]string{"round": above}
}
