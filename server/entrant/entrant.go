// Package entrant is the door of those who act for a body that competes: its entries, and what came of them.
package entrant

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

type door struct{ store *store.Store }

// Routes is the table of the door's addresses.
func Routes(s *store.Store) []web.Route {
	d := door{store: s}
	const act, entry = judging.OpenEntries, "/entrant/entries/{entry}"
	return []web.Route{
		{Name: "entrant.home", Path: "/entrant", Act: act, Nav: "entrant.nav", Get: d.home},
		{Name: "entrant.entry_new", Path: "/entrant/categories/{category}/new", Act: act, Get: d.yet, Post: d.yet},
		{Name: "entrant.entry", Path: entry, Act: act, Get: d.yet},
		{Name: "entrant.draft", Path: entry + "/edit", Act: act, Keep: true, Get: d.yet, Post: d.yet},
		{Name: "entrant.joint", Path: entry + "/bodies", Act: act, Get: d.yet, Post: d.yet},
		{Name: "entrant.submission", Path: entry + "/submission", Act: act, Get: d.yet, Post: d.yet},
		{Name: "entrant.taking_back", Path: entry + "/taking-back", Act: act, Get: d.yet, Post: d.yet},
		{Name: "entrant.restoring", Path: entry + "/restoring", Act: act, Post: d.yet},
		{Name: "entrant.withdrawal", Path: entry + "/withdrawal", Act: act, Get: d.yet, Post: d.yet},
		{Name: "entrant.address", Path: entry + "/address", Act: act, Keep: true, Post: d.yet},
		{Name: "entrant.remarks", Path: entry + "/remarks", Act: act, Keep: true, Post: d.yet},
		{Name: "entrant.receipt", Path: "/entrant/submissions/{submission}", Act: act, Get: d.yet},
		{Name: "entrant.receipt_file", Path: "/entrant/submissions/{submission}/receipt.pdf", Act: act, Get: d.yet},
		{Name: "entrant.certificate", Path: "/entrant/certificates/{certificate}.pdf", Act: act, Get: d.certificate},
	}
}

func (d door) yet(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }
