// Package entrant is the door of those who act for a body that competes: its entries, and what came of them.
package entrant

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

type door struct{ store *store.Store }

// Routes is the table of the door's addresses.
func Routes(s *store.Store) []web.Route {
	d := door{store: s}
	return []web.Route{
		{Name: "entrant.home", Path: "/entrant", Act: judging.OpenEntries, Nav: "entrant.nav", Get: d.home},
		{Name: "entrant.certificate", Path: "/entrant/certificates/{certificate}.pdf", Act: judging.OpenEntries, Get: d.certificate},
	}
}
