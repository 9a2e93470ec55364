package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// categoryRoutes are the pages of what may be entered: categories, who may enter them and until when, and what becomes of all
// that when it changes in mid-year.
func (d door) categoryRoutes() []web.Route {
	const (
		act                                 = judging.OpenOffice
		edition, category                   = "/organizer/editions/{edition}/categories", "/organizer/categories/{category}"
		round, contest, entry               = "/organizer/rounds/{round}", "/organizer/contests/{contest}", "/organizer/entries/{entry}"
		cancellation, restoration, deadline = "/cancellation", "/restoration", "/deadline"
	)
	return []web.Route{
		{Name: "organizer.categories", Path: edition, Act: act, Get: d.categories},
		{Name: "organizer.category_new", Path: edition + "/new", Act: act, Get: d.newCategory, Post: d.addCategory},
		{Name: "organizer.category", Path: category, Act: act, Get: d.category},
		{Name: "organizer.category_edit", Path: category + "/edit", Act: act, Get: d.editCategory, Post: d.saveCategory},
		{Name: "organizer.eligibility", Path: category + "/eligibility", Act: act, Get: d.eligibility, Post: d.saveEligibility},
		{Name: "organizer.eligibility_count", Path: category + "/eligibility/count", Act: act, Post: d.countEligible},
		{Name: "organizer.eligible", Path: category + "/eligible", Act: act, Get: d.eligible},
		{Name: "organizer.auto_enrolment", Path: category + "/enrolment", Act: act, Get: d.autoEnrolment, Post: d.autoEnrol},
		{Name: "organizer.deadlines", Path: category + deadline, Act: act, Get: d.deadlines, Post: d.saveDeadlines},
		{Name: "organizer.category_merge", Path: category + "/merging", Act: act, Get: d.mergingCategory, Post: d.mergeCategory},
		{Name: "organizer.category_cancel", Path: category + cancellation, Act: act, Get: d.cancellingCategory, Post: d.cancelCategory},
		{Name: "organizer.category_restore", Path: category + restoration, Act: act, Post: d.restoreCategory},
		{Name: "organizer.round_cancel", Path: round + cancellation, Act: act, Get: d.cancellingRound, Post: d.cancelRound},
		{Name: "organizer.round_restore", Path: round + restoration, Act: act, Post: d.restoreRound},
		{Name: "organizer.deadline", Path: contest + deadline, Act: act, Get: d.deadline, Post: d.saveDeadline},
		{Name: "organizer.contest_cancel", Path: contest + cancellation, Act: act, Get: d.cancellingContest, Post: d.cancelContest},
		{Name: "organizer.contest_restore", Path: contest + restoration, Act: act, Post: d.restoreContest},
		{Name: "organizer.entry_move", Path: entry + "/move", Act: act, Get: d.movingEntry, Post: d.moveEntry},
		{Name: "organizer.entry_merge", Path: entry + "/merging", Act: act, Get: d.mergingEntry, Post: d.mergeEntry},
		{Name: "organizer.entry_cancel", Path: entry + cancellation, Act: act, Get: d.cancellingEntry, Post: d.cancelEntry},
		{Name: "organizer.entry_restore", Path: entry + restoration, Act: act, Post: d.restoreEntry},
	}
}
