package store_test

import (
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// meetingPlants break one invariant each; "?" is the contest.
var meetingPlants = []plant{
	{`update vote set juror_id = (select id from juror where role = 'secretary' and round_id = (select round_id from contest where uid = ?)) where id = (select min(id) from vote)`,
		"a vote is a member's, who is recused from nothing that it is about"},
	{`update vote set cast_at = (select max(closed_at) from motion) where motion_id = (select id from motion where number = 1 and 'x' <> ?)`, "nobody has voted once the vote was closed"},
	{`update motion set outcome = '' where number = 1 and 'x' <> ?`, "a motion has an outcome exactly when it is closed"},
	{`update motion set closed_at = null, outcome = '' where number = 1 and 'x' <> ?`, "no vote is under way in a meeting that is not open"},
	{`update motion set contest_id = (select max(id) from contest where uid <> ?), closed_at = null where number = 1`, "a motion's candidates stand in its contest"},
	{`update motion set contest_id = (select max(id) from contest where uid <> ?) where number = 1`, "a motion is of the contest for which it was moved"},
	{`update motion set kind = 'order' where number = 1 and 'x' <> ?`, "a decision that came of a motion is of its contest and its kind, and the motion was carried"},
	{`update attendance set left_at = null where 'x' <> ?`, "nobody is there, and nothing is discussed, in a meeting that is not open"},
	{`update proposal set contest_id = (select max(id) from contest where uid <> ?)`, "a proposed award and the award that it became are for the same candidate"},
	{`delete from proposal_version where 'x' <> ?`, "a proposed award's wordings are kept without a gap"},
}

func TestCheckFindsWhatIsWrongWithMeetings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := deliberate(t, s)
		d.open(2)
		for i := range 2 {
			motion := d.move(store.MotionForm{Kind: judging.MotionKind(judging.LeaveTied), Candidates: d.Candidates[2*i : 2*i+2]})
			d.vote(motion, inFavor, inFavor)
			d.must(s.CountMotion(t.Context(), d.chair.Actor, motion))
		}
		_, err := s.Propose(t.Context(), d.chair.Actor, d.meeting, store.ProposalForm{Contest: d.Contest, Candidate: d.Candidates[0], Kind: store.AwardSpecial,
			Name: locale.Text{locale.Czech: "Cena hejtmana"}})
		d.must(err)
		d.must(s.EndMeeting(t.Context(), d.chair.Actor, d.meeting))
		d.must(s.Check(t.Context(), func(f store.Finding) { t.Errorf("before anything is wrong: %s", f) }))
		caught := findPlanted(t, s, meetingPlants, d.Contest)
		for _, sentence := range store.MeetingInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
	})
}
