package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// entryRoutes are the pages of what entrants say, and of what comes after its time.
func (d door) entryRoutes() []web.Route {
	const act, contest = judging.OpenOffice, "/organizer/contests/{contest}"
	return []web.Route{
		{Name: "organizer.late", Path: contest + "/late", Act: act, Get: d.late, Post: d.acceptLate},
		{Name: "organizer.remarks", Path: contest + "/remarks", Act: act, Get: d.remarks, Post: d.answerRemark},
	}
}
