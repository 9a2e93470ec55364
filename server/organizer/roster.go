package organizer

import (
	"blazon/fault"
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
		{Name: "organizer.jury", Path: jury, Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.juror_invitation", Path: jury + "/{juror}/invitation", Act: office, Post: d.soon},
		{Name: "organizer.juror_end", Path: jury + "/{juror}/end", Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.contest", Path: contest, Act: office, Get: d.soon},
		{Name: "organizer.withdrawal", Path: contest + "/candidates/{candidate}/withdrawal", Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.enrol", Path: contest + "/enrolment", Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.enrol_eligible", Path: contest + "/enrolment/eligible", Act: office, Post: d.soon},
		{Name: "organizer.entry_new", Path: contest + "/entries/new", Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.assignments", Path: contest + "/assignments", Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.assignment_removal", Path: contest + "/assignments/{juror}/removal", Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.recusal_new", Path: contest + "/recusals/new", Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.recusal_end", Path: contest + "/recusals/{recusal}/end", Act: office, Post: d.soon},
		{Name: "organizer.bodies", Path: "/organizer/bodies", Act: bodies, Get: d.soon},
		{Name: "organizer.body_new", Path: "/organizer/bodies/new", Act: bodies, Get: d.soon, Post: d.soon},
		{Name: "organizer.body", Path: body, Act: bodies, Get: d.soon, Post: d.soon},
		{Name: "organizer.representatives", Path: body + "/representatives", Act: bodies, Post: d.soon},
		{Name: "organizer.representative_invitation", Path: body + "/representatives/{membership}/invitation", Act: bodies, Post: d.soon},
		{Name: "organizer.representative_end", Path: body + "/representatives/{membership}/end", Act: bodies, Post: d.soon},
		{Name: "organizer.members", Path: members, Act: office, Get: d.soon, Post: d.soon},
		{Name: "organizer.member_invitation", Path: members + "/{membership}/invitation", Act: office, Post: d.soon},
		{Name: "organizer.member_end", Path: members + "/{membership}/end", Act: office, Post: d.soon},
	}
}

func (d door) soon(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }
