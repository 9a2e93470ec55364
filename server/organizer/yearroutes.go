package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// yearRoutes are the pages that make an edition out of the one before it, and what its center and its chapters settle in it.
func (d door) yearRoutes() []web.Route {
	const office = judging.OpenOffice
	const edition, round, contest, rubric = "/organizer/editions/{edition}", "/organizer/rounds/{round}", "/organizer/contests/{contest}", "/organizer/rubrics/{rubric}"
	return []web.Route{
		{Name: "organizer.edition_copy", Path: edition + "/copy", Act: office, Get: d.editionCopy, Post: d.copyEdition},
		{Name: "organizer.edition_differences", Path: edition + "/differences", Act: office, Get: d.differences},
		{Name: "organizer.edition_settings", Path: edition + "/settings", Act: office, Get: d.editionSettings, Post: d.saveEditionSettings},
		{Name: "organizer.rules", Path: edition + "/rules", Act: office, Get: d.rules, Post: d.saveRules},
		{Name: "organizer.chapter_setting", Path: edition + "/chapters/{chapter}", Act: office, Get: d.chapterSetting, Post: d.saveChapterSetting},
		{Name: "organizer.chapter_logo", Path: edition + "/chapters/{chapter}/logo", Act: office, Most: mostLogoForm, Post: d.saveChapterLogo},
		{Name: "organizer.partners", Path: round + "/partners", Act: office, Most: mostLogoForm, Get: d.partners, Post: d.savePartnerLogo},
		{Name: "organizer.prizes", Path: round + "/prizes", Act: office, Get: d.prizes, Post: d.savePrizes},
		{Name: "organizer.contest_rules", Path: contest + "/rules", Act: office, Get: d.contestRules, Post: d.saveContestRules},
		{Name: "organizer.rubric", Path: rubric, Act: office, Get: d.rubric, Post: d.saveRubric},
		{Name: "organizer.rubric_copy", Path: rubric + "/copy", Act: office, Post: d.copyRubric},
	}
}
