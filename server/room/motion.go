package room

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const (
	newMotionPage web.Page[newMotionData] = "room/motion_new"
	motionPage    web.Page[motionData]    = "room/motion"
)

// newMotionData is the form of a motion; what it asks for depends on its kind.
type newMotionData struct {
	*store.MeetingView
	Head   *head
	Tally  *store.MeetingTally // nil: about the whole round
	Tie    *tieOfMeeting       // that it is about; nil: none
	Form   motionForm
	Errors web.Errors
}

type motionForm struct {
	Kind      judging.MotionKind `form:"kind"`
	Contest   string             `form:"contest"`
	Tie       string             `form:"tie"` // its number among those that wait
	Turns     map[string]string  `form:"turns"`
	Candidate string             `form:"candidate"`
	Criterion string             `form:"criterion"`
	Proposal  string             `form:"proposal"`
	Mover     string             `form:"mover"`
	Words     string             `form:"words"`
}

// Ties are those that wait for the jury.
func (d newMotionData) Ties() []tieOfMeeting { return tiesOf(d.Tally) }

// Kinds are those of a motion that is about no tie.
func (newMotionData) Kinds() []judging.MotionKind { return judging.MotionKinds[2:] }

// OfOne tells whether the motion is about one candidate.
func (d newMotionData) OfOne() bool {
	return slices.Contains([]judging.MotionKind{judging.MotionKind(judging.AcceptFewer), judging.MotionKind(judging.Exclude), judging.MotionOther}, d.Form.Kind)
}

// OfCriterion tells whether the motion is about a criterion.
func (d newMotionData) OfCriterion() bool {
	return d.Form.Kind == judging.MotionKind(judging.AcceptFewer) || d.Form.Kind == judging.MotionKind(judging.DropCriterion)
}

// Candidates are those that the reader may see, to be chosen from.
func (d newMotionData) Candidates() (list []*store.NamedCandidate) {
	for _, row := range d.Tally.Rows {
		if !row.OutOfSight {
			list = append(list, row.Candidate)
		}
	}
	return list
}

// Drafts are the awards of the contest that are not conferred.
func (d newMotionData) Drafts() (list []*store.ProposedAward) {
	for _, p := range d.Proposals {
		if p.ContestID == d.Tally.Contest.ID && !p.Conferred() {
			list = append(list, p)
		}
	}
	return list
}

// Movers are the members with a vote.
func (d newMotionData) Movers() []store.MeetingSeat {
	return slices.DeleteFunc(slices.Clone(d.Seats), func(s store.MeetingSeat) bool { return !s.HasVote() })
}

// newMotionData reads what the form needs to offer.
func (d door) newMotionData(r *web.Request, form motionForm) (newMotionData, error) {
	view, err := d.store.MeetingView(r.Context(), r.Actor, r.Var("meeting"), r.Language)
	if err != nil {
		return newMotionData{}, err
	}
	data := newMotionData{MeetingView: view, Head: meetingHead(r, view.MeetingPlace, r.T("meeting.new_motion")), Form: form}
	if form.Contest == "" {
		if !view.Whole {
			return data, fault.New(fault.NotFound, "fault.not_found")
		}
		return data, nil
	}
	if data.Tally, err = d.store.MeetingTally(r.Context(), r.Actor, r.Var("meeting"), form.Contest, r.Language); err != nil {
		return data, err
	}
	for _, tie := range data.Ties() {
		if form.Tie == strconv.Itoa(tie.Number) {
			data.Tie = &tie
		}
	}
	return data, nil
}

func (d door) newMotion(r *web.Request) error {
	form := motionForm{Kind: judging.MotionKind(r.Query("kind")), Contest: r.Query("contest"), Tie: r.Query("tie"), Candidate: r.Query("candidate"),
		Proposal: r.Query("proposal")}
	if form.Contest == "" {
		form.Kind = judging.MotionOther
	}
	data, err := d.newMotionData(r, form)
	if err != nil {
		return err
	}
	return newMotionPage.Show(r, data)
}

// form turns what was filled in into a motion for the store.
func (d newMotionData) form() (store.MotionForm, error) {
	f := d.Form
	form := store.MotionForm{Kind: f.Kind, Contest: f.Contest, Candidate: f.Candidate, Criterion: f.Criterion, Proposal: f.Proposal, Mover: f.Mover, Words: f.Words}
	switch f.Kind {
	case judging.MotionOther:
		form.Candidate = ""
		if f.Candidate != "" {
			form.Candidates = []string{f.Candidate}
		}
		return form, nil
	case judging.MotionKind(judging.Order), judging.MotionKind(judging.LeaveTied):
	default:
		return form, nil
	}
	if d.Tie == nil {
		return form, fault.New(fault.Conflict, "meeting.tie_gone")
	}
	turns := map[string]int{}
	for _, c := range d.Tie.Members {
		form.Candidates = append(form.Candidates, c.UID)
		turns[c.UID], _ = strconv.Atoi(strings.TrimSpace(f.Turns[c.UID])) // what is no number is no turn
	}
	if f.Kind == judging.MotionKind(judging.LeaveTied) {
		return form, nil
	}
	slices.SortStableFunc(form.Candidates, func(a, b string) int { return cmp.Compare(turns[a], turns[b]) })
	for i, uid := range form.Candidates {
		if turns[uid] != i+1 {
			return form, fault.InForm(fault.Field{Name: "turns[" + uid + "]", Key: "fault.order_incomplete"})
		}
	}
	return form, nil
}

