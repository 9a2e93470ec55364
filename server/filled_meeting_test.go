package server_test

import (
	"context"

	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"
)

// addMeeting opens a meeting of the jury. Where a tie waits, it is under way: a candidate is discussed, one motion is voted on and
// one was lost with a dissent, and an award is proposed.
func (f *filled) addMeeting(stage string, o map[string]string, r *storetest.JudgedRound) {
	f.t.Helper()
	ctx := context.Background()
	var err error
	f.must(f.store.SetMeetingRule(ctx, f.organizer, o["round"], store.MeetingRule{Quorum: judging.TwoThirds, Casting: true, Shows: store.ShowNames}))
	o["meeting"], err = f.store.PlanMeeting(ctx, f.organizer, o["round"], store.MeetingForm{Venue: manyWords, Contests: []string{o["contest"]}})
	f.must(err)
	f.must(f.store.OpenMeeting(ctx, f.organizer, o["meeting"]))
	if stage != "tied" {
		return
	}
	stays := map[string]store.Stay{}
	for _, seat := range r.Jurors {
		stays[seat.Juror.UID] = store.Online
	}
	f.must(f.store.MarkAttendance(ctx, f.organizer, o["meeting"], stays))
	f.must(f.store.Discuss(ctx, f.organizer, o["meeting"], store.DiscussForm{Candidate: r.Candidates[7]}))
	o["proposal"], err = f.store.Propose(ctx, f.organizer, o["meeting"], store.ProposalForm{Contest: o["contest"], Candidate: r.Candidates[5],
		Kind: store.AwardSpecial, Name: inEach(manyWords), Citation: inEach(manyWords)})
	f.must(err)
	lost, err := f.store.Move(ctx, f.organizer, o["meeting"], store.MotionForm{Kind: judging.MotionKind(judging.Exclude), Contest: o["contest"],
		Candidate: r.Candidates[6], Words: manyWords, Mover: r.Jurors[0].Juror.UID})
	f.must(err)
	f.must(f.store.CastVote(ctx, r.Jurors[0].Actor, lost, judging.Against))
	f.must(f.store.Dissent(ctx, r.Jurors[0].Actor, lost, manyWords))
	f.must(f.store.CountMotion(ctx, f.organizer, lost))
	o["motion"], err = f.store.Move(ctx, f.organizer, o["meeting"], store.MotionForm{Kind: judging.MotionDistinction, Contest: o["contest"],
		Proposal: o["proposal"], Words: manyWords})
	f.must(err)
}
