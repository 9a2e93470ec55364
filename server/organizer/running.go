package organizer

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

// runningRoutes are the pages of a round whose judging is on, or over.
func (d door) runningRoutes() []web.Route {
	const act, round, contest = judging.OpenOffice, "/organizer/rounds/{round}", "/organizer/contests/{contest}"
	return []web.Route{
		{Name: "organizer.revocation", Path: "/organizer/certificates/{certificate}/revocation", Act: act, Get: d.revocation, Post: d.revokeCertificate},
		{Name: "organizer.result", Path: contest + "/result", Act: act, Get: d.result, Post: d.decide},
		{Name: "organizer.announcement", Path: contest + "/announcement", Act: act, Get: d.announcement, Post: d.announce},
		{Name: "organizer.minutes", Path: contest + "/minutes", Act: act, Most: store.MaxScan + 1e6, Get: d.minutesForm, Post: d.addMinutes},
		{Name: "organizer.minutes_file", Path: contest + "/minutes/{minutes}", Act: act, Get: d.minutes},
		{Name: "organizer.announcing", Path: "/organizer/editions/{edition}/announcing", Act: act, Get: d.announcing, Post: d.saveAnnouncing},
		{Name: "organizer.objections", Path: contest + "/objections", Act: act, Get: d.objections, Post: d.answerObjection},
		{Name: "organizer.advancement", Path: contest + "/advancement", Act: act, Get: d.advancement, Post: d.advance},
		{Name: "organizer.let_in", Path: contest + "/let-in", Act: act, Get: d.lettingIn, Post: d.letIn},
		{Name: "organizer.advancements", Path: round + "/advancement", Act: act, Get: d.advancements},
		{Name: "organizer.source_report", Path: "/organizer/editions/{edition}/source-report", Act: act, Get: d.sourceReport, Post: d.saveSourceReport},
	}
}
