package organizer_test

import (
	"net/http"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
)

func TestDecidingAgainSaysWhoStandsInTheNextRoundAlready(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := decided(t, s, 3)
		nation := signedIn(t, s, r.round.Nation)
		r.sends(r.ofContest+"advancement", nil, says("running.advanced_count", "Count", 2)).Lacks(t, says("running.candidates_there"))
		nation.Get(r.ofContest+"advancement").Has(t, "/cs/organizer/contests/"+r.round.Target+`"`, says("running.candidates_there"))
		view, err := s.Store.Tally(t.Context(), r.round.Organizer, r.round.Contest)
		if err != nil {
			t.Fatal(err)
		}
		r.sends(r.judged+"decisions/"+view.Decisions[0].UID+"/revocation", nil, says("running.decision_revoked"))
		err = s.Store.AddDecision(t.Context(), r.round.Organizer, r.round.Contest, store.DecisionForm{Kind: judging.Order,
			Candidates: r.round.Candidates[:2], Reason: "Hlasování."})
		if err != nil {
			t.Fatal(err)
		}
		r.refused(r.ofContest+"result", nil, http.StatusConflict,
			says("fault.still_in_next_round", "Count", 1, "Names", r.names[1], "Round", "Celostátní kolo"))

		list, err := s.Store.ContestList(t.Context(), r.round.Organizer, r.round.Target, store.Listing{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list.Candidates {
			if c.Display(locale.Czech) != r.names[1] {
				continue
			}
			if err := s.Store.WithdrawCandidate(t.Context(), r.round.Organizer, c.UID, "Hlasovalo se znovu."); err != nil {
				t.Fatal(err)
			}
			r.Get(r.ofContest+"advancement").Has(t, says("running.withdrawn_there"))
			r.sends(r.ofContest+"result", nil, says("running.decided_now"))
			page := nation.Post("/cs/organizer/contests/"+r.round.Target+"/candidates/"+c.UID+"/reinstatement", nil)
			if page.Status != http.StatusConflict {
				t.Errorf("putting it back: got %d", page.Status)
			}
			page.Has(t, says("fault.no_longer_advances"))
		}
		r.Get(r.ofContest+"advancement").Has(t, says("running.advanced_count", "Count", 1), says("running.formerly_advanced"), r.names[1])
	})
}
