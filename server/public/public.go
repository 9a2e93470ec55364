// Package public is the door that is open to everybody: editions, rounds, and the results that are announced.
package public

import (
	"blazon/judging"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

// Routes is the table of the door's addresses. They are words, so that people can read and guess them; the door comes
// last in the server's table, since its first word is anybody's.
func Routes(s *store.Store) []web.Route {
	d := door{store: s, pictures: &pictures{}}
	return []web.Route{
		{Name: "public.home", Path: "", Act: judging.ViewRound, Kept: true, Get: d.home},
		{Name: "public.competition", Path: "/{competition}", Act: judging.ViewRound, Kept: true, Get: d.competition},
		{Name: "public.search", Path: "/search", Act: judging.ViewRound, Get: d.search},
		{Name: "public.body", Path: "/bodies/{code}", Act: judging.ViewRound, Kept: true, Get: d.body},
		{Name: "public.badge", Path: "/badge/{award}.svg", Act: judging.ViewRound, Kept: true, Get: d.badge},
		{Name: "public.body_widget", Path: "/widget/bodies/{code}", Act: judging.ViewRound, Kept: true, Get: d.bodyWidget},
		{Name: "public.widget", Path: "/widget/{competition}/{edition}/{round}/{category}", Act: judging.ViewRound, Kept: true, Get: d.widget},
		{Name: "public.sitemap", Path: "/sitemap.xml", Bare: true, Act: judging.ViewRound, Kept: true, Get: d.siteMap},
		{Name: "public.sitemap_part", Path: "/sitemap/{part}.xml", Bare: true, Act: judging.ViewRound, Kept: true, Get: d.siteMapPart},
		{Name: "public.body_picture", Path: "/bodies/{code}/picture.png", Act: judging.ViewRound, Kept: true, Get: d.bodyPicture},
		{Name: "public.competition_picture", Path: "/{competition}/picture.png", Act: judging.ViewRound, Kept: true, Get: d.competitionPicture},
		{Name: "public.edition_picture", Path: "/{competition}/{edition}/picture.png", Act: judging.ViewRound, Kept: true, Get: d.editionPicture},
		{Name: "public.contest_picture", Path: "/{competition}/{edition}/{round}/{category}/picture.png", Act: judging.ViewRound, Kept: true, Get: d.contestPicture},
		{Name: "public.feed", Path: "/{competition}/feed.atom", Act: judging.ViewRound, Kept: true, Get: d.feed},
		{Name: "public.archive", Path: "/{competition}/archive", Act: judging.ViewRound, Kept: true, Get: d.archive},
		{Name: "public.hall_of_fame", Path: "/{competition}/hall-of-fame", Act: judging.ViewRound, Kept: true, Get: d.hallOfFame},
		{Name: "public.edition", Path: "/{competition}/{edition}", Act: judging.ViewRound, Kept: true, Get: d.edition},
		{Name: "public.entrants", Path: "/{competition}/{edition}/entrants", Act: judging.ViewRound, Kept: true, Get: d.entrants},
		{Name: "public.verify", Path: "/verify", Act: judging.ViewRound, Get: d.verify},
		{Name: "public.verify_certificate", Path: "/verify/{verification}", Act: judging.ViewRound, Get: d.verifyCertificate},
		{Name: "public.verify_short", Path: paper.VerifyPath + "{verification}", Bare: true, Act: judging.ViewRound, Get: d.verifyShort},
		{Name: "public.keys", Path: "/keys", Act: judging.ViewRound, Get: d.keys},
		{Name: "public.keys_file", Path: "/keys.txt", Bare: true, Act: judging.ViewRound, Get: d.keysFile},
		{Name: "public.phases", Path: "/help/phases", Act: judging.ViewRound, Get: d.phases},
		{Name: "public.calendar", Path: "/{competition}/{edition}/calendar.ics", Act: judging.ViewRound, Get: d.calendar},
		{Name: "public.rules", Path: "/{competition}/{edition}/rules", Act: judging.ViewRound, Get: d.rules},
		{Name: "public.rules_version", Path: "/{competition}/{edition}/rules/{version}", Act: judging.ViewRound, Get: d.rules},
		{Name: "public.privacy", Path: "/{competition}/{edition}/privacy", Act: judging.ViewRound, Get: d.privacy},
		{Name: "public.edition_sheet", Path: "/{competition}/{edition}/result-sheet.pdf", Act: judging.ViewRound, Get: d.sheetFile},
		{Name: "public.edition_sheet_page", Path: "/{competition}/{edition}/result-sheet.html", Act: judging.ViewRound, Get: d.sheetPage},
		{Name: "public.round", Path: "/{competition}/{edition}/{round}", Act: judging.ViewRound, Kept: true, Get: d.round},
		{Name: "public.round_sheet", Path: "/{competition}/{edition}/{round}/result-sheet.pdf", Act: judging.ViewRound, Get: d.sheetFile},
		{Name: "public.round_sheet_page", Path: "/{competition}/{edition}/{round}/result-sheet.html", Act: judging.ViewRound, Get: d.sheetPage},
		{Name: "public.candidates", Path: "/{competition}/{edition}/{round}/candidates.html", Act: judging.ViewRound, Get: d.candidates},
		{Name: "public.candidates_file", Path: "/{competition}/{edition}/{round}/candidates.pdf", Act: judging.ViewRound, Get: d.candidatesFile},
		{Name: "public.contest", Path: "/{competition}/{edition}/{round}/{category}", Act: judging.ViewRound, Kept: true, Get: d.contest},
		{Name: "public.points", Path: "/{competition}/{edition}/{round}/{category}/points", Act: judging.ViewRound, Get: d.points},
		{Name: "public.contest_sheet", Path: "/{competition}/{edition}/{round}/{category}/result-sheet.pdf", Act: judging.ViewRound, Get: d.sheetFile},
		{Name: "public.contest_sheet_page", Path: "/{competition}/{edition}/{round}/{category}/result-sheet.html", Act: judging.ViewRound, Get: d.sheetPage},
		{Name: "public.points_file", Path: "/{competition}/{edition}/{round}/{category}/points.pdf", Act: judging.ViewRound, Get: d.pointsFile},
	}
}

type door struct {
	store    *store.Store
	pictures *pictures
}

// address reads the words of a public address.
func address(r *web.Request) store.Address {
	return store.Address{Competition: r.Var("competition"), Edition: r.Var("edition"), Round: r.Var("round"), Category: r.Var("category")}
}
