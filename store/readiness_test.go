package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// While the jury meets it is given another declaration to accept: until then nobody who sits in it sees or does anything, but for whoever
// organizes.
func TestNothingIsDoneFromASeatThatIsNotAccepted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := deliberate(t, s)
		ctx, lang := t.Context(), locale.Czech
		d.open(2)
		motion := d.move(store.MotionForm{Kind: judging.MotionOther, Candidates: d.Candidates[:1]})
		d.must(s.PublishJuryText(ctx, d.Organizer, d.Edition.UID, d.UID, store.Confidentiality, juryText("Mlčenlivost.")))
		type acts map[string]func(actor judging.Actor) error
		members := acts{
			"the screen":  func(a judging.Actor) error { _, err := s.Screen(ctx, a, d.UID, lang); return err },
			"its news":    func(a judging.Actor) error { _, err := s.WatchMeeting(ctx, a, d.UID); return err },
			"the tally":   func(a judging.Actor) error { _, err := s.MeetingTally(ctx, a, d.meeting, d.Contest, lang); return err },
			"a motion":    func(a judging.Actor) error { _, err := s.MotionSheet(ctx, a, motion, lang); return err },
			"a vote":      func(a judging.Actor) error { return s.CastVote(ctx, a, motion, inFavor) },
			"a dissent":   func(a judging.Actor) error { return s.Dissent(ctx, a, motion, "Ne.") },
			"coming":      func(a judging.Actor) error { return s.CheckIn(ctx, a, d.UID, store.Online) },
			"the papers":  func(a judging.Actor) error { _, err := s.PaperRoom(ctx, a, d.UID, lang); return err },
			"empty sheet": func(a judging.Actor) error { _, err := s.Blanks(ctx, a, d.UID, "", lang); return err },
		}
		leads := acts{
			"the coverage":    func(a judging.Actor) error { _, err := s.Coverage(ctx, a, d.UID, "", lang); return err },
			"the tally":       func(a judging.Actor) error { _, err := s.Tally(ctx, a, d.Contest); return err },
			"a decision":      func(a judging.Actor) error { return s.Decide(ctx, a, d.Contest, store.DecideForm{}) },
			"the reopening":   func(a judging.Actor) error { return s.ReopenRound(ctx, a, d.UID, "Omyl.") },
			"the corrections": func(a judging.Actor) error { _, err := s.Corrections(ctx, a, d.UID, lang); return err },
			"the meetings":    func(a judging.Actor) error { _, err := s.Meetings(ctx, a, d.UID); return err },
			"a meeting":       func(a judging.Actor) error { _, err := s.MeetingView(ctx, a, d.meeting, lang); return err },
			"the record":      func(a judging.Actor) error { _, err := s.MeetingRecord(ctx, a, d.meeting, lang); return err },
			"the next one":    func(a judging.Actor) error { return s.Discuss(ctx, a, d.meeting, store.DiscussForm{}) },
			"counting":        func(a judging.Actor) error { return s.CountMotion(ctx, a, motion) },
		}
		for seat, all := range map[*storetest.Seat][]acts{&d.Jurors[0]: {members}, &d.chair: {members, leads}} {
			seat.Actor = storetest.Actor(t, s, seat.Juror.UserID)
			for _, list := range all {
				for what, act := range list {
					if err := act(seat.Actor); fault.Of(err).Key != "seat.not_ready" {
						t.Errorf("%s for %s: %v", what, seat.Juror.Name, err)
					}
				}
			}
		}
		if _, err := s.Coverage(ctx, d.Organizer, d.UID, "", lang); err != nil {
			t.Errorf("the organizer: %v", err)
		}
		d.must(s.CastVote(ctx, storetest.Accept(t, s, d.Jurors[0].Actor, d.UID), motion, inFavor))
	})
}

// A contest's own chair holds meetings about his contest, and about no other.
func TestAContestsOwnChairHoldsItsMeetings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := storetest.Round(t, s, 2, 2), t.Context()
		must(t, s.SaveSeat(ctx, r.Organizer, r.Jurors[0].Juror.UID, store.SeatForm{Role: judging.Member, Chairs: []string{r.Contest}}))
		own := storetest.Actor(t, s, r.Jurors[0].Juror.UserID)
		r.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "4"}[candidate] })
		_, err := s.Meetings(ctx, own, r.UID)
		wants(t, err, fault.Closed, "the meetings while the judging is on")
		must(t, s.CloseRound(ctx, r.Organizer, r.UID))
		all, err := s.Meetings(ctx, r.Organizer, r.UID)
		must(t, err)
		var contests []string
		for _, c := range all.Contests {
			contests = append(contests, c.Contest.UID)
			if want := map[bool]int{true: 2}[c.Contest.UID == r.Contest]; all.Standing[c.Contest.ID] != want {
				t.Errorf("in %s stand %d", c.Category.Slug, all.Standing[c.Contest.ID])
			}
		}
		whole, err := s.PlanMeeting(ctx, r.Organizer, r.UID, store.MeetingForm{Contests: contests})
		must(t, err)
		_, err = s.PlanMeeting(ctx, own, r.UID, store.MeetingForm{Contests: contests})
		wants(t, err, fault.Invalid, "planning one about another contest, too")
		_, err = s.PlanMeeting(ctx, r.Jurors[1].Actor, r.UID, store.MeetingForm{Contests: []string{r.Contest}})
		wants(t, err, fault.NotFound, "a member plans one")
		wants(t, s.OpenMeeting(ctx, own, whole), fault.NotFound, "opening one about another contest, too")
		meeting, err := s.PlanMeeting(ctx, own, r.UID, store.MeetingForm{Contests: []string{r.Contest}})
		must(t, err)
		list, err := s.Meetings(ctx, own, r.UID)
		must(t, err)
		if len(list.Contests) != 1 || len(list.Meetings) != 1 || list.Meetings[0].UID != meeting {
			t.Errorf("he holds %d meetings about %d contests", len(list.Meetings), len(list.Contests))
		}
		must(t, s.OpenMeeting(ctx, own, meeting))
		must(t, s.Discuss(ctx, own, meeting, store.DiscussForm{Candidate: r.Candidates[0]}))
		_, err = s.Move(ctx, own, meeting, store.MotionForm{Kind: judging.MotionOther, Words: "O kole."})
		wants(t, err, fault.NotFound, "a motion about the whole round")
		motion, err := s.Move(ctx, own, meeting, store.MotionForm{Kind: judging.MotionOther, Contest: r.Contest, Words: "O kategorii."})
		must(t, err)
		must(t, s.CountMotion(ctx, own, motion))
		view, err := s.MeetingView(ctx, own, meeting, locale.Czech)
		must(t, err)
		if !view.Holds || view.Whole {
			t.Errorf("he holds it: %t, and the whole round's: %t", view.Holds, view.Whole)
		}
		must(t, s.EndMeeting(ctx, own, meeting))
	})
}
