package room

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
)

const screenPage web.Page[screenData] = "room/screen"

// screenData is an open meeting as everybody has it on his screen.
type screenData struct {
	*store.MeetingView
	Head   *head
	Errors web.Errors
}

// rowOfTally is a candidate's row with the tally that it belongs to.
type rowOfTally struct {
	Row   *store.CandidateNumbers
	Tally *store.MeetingTally
}

// Row is that of the candidate under discussion.
func (d screenData) Row() rowOfTally { return rowOfTally{d.Discussed.Numbers, d.Discussed.Tally} }

// ownBallot is the reader's own ballot in a vote.
type ownBallot struct {
	*store.BallotView
	Motion string // uid
}

// Choices are how somebody can vote.
func (ownBallot) Choices() []judging.Choice { return judging.Choices }

// Ballot is the reader's own in a motion; nil: he has none.
func (d screenData) Ballot(m *store.MotionView) *ownBallot { return ballotOf(m, d.Own) }

func ballotOf(m *store.MotionView, seat *store.MeetingSeat) *ownBallot {
	if ballot := m.Of(seat); ballot != nil {
		return &ownBallot{ballot, m.Motion.UID}
	}
	return nil
}

// Stays are what somebody can say of himself.
func (screenData) Stays() []store.Stay { return store.Stays }

// Said is what the candidate's entry says beside its title and its address, which stand above; none where it says nothing.
func (d screenData) Said(lang locale.Language) []entryform.Answers {
	said := entryform.Shown(lang, d.Discussed.Material, store.PartTitle, store.PartURL)
	if !said.Any() {
		return nil
	}
	return []entryform.Answers{said}
}

// meetingHead is the head of a page about a meeting. Whoever holds it came by the list of meetings, a member by his desk.
func meetingHead(r *web.Request, p *store.MeetingPlace, title string) *head {
	h := headOf(r, &p.Place, "meeting.title")
	h.Crumbs = h.Crumbs[:len(h.Crumbs)-1]
	if !fault.Is(judging.May(r.Actor, judging.HoldMeeting, p.Facts()), fault.NotFound) {
		h.Crumbs = append(h.Crumbs, web.Crumb{Text: r.T("meeting.nav"), Address: r.Address("room.meetings", "round", p.Round.UID)},
			web.Crumb{Text: r.T("meeting.number", "Number", p.Meeting.Number), Address: r.Address("room.meeting", "meeting", p.Meeting.UID)})
	} else if title != "" {
		h.Crumbs = append(h.Crumbs, web.Crumb{Text: r.T("meeting.title"), Address: r.Address("room.screen", "round", p.Round.UID)})
	}
	if h.Title = title; title == "" {
		h.Title = r.T("meeting.title")
	}
	h.Crumbs = append(h.Crumbs, web.Crumb{Text: h.Title})
	return h
}

const noMeetingPage web.Page[noMeetingData] = "room/no_meeting"

// noMeetingData is a round without an open meeting.
type noMeetingData struct {
	Why   *fault.Fault
	Round string // uid
}

// screen shows the open meeting; where none is open, those who belong there are told so.
func (d door) screen(r *web.Request) error {
	view, err := d.store.Screen(r.Context(), r.Actor, r.Var("round"), r.Language)
	if notNow(err) {
		return noMeetingPage.Again(r, err, noMeetingData{Why: fault.Of(err), Round: r.Var("round")})
	}
	if err != nil {
		return err
	}
	return screenPage.Show(r, screenData{MeetingView: view, Head: meetingHead(r, view.MeetingPlace, "")})
}

// present puts down what somebody says of himself.
func (d door) present(r *web.Request) error {
	var form struct {
		Stay store.Stay `form:"stay"`
	}
	err := r.Decode(&form)
	if err == nil {
		err = d.store.CheckIn(r.Context(), r.Actor, r.Var("round"), form.Stay)
	}
	if err != nil {
		return d.screenAgain(r, err)
	}
	r.Notice("meeting.stay_saved_" + string(form.Stay))
	return r.Redirect("room.screen", "round", r.Var("round"))
}

// screenAgain shows the screen with what was wrong.
func (d door) screenAgain(r *web.Request, err error) error {
	view, e := d.store.Screen(r.Context(), r.Actor, r.Var("round"), r.Language)
	if e != nil {
		return err
	}
	return screenPage.Again(r, err, screenData{MeetingView: view, Head: meetingHead(r, view.MeetingPlace, ""), Errors: web.ErrorsOf(err)})
}

// revision tells how new the meeting is.
func (d door) revision(r *web.Request) error {
	revision, err := d.store.WatchMeeting(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return d.watch.Serve(r, r.Var("round"), revision)
}
