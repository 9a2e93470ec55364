package organizer

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
)

// checkRoutes are the pages of the entries that come in, and of their formal check.
func (d door) checkRoutes() []web.Route {
	const act, round, entry = judging.OpenOffice, "/organizer/rounds/{round}", "/organizer/entries/{entry}"
	return []web.Route{
		{Name: "organizer.entries", Path: "/organizer/editions/{edition}/entries", Act: act, Get: d.entries},
		{Name: "organizer.queue", Path: round + "/queue", Act: act, Get: d.queue},
		{Name: "organizer.admission", Path: round + "/admission", Act: act, Get: d.admission, Post: d.admitAll},
		{Name: "organizer.check", Path: entry, Act: act, Get: d.check, Post: d.decideCheck},
		{Name: "organizer.check_revocation", Path: entry + "/revocation", Act: act, Post: d.revokeCheck},
		{Name: "organizer.joint", Path: entry + "/bodies", Act: act, Get: d.joint, Post: d.joinBody},
		{Name: "organizer.joint_end", Path: entry + "/bodies/{body}/removal", Act: act, Get: d.jointEnd, Post: d.partBody},
	}
}

func noCheckYet() error { return fault.New(fault.NotFound, "fault.not_found") }

func (d door) entries(*web.Request) error     { return noCheckYet() }
func (d door) queue(*web.Request) error       { return noCheckYet() }
func (d door) admission(*web.Request) error   { return noCheckYet() }
func (d door) admitAll(*web.Request) error    { return noCheckYet() }
func (d door) check(*web.Request) error       { return noCheckYet() }
func (d door) decideCheck(*web.Request) error { return noCheckYet() }
func (d door) revokeCheck(*web.Request) error { return noCheckYet() }
func (d door) joint(*web.Request) error       { return noCheckYet() }
func (d door) joinBody(*web.Request) error    { return noCheckYet() }
func (d door) jointEnd(*web.Request) error    { return noCheckYet() }
func (d door) partBody(*web.Request) error    { return noCheckYet() }
