package organizer

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
)

// setUpRoutes are the pages that make an edition ready for its judging.
func (d door) setUpRoutes() []web.Route {
	const office = judging.OpenOffice
	const competition, edition, round = "/organizer/competitions/{competition}", "/organizer/editions/{edition}", "/organizer/rounds/{round}"
	return []web.Route{
		{Name: "organizer.home", Path: "/organizer", Act: office, Nav: "organizer.nav", Get: d.unwritten},
		{Name: "organizer.competition_new", Path: "/organizer/competitions/new", Act: judging.ManageUsers, Get: d.unwritten, Post: d.unwritten},
		{Name: "organizer.chapters", Path: competition + "/chapters", Act: office, Get: d.unwritten, Post: d.unwritten},
		{Name: "organizer.edition_new", Path: competition + "/editions/new", Act: office, Get: d.unwritten, Post: d.unwritten},
		{Name: "organizer.edition", Path: edition, Act: office, Get: d.unwritten},
		{Name: "organizer.round_new", Path: edition + "/rounds/new", Act: office, Get: d.unwritten, Post: d.unwritten},
		{Name: "organizer.round", Path: round, Act: office, Get: d.unwritten},
		{Name: "organizer.round_edit", Path: round + "/edit", Act: office, Get: d.unwritten, Post: d.unwritten},
	}
}

func (d door) unwritten(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }
