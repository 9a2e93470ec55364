package server_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

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
	issueMinutes(w.t, w.store, w.organizer, r.Contest)
	o["minutes"] = keepMinutes(w.t, w.store, w.organizer, r.Contest, "protokol", "Podepsal předseda.")
}

// addMinutes keeps signed minutes with a long name and a long note.
func (f *filled) addMinutes(o map[string]string) {
	f.t.Helper()
	issueMinutes(f.t, f.store, f.organizer, o["contest"])
	o["minutes"] = keepMinutes(f.t, f.store, f.organizer, o["contest"], longestMunicipality, manyWords+"\n\n"+oneWord)
}

// keepMinutes brings signed minutes of a contest, and gives their uid.
func keepMinutes(t testing.TB, s *store.Store, organizer judging.Actor, contest, name, note string) string {
	t.Helper()
	ctx := context.Background()
	must(t, s.AddSignedMinutes(ctx, organizer, contest, store.SignedForm{Note: note, Number: 1,
		File: store.ScanForm{Name: name + ".pdf", Content: strings.NewReader(smallPDF + contest)}}))
	plan, err := s.AnnouncementPlan(ctx, organizer, contest)
	must(t, err)
	return plan.Minutes[0].UID
}

func init() {
	forms["jury.comments"] = func(o map[string]string) url.Values { return url.Values{"shared": {o["sheet"]}} }
	forms["organizer.minutes"] = func(map[string]string) url.Values { return url.Values{"note": {"Podepsal předseda."}} }
	samples = append(samples, sample{"public.points", "", "announced", ""}, sample{"jury.comments", "juror", "judging gaps", ""})
	noPages["organizer.minutes"] = struct{ what, visitor string }{elsewhere, "organizer"}
	noPages["organizer.minutes_file"] = struct{ what, visitor string }{file, "organizer"}
}
