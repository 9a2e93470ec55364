package room

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const (
	meetingsPage web.Page[meetingsData] = "room/meetings"
	meetingPage  web.Page[meetingData]  = "room/meeting"
	rulePage     web.Page[ruleData]     = "room/meeting_rule"
)

// meetingsData is the list of meetings, with the form of a new one.
type meetingsData struct {
	*store.MeetingList
	Head   *head
	Form   meetingForm
	Errors web.Errors
}

type meetingForm struct {
	StartsAt web.Moment `form:"starts_at"`
	Venue    string     `form:"venue"`
	Contests []string   `form:"contests"`
}

// whenOfMeeting is a meeting with the zone that its times are shown in.
type whenOfMeeting struct {
	*store.Meeting
	Zone *time.Location
}

// When is when one of the meetings is.
func (d meetingsData) When(m *store.Meeting) whenOfMeeting { return whenOfMeeting{m, d.Edition.Zone()} }

// On tells whether a contest is on the agenda of the form.
func (d meetingsData) On(contest string) bool { return slices.Contains(d.Form.Contests, contest) }

func (d door) meetingsData(r *web.Request) (meetingsData, error) {
	list, err := d.store.Meetings(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return meetingsData{}, err
	}
	return meetingsData{MeetingList: list, Head: headOf(r, list.Place, "meeting.nav")}, nil
}

// meetings begins with a meeting about all contests that anybody stands in.
func (d door) meetings(r *web.Request) error {
	data, err := d.meetingsData(r)
	if notNow(err) {
		return noMeetingPage.Again(r, err, noMeetingData{Why: fault.Of(err), Round: r.Var("round")})
	}
	if err != nil {
		return err
	}
	for _, c := range data.Contests {
		if data.Standing[c.Contest.ID] > 0 {
			data.Form.Contests = append(data.Form.Contests, c.Contest.UID)
		}
	}
	return meetingsPage.Show(r, data)
}

func (d door) planMeeting(r *web.Request) error {
	data, err := d.meetingsData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	form := store.MeetingForm{Venue: data.Form.Venue, Contests: data.Form.Contests}
	if err == nil {
		if form.StartsAt, err = data.Form.StartsAt.In(data.Edition.Zone()); err != nil {
			err = fault.InForm(fault.Field{Name: "starts_at", Key: fault.Of(err).Key, Args: fault.Of(err).Args})
		}
	}
	var meeting string
	if err == nil {
		meeting, err = d.store.PlanMeeting(r.Context(), r.Actor, r.Var("round"), form)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return meetingsPage.Again(r, err, data)
	}
	r.Notice("meeting.planned")
	return r.Redirect("room.meeting", "meeting", meeting)
}

// ruleData is how the jury meets, as the organizer says it.
type ruleData struct {
	*store.MeetingList
	Head   *head
	Form   ruleForm
	Errors web.Errors
}

type ruleForm struct {
	Quorum  judging.QuorumRule `form:"quorum"`
	Number  string             `form:"number"`
	Casting bool               `form:"casting"`
	Shows   store.Showing      `form:"shows"`
}

// Showings are the ways of showing values.
func (ruleData) Showings() []store.Showing { return store.Showings }

// Quorums are the rules of quorums, the most common first.
func (ruleData) Quorums() []judging.QuorumRule { return judging.QuorumRules }

func (d door) ruleData(r *web.Request) (ruleData, error) {
	list, err := d.store.MeetingRules(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return ruleData{}, err
	}
	data := ruleData{MeetingList: list, Head: headOf(r, list.Place, "meeting.rule")}
	data.Form = ruleForm{Quorum: list.Rule.Quorum, Casting: list.Rule.Casting, Shows: list.Rule.Shows}
	if list.Rule.QuorumNumber > 0 {
		data.Form.Number = strconv.Itoa(list.Rule.QuorumNumber)
	}
	return data, nil
}

func (d door) meetingRule(r *web.Request) error {
	data, err := d.ruleData(r)
	if err != nil {
		return err
	}
	return rulePage.Show(r, data)
}

