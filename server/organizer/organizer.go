// Package organizer is the organizers' office: editions, rounds, juries, entries, and how the judging goes on.
package organizer

import (
	"slices"

	"blazon/server/web"
	"blazon/store"
)

// door is what every page of the office needs.
type door struct{ store *store.Store }

// Routes is the table of the door's addresses: what sets rounds up, then what runs them.
func Routes(s *store.Store) []web.Route {
	d := door{store: s}
	return slices.Concat(d.setUpRoutes(), d.rosterRoutes(), d.runningRoutes())
}
