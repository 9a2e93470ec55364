package organizer

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
)

// runningRoutes are the pages of a round whose judging is on, or over.
func (d door) runningRoutes() []web.Route {
	const act, round, contest = judging.OpenOffice, "/organizer/rounds/{round}", "/organizer/contests/{contest}"
	return []web.Route{
		{Name: "organizer.progress", Path: round + "/progress", Act: act, Get: d.progress},
		{Name: "organizer.closing", Path: round + "/closing", Act: act, Get: d.closing, Post: d.closeRound},
		{Name: "organizer.reopening", Path: round + "/reopening", Act: act, Post: d.reopenRound},
		{Name: "organizer.certificates", Path: round + "/certificates", Act: act, Get: d.certificates, Post: d.issueCertificates},
		{Name: "organizer.certificates_file", Path: round + "/certificates.pdf", Act: act, Get: d.certificatesFile},
		{Name: "organizer.round_sheet", Path: round + "/result-sheet.pdf", Act: act, Get: d.roundSheet},
		{Name: "organizer.certificate", Path: "/organizer/certificates/{certificate}", Act: act, Get: d.certificate},
		{Name: "organizer.tally", Path: contest + "/tally", Act: act, Get: d.tally},
		{Name: "organizer.tally_file", Path: contest + "/tally.json", Act: act, Get: d.tallyFile},
		{Name: "organizer.decisions", Path: contest + "/decisions", Act: act, Get: d.decisions, Post: d.addDecisions},
		{Name: "organizer.revocation", Path: contest + "/decisions/{decision}/revocation", Act: act, Post: d.revokeDecision},
		{Name: "organizer.result", Path: contest + "/result", Act: act, Get: d.result, Post: d.decide},
		{Name: "organizer.contest_sheet", Path: contest + "/result-sheet.pdf", Act: act, Get: d.contestSheet},
		{Name: "organizer.announcement", Path: contest + "/announcement", Act: act, Get: d.announcement, Post: d.announce},
		{Name: "organizer.advancement", Path: contest + "/advancement", Act: act, Get: d.advancement, Post: d.advance},
	}
}

// inside puts the form's name in front of the fields that an error names, on a page with several forms.
func inside(form string, err error) error {
	f := fault.Of(err)
	if len(f.Fields) == 0 {
		return err
	}
	fields := make([]fault.Field, len(f.Fields))
	for i, field := range f.Fields {
		fields[i] = field
		fields[i].Name = form + "." + field.Name
	}
	return fault.InForm(fields...)
}
