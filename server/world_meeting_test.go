package server_test

import (
	"context"
	"net/url"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// addMeeting plans a meeting of the round's jury. Where the contest is decided, it is open: a vote is on about the candidate that
// a juror is recused from, and an award is proposed for it.
func (w *world) addMeeting(stage string, r *storetest.JudgedRound) {
	w.t.Helper()
	ctx, o := context.Background(), w.objects[stage]
	var err error
	o["meeting"], err = w.store.PlanMeeting(ctx, w.organizer, r.UID, store.MeetingForm{Contests: []string{r.Contest}})
	must(w.t, err)
	if stage != "decided" {
		return
	}
	must(w.t, w.store.OpenMeeting(ctx, w.organizer, o["meeting"]))
	stays := map[string]store.Stay{}
	for _, seat := range r.Jurors {
		stays[seat.Juror.UID] = store.InPerson
	}
	must(w.t, w.store.MarkAttendance(ctx, w.organizer, o["meeting"], stays))
	o["motion"], err = w.store.Move(ctx, w.organizer, o["meeting"], store.MotionForm{Kind: judging.MotionOther, Contest: r.Contest,
		Candidates: []string{o["candidate"]}, Words: "Porota se k obci vrátí."})
	must(w.t, err)
	o["proposal"], err = w.store.Propose(ctx, w.organizer, o["meeting"], store.ProposalForm{Contest: r.Contest, Candidate: o["candidate"],
		Kind: store.AwardDistinction, Name: locale.Text{locale.Czech: "Čestné uznání"}})
	must(w.t, err)
}

// meetingForms are those of the meetings.
var meetingForms = map[string]func(o map[string]string) url.Values{
	"room.meetings":     func(o map[string]string) url.Values { return url.Values{"contests": {o["contest"]}} },
	"room.meeting_rule": func(map[string]string) url.Values { return url.Values{"quorum": {"half"}, "shows": {"none"}} },
	"room.presence":     func(map[string]string) url.Values { return url.Values{"stay": {"online"}} },
	"room.meeting":      func(map[string]string) url.Values { return url.Values{"act": {"open"}} },
	"room.attendance":   func(o map[string]string) url.Values { return url.Values{"stays[" + o["juror"] + "]": {"away"}} },
	"room.turn":         func(o map[string]string) url.Values { return url.Values{"turn": {o["second"]}} },
	"room.motion_new": func(o map[string]string) url.Values {
		return url.Values{"kind": {"other"}, "contest": {o["contest"]}, "words": {"Porota bere na vědomí."}}
	},
	"room.motion": func(map[string]string) url.Values { return url.Values{"act": {"count"}} },
	"room.ballot": func(map[string]string) url.Values { return url.Values{"choice": {"for"}} },
	"room.proposal_new": func(map[string]string) url.Values {
		return url.Values{"kind": {"special"}, "name[cs]": {"Cena hejtmana"}}
	},
	"room.proposal": func(map[string]string) url.Values {
		return url.Values{"name[cs]": {"Čestné uznání poroty"}, "revision": {"1"}}
	},
}

func init() {
	for route, form := range meetingForms {
		forms[route] = form
	}
}
