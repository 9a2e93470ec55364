package server_test

import (
	"context"
	"net/url"
	"time"

	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"
)

func init() {
	forms["organizer.phase"] = func(map[string]string) url.Values {
		return url.Values{"move": {"end_judging"}, "reason[end_judging]": {"Porota se dohodla."}}
	}
	forms["organizer.prolongation"] = func(map[string]string) url.Values {
		return url.Values{"which": {"judging_until"}, "until.date": {"2099-01-31"}, "until.time": {"18:00"}, "reason": {"Nemoc porotce."}}
	}
	forms["organizer.prolongations"] = func(o map[string]string) url.Values {
		return url.Values{"rounds": {o["round"]}, "which": {"judging_until"}, "until.date": {"2099-01-31"}, "until.time": {"18:00"}, "reason": {"Volby."}}
	}
	samples = append(samples,
		sample{"public.phases", "", "empty", ""},
		sample{"account.calendar", "juror", "empty", ""},
		sample{"organizer.phase", "organizer", "empty judging announced", ""},
		sample{"organizer.prolongation", "organizer", "judging announced", ""},
		sample{"organizer.prolongations", "organizer", "judging announced", ""},
		sample{"organizer.comparison", "organizer", "empty announced", ""},
	)
}

// addCalendar gives a visitor a calendar, by whose token anybody reads it.
func (w *world) addCalendar(visitor string) {
	w.t.Helper()
	user, _, err := w.store.Invite(context.Background(), store.Operator(), visitor+"@example.org")
	must(w.t, err)
	token, err := w.store.MakeCalendar(context.Background(), storetest.Actor(w.t, w.store, user.ID))
	must(w.t, err)
	for _, o := range w.objects {
		o["calendar"] = token
	}
}

// addPhases moves a deadline with many words, ends a round, and gives the organizer a calendar.
func (f *filled) addPhases() {
	f.t.Helper()
	ctx := context.Background()
	now, err := f.store.Now(ctx)
	f.must(err)
	for days, words := range []string{oneWord, manyWords} {
		f.must(f.store.Prolong(ctx, f.organizer, f.objects["judging"]["round"], store.ProlongForm{Deadline: judging.JudgingDeadline,
			Until: now.AddDate(0, 1, days).Truncate(time.Minute), Reason: words}))
	}
	f.must(f.store.MoveRound(ctx, f.organizer, f.objects["announced"]["round"], store.MoveForm{Move: judging.FinishRound, Reason: manyWords}))
	token, err := f.store.MakeCalendar(ctx, f.organizer)
	f.must(err)
	f.objects["announced"]["token"] = token
}
