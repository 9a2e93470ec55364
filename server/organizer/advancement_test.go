package organizer_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
)

// The nation's organizer gives a wild card, withdraws the winner, sends the runner-up in its stead, and sees that the numbers add up.
func TestWildCardsAndReplacementsOnPages(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 4, 1)
		ctx := t.Context()
		r.round.SubmitSheets(t, s.Store, 0, func(candidate, _ int) string { return []string{"4", "3", "2", "1"}[candidate] })
		for _, act := range []func() error{
			func() error { return s.Store.CloseRound(ctx, r.round.Organizer, r.round.UID) },
			func() error { return s.Store.Decide(ctx, r.round.Organizer, r.round.Contest, store.DecideForm{}) },
		} {
			if err := act(); err != nil {
				t.Fatal(err)
			}
		}
		nation, overview := *r, "/cs/organizer/rounds/"+r.round.National+"/advancement"
		nation.Visitor = signedIn(t, s, r.round.Nation)
		nation.Get(overview).Has(t, says("advancement.state_decided"), says("advancement.count_decided", "Count", 1))
		minutes := url.Values{"minutes": {"Protokol č. 3"}, "minutes_on": {"14. 4."}}
		r.refused(r.ofContest+"advancement", minutes, http.StatusUnprocessableEntity, "Protokol č. 3", `value="14. 4."`)
		minutes.Set("minutes_on", "2023-04-14")
		page := r.sends(r.ofContest+"advancement", minutes, says("running.advanced_now"))
		page.Has(t, "Protokol č. 3", locale.PartialDate(locale.Czech, "2023-04-14"), says("advancement.kept"), says("advancement.sum"))
		page.Lacks(t, says("advancement.beside"), "/let-in")
		if page := r.Get(r.ofContest + "let-in"); page.Status != http.StatusNotFound {
			t.Errorf("the region's organizer gets %d", page.Status)
		}
		letIn := r.ofContest + "let-in"
		nation.Get(r.ofContest+"advancement").Has(t, letIn, overview)
		nation.Get(letIn).Has(t, r.names[1], r.names[3])
		nation.Get(letIn).Lacks(t, r.names[0])
		form := url.Values{"candidate": {r.round.Candidates[3]}, "reason": {" "}}
		nation.refused(letIn, form, http.StatusUnprocessableEntity, says("fault.reason_missing"), `value="`+r.round.Candidates[3]+`" checked`)
		form.Set("reason", "Nejlepší přístupnost v kraji.")
		nation.sends(letIn, form, says("advancement.let_in_now")).Has(t, "Nejlepší přístupnost v kraji.", says("advancement.why_wild_card"))

		preview, err := s.Store.PreviewLetIn(ctx, nation.round.Organizer, r.round.Contest)
		if err == nil {
			err = s.Store.WithdrawCandidate(ctx, nation.round.Organizer, preview.Candidates[0].Target, "Web už neexistuje.")
		}
		if err != nil {
			t.Fatal(err)
		}
		stead := letIn + "?stead=" + r.round.Candidates[0]
		nation.Get(r.ofContest+"advancement").Has(t, stead, "Web už neexistuje.")
		nation.Get(stead).Has(t, says("advancement.replacement_means", "Name", r.names[0]), `value="`+r.round.Candidates[1]+`" checked`)
		nation.refused(letIn, url.Values{"stead": {r.round.Candidates[0]}, "candidate": {r.round.Candidates[2]}, "reason": {"Je lepší."}},
			http.StatusUnprocessableEntity, says("advancement.not_next"), "Je lepší.")
		nation.sends(letIn, url.Values{"stead": {r.round.Candidates[0]}, "candidate": {r.round.Candidates[1]}}, says("advancement.let_in_now")).
			Has(t, says("advancement.heir", "Name", r.names[1]))
		nation.Get(overview).Has(t, says("advancement.state_advanced"), says("advancement.secret"), r.names[1], r.names[3], "−1 "+says("advancement.why_withdrawn"),
			"&#43;1 "+says("advancement.why_replacement")+": "+r.names[1], "&#43;1 "+says("advancement.why_wild_card"))
		nation.Get(overview+"?as=csv").Has(t, locale.T(locale.Czech, "advancement.seats"), r.names[3], "Web už neexistuje.")
		public := "/cs/zlaty-erb/2023/" + r.round.Nation.Slug
		s.Visitor(t).Get(public).Lacks(t, r.names[1], r.names[3])
		if err := s.Store.Announce(ctx, r.round.Organizer, r.round.Contest, time.Time{}); err != nil {
			t.Fatal(err)
		}
		page = s.Visitor(t).Get(public)
		page.Has(t, r.names[1], r.names[3])
		page.Lacks(t, r.names[0])
		settings := "/cs/organizer/editions/" + r.round.Edition.UID + "/source-report"
		nation.sends(settings, url.Values{"shown": {"true"}}, says("advancement.source_report_saved")).Has(t, "checked")
		nation.Get("/cs/organizer/contests/"+r.round.Target).Has(t, "4.\u00a0místo", says("advancement.wild_card"))
	})
}
