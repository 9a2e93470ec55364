// Package room is the room of a round's jury: how far the sheets have come, the closing of the judging, the tally, and what the
// jury decides about it. The chair works in it, the secretary watches, and the organizer may do what the chair does.
package room

import (
	"blazon/judging"
	"blazon/server/watch"
	"blazon/server/web"
	"blazon/store"
)

// door is what every page of the room needs.
type door struct {
	store *store.Store
	watch *watch.Watch
}

// Routes is the table of the door's addresses. A form that comes after its session has ended is handed back.
func Routes(s *store.Store) []web.Route {
	d := door{store: s, watch: newWatch(s)}
	const act, round, contest = judging.OpenRoom, "/room/{round}", "/room/contests/{contest}"
	routes := []web.Route{
		{Name: "room.home", Path: "/room", Act: act, Nav: "room.nav", Get: d.home},
		{Name: "room.round", Path: round, Act: act, Get: d.round},
		{Name: "room.coverage", Path: round + "/coverage", Act: act, Get: d.coverage},
		{Name: "room.reminder", Path: round + "/reminder", Act: act, Get: d.reminder, Post: d.remind},
		{Name: "room.substitution", Path: "/room/jurors/{juror}/substitution", Act: act, Get: d.substitution, Post: d.substitute},
		{Name: "room.closing", Path: round + "/closing", Act: act, Get: d.closing, Post: d.closeRound},
		{Name: "room.reopening", Path: round + "/reopening", Act: act, Post: d.reopenRound},
		{Name: "room.tally", Path: contest + "/tally", Act: act, Get: d.tally},
		{Name: "room.report", Path: contest + "/report", Act: act, Get: d.report},
		{Name: "room.minutes", Path: contest + "/minutes", Act: act, Get: d.contestMinutes, Post: d.issueContestMinutes},
		{Name: "room.round_minutes", Path: round + "/minutes", Act: act, Get: d.roundMinutes, Post: d.issueRoundMinutes},
		{Name: "room.score_sheets", Path: contest + "/score-sheets", Act: act, Get: d.scoreSheets},
		{Name: "room.matrix", Path: contest + "/matrix", Act: act, Get: d.matrix},
		{Name: "room.history", Path: round + "/history", Act: act, Get: d.history},
		{Name: "room.tally_file", Path: contest + "/tally.json", Act: act, Get: d.tallyFile},
		{Name: "room.decisions", Path: contest + "/decisions", Act: act, Get: d.decisions, Post: d.addDecisions},
		{Name: "room.revocation", Path: contest + "/decisions/{decision}/revocation", Act: act, Post: d.revokeDecision},
		{Name: "room.corrections", Path: round + "/corrections", Act: act, Get: d.corrections},
		{Name: "room.correction", Path: round + "/corrections/{correction}", Act: act, Get: d.correction, Post: d.decideCorrection},
		{Name: "room.correction_file", Path: round + "/corrections/{correction}/file", Act: act, Get: d.correctionFile},
		{Name: "room.errata", Path: contest + "/errata", Act: act, Get: d.errata, Post: d.amend},
		{Name: "room.objections", Path: contest + "/objections", Act: act, Get: d.objections},
		{Name: "room.correction_new", Path: contest + "/corrections/new", Act: act, Most: mostCorrection, Get: d.newCorrection, Post: d.enterCorrection},
	}
	routes = append(routes, meetingRoutes(d)...)
	for i := range routes {
		routes[i].Keep = routes[i].Post != nil && routes[i].Most == 0 // a file cannot be handed back
	}
	return routes
}
