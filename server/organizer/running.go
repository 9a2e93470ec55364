package organizer

import "blazon/server/web"

// runningRoutes are the pages of a round whose judging is on, or over.
func (d door) runningRoutes() []web.Route {
	return nil
}
