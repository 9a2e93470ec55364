package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// assigningRoutes are the pages on which organizers say who scores whom.
func (d door) assigningRoutes() []web.Route {
	const act, contest = judging.OpenOffice, "/organizer/contests/{contest}/assignments"
	return []web.Route{
		{Name: "organizer.assigning", Path: contest + "/plan", Act: act, Get: d.assigning, Post: d.assign},
		{Name: "organizer.assignment_grid", Path: contest + "/grid", Act: act, Get: d.assignmentGrid, Post: d.assignByHand},
	}
}
