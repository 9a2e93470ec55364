package store_test

import (
	"slices"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// finalists are the numbers of those whom everybody sees among the first.
func (r *staged) finalists() (numbers []int) {
	r.t.Helper()
	address := r.address()
	address.Category = ""
	f, err := r.s.Finalists(r.t.Context(), address, locale.Czech)
	must(r.t, err)
	if f == nil {
		return nil
	}
	for _, c := range f.Candidates {
		numbers = append(numbers, slices.Index(r.Candidates, c.UID))
	}
	return numbers
}

// plans sets when the round's ceremony is to begin.
func (r *staged) plans(startsAt time.Time) {
	r.t.Helper()
	setup, err := r.s.RoundSetup(r.t.Context(), r.Organizer, r.UID)
	must(r.t, err)
	must(r.t, r.s.UpdateRound(r.t.Context(), r.Organizer, r.UID, store.RoundForm{Dates: setup.Round.Dates(), Ceremony: &store.CeremonyForm{StartsAt: startsAt}}))
}

// Finalists are there before the first T0 or before the ceremony that opens the pages, all of them or none; withholding a place takes nobody away.
func TestFinalistsAreCompleteOrNotThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, r := t.Context(), newStaged(t, s)
		now, err := s.Now(ctx)
		must(t, err)
		in := func(hours int) time.Time { return now.Add(time.Duration(hours) * time.Hour) }
		policy := store.ResultPolicy{FinalistPlaces: 2, Publication: judging.Publication{judging.FinalistsLevel: 2}}
		stage := store.StageForm{Opens: true, Contests: []store.StageContestForm{{Contest: r.Contest}}}
		revealed := func(opens, leftOut bool) error {
			stage.Opens, stage.Contests[0].LeftOut = opens, leftOut
			return s.SaveStage(ctx, r.Organizer, r.UID, stage)
		}
		all, none := []int{1, 2, 3}, []int(nil)
		for _, step := range []struct {
			sentence string
			act      func() error
			want     []int
		}{
			{"the edition tells of none", func() error { r.plans(in(1)); return nil }, none},
			{"the first is withheld, and nothing sealed", func() error {
				must(t, s.SaveResultPolicy(ctx, r.Organizer, r.Edition.UID, policy))
				return s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{Withheld: r.Candidates[1:2], Reason: "Web zanikl."})
			}, none},
			{"it is sealed, an hour before the ceremony that opens its page", func() error { return s.SealResult(ctx, r.Organizer, r.Contest) }, all},
			{"the ceremony is put off", func() error { r.plans(in(3)); return nil }, none},
			{"and moved back", func() error { r.plans(in(1)); return nil }, all},
			{"the ceremony opens no pages", func() error { return revealed(false, false) }, none},
			{"or leaves this one out", func() error { return revealed(true, true) }, none},
			{"announcing takes two, and nobody has confirmed", func() error {
				must(t, revealed(true, false))
				policy.AnnouncingPair = true
				must(t, s.SaveResultPolicy(ctx, r.Organizer, r.Edition.UID, policy))
				return s.ProposeRevealing(ctx, r.Organizer, r.Contest)
			}, none},
			{"the second one has", func() error {
				setup, err := s.StageSetup(ctx, r.Organizer, r.UID)
				must(t, err)
				return s.ConfirmAnnouncement(ctx, storetest.Organizer(t, s, r.Region), setup.Contests[0].Plan.UID)
			}, all},
			{"its own T0 goes before, and is far away", func() error {
				return s.Plant(ctx, "update contest set state = ?, announced_at = ? where uid = ?", judging.Announced, in(3), r.Contest)
			}, none},
			{"and near", func() error {
				return s.Plant(ctx, "update contest set announced_at = ? where uid = ?", in(2).Add(-time.Second), r.Contest)
			}, all},
			{"and past: the result says more", func() error {
				return s.Plant(ctx, "update contest set announced_at = ? where uid = ?", in(-1), r.Contest)
			}, none},
		} {
			must(t, step.act())
			if got := r.finalists(); !slices.Equal(got, step.want) {
				t.Errorf("%s: %v, want %v", step.sentence, got, step.want)
			}
		}
		r.plans(in(5))
		if turn, err := s.NextTurn(ctx, in(1)); err != nil || !turn.Equal(in(3)) {
			t.Errorf("the page of the finalists turns at %s, %v, want %s", turn, err, in(3))
		}
	})
}
