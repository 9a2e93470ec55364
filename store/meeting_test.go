package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// deliberation is a round whose judging is closed: candidates 0 and 1 are tied, so are 2 and 3, and candidate 4 stands alone, from
// which the third juror is recused. Beside three members the jury has a chair and a secretary.
type deliberation struct {
	*storetest.JudgedRound
	*testing.T
	s                *store.Store
	chair, secretary storetest.Seat
	meeting          string
}

func deliberate(t *testing.T, s *store.Store) *deliberation {
	t.Helper()
	d := &deliberation{JudgedRound: storetest.Round(t, s, 5, 3), T: t, s: s}
	d.chair, d.secretary = d.seat("predseda", judging.Chair), d.seat("tajemnik", judging.Secretary)
	d.must(s.Recuse(t.Context(), d.Organizer, store.RecusalForm{Juror: d.Jurors[2].Juror.UID, Candidate: d.Candidates[4], Why: judging.Recused, Reason: "střet zájmů"}))
	d.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "5", "4", "4", "2"}[candidate] })
	d.must(s.CloseRound(t.Context(), d.chair.Actor, d.UID))
	return d
}

func (d *deliberation) seat(name string, role judging.Role) storetest.Seat {
	d.Helper()
	seat := storetest.Seat{Email: name + "@example.org"}
	var err error
	seat.Juror, err = d.s.AddJuror(d.Context(), d.Organizer, d.UID, store.JurorForm{Name: name, Role: role, Email: seat.Email})
	d.must(err)
	seat.Actor = storetest.Accept(d.T, d.s, storetest.Actor(d.T, d.s, seat.Juror.UserID), d.UID)
	return seat
}

func (d *deliberation) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// open plans and opens a meeting, at which so many of the members are, and the chair and the secretary.
func (d *deliberation) open(members int) {
	d.Helper()
	var err error
	d.meeting, err = d.s.PlanMeeting(d.Context(), d.secretary.Actor, d.UID, store.MeetingForm{Venue: "Liberec", Contests: []string{d.Contest}})
	d.must(err)
	d.must(d.s.OpenMeeting(d.Context(), d.chair.Actor, d.meeting))
	stays := map[string]store.Stay{d.chair.Juror.UID: store.InPerson, d.secretary.Juror.UID: store.InPerson}
	for _, seat := range d.Jurors[:members] {
		stays[seat.Juror.UID] = store.Online
	}
	d.must(d.s.MarkAttendance(d.Context(), d.secretary.Actor, d.meeting, stays))
}

func (d *deliberation) move(form store.MotionForm) string {
	d.Helper()
	form.Contest, form.Words = d.Contest, "Porota se usnesla."
	motion, err := d.s.Move(d.Context(), d.secretary.Actor, d.meeting, form)
	d.must(err)
	return motion
}

func (d *deliberation) vote(motion string, choices ...judging.Choice) {
	d.Helper()
	for i, choice := range choices {
		actor := d.chair.Actor
		if i > 0 {
			actor = d.Jurors[i-1].Actor
		}
		if choice != "" {
			d.must(d.s.CastVote(d.Context(), actor, motion, choice))
		}
	}
}

func (d *deliberation) record(actor judging.Actor) *store.MeetingRecord {
	d.Helper()
	r, err := d.s.MeetingRecord(d.Context(), actor, d.meeting, locale.Czech)
	d.must(err)
	return r
}

func wants(t *testing.T, err error, kind fault.Kind, about string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: got %v, want kind %d", about, err, kind)
	}
}

const inFavor, opposed, abstaining = judging.For, judging.Against, judging.Abstain

