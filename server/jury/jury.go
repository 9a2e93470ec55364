// Package jury is the jurors' door: the desk and the score sheets.
package jury

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

type door struct{ store *store.Store }

// Routes is the table of the door's addresses. A sheet's address names its round, too: saves are locked by it.
func Routes(s *store.Store) []web.Route {
	d := door{store: s}
	return []web.Route{
		{Name: "jury.desk", Path: "/jury", Act: judging.OpenDesk, Nav: "jury.nav", Get: d.desk},
		{Name: "jury.round", Path: "/jury/{round}", Act: judging.OpenDesk, Get: d.round},
		{Name: "jury.seat", Path: "/jury/{round}/seat", Act: judging.OpenDesk, Get: d.seat, Post: d.answerSeat},
		{Name: "jury.conflicts", Path: "/jury/{round}/conflicts", Act: judging.OpenDesk, Get: d.conflicts, Post: d.declare, Keep: true},
		{Name: "jury.calibration", Path: "/jury/{round}/training/{training}", Act: judging.OpenDesk, Get: d.calibration},
		{Name: "jury.next", Path: "/jury/{round}/next", Act: judging.OpenDesk, Get: d.next},
		{Name: "jury.sheet", Path: "/jury/{round}/sheets/{sheet}", Act: judging.TypeSheet, Get: d.sheet, Post: d.saveSheet, Keep: true},
		{Name: "jury.history", Path: "/jury/{round}/sheets/{sheet}/history", Act: judging.OpenDesk, Get: d.history},
		{Name: "jury.abstention", Path: "/jury/{round}/sheets/{sheet}/abstention", Act: judging.OpenDesk, Get: d.abstention, Post: d.abstain, Keep: true},
		{Name: "jury.abstentions", Path: "/jury/{round}/abstentions", Act: judging.OpenDesk, Get: d.abstentions, Post: d.endAbstention},
		{Name: "jury.last_look", Path: "/jury/{round}/submit", Act: judging.OpenDesk, Get: d.lastLook, Post: d.submitAll},
		{Name: "jury.receipt", Path: "/jury/{round}/receipt", Act: judging.OpenDesk, Get: d.receipt},
		{Name: "jury.score_sheets", Path: "/jury/{round}/score-sheets", Act: judging.OpenDesk, Get: d.scoreSheets},
		{Name: "jury.own", Path: "/jury/{round}/own", Act: judging.OpenDesk, Get: d.own},
		{Name: "jury.own_file", Path: "/jury/{round}/own.pdf", Act: judging.OpenDesk, Get: d.ownFile},
		{Name: "jury.comments", Path: "/jury/{round}/comments", Act: judging.OpenDesk, Get: d.comments, Post: d.shareComments},
		{Name: "jury.matrix", Path: "/jury/{round}/matrix/{contest}", Act: judging.TypeSheet, Get: d.matrix, Post: d.saveMatrix, Keep: true},
		{Name: "jury.column", Path: "/jury/{round}/matrix/{contest}/{criterion}", Act: judging.TypeSheet, Get: d.matrix, Post: d.saveMatrix, Keep: true},
		{Name: "jury.paste", Path: "/jury/{round}/matrix/{contest}/{criterion}/paste", Act: judging.OpenDesk, Get: d.paste, Post: d.savePaste, Keep: true},
	}
}
