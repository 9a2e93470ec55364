package store_test

import (
	"strings"
	"sync"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// sending is a round whose two first candidates have the same points and both went on, left tied by the jury; nothing is
// announced yet.
type sending struct {
	*storetest.JudgedRound
	t     *testing.T
	store *store.Store
	names []string // of the candidates
}

func sendBoth(t *testing.T, s *store.Store) *sending {
	t.Helper()
	r := &sending{JudgedRound: storetest.Round(t, s, 3, 1), t: t, store: s}
	r.Submit(t, s, func(_, candidate, _ int) string { return []string{"3", "3", "1"}[candidate] })
	r.must(s.CloseRound(t.Context(), r.Organizer, r.UID))
	r.must(settleTies(s, r.JudgedRound))
	r.must(r.decide())
	r.must(s.Advance(t.Context(), r.Organizer, r.Contest, store.AdvanceForm{}))
	for _, c := range r.preview().Candidates {
		r.names = append(r.names, c.Candidate.Display(locale.Czech))
	}
	return r
}

func (r *sending) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *sending) decide() error {
	return r.store.Decide(r.t.Context(), r.Organizer, r.Contest, store.DecideForm{})
}

// revoke takes back what the jury decided.
func (r *sending) revoke() {
	r.t.Helper()
	view, err := r.store.Tally(r.t.Context(), r.Organizer, r.Contest)
	r.must(err)
	r.must(r.store.RevokeDecision(r.t.Context(), r.Organizer, r.Contest, view.Decisions[0].UID))
}

// order puts another decision in the place of the one before: these go on in this order.
func (r *sending) order(uids ...string) {
	r.t.Helper()
	r.revoke()
	r.must(r.store.AddDecision(r.t.Context(), r.Organizer, r.Contest,
		store.DecisionForm{Kind: judging.Order, Candidates: uids, Reason: "Hlasování 3:2."}))
}

func (r *sending) preview() *store.AdvancementPreview {
	r.t.Helper()
	preview, err := r.store.PreviewAdvancement(r.t.Context(), r.Organizer, r.Contest)
	r.must(err)
	return preview
}

// sent gives the candidate of the next round whose name this is.
func (r *sending) sent(name string) *store.ListedCandidate {
	r.t.Helper()
	list, err := r.store.ContestList(r.t.Context(), r.Organizer, r.Target, store.Listing{})
	r.must(err)
	for _, c := range list.Candidates {
		if c.Display(locale.Czech) == name {
			return c
		}
	}
	r.t.Fatalf("%s is not in the next round", name)
	return nil
}

// refused wants the error to be Closed with this message.
func (r *sending) refused(sentence string, err error, key string) *fault.Fault {
	r.t.Helper()
	f := fault.Of(err)
	if !fault.Is(err, fault.Closed) || f.Key != key {
		r.t.Fatalf("%s: %v", sentence, err)
	}
	return f
}

func (r *sending) withdraw(name string) {
	r.t.Helper()
	r.must(r.store.WithdrawCandidate(r.t.Context(), r.Organizer, r.sent(name).UID, "O shodě se hlasovalo znovu."))
}

func TestNobodyStaysInTheNextRoundWhomADecisionNoLongerSends(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := sendBoth(t, s)
		r.must(r.decide()) // the same again takes nobody away
		r.order(r.Candidates[0], r.Candidates[1])
		f := r.refused("deciding again while both stand there", r.decide(), "fault.still_in_next_round")
		for _, lang := range locale.Languages {
			text := locale.Fault(lang, f)
			if f.Args["Count"] != 1 || !strings.Contains(text, r.names[1]) || strings.Contains(text, r.names[0]) || !strings.Contains(text, "Celostátní kolo") {
				t.Errorf("it says %q", text)
			}
		}
		if preview := r.preview(); len(preview.Candidates) != 2 || len(preview.Former) != 0 {
			t.Errorf("after the refusal %d go on, %d did", len(preview.Candidates), len(preview.Former))
		}

		r.withdraw(r.names[1])
		r.must(r.decide())
		preview := r.preview()
		if len(preview.Candidates) != 1 || preview.Candidates[0].Withdrawn || preview.Open() != 0 || len(preview.Former) != 1 {
			t.Fatalf("%d go on, %d did", len(preview.Candidates), len(preview.Former))
		}
		if former := preview.Former[0]; former.Candidate.UID != r.Candidates[1] || !former.Withdrawn {
			t.Errorf("by the earlier decision went on %v", former.Candidate.Display(locale.Czech))
		}

		lost := r.sent(r.names[1])
		r.refused("putting back whom nothing sends", s.ReinstateCandidate(t.Context(), r.Organizer, lost.UID), "fault.no_longer_advances")
		done, err := s.Enrol(t.Context(), r.Organizer, r.Target, store.EnrolForm{Bodies: []string{lost.Bodies[0].UID}})
		if r.must(err); done.Added != 0 || !r.sent(r.names[1]).Withdrawn {
			t.Error("enrolling puts back whom nothing sends")
		}

		r.withdraw(r.names[0])
		r.order(r.Candidates[1], r.Candidates[0])
		r.must(r.decide())
		r.must(s.ReinstateCandidate(t.Context(), r.Organizer, lost.UID))
		if preview = r.preview(); preview.Candidates[0].Withdrawn || !preview.Former[0].Withdrawn {
			t.Error("the other one is not put back")
		}
	})
}

func TestWhoIsPutBackAndWhoDecidesAgainDoNotMissEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := sendBoth(t, s)
		r.order(r.Candidates[0], r.Candidates[1])
		for range times(10, 200) {
			r.withdraw(r.names[1])
			back := r.sent(r.names[1]).UID
			var group sync.WaitGroup
			var decided, reinstated error
			group.Go(func() { decided = r.decide() })
			group.Go(func() { reinstated = s.ReinstateCandidate(t.Context(), r.Organizer, back) })
			group.Go(func() { _ = s.Advance(t.Context(), r.Organizer, r.Contest, store.AdvanceForm{}) })
			group.Wait()
			if (decided == nil) == (reinstated == nil) {
				t.Fatalf("deciding: %v; putting back: %v", decided, reinstated)
			}
			if decided != nil {
				r.refused("deciding", decided, "fault.still_in_next_round")
				continue
			}
			r.refused("putting back", reinstated, "fault.no_longer_advances")
			r.revoke()
			r.must(settleTies(s, r.JudgedRound))
			r.must(r.decide())
			r.must(s.ReinstateCandidate(t.Context(), r.Organizer, back))
			r.order(r.Candidates[0], r.Candidates[1])
		}
	})
}
