package store_test

import (
	"testing"

	"blazon/store"
	"blazon/store/storetest"
)

func TestARoundIsSetUpWithTheRealMethods(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 2)
		if len(r.Candidates) != 3 || len(r.Jurors) != 2 || r.Target == "" {
			t.Fatalf("%+v", r)
		}
		r.Submit(t, s, func(juror, candidate, criterion int) string { return "3" })
		if err := s.CloseRound(t.Context(), r.Organizer, r.UID); err != nil {
			t.Fatal(err)
		}
		view, err := s.Tally(t.Context(), r.Organizer, r.Contest)
		if err != nil {
			t.Fatal(err)
		}
		if len(view.Outcome.Gaps) != 0 || len(view.Outcome.Standings) != 3 {
			t.Errorf("outcome: %+v", view.Outcome)
		}
	})
}
