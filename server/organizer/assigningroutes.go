package organizer

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/spreadsheet"
)

// assigningRoutes are the pages on which organizers say who scores whom.
func (d door) assigningRoutes() []web.Route {
	const (
		act     = judging.OpenOffice
		contest = "/organizer/contests/{contest}/assignments"
		round   = "/organizer/rounds/{round}/assignments"
	)
	return []web.Route{
		{Name: "organizer.assigning", Path: contest + "/plan", Act: act, Get: d.assigning, Post: d.assign},
		{Name: "organizer.assignment_grid", Path: contest + "/grid", Act: act, Get: d.assignmentGrid, Post: d.assignByHand},
		{Name: "organizer.assignment_import", Path: round + "/import", Act: act, Get: d.dutyImport, Post: d.keepDuties, Most: spreadsheet.MaxBytes + 64<<10},
		{Name: "organizer.assignment_table", Path: round + ".{format}", Act: act, Get: d.dutyTable},
	}
}
