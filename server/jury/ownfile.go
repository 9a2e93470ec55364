package jury

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

// ownFile is what the juror gave and submitted in the round, for his own records; there is none before the judging is closed.
func (d door) ownFile(r *web.Request) error {
	own, err := d.store.OwnSheets(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	if !(ownData{own}).Printable() {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	file, err := paper.List(paper.OwnPoints(own, r.Language))
	if err != nil {
		return err
	}
	name := strings.Join([]string{r.T("listing.own_points_file"), own.Competition.Slug, own.Edition.Slug, own.Round.Slug}, "-")
	return r.Send(web.File{Name: name + ".pdf", Type: "application/pdf", Body: file})
}

// Printable tells whether there is anything to print: the judging is closed, and the juror submitted something in it.
func (d ownData) Printable() bool {
	return !d.Round.ClosedAt.IsZero() && slices.ContainsFunc(d.Contests, func(c *store.OwnContest) bool {
		return slices.ContainsFunc(c.Sheets, func(s *store.OwnSheet) bool { return s.Done() && !s.Candidate.Training })
	})
}
