package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// awardRoutes are the pages of what is conferred: defined for an edition or a chapter, and given in a round.
func (d door) awardRoutes() []web.Route {
	const office = judging.OpenOffice
	const edition, round = "/organizer/editions/{edition}", "/organizer/rounds/{round}"
	return []web.Route{
		{Name: "organizer.edition_awards", Path: edition + "/awards", Act: office, Get: d.editionAwards, Post: d.saveEditionAwards},
		{Name: "organizer.chapter_awards", Path: edition + "/chapters/{chapter}/awards", Act: office, Get: d.editionAwards, Post: d.saveEditionAwards},
		{Name: "organizer.awards", Path: round + "/awards", Act: office, Get: d.awards, Post: d.takeProposal},
		{Name: "organizer.award_new", Path: round + "/award", Act: office, Get: d.newAward, Post: d.addAward},
		{Name: "organizer.award", Path: round + "/awards/{award}", Act: office, Get: d.award, Post: d.saveAward},
		{Name: "organizer.payments", Path: round + "/payments", Act: office, Get: d.payments},
	}
}
