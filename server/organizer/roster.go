package organizer

import "blazon/server/web"

// rosterRoutes are the pages of who takes part: jurors, candidates, who scores whom, bodies and members.
func (d door) rosterRoutes() []web.Route {
	return nil
}
