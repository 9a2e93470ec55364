package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// seatRoutes are the pages of what a jury is before its first score: who sits for what, what jurors accept, and who may sit.
func (d door) seatRoutes() []web.Route {
	const (
		office = judging.OpenOffice
		juror  = "/organizer/rounds/{round}/jury/{juror}"
	)
	return []web.Route{
		{Name: "organizer.seat", Path: juror, Act: office, Get: d.seatOf, Post: d.saveSeat},
		{Name: "organizer.seat_acceptance", Path: juror + "/acceptance", Act: office, Get: d.toJury, Post: d.acceptSeat},
		{Name: "organizer.jury_text", Path: "/organizer/editions/{edition}/jury-texts/{text}", Act: office, Get: d.juryText, Post: d.saveJuryText},
		{Name: "organizer.round_jury_text", Path: "/organizer/rounds/{round}/jury-texts/{text}", Act: office, Get: d.juryText, Post: d.saveJuryText},
		{Name: "organizer.training", Path: "/organizer/contests/{contest}/training", Act: office, Get: d.training, Post: d.saveTraining},
		{Name: "organizer.sitting", Path: "/organizer/editions/{edition}/jury-rules", Act: office, Get: d.sitting, Post: d.saveSitting},
	}
}