func TestATieIsDecidedByVoteAndAnotherLeft(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := deliberate(t, s)
		ctx, n := t.Context(), d.Candidates
		d.open(3)
		order := d.move(store.MotionForm{Kind: judging.MotionKind(judging.Order), Candidates: []string{n[1], n[0]}, Mover: d.chair.Juror.UID})
		d.vote(order, inFavor, opposed, inFavor, inFavor)
		d.vote(order, "", opposed) // once more, the same
		d.must(s.Dissent(ctx, d.Jurors[0].Actor, order, "Obě jsou stejně dobré."))
		d.must(s.CountMotion(ctx, d.secretary.Actor, order))
		tie := d.move(store.MotionForm{Kind: judging.MotionKind(judging.LeaveTied), Candidates: []string{n[2], n[3]}})
		d.must(s.RecordVotes(ctx, d.secretary.Actor, tie, []store.VoteForm{{Juror: d.chair.Juror.UID, Choice: inFavor},
			{Juror: d.Jurors[0].Juror.UID, Choice: inFavor}, {Juror: d.Jurors[1].Juror.UID, Choice: abstaining}}))
		d.must(s.CountMotion(ctx, d.secretary.Actor, tie))
		lost := d.move(store.MotionForm{Kind: judging.MotionKind(judging.Exclude), Candidate: n[0]})
		d.vote(lost, opposed, opposed)
		d.must(s.CountMotion(ctx, d.secretary.Actor, lost))
		d.must(s.EndMeeting(ctx, d.secretary.Actor, d.meeting))
		d.must(s.Decide(ctx, d.chair.Actor, d.Contest, store.DecideForm{}))
		view, err := s.Tally(ctx, d.Organizer, d.Contest)
		d.must(err)
		var got []string
		for _, st := range view.Outcome.Standings {
			got = append(got, fmt.Sprint(slices.Index(n, view.Candidates[st.Candidate].UID), " is ", st.Place, map[bool]string{true: " ex aequo"}[st.Shared]))
		}
		if want := []string{"1 is 1", "0 is 2", "2 is 3 ex aequo", "3 is 3 ex aequo", "4 is 4"}; !slices.Equal(got, want) {
			t.Errorf("the result is %q, want %q", got, want)
		}
		r := d.record(d.chair.Actor)
		var moments []string
		for _, m := range r.Moments {
			moments = append(moments, m.Kind)
		}
		if got := strings.Join(moments, " "); got != "opened arrived arrived arrived arrived arrived moved voted decided moved voted decided moved voted left left left left left ended" {
			t.Errorf("the record has %s", got)
		}
		first := r.Motions[0]
		if len(first.Decisions) != 1 || first.Decisions[0].Reason != "Porota se usnesla. (hlasování 3\u00a0:\u00a01)" || len(first.Dissents()) != 1 ||
			first.Count.For != 3 || first.Count.Against != 1 || first.Mover != "predseda" {
			t.Errorf("the first motion is %+v with %+v", first, first.Decisions)
		}
		if r.Motions[2].Count.Outcome != judging.Lost || len(r.Motions[2].Decisions) > 0 {
			t.Errorf("a lost motion became %+v", r.Motions[2])
		}
		wants(t, s.CastVote(ctx, d.Jurors[0].Actor, tie, opposed), fault.Closed, "a vote after the meeting")
	})
}

// Whoever is recused sees neither the candidate that is discussed nor its numbers, nor a motion about it, and does not count.
func TestTheRecusedSeeNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := deliberate(t, s)
		ctx := t.Context()
		d.open(3)
		out := d.Jurors[2].Actor
		d.must(s.Discuss(ctx, d.chair.Actor, d.meeting, store.DiscussForm{Candidate: d.Candidates[3]}))
		screen, err := s.Screen(ctx, out, d.UID, locale.Czech)
		d.must(err)
		if c := screen.Discussed; c.Recused || c.Numbers.Candidate.UID != d.Candidates[3] || c.Numbers.Standing == nil || c.Numbers.Criteria[0].Spread.Values != 3 || !c.Tally.Blind {
			t.Errorf("of another candidate the recused juror sees %+v", c)
		}
		from := screen.Discussed.UID
		d.must(s.Discuss(ctx, d.chair.Actor, d.meeting, store.DiscussForm{From: from, Step: 1}))
		wants(t, s.Discuss(ctx, d.secretary.Actor, d.meeting, store.DiscussForm{From: from, Step: 1}), fault.Conflict, "moving on twice")
		motion := d.move(store.MotionForm{Kind: judging.MotionKind(judging.Exclude), Candidate: d.Candidates[4]})
		screen, err = s.Screen(ctx, out, d.UID, locale.Czech)
		d.must(err)
		if c := screen.Discussed; !c.Recused || c.Numbers != nil || c.Material != nil || c.Place != nil || c.Tally != nil {
			t.Errorf("of the discussed candidate the recused juror sees %+v", c)
		}
		if len(screen.Motions) != 0 || screen.Withheld != 1 {
			t.Errorf("the recused juror sees the motions %v, and %d are kept from him", screen.Motions, screen.Withheld)
		}
		wants(t, s.CastVote(ctx, out, motion, inFavor), fault.NotFound, "the recused juror's vote")
		err = s.RecordVotes(ctx, d.secretary.Actor, motion, []store.VoteForm{{Juror: d.Jurors[2].Juror.UID, Choice: inFavor}})
		wants(t, err, fault.Invalid, "his vote as the secretary enters it")
		tally, err := s.MeetingTally(ctx, out, d.meeting, d.Contest, locale.Czech)
		d.must(err)
		if last := tally.Rows[4]; !last.OutOfSight || last.Standing != nil || last.Criteria != nil || last.Candidate.UID != d.Candidates[4] {
			t.Errorf("in the tally the recused juror sees %+v", last)
		}
		d.vote(motion, opposed, opposed)
		d.must(s.CountMotion(ctx, d.chair.Actor, motion))
		whole, err := s.Screen(ctx, d.Jurors[0].Actor, d.UID, locale.Czech)
		d.must(err)
		if p := whole.Motions[0].Presence; p != (judging.Presence{Members: 3, Present: 3, Needed: 2}) {
			t.Errorf("of that candidate's vote the quorum was %+v", p)
		}
		if m := whole.Discussed.Numbers; m.Candidate.UID != d.Candidates[4] || m.Criteria[0].Spread.Values != 2 {
			t.Errorf("the others see %+v", m)
		}
		if _, err := s.MeetingRecord(ctx, out, d.meeting, locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("a member reads the record: %v", err)
		}
	})
}

