package room

import (
	"blazon/judging"
	"blazon/server/web"
)

// meetingRoutes are the addresses of the jury's meetings. Members have the screen, the tally and the votes; the rest is for
// whoever holds them.
func meetingRoutes(d door) []web.Route {
	const act, round, meeting = judging.EnterMeeting, "/room/{round}", "/room/meetings/{meeting}"
	return []web.Route{
		{Name: "room.meetings", Path: round + "/meetings", Act: act, Get: d.meetings, Post: d.planMeeting},
		{Name: "room.meeting_rule", Path: round + "/meetings/rule", Act: act, Get: d.meetingRule, Post: d.setMeetingRule},
		{Name: "room.screen", Path: round + "/meeting", Act: act, Get: d.screen},
		{Name: "room.presence", Path: round + "/meeting/presence", Act: act, Post: d.present},
		{Name: "room.revision", Path: round + "/meeting/revision", Act: act, Get: d.revision},
		{Name: "room.meeting", Path: meeting, Act: act, Get: d.meeting, Post: d.runMeeting},
		{Name: "room.attendance", Path: meeting + "/attendance", Act: act, Post: d.attendance},
		{Name: "room.turn", Path: meeting + "/turn", Act: act, Post: d.turn},
		{Name: "room.meeting_minutes", Path: meeting + "/minutes", Act: act, Get: d.meetingMinutes, Post: d.issueMeetingMinutes},
		{Name: "room.record", Path: meeting + "/record", Act: act, Get: d.record},
		{Name: "room.meeting_tally", Path: meeting + "/contests/{contest}", Act: act, Get: d.meetingTally},
		{Name: "room.motion_new", Path: meeting + "/motion", Act: act, Get: d.newMotion, Post: d.move},
		{Name: "room.motion", Path: "/room/motions/{motion}", Act: act, Get: d.motion, Post: d.leadMotion},
		{Name: "room.ballot", Path: "/room/motions/{motion}/ballot", Act: act, Post: d.ballot},
		{Name: "room.proposal_new", Path: meeting + "/contests/{contest}/candidates/{candidate}/proposal", Act: act, Get: d.newProposal, Post: d.propose},
		{Name: "room.proposal", Path: "/room/proposals/{proposal}", Act: act, Get: d.proposal, Post: d.saveProposal},
	}
}
