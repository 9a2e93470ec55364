package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// setUpRoutes are the pages that make an edition ready for its judging.
func (d door) setUpRoutes() []web.Route {
	const office = judging.OpenOffice
	const competition, edition, round = "/organizer/competitions/{competition}", "/organizer/editions/{edition}", "/organizer/rounds/{round}"
	return []web.Route{
		{Name: "organizer.home", Path: "/organizer", Act: office, Nav: "organizer.nav", Get: d.home},
		{Name: "organizer.competition_new", Path: "/organizer/competitions/new", Act: judging.ManageUsers, Get: d.newCompetition, Post: d.createCompetition},
		{Name: "organizer.chapters", Path: competition + "/chapters", Act: office, Get: d.chapters, Post: d.addChapter},
		{Name: "organizer.regions", Path: competition + "/regions", Act: office, Post: d.addRegions},
		{Name: "organizer.edition_new", Path: competition + "/editions/new", Act: office, Get: d.newEdition, Post: d.setUpEdition},
		{Name: "organizer.edition", Path: edition, Act: office, Get: d.edition},
		{Name: "organizer.round_new", Path: edition + "/rounds/new", Act: office, Get: d.newRound, Post: d.addRound},
		{Name: "organizer.round", Path: round, Act: office, Get: d.round},
		{Name: "organizer.round_edit", Path: round + "/edit", Act: office, Get: d.editRound, Post: d.saveRound},
	}
}