func TestAQuorumIsLost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := deliberate(t, s)
		ctx := t.Context()
		d.must(s.SetMeetingRule(ctx, d.Organizer, d.UID, store.MeetingRule{Quorum: judging.ByNumber, QuorumNumber: 3, Casting: true, Shows: store.ShowPseudonym}))
		d.open(2)
		wants(t, s.CheckIn(ctx, d.Organizer, d.UID, store.InPerson), fault.NotFound, "somebody without a seat comes")
		tie := store.MotionForm{Kind: judging.MotionKind(judging.LeaveTied), Candidates: d.Candidates[:2]}
		motion := d.move(tie)
		wants(t, s.CastVote(ctx, d.Jurors[2].Actor, motion, inFavor), fault.Closed, "the vote of who is not there")
		wants(t, s.CastVote(ctx, d.secretary.Actor, motion, inFavor), fault.Forbidden, "the secretary's vote")
		d.vote(motion, inFavor, inFavor, inFavor)
		d.must(s.CheckIn(ctx, d.Jurors[1].Actor, d.UID, store.Away))
		d.must(s.CountMotion(ctx, d.secretary.Actor, motion))
		wants(t, s.CountMotion(ctx, d.secretary.Actor, motion), fault.Closed, "counting twice")
		wants(t, s.CastVote(ctx, d.Jurors[0].Actor, motion, opposed), fault.Closed, "a vote after the count")
		d.must(s.CheckIn(ctx, d.Jurors[1].Actor, d.UID, store.InPerson))
		again := d.move(tie)
		d.vote(again, opposed, inFavor)
		d.must(s.CountMotion(ctx, d.secretary.Actor, again))
		r := d.record(d.secretary.Actor)
		if first, second := r.Motions[0], r.Motions[1]; first.Motion.Outcome != judging.NoQuorum || first.Presence != (judging.Presence{Members: 4, Present: 2, Needed: 3}) ||
			len(first.Decisions) > 0 || second.Motion.Outcome != judging.Lost || !second.Motion.Casting {
			t.Errorf("the motions are %+v and %+v", first.Motion, second.Motion)
		}
		tally, err := s.MeetingTally(ctx, d.Jurors[0].Actor, d.meeting, d.Contest, locale.Czech)
		d.must(err)
		if v := tally.Rows[0].Criteria[0].Values; len(v) != 3 || v[0].By != "A" || v[2].By != "C" {
			t.Errorf("under pseudonyms the values are %v", v)
		}
		wants(t, s.ReopenRound(ctx, d.chair.Actor, d.UID, "Předčasně."), fault.Closed, "reopening the judging in a meeting")
		wants(t, s.OpenMeeting(ctx, d.chair.Actor, d.meeting), fault.Closed, "opening twice")
	})
}

