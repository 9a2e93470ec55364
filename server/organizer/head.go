package organizer

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

// roundHead is what stands above each page of a round.
type roundHead struct {
	*store.Place
	here string
}

// Steps are the pages of the round's way.
func (h *roundHead) Steps() web.Steps {
	return web.Steps{
		{Route: "organizer.phase", Key: "phase.title"},
		{Route: "room.coverage", Key: "running.progress"},
		{Route: "room.closing", Key: "running.closing"},
		{Route: "organizer.awards", Key: "award.awards"},
		{Route: "organizer.script", Key: "script.script"},
		{Route: "organizer.press", Key: "press.release"},
		{Route: "organizer.certificates", Key: "running.certificates"},
	}.At(h.here)
}

// contestHead is what stands above each page of a contest.
type contestHead struct {
	*store.Place
	Contest  *store.Contest
	Category store.Category
	here     string
}

// headOf is the head of a contest's page.
func headOf(p *store.ContestPlace, here string) *contestHead {
	return &contestHead{Place: &p.Place, Contest: &p.Contest, Category: p.Category, here: here}
}

// headOfResults is the head of a page that shows the results of one contest.
func headOfResults(r *store.RoundResults, here string) *contestHead {
	return &contestHead{Place: &r.Place, Contest: &r.Contests[0].Contest, Category: r.Contests[0].Category, here: here}
}

// Steps are the pages of the contest's way; one that was never judged here has neither tally nor decisions.
func (h *contestHead) Steps() web.Steps {
	way := web.Steps{
		{Route: "room.tally", Key: "running.tally"},
		{Route: "room.decisions", Key: "running.decisions"},
		{Route: "organizer.result", Key: "running.result"},
		{Route: "room.minutes", Key: "minutes.nav"},
		{Route: "organizer.announcement", Key: "running.announcement"},
		{Route: "organizer.advancement", Key: "running.advancement"},
	}
	if h.Contest.RubricID == 0 {
		way = slices.DeleteFunc(way, func(s web.Step) bool { return strings.HasPrefix(s.Route, "room.") })
	}
	return way.At(h.here)
}

// Closed tells whether the judging has been closed.
func (h *contestHead) Closed() bool { return !h.Round.ClosedAt.IsZero() }

// Decided tells whether there is a decided result.
func (h *contestHead) Decided() bool { return h.Contest.State != judging.Open }

// Announced tells whether the result is announced, be it for a time to come.
func (h *contestHead) Announced() bool { return !h.Contest.AnnouncedAt.IsZero() }

// Public tells whether everybody sees the result by now.
func (h *contestHead) Public() bool { return h.Contest.State.Public(h.Contest.AnnouncedAt, h.Now) }

const notYetPage web.Page[notYetData] = "organizer/not_yet"

// notYetData is a page of a contest whose time has not come.
type notYetData struct {
	Head *contestHead
	Why  *fault.Fault
}

// notYet says in the page's place why there is nothing to do on it yet. Any other error than one of that kind is returned
// as it came.
func (d door) notYet(r *web.Request, err error, here string) error {
	if !fault.Is(err, fault.Closed) {
		return err
	}
	results, e := d.store.ContestResults(r.Context(), r.Actor, r.Var("contest"))
	if e != nil {
		return e
	}
	return notYetPage.Again(r, err, notYetData{Head: headOfResults(results, here), Why: fault.Of(err)})
}