func (d door) move(r *web.Request) error {
	var typed motionForm
	if err := r.Decode(&typed); err != nil {
		return err
	}
	data, err := d.newMotionData(r, typed)
	if err != nil {
		return err
	}
	form, err := data.form()
	var motion string
	if err == nil {
		motion, err = d.store.Move(r.Context(), r.Actor, r.Var("meeting"), form)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return newMotionPage.Again(r, err, data)
	}
	r.Notice("meeting.moved")
	return r.Redirect("room.motion", "motion", motion)
}

// motionData is a motion with its votes.
type motionData struct {
	*store.MotionSheet
	Head    *head
	Typed   map[string]string // choices as they were sent, by the jurors' uids
	Dissent string
	Errors  web.Errors
}

// Own is the reader's ballot; nil: he has none.
func (d motionData) Own() *ownBallot { return ballotOf(d.View, d.Seat) }

// Choices are how somebody can vote.
func (motionData) Choices() []judging.Choice { return judging.Choices }

// Chosen is how a member voted, as far as the form knows.
func (d motionData) Chosen(b *store.BallotView) judging.Choice {
	if typed, sent := d.Typed[b.Juror.UID]; sent {
		return judging.Choice(typed)
	}
	return b.Choice()
}

func (d door) motionData(r *web.Request, problem error) (motionData, error) {
	sheet, err := d.store.MotionSheet(r.Context(), r.Actor, r.Var("motion"), r.Language)
	if err != nil {
		return motionData{}, err
	}
	data := motionData{MotionSheet: sheet, Errors: web.ErrorsOf(problem)}
	data.Head = meetingHead(r, sheet.MeetingPlace, r.T("meeting.motion_number", "Number", sheet.View.Motion.Number))
	if own := data.Own(); own != nil && own.Vote != nil {
		data.Dissent = own.Vote.Dissent
	}
	return data, nil
}

func (d door) motion(r *web.Request) error {
	data, err := d.motionData(r, nil)
	if err != nil {
		return err
	}
	return motionPage.Show(r, data)
}

// leadMotion is for whoever holds the meeting: it enters votes, counts them, or takes the motion back.
func (d door) leadMotion(r *web.Request) error {
	var form struct {
		Act   string            `form:"act"`
		Votes map[string]string `form:"votes"`
		Was   map[string]string `form:"was"`
	}
	err := r.Decode(&form)
	switch {
	case err != nil:
	case form.Act == "withdraw":
		err = d.store.WithdrawMotion(r.Context(), r.Actor, r.Var("motion"))
	case form.Act == "votes", form.Act == "count":
		var votes []store.VoteForm
		for juror, choice := range form.Votes {
			votes = append(votes, store.VoteForm{Juror: juror, Choice: judging.Choice(choice), Was: judging.Choice(form.Was[juror])})
		}
		slices.SortFunc(votes, func(a, b store.VoteForm) int { return strings.Compare(a.Juror, b.Juror) })
		err = d.store.RecordVotes(r.Context(), r.Actor, r.Var("motion"), votes)
		if err == nil && form.Act == "count" {
			err = d.store.CountMotion(r.Context(), r.Actor, r.Var("motion"))
		}
	default:
		err = fault.New(fault.Invalid, "fault.unknown_choice")
	}
	if err != nil {
		data, e := d.motionData(r, err)
		if e != nil {
			return err
		}
		data.Typed = form.Votes
		return motionPage.Again(r, err, data)
	}
	r.Notice("meeting.motion_" + form.Act)
	return r.Redirect("room.motion", "motion", r.Var("motion"))
}

// ballot is a member's own vote, or why he disagrees.
func (d door) ballot(r *web.Request) error {
	var form struct {
		Choice  judging.Choice `form:"choice"`
		Dissent *string        `form:"dissent"`
	}
	err := r.Decode(&form)
	if err == nil {
		if form.Dissent != nil {
			err = d.store.Dissent(r.Context(), r.Actor, r.Var("motion"), *form.Dissent)
		} else {
			err = d.store.CastVote(r.Context(), r.Actor, r.Var("motion"), form.Choice)
		}
	}
	if err != nil {
		data, e := d.motionData(r, err)
		if e != nil {
			return err
		}
		if form.Dissent != nil {
			data.Dissent = *form.Dissent
		}
		return motionPage.Again(r, err, data)
	}
	if form.Dissent != nil {
		r.Notice("meeting.dissent_saved")
		return r.Redirect("room.motion", "motion", r.Var("motion"))
	}
	sheet, err := d.store.MotionSheet(r.Context(), r.Actor, r.Var("motion"), r.Language)
	if err != nil {
		return err
	}
	r.Notice("meeting.voted_" + string(form.Choice))
	return r.Redirect("room.screen", "round", sheet.Round.UID)
}
