package room

import (
	"blazon/server/web"
	"blazon/store"
)

const (
	homePage  web.Page[homeData]  = "room/home"
	roundPage web.Page[roundData] = "room/round"
)

type homeData struct {
	Rooms []*store.Place // of the page
	List  *web.List
}

// roundData is the room's front page.
type roundData struct {
	*store.Progress
	Head *head
}

// Missing counts the sheets that are not submitted.
func (d roundData) Missing() int { return d.Count().Open() }

// home lists the rooms that the visitor has, the newest editions first.
func (d door) home(r *web.Request) error {
	rooms, err := d.store.Rooms(r.Context(), r.Actor, r.Language)
	if err != nil {
		return err
	}
	list := r.List(nil)
	return homePage.Show(r, homeData{Rooms: web.Cut(list, rooms), List: list})
}

// round says where the round stands and what comes next, and leads to what is done about it.
func (d door) round(r *web.Request) error {
	progress, err := d.store.Progress(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	h := headOf(r, &progress.Place, "room.nav")
	h.Crumbs = h.way(r) // which ends here
	h.Crumbs[len(h.Crumbs)-1].Address = ""
	return roundPage.Show(r, roundData{Progress: progress, Head: h})
}