func (d door) setMeetingRule(r *web.Request) error {
	data, err := d.ruleData(r)
	if err != nil {
		return err
	}
	data.Form = ruleForm{}
	if err = r.Decode(&data.Form); err == nil {
		number, _ := strconv.Atoi(strings.TrimSpace(data.Form.Number)) // what is no number is none that the store takes
		err = d.store.SetMeetingRule(r.Context(), r.Actor, r.Var("round"), store.MeetingRule{Quorum: data.Form.Quorum, QuorumNumber: number,
			Casting: data.Form.Casting, Shows: data.Form.Shows})
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return rulePage.Again(r, err, data)
	}
	r.Notice("meeting.rule_saved")
	return r.Redirect("room.meeting_rule", "round", r.Var("round"))
}

// meetingData is a meeting for whoever holds it.
type meetingData struct {
	*store.MeetingView
	Head   *head
	Errors web.Errors
}

// When is when the meeting is.
func (d meetingData) When() whenOfMeeting { return whenOfMeeting{&d.Meeting, d.Edition.Zone()} }

// Stays are how somebody can be there.
func (meetingData) Stays() []store.Stay { return store.Stays }

func (d door) meetingData(r *web.Request, problem error) (meetingData, error) {
	view, err := d.store.MeetingView(r.Context(), r.Actor, r.Var("meeting"), r.Language)
	if err != nil {
		return meetingData{}, err
	}
	h := meetingHead(r, view.MeetingPlace, "-")
	h.Crumbs = h.Crumbs[:len(h.Crumbs)-1]
	h.Title = r.T("meeting.number", "Number", view.Meeting.Number)
	return meetingData{MeetingView: view, Head: h, Errors: web.ErrorsOf(problem)}, nil
}

func (d door) meeting(r *web.Request) error {
	data, err := d.meetingData(r, nil)
	if err != nil {
		return err
	}
	return meetingPage.Show(r, data)
}

// runMeeting opens or ends it.
func (d door) runMeeting(r *web.Request) error {
	var form struct {
		Act string `form:"act"`
	}
	err := r.Decode(&form)
	switch {
	case err != nil:
	case form.Act == "open":
		err = d.store.OpenMeeting(r.Context(), r.Actor, r.Var("meeting"))
	case form.Act == "end":
		err = d.store.EndMeeting(r.Context(), r.Actor, r.Var("meeting"))
	default:
		err = fault.New(fault.Invalid, "fault.unknown_choice")
	}
	return d.afterMeeting(r, err, "meeting.done_"+form.Act)
}

// afterMeeting leads back to the meeting, or says on its page what was wrong.
func (d door) afterMeeting(r *web.Request, err error, notice string) error {
	if err != nil {
		data, e := d.meetingData(r, err)
		if e != nil {
			return err
		}
		return meetingPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("room.meeting", "meeting", r.Var("meeting"))
}

func (d door) attendance(r *web.Request) error {
	var form struct {
		Stays map[string]store.Stay `form:"stays"`
	}
	err := r.Decode(&form)
	if err == nil {
		err = d.store.MarkAttendance(r.Context(), r.Actor, r.Var("meeting"), form.Stays)
	}
	return d.afterMeeting(r, err, "meeting.attendance_saved")
}

// turn puts another candidate on everybody's screen: "next", "previous", "none", or one by its uid.
func (d door) turn(r *web.Request) error {
	var form struct {
		From string `form:"from"`
		Turn string `form:"turn"`
	}
	if err := r.Decode(&form); err != nil {
		return err
	}
	to := store.DiscussForm{From: form.From}
	switch form.Turn {
	case "next":
		to.Step = 1
	case "previous":
		to.Step = -1
	case "none":
	default:
		to.Candidate = form.Turn
	}
	view, err := d.store.MeetingView(r.Context(), r.Actor, r.Var("meeting"), r.Language)
	if err != nil {
		return err
	}
	if err := d.store.Discuss(r.Context(), r.Actor, r.Var("meeting"), to); err != nil {
		return d.afterMeeting(r, err, "")
	}
	return r.Redirect("room.screen", "round", view.Round.UID)
}
