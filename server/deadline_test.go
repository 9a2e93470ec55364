package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// punctual is a round with somebody at a browser who judges in it, and somebody who organizes it, on a clock that the test sets.
type punctual struct {
	*servertest.Server
	t                *testing.T
	round            *storetest.JudgedRound
	dates            store.Dates
	juror, organizer *servertest.Visitor
	clerk            judging.Actor
	bodies           []string // of the clerk, without an entry
	category, sheet  string
	revision         int
}

func newPunctual(t *testing.T, s *servertest.Server) *punctual {
	t.Helper()
	p := &punctual{Server: s, t: t, round: storetest.Round(t, s.Store, 2, 1), juror: s.Visitor(t), organizer: s.Visitor(t)}
	setup, err := s.Store.RoundSetup(t.Context(), p.round.Organizer, p.round.UID)
	must(t, err)
	p.dates = setup.Round.Dates()
	for _, c := range setup.Contests {
		if c.Contest.UID == p.round.Contest {
			p.category = c.Category.UID
		}
	}
	desk, err := s.Store.DeskRound(t.Context(), p.round.Jurors[0].Actor, p.round.UID, locale.Czech)
	must(t, err)
	p.sheet = "/cs/jury/" + p.round.UID + "/sheets/" + desk.Contests[0].Sheets[0].Assignment
	p.bodies = storetest.Bodies(t, s.Store, "CZ020", false, 8)[2:]
	must(t, s.Store.SetPassword(t.Context(), store.Operator(), p.round.Jurors[0].Email, servertest.Password))
	return p
}

// signIn lets both sign in, as people who come in time.
func (p *punctual) signIn() {
	p.juror.SignIn(p.round.Jurors[0].Email)
	p.organizer.SignIn("poradatel@example.org")
}

// save saves a draft of the sheet, as the page has it at the moment.
func (p *punctual) save() int {
	page := p.juror.Post(p.sheet, url.Values{"act": {"draft"}, "revision": {fmt.Sprint(p.revision)}, "score.mandatory": {"5"}})
	if page.Status == http.StatusOK {
		p.revision++
	}
	return page.Status
}

func (p *punctual) move(move judging.Move) int {
	return p.organizer.Post("/cs/organizer/rounds/"+p.round.UID+"/phase", url.Values{"move": {string(move)}, fmt.Sprintf("reason[%s]", move): {"Zkouška."}}).Status
}

// closing closes the judging, and takes that back.
func (p *punctual) closing() int {
	status := p.organizer.Post("/cs/room/"+p.round.UID+"/closing", nil).Status
	if status == http.StatusOK {
		must(p.t, p.Store.ReopenRound(p.t.Context(), p.round.Organizer, p.round.UID, "Předčasně."))
	}
	return status
}

// begin begins an entry of the clerk's next body, and hands it in as it is; what is missing in it is asked for in time only.
func (p *punctual) begin() int {
	body := p.bodies[0]
	p.bodies = p.bodies[1:]
	entry, err := p.Store.BeginEntry(p.t.Context(), p.clerk, p.category, []string{body})
	if err == nil {
		_, err = p.Store.SubmitEntry(p.t.Context(), p.clerk, entry, store.SubmitForm{})
	}
	switch {
	case err == nil, fault.Is(err, fault.Invalid):
		return http.StatusOK
	case fault.Is(err, fault.Closed):
		return http.StatusConflict
	}
	p.t.Errorf("an entry: %v", err)
	return 0
}

// admit lets somebody organize the nation's rounds, and a clerk act for the bodies, from the moment on that the clock shows.
func (p *punctual) admit() {
	_, err := p.Store.GrantMembership(p.t.Context(), store.Operator(), store.MembershipForm{Role: judging.Organizer, Chapter: p.round.Nation.UID,
		Person: store.Person{Email: "poradatel@example.org", Name: "Pořadatel", Language: locale.Czech}})
	must(p.t, err)
	must(p.t, p.Store.SetPassword(p.t.Context(), store.Operator(), "poradatel@example.org", servertest.Password))
	for _, body := range p.bodies {
		m, err := p.Store.GrantMembership(p.t.Context(), store.Operator(), store.MembershipForm{Role: judging.Representative, Body: body,
			Person: store.Person{Email: "podatelna@example.org", Name: "Podatelna", Language: locale.Czech}})
		must(p.t, err)
		p.clerk = storetest.Actor(p.t, p.Store, m.UserID)
	}
}

// TestTheMinuteAfterEachDeadlineIsAfterIt: each act a microsecond before a moment, at the moment, and a microsecond after it. The
// moment itself opens what begins then, and shuts what ends then.
func TestTheMinuteAfterEachDeadlineIsAfterIt(t *testing.T) {
	t.Parallel()
	var now time.Time
	const ok, shut = http.StatusOK, http.StatusConflict
	servertest.EachWith(t, store.Options{Now: func() time.Time { return now }}, func(t *testing.T, s *servertest.Server) {
		now = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
		p := newPunctual(t, s)
		d := p.dates
		now = d.EntriesFrom.Add(-time.Hour)
		p.admit()
		for _, c := range []struct {
			sentence            string
			moment              time.Time
			act                 func() int
			before, then, after int
		}{
			{"entries open", d.EntriesFrom, p.begin, shut, ok, ok},
			{"entries end", d.EntriesUntil, p.begin, ok, shut, shut},
			{"opening entries by hand before they open", d.EntriesFrom, func() int { return p.move(judging.OpenEntering) }, ok, shut, shut},
			{"ending entries by hand before they end", d.EntriesUntil, func() int { return p.move(judging.EndEntering) }, ok, shut, shut},
			{"judging begins", d.JudgingFrom, p.save, shut, ok, ok},
			{"closing what has begun", d.JudgingFrom, p.closing, shut, ok, ok},
			{"starting the judging by hand before it begins", d.JudgingFrom, func() int { return p.move(judging.StartJudging) }, ok, shut, shut},
			{"judging ends", d.JudgingUntil, p.save, ok, shut, shut},
			{"ending the judging by hand before it ends", d.JudgingUntil, func() int { return p.move(judging.EndJudging) }, ok, shut, shut},
			{"closing after the end", d.JudgingUntil, p.closing, ok, ok, ok},
		} {
			if now.Before(c.moment.Add(-time.Hour)) {
				now = c.moment.Add(-time.Minute)
				p.signIn()
			}
			for i, want := range []int{c.after, c.then, c.before} { // what a move by hand changes comes last
				now = c.moment.Add(time.Duration(1-i) * time.Microsecond)
				if got := c.act(); got != want {
					t.Errorf("%s, %d µs after the moment: got %d, want %d", c.sentence, 1-i, got, want)
				}
			}
		}
	})
}
