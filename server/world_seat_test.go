package server_test

import (
	"context"
	"maps"
	"net/url"

	"blazon/locale"
	"blazon/store"
)

// addJuryTexts gives the edition's jurors a declaration to accept.
func (w *world) addJuryTexts(o map[string]string) {
	w.t.Helper()
	o["text"] = string(store.Confidentiality)
	must(w.t, w.store.PublishJuryText(context.Background(), w.organizer, o["edition"], "", store.Confidentiality,
		store.JuryTextForm{Text: locale.Text{locale.Czech: "Budu mlčet."}}))
}

// addTraining gives the jury whose judging is on a training candidate, which nobody has scored yet.
func (w *world) addTraining() {
	w.t.Helper()
	ctx, o := context.Background(), w.objects["judging"]
	must(w.t, w.store.AddTraining(ctx, w.organizer, o["contest"], store.TrainingForm{Title: "Cvičný web"}))
	setup, err := w.store.TrainingSetup(ctx, w.organizer, o["contest"])
	must(w.t, err)
	o["training"] = setup.Trainings[0].UID
}

func init() {
	maps.Copy(forms, map[string]func(o map[string]string) url.Values{
		"jury.seat":           func(map[string]string) url.Values { return url.Values{"do": {"accept"}} },
		"organizer.seat":      func(map[string]string) url.Values { return url.Values{"role": {"member"}} },
		"organizer.jury_text": func(map[string]string) url.Values { return url.Values{"text[cs]": {"Budu mlčet."}, "do": {"preview"}} },
		"organizer.round_jury_text": func(map[string]string) url.Values {
			return url.Values{"text[cs]": {"Budu mlčet."}, "confirm": {"true"}}
		},
		"organizer.training": func(map[string]string) url.Values { return url.Values{"title": {"Druhý cvičný web"}} },
		"organizer.sitting": func(map[string]string) url.Values {
			return url.Values{"juror_bars": {"refuse"}, "winners_rest": {"1"}, "winners_barred": {"warn"}}
		},
	})
}
