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
	const act, entry, receipt = judging.OpenEntries, "/entrant/entries/{entry}", "/entrant/submissions/{submission}"
	return []web.Route{
		{Name: "entrant.home", Path: "/entrant", Act: act, Nav: "entrant.nav", Get: d.home},
		{Name: "entrant.entry_new", Path: "/entrant/categories/{category}/new", Act: act, Get: d.entryNew, Post: d.begin},
		{Name: "entrant.entry", Path: entry, Act: act, Get: d.entry},
		{Name: "entrant.draft", Path: entry + "/edit", Act: act, Keep: true, Get: d.draft, Post: d.saveDraft},
		{Name: "entrant.joint", Path: entry + "/bodies", Act: act, Get: d.joint, Post: d.join},
		{Name: "entrant.answer", Path: entry + "/answer", Act: act, Get: d.toHome, Post: d.answer},
		{Name: "entrant.submission", Path: entry + "/submission", Act: act, Keep: true, Get: d.submission, Post: d.submit},
		{Name: "entrant.taking_back", Path: entry + "/taking-back", Act: act, Get: d.takingBack, Post: d.takeBack},
		{Name: "entrant.restoring", Path: entry + "/restoring", Act: act, Get: d.toEntry, Post: d.restore},
		{Name: "entrant.withdrawal", Path: entry + "/withdrawal", Act: act, Get: d.withdrawal, Post: d.withdraw},
		{Name: "entrant.facts", Path: entry + "/facts", Act: act, Keep: true, Get: d.toEntry, Post: d.confirmFacts},
		{Name: "entrant.remarks", Path: entry + "/remarks", Act: act, Keep: true, Get: d.toEntry, Post: d.addRemark},
		{Name: "entrant.objections", Path: entry + "/objections", Act: act, Keep: true, Get: d.objections, Post: d.makeObjection},
		{Name: "entrant.receipt", Path: receipt, Act: act, Get: d.receipt},
		{Name: "entrant.receipt_file", Path: receipt + "/receipt.pdf", Act: act, Get: d.receiptFile},
		{Name: "entrant.certificate", Path: "/entrant/certificates/{certificate}.pdf", Act: act, Get: d.certificate},
	}
}

func (d door) toHome(r *web.Request) error { return r.Redirect("entrant.home") }

func (d door) toEntry(r *web.Request) error {
	return r.Redirect("entrant.entry", "entry", r.Var("entry"))
}
