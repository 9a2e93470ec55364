package server_test

import (
	"context"
	"net/url"
	"strings"

	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"
)

// everything is what an edition publishes that keeps nothing back: at T0, but for the finalists, who are known an hour before.
func everything() store.ResultPolicy {
	return store.ResultPolicy{PointsShown: judging.PointsPseudonym, Publication: judging.Publication{judging.FinalistsLevel: 1,
		judging.CertificatesLevel: 0, judging.TotalsLevel: 0, judging.PointsLevel: 0, judging.CommentsLevel: 0}}
}

// addMinutes keeps signed minutes of a decided contest.
func (w *world) addMinutes(o map[string]string, r *storetest.JudgedRound) {
	w.t.Helper()
	ctx := context.Background()
	must(w.t, w.store.AddSignedMinutes(ctx, w.organizer, r.Contest, store.SignedForm{Note: "Podepsal předseda.",
		File: store.ScanForm{Name: "protokol.pdf", Content: strings.NewReader(smallPDF + r.Contest)}}))
	plan, err := w.store.AnnouncementPlan(ctx, w.organizer, r.Contest)
	must(w.t, err)
	o["minutes"] = plan.Minutes[0].UID
}

func init() {
	forms["jury.comments"] = func(o map[string]string) url.Values { return url.Values{"shared": {o["sheet"]}} }
	forms["organizer.minutes"] = func(map[string]string) url.Values { return url.Values{"note": {"Podepsal předseda."}} }
	samples = append(samples, sample{"public.points", "", "announced", ""}, sample{"jury.comments", "juror", "judging gaps", ""})
	noPages["organizer.minutes_file"] = struct{ what, visitor string }{file, "organizer"}
}
