package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// phaseRoutes are the pages about where rounds stand in time, and about what moves them on.
func (d door) phaseRoutes() []web.Route {
	const act, edition, round = judging.OpenOffice, "/organizer/editions/{edition}", "/organizer/rounds/{round}"
	return []web.Route{
		{Name: "organizer.phase", Path: round + "/phase", Act: act, Get: d.phase, Post: d.moveRound},
		{Name: "organizer.prolongation", Path: round + "/prolongation", Act: act, Get: d.prolongation, Post: d.prolong},
		{Name: "organizer.prolongations", Path: edition + "/prolongation", Act: act, Get: d.prolongations, Post: d.prolongAll},
		{Name: "organizer.comparison", Path: edition + "/comparison", Act: act, Get: d.comparison},
	}
}
