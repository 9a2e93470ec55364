// Package keying is the door to score sheets on paper: they are printed empty, keyed in by the secretary with their scans, and
// confirmed by a second person.
package keying

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

type door struct{ store *store.Store }

// mostForm is the largest scan, with some room for the form around it.
const mostForm = store.MaxScan + 200_000

// Routes is the table of the door's addresses.
func Routes(s *store.Store) []web.Route {
	d := door{store: s}
	const act, home = judging.OpenPaper, "/jury/{round}/paper"
	return []web.Route{
		{Name: "keying.home", Path: home, Act: act, Get: d.home},
		{Name: "keying.print", Path: "/jury/{round}/sheets.pdf", Act: act, Get: d.print},
		{Name: "keying.juror", Path: home + "/jurors/{juror}", Act: act, Get: d.juror},
		{Name: "keying.sheet", Path: home + "/sheets/{sheet}", Act: act, Most: mostForm, Get: d.sheet, Post: d.keySheet},
		{Name: "keying.column", Path: home + "/columns/{specialist}/{contest}", Act: act, Most: mostForm, Get: d.column, Post: d.keyColumn},
		{Name: "keying.paper", Path: home + "/{paper}", Act: act, Get: d.paper, Post: d.decide},
		{Name: "keying.scan", Path: home + "/{paper}/scan", Act: act, Get: d.scan},
	}
}

// crumbs lead to a page of a round's papers: from the office for the organizer, from the jury's room for who leads or assists, else
// from the desk.
func crumbs(r *web.Request, p *store.Place, pages ...web.Crumb) []web.Crumb {
	name, round := p.Round.Name.In(r.Language), p.Round.UID
	way := []web.Crumb{{Text: r.T("jury.nav"), Address: r.Address("jury.desk")}, {Text: name, Address: r.Address("jury.round", "round", round)}}
	if judging.May(r.Actor, judging.ViewProgress, p.Facts()) == nil {
		way = []web.Crumb{{Text: r.T("room.nav"), Address: r.Address("room.home")}, {Text: name, Address: r.Address("room.round", "round", round)}}
	}
	if len(pages) > 0 {
		way = append(way, web.Crumb{Text: r.T("keying.nav"), Address: r.Address("keying.home", "round", round)})
		return append(way, pages...)
	}
	return append(way, web.Crumb{Text: r.T("keying.nav")})
}
