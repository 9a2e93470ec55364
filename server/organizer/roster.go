package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// rosterRoutes are the pages of who takes part: jurors, candidates, who scores whom, bodies and members.
func (d door) rosterRoutes() []web.Route {
	const (
		office, bodies = judging.OpenOffice, judging.ManageBodies
		jury           = "/organizer/rounds/{round}/jury"
		contest        = "/organizer/contests/{contest}"
		body           = "/organizer/bodies/{body}"
		members        = "/organizer/chapters/{chapter}/members"
	)
	return []web.Route{
		{Name: "organizer.jury", Path: jury, Act: office, Get: d.jury, Post: d.addJuror},
		{Name: "organizer.juror_invitation", Path: jury + "/{juror}/invitation", Act: office, Get: d.toJury, Post: d.inviteJuror},
		{Name: "organizer.juror_end", Path: jury + "/{juror}/end", Act: office, Get: d.jurorEnd, Post: d.endJuror},
		{Name: "organizer.contest", Path: contest, Act: office, Get: d.contest},
		{Name: "organizer.withdrawal", Path: contest + "/candidates/{candidate}/withdrawal", Act: office, Get: d.withdrawal, Post: d.withdraw},
		{Name: "organizer.reinstatement", Path: contest + "/candidates/{candidate}/reinstatement", Act: office, Post: d.reinstate},
		{Name: "organizer.enrol", Path: contest + "/enrolment", Act: office, Get: d.enrolling, Post: d.enrol},
		{Name: "organizer.enrol_eligible", Path: contest + "/enrolment/eligible", Act: office, Get: d.toEnrol, Post: d.enrolEligible},
		{Name: "organizer.entry_new", Path: contest + "/entries/new", Act: office, Get: d.entryNew, Post: d.addEntry},
		{Name: "organizer.assignments", Path: contest + "/assignments", Act: office, Get: d.assignments},
		{Name: "organizer.assignment_removal", Path: contest + "/assignments/{juror}/removal", Act: office, Get: d.removal, Post: d.removeAssignments},
		{Name: "organizer.recusal_new", Path: contest + "/recusals/new", Act: office, Get: d.recusal, Post: d.recuse},
		{Name: "organizer.conflicts", Path: "/organizer/rounds/{round}/conflicts", Act: office, Get: d.conflicts},
		{Name: "organizer.conflict_policy", Path: "/organizer/editions/{edition}/conflicts", Act: office, Get: d.conflictPolicy, Post: d.saveConflictPolicy},
		{Name: "organizer.recusal_end", Path: contest + "/recusals/{recusal}/end", Act: office, Get: d.recusalEnd, Post: d.endRecusal},
		{Name: "organizer.bodies", Path: "/organizer/bodies", Act: bodies, Nav: "roster.bodies", Get: d.bodies},
		{Name: "organizer.body_new", Path: "/organizer/bodies/new", Act: bodies, Get: d.newBody, Post: d.addBody},
		{Name: "organizer.body", Path: body, Act: bodies, Get: d.body, Post: d.overrideBody},
		{Name: "organizer.representatives", Path: body + "/representatives", Act: bodies, Get: d.toBody, Post: d.addRepresentative},
		{Name: "organizer.representative_invitation", Path: body + "/representatives/{membership}/invitation", Act: bodies, Get: d.toBody, Post: d.inviteRepresentative},
		{Name: "organizer.representative_end", Path: body + "/representatives/{membership}/end", Act: bodies, Post: d.endRepresentative},
		{Name: "organizer.members", Path: members, Act: office, Get: d.members, Post: d.addMember},
		{Name: "organizer.member_invitation", Path: members + "/{membership}/invitation", Act: office, Get: d.toMembers, Post: d.inviteMember},
		{Name: "organizer.member_end", Path: members + "/{membership}/end", Act: office, Post: d.endMember},
	}
}
