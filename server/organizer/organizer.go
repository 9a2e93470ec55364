// Package organizer is the organizers' office: editions, rounds, juries, entries, and how the judging goes on.
package organizer

import (
	"slices"

	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

// door is what every page of the office needs.
type door struct {
	store *store.Store
	press *paper.Press
}

// Routes is the table of the door's addresses: what sets rounds up, then what runs them. A form that comes after its session
// has ended is handed back: some of them take an hour to fill in, and none of them has a password in it.
func Routes(s *store.Store, press *paper.Press) []web.Route {
	d := door{store: s, press: press}
	routes := slices.Concat(d.setUpRoutes(), d.yearRoutes(), d.awardRoutes(), d.scriptRoutes(), d.categoryRoutes(), d.formRoutes(), d.rosterRoutes(), d.assigningRoutes(), d.entryRoutes(), d.checkRoutes(), d.runningRoutes(), d.batchRoutes(), d.listingRoutes(), d.phaseRoutes(), d.messageRoutes(), d.transferRoutes(), d.seatRoutes(), d.designRoutes(), d.factorRoutes())
	for i := range routes {
		routes[i].Keep = routes[i].Post != nil
	}
	return routes
}
