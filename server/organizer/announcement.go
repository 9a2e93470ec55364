package organizer

import (
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const announcementPage web.Page[announcementData] = "organizer/announcement"

type announcementData struct {
	*store.RoundResults
	Head   *contestHead
	Life   *store.ResultLife
	Plan   *store.AnnouncementPlan
	Form   announcementForm
	Note   string // to signed minutes, as it was typed
	Errors web.Errors
	Own    bool // the visitor entered the moment that waits
}

type announcementForm struct {
	Act    string     `form:"act"`          // "confirm", "reject", "withdraw", "call_off", or to announce
	Moment string     `form:"announcement"` // uid of the moment that was seen to wait: another may have come since
	Reason string     `form:"reason"`       // why it is called off
	Answer string     `form:"answer"`       // why it is rejected
	When   string     `form:"when"`         // "now" or "later"
	At     web.Moment `form:"at"`
}

// Scheduled tells whether the moment of announcing is set, and still to come.
func (d announcementData) Scheduled() bool {
	return d.Head.Announced() && !d.Head.Public()
}

// Times are the choices of the form.
func (announcementData) Times(now, later string) []web.Option {
	return []web.Option{{Value: "now", Label: now}, {Value: "later", Label: later}}
}

// Placed counts those with a place.
func (d announcementData) Placed() (n int) {
	for _, st := range d.Contests[0].Standings {
		if st.AwardedPlace > 0 {
			n++
		}
	}
	return n
}

// Conferred counts the awards beside the ranking.
func (d announcementData) Conferred() (n int) {
	for _, a := range d.Contests[0].Awards {
		if a.Conferred() {
			n++
		}
	}
	return n
}

// Published tells whether a level of the result becomes public at all.
func (d announcementData) Published(level judging.Level) bool {
	_, published := d.Edition.Publication[level]
	return published
}

// After gives the hours between T0 and the moment from which a level is public.
func (d announcementData) After(level judging.Level) int { return d.Edition.Publication[level] }

// Levels lists all levels.
func (announcementData) Levels() []judging.Level { return judging.Levels }

// Documents tells whether there is anything for the minutes to be about.
func (d announcementData) Documents() bool {
	return d.Contests[0].Result != nil && d.Contests[0].Result.Algorithm != store.Archive
}

func (d door) announcementData(r *web.Request) (announcementData, error) {
	plan, err := d.store.AnnouncementPlan(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return announcementData{}, err
	}
	results := plan.Results
	data := announcementData{RoundResults: results, Head: headOfResults(results, "organizer.announcement"), Plan: plan, Form: announcementForm{When: "now"}}
	if data.Life, err = d.store.ResultLife(r.Context(), r.Actor, r.Var("contest")); err != nil {
		return announcementData{}, err
	}
	data.Own = data.Life.Waiting != nil && data.Life.Waiting.EnteredBy == r.Actor.User
	zone := results.Edition.Zone()
	switch {
	case data.Scheduled():
		data.Form = announcementForm{When: "later", At: web.MomentOf(data.Head.Contest.AnnouncedAt, zone)}
	case results.Ceremony != nil && results.Ceremony.StartsAt.After(results.Now):
		data.Form = announcementForm{When: "later", At: web.MomentOf(results.Ceremony.StartsAt, zone)}
	}
	return data, nil
}

func (d door) announcement(r *web.Request) error {
	data, err := d.announcementData(r)
	if err != nil {
		return err
	}
	return announcementPage.Show(r, data)
}

func (d door) announce(r *web.Request) error {
	data, err := d.announcementData(r)
	if err != nil {
		return err
	}
	data.Form = announcementForm{}
	notice := ""
	if err = r.Decode(&data.Form); err == nil {
		notice, err = d.putAnnouncement(r, &data)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err).Labeled(map[string]string{"reason": "result.reason", "answer": "result.reason"})
		return announcementPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("organizer.announcement", "contest", r.Var("contest"))
}

// putAnnouncement carries out what the form says, and gives what to tell about it.
func (d door) putAnnouncement(r *web.Request, data *announcementData) (notice string, err error) {
	contest, waiting := r.Var("contest"), data.Form.Moment
	switch data.Form.Act {
	case "call_off":
		return "result.called_off", d.store.CallOffAnnouncement(r.Context(), r.Actor, contest, data.Form.Reason)
	case "confirm":
		return "result.moment_confirmed", d.store.ConfirmAnnouncement(r.Context(), r.Actor, waiting)
	case "withdraw":
		return "result.moment_withdrawn", d.store.WithdrawAnnouncement(r.Context(), r.Actor, waiting)
	case "reject":
		err = d.store.RejectAnnouncement(r.Context(), r.Actor, waiting, data.Form.Answer)
		if fault.Is(err, fault.Invalid) {
			wrong := fault.Of(err).Fields[0]
			wrong.Name = "answer"
			err = fault.InForm(wrong)
		}
		return "result.moment_rejected", err
	}
	at, err := data.Form.moment(data.Edition.Zone(), data.Now)
	switch {
	case err != nil:
		return "", err
	case data.Edition.AnnouncingPair:
		return "result.moment_entered", d.store.ProposeAnnouncement(r.Context(), r.Actor, contest, at)
	case data.Form.When == "now":
		notice = "running.announced_now"
	default:
		notice = "running.announced_later"
	}
	return notice, d.store.Announce(r.Context(), r.Actor, contest, at)
}

// moment reads when to announce; the zero time is now. A moment that has passed is refused: what is public stays so.
func (f announcementForm) moment(zone *time.Location, now time.Time) (time.Time, error) {
	switch f.When {
	case "now":
		return time.Time{}, nil
	case "later":
		at, err := f.At.In(zone)
		switch {
		case err != nil:
			wrong := fault.Of(err)
			return at, fault.InForm(fault.Field{Name: "at", Key: wrong.Key, Args: wrong.Args})
		case at.IsZero():
			return at, fault.InForm(fault.Field{Name: "at", Key: "fault.bad_time"})
		case !at.After(now):
			return at, fault.InForm(fault.Field{Name: "at", Key: "fault.moment_past"})
		}
		return at, nil
	}
	return time.Time{}, fault.InForm(fault.Field{Name: "when", Key: "fault.unknown_choice"})
}