// A distinction is drafted in the meeting, carried, and public only with the result.
func TestADistinctionIsDrafted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := deliberate(t, s)
		ctx := t.Context()
		d.open(3)
		text := func(words string) locale.Text { return locale.Text{locale.Czech: words} }
		form := store.ProposalForm{Contest: d.Contest, Candidate: d.Candidates[3], Kind: store.AwardDistinction, Name: text("Čestné uznání"), Citation: text("Za mapu.")}
		proposal, err := s.Propose(ctx, d.secretary.Actor, d.meeting, form)
		d.must(err)
		form.Citation, form.Revision = text("Za mapu a za data."), 1
		d.must(s.SaveProposal(ctx, d.chair.Actor, proposal, form))
		wants(t, s.SaveProposal(ctx, d.secretary.Actor, proposal, form), fault.Conflict, "saving over another's wording")
		wants(t, s.SaveProposal(ctx, d.Jurors[0].Actor, proposal, form), fault.NotFound, "a member's wording")
		wants(t, s.ConferProposal(ctx, d.secretary.Actor, proposal), fault.NotFound, "conferring by the secretary")
		motion := d.move(store.MotionForm{Kind: judging.MotionDistinction, Proposal: proposal})
		wants(t, s.DropProposal(ctx, d.chair.Actor, proposal), fault.Closed, "giving it up while it is voted on")
		d.vote(motion, inFavor, inFavor)
		d.must(s.CountMotion(ctx, d.secretary.Actor, motion))
		form.Citation, form.Revision = text("Za mapu a za otevřená data."), 2
		d.must(s.SaveProposal(ctx, d.secretary.Actor, proposal, form))
		v, err := s.ProposalView(ctx, d.chair.Actor, proposal, locale.Czech)
		d.must(err)
		if len(v.Versions) != 3 || !v.Proposal.Conferred() || v.Versions[2].Citation[locale.Czech] != "Za mapu." {
			t.Errorf("the wordings are %+v", v.Versions)
		}
		for i, tie := range [][]string{d.Candidates[:2], d.Candidates[2:4]} {
			m := d.move(store.MotionForm{Kind: judging.MotionKind(judging.LeaveTied), Candidates: tie})
			d.vote(m, inFavor)
			if i == 0 {
				wants(t, s.EndMeeting(ctx, d.chair.Actor, d.meeting), fault.Closed, "ending while a vote is under way")
			}
			d.must(s.CountMotion(ctx, d.chair.Actor, m))
		}
		d.must(s.Decide(ctx, d.chair.Actor, d.Contest, store.DecideForm{}))
		public := func() (awards []string) {
			view, err := s.Tally(ctx, d.Organizer, d.Contest)
			d.must(err)
			r, err := s.RoundResults(ctx, judging.Actor{}, store.Address{Competition: view.Competition.Slug, Edition: view.Edition.Slug, Round: view.Round.Slug})
			d.must(err)
			for _, c := range r.Contests {
				for _, a := range c.Awards {
					awards = append(awards, a.Name[locale.Czech]+": "+a.Citation[locale.Czech])
				}
			}
			return awards
		}
		if seen := public(); len(seen) > 0 {
			t.Errorf("before the announcement the public sees %q", seen)
		}
		d.must(s.Announce(ctx, d.Organizer, d.Contest, time.Time{}))
		if seen := public(); !slices.Equal(seen, []string{"Čestné uznání: Za mapu a za otevřená data."}) {
			t.Errorf("the public sees %q", seen)
		}
		form.Revision = 3
		wants(t, s.SaveProposal(ctx, d.secretary.Actor, proposal, form), fault.Closed, "changing what is announced")
		d.must(s.Plant(ctx, "update contest set amending_at = announced_at where uid = ?", d.Contest))
		wants(t, s.SaveProposal(ctx, d.secretary.Actor, proposal, form), fault.Closed, "changing what is announced while it is corrected")
		form.Candidate = d.Candidates[2]
		late, err := s.Propose(ctx, d.secretary.Actor, d.meeting, form)
		d.must(err)
		wants(t, s.ConferProposal(ctx, d.chair.Actor, late), fault.Closed, "conferring while it is corrected")
		motion = d.move(store.MotionForm{Kind: judging.MotionDistinction, Proposal: late})
		d.vote(motion, inFavor, inFavor)
		wants(t, s.CountMotion(ctx, d.chair.Actor, motion), fault.Closed, "conferring by a vote while it is corrected")
		d.must(s.WithdrawMotion(ctx, d.chair.Actor, motion))
		d.must(s.DropProposal(ctx, d.chair.Actor, late))
	})
}
