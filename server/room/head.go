package room

import (
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

// head is what stands above each page of a round's room.
type head struct {
	*store.Place
	Contest *store.ContestPlace // nil: the page is about the whole round
	Title   string              // of the page
	Office  bool                // the visitor organizes the round, and may go to its other pages
	Leads   bool                // the visitor may close and decide
	Crumbs  []web.Crumb

	here string
}

// headOf is the head of a page about a whole round. The page is the route's; name is the key of what it is called.
func headOf(r *web.Request, p *store.Place, name string) *head {
	h := &head{Place: p, Title: r.T(name), Office: r.Actor.Organizes(p.Chapter.Path), here: r.Route()}
	h.Leads = h.Office || r.Actor.Leads(p.Round.ID)
	h.Crumbs = append(h.way(r), web.Crumb{Text: h.Title})
	return h
}

// headOfContest is the head of a page about one contest.
func headOfContest(r *web.Request, p *store.ContestPlace, name string) *head {
	h := headOf(r, &p.Place, name)
	h.Contest = p
	h.Leads = h.Leads || r.Actor.Chairs(p.Contest.ID)
	return h
}

// way leads to the page from where the visitor may go: through the office, through the list of rooms, or from the desk.
func (h *head) way(r *web.Request) []web.Crumb {
	name, round := h.Round.Name.In(r.Language), h.Round.UID
	inside := web.Crumb{Text: r.T("room.nav"), Address: r.Address("room.round", "round", round)}
	switch {
	case h.Office:
		edition := fmt.Sprintf("%s %d", h.Competition.Name.In(r.Language), h.Edition.Year)
		return []web.Crumb{{Text: r.T("organizer.nav"), Address: r.Address("organizer.home")},
			{Text: edition, Address: r.Address("organizer.edition", "edition", h.Edition.UID)},
			{Text: name, Address: r.Address("organizer.round", "round", round)}, inside}
	case judging.May(r.Actor, judging.ViewProgress, h.Facts()) == nil:
		return []web.Crumb{{Text: r.T("room.nav"), Address: r.Address("room.home")}, {Text: name, Address: inside.Address}}
	}
	return []web.Crumb{{Text: r.T("jury.nav"), Address: r.Address("jury.desk")}, {Text: name, Address: r.Address("jury.round", "round", round)}}
}

// Steps are the pages of the round's way, or of the contest's; those of the office only for whoever may go there.
func (h *head) Steps() web.Steps {
	var way web.Steps
	if h.Contest == nil {
		way = web.Steps{{Route: "room.coverage", Key: "running.progress"}, {Route: "room.closing", Key: "running.closing"},
			{Route: "room.corrections", Key: "correction.title"}, {Route: "room.meetings", Key: "meeting.nav"}, {Route: "room.round_minutes", Key: "minutes.nav"}}
		if h.Office {
			way = append(append(web.Steps{{Route: "organizer.phase", Key: "phase.title"}}, way...),
				web.Step{Route: "organizer.certificates", Key: "running.certificates"})
		}
		return way.At(h.here)
	}
	way = web.Steps{{Route: "room.tally", Key: "running.tally"}, {Route: "room.decisions", Key: "running.decisions"}, {Route: "room.report", Key: "report.title"},
		{Route: "room.minutes", Key: "minutes.nav"}}
	if h.Leads && !h.Office && h.Announced() {
		way = append(way, web.Step{Route: "room.objections", Key: "result.objections"}, web.Step{Route: "room.errata", Key: "result.errata"})
	}
	if h.Office {
		way = append(way, web.Step{Route: "organizer.result", Key: "running.result"},
			web.Step{Route: "organizer.announcement", Key: "running.announcement"}, web.Step{Route: "organizer.advancement", Key: "running.advancement"})
	}
	return way.At(h.here)
}

// Closed tells whether the judging has been closed.
func (h *head) Closed() bool { return !h.Round.ClosedAt.IsZero() }

// Decided tells whether there is a decided result of the contest.
func (h *head) Decided() bool { return h.Contest.Contest.State != judging.Open }

// Announced tells whether the contest's result is announced, be it for a time to come.
func (h *head) Announced() bool { return !h.Contest.Contest.AnnouncedAt.IsZero() }

const notYetPage web.Page[notYetData] = "room/not_yet"

// notYetData is a page of a contest whose time has not come.
type notYetData struct {
	Head *head
	Why  *fault.Fault
}

// notNow tells whether an error says that the time for something has not come, or is over. A seat that is not accepted is another
// matter.
func notNow(err error) bool {
	return fault.Is(err, fault.Closed) && fault.Of(err).Key != "seat.not_ready"
}

// notYet says in the page's place why there is nothing to do on it yet. Any other error than one of that kind is returned
// as it came.
func (d door) notYet(r *web.Request, err error, name string) error {
	if !notNow(err) {
		return err
	}
	p, e := d.store.RoomContest(r.Context(), r.Actor, r.Var("contest"))
	if e != nil {
		return e
	}
	return notYetPage.Again(r, err, notYetData{Head: headOfContest(r, p, name), Why: fault.Of(err)})
}
