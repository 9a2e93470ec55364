package store_test

import (
	"sync"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// Members vote at once while the vote is counted: whoever was told that his vote is recorded is counted, and nobody else.
func TestVotesRaceWithTheCount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := deliberate(t, s)
		d.open(3)
		for range 5 {
			motion := d.move(store.MotionForm{Kind: judging.MotionOther})
			var wait sync.WaitGroup
			verdicts := make([]error, 6)
			for i := range verdicts { // each of three votes at two screens
				wait.Go(func() { verdicts[i] = s.CastVote(t.Context(), d.Jurors[i%3].Actor, motion, inFavor) })
			}
			wait.Go(func() { d.must(s.CountMotion(t.Context(), d.secretary.Actor, motion)) })
			wait.Wait()
			voted := map[int]bool{}
			for i, err := range verdicts {
				if voted[i%3] = voted[i%3] || err == nil; err != nil && !fault.Is(err, fault.Closed) {
					t.Errorf("a vote is answered with %v", err)
				}
			}
			want := 0
			for _, has := range voted {
				if has {
					want++
				}
			}
			sheet, err := s.MotionSheet(t.Context(), d.chair.Actor, motion, locale.Czech)
			d.must(err)
			if outcome := map[bool]judging.MotionOutcome{true: judging.Carried, false: judging.Lost}[want > 0]; sheet.View.Count.For != want || sheet.View.Motion.Outcome != outcome {
				t.Errorf("%d votes were acknowledged, %d counted: %s", want, sheet.View.Count.For, sheet.View.Motion.Outcome)
			}
		}
	})
}
