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
		{Name: "jury.round", Path: "/jury/{round}", Act: judging.OpenDesk, Get: seated(d.round)},
		{Name: "jury.seat", Path: "/jury/{round}/seat", Act: judging.OpenDesk, Get: d.seat, Post: d.answerSeat},
		{Name: "jury.next", Path: "/jury/{round}/next", Act: judging.OpenDesk, Get: seated(d.next)},
		{Name: "jury.sheet", Path: "/jury/{round}/sheets/{sheet}", Act: judging.OpenDesk, Get: seated(d.sheet), Post: d.saveSheet, Keep: true},
	}
}
