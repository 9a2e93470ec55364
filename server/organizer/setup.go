package organizer

import "blazon/server/web"

// setUpRoutes are the pages that make an edition ready for its judging.
func (d door) setUpRoutes() []web.Route {
	return nil
}
