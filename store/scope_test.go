package store_test

import (
	"fmt"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"

	"pgregory.net/rapid"
)

// scopedActs are the acts by which each kind of list is narrowed.
var scopedActs = map[string][]judging.Act{
	"rounds": {judging.ViewRound, judging.SetUp, judging.ManageRound, judging.ViewProgress, judging.CloseRound, judging.ReopenRound},
	"contests": {judging.ViewResult, judging.ViewTally, judging.Decide, judging.Announce, judging.Advance,
		judging.IssueDocument},
	"candidates": {judging.ViewCandidate},
	"duties":     {judging.ViewSheet},
	"entries":    {judging.ViewEntry},
}

// scopedWorld is a decided region whose winner stands, hidden, among the nation's candidates, and a round elsewhere.
func scopedWorld(t *testing.T, s *store.Store) *storetest.JudgedRound {
	r := storetest.Round(t, s, 3, 2)
	storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ051")
	r.Submit(t, s, func(juror, candidate, criterion int) string { return fmt.Sprint(candidate) })
	for _, act := range []func() error{
		func() error { return s.CloseRound(t.Context(), r.Organizer, r.UID) },
		func() error { return s.Decide(t.Context(), r.Organizer, r.Contest, store.DecideForm{}) },
		func() error { return s.Advance(t.Context(), r.Organizer, r.Contest, store.AdvanceForm{}) },
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// drawActor makes anybody: with memberships of real and of unreal chapters and bodies, and with seats.
func drawActor(t *rapid.T, r *storetest.JudgedRound) judging.Actor {
	paths := []string{r.Nation.Path, r.Region.Path, r.Nation.Path + "3/", "1", "11/", "%", "", "_/"}
	membership := rapid.Custom(func(t *rapid.T) judging.Membership {
		if rapid.Bool().Draw(t, "organizer") {
			return judging.Membership{Role: judging.Organizer, Chapter: rapid.SampledFrom(paths).Draw(t, "chapter")}
		}
		return judging.Membership{Role: judging.Representative, Body: rapid.Int64Range(0, 5).Draw(t, "body")}
	})
	seat := rapid.Custom(func(t *rapid.T) judging.Seat {
		return judging.Seat{Juror: rapid.Int64Range(1, 4).Draw(t, "juror"), Role: judging.Member}
	})
	return judging.Actor{User: 1, Administrator: rapid.Bool().Draw(t, "administrator"),
		Memberships: rapid.SliceOfN(membership, 0, 3).Draw(t, "memberships"), Seats: rapid.SliceOfN(seat, 0, 2).Draw(t, "seats")}
}

func TestListsHoldWhatMayBeSeen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := scopedWorld(t, s)
		ctx := t.Context()
		rapid.Check(t, func(t *rapid.T) {
			state := rapid.SampledFrom([]judging.State{judging.Approved, judging.Sealed, judging.Announced, judging.Final}).Draw(t, "state")
			now, err := s.Now(ctx)
			if err != nil {
				t.Fatal(err)
			}
			opens := now.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "opens")) * time.Hour)
			if err := s.Plant(ctx, "update contest set state = ?, announced_at = ? where uid = ?", state, opens, r.Contest); err != nil {
				t.Fatal(err)
			}
			actor := drawActor(t, r)
			for list, acts := range scopedActs {
				rows, err := s.Everything(ctx, list)
				if err != nil {
					t.Fatal(err)
				}
				for _, act := range acts {
					listed, err := s.Listed(ctx, list, actor, act)
					if err != nil {
						t.Fatal(err)
					}
					for _, row := range rows {
						if act == judging.ViewResult && row.Facts.State == judging.Open {
							continue // an organizer's list names the contest, and says that nothing is decided
						}
						if seen := !fault.Is(judging.May(actor, act, row.Facts), fault.NotFound); seen != listed[row.ID] {
							t.Fatalf("%s %d: %s may be seen: %v, is listed: %v (%+v)", list, row.ID, act, seen, listed[row.ID], row.Facts)
						}
					}
				}
			}
		})
	})
}
