package organizer

import (
	"strings"

	"blazon/document"
	"blazon/fault"
	"blazon/judging"
	"blazon/server/paper"
	"blazon/server/printed"
	"blazon/server/web"
	"blazon/store"
)

// listingRoutes are the papers of a round that are read, printed and handed out: result sheets, lists of candidates, name plates.
func (d door) listingRoutes() []web.Route {
	const act, round, contest = judging.OpenOffice, "/organizer/rounds/{round}", "/organizer/contests/{contest}"
	return []web.Route{
		{Name: "organizer.round_sheet", Path: round + "/result-sheet.pdf", Act: act, Get: d.roundSheet},
		{Name: "organizer.round_sheet_page", Path: round + "/result-sheet", Act: act, Get: d.roundSheetPage},
		{Name: "organizer.contest_sheet", Path: contest + "/result-sheet.pdf", Act: act, Get: d.contestSheet},
		{Name: "organizer.contest_sheet_page", Path: contest + "/result-sheet", Act: act, Get: d.contestSheetPage},
		{Name: "organizer.points_page", Path: contest + "/points", Act: act, Get: d.pointsPage},
		{Name: "organizer.points_file", Path: contest + "/points.pdf", Act: act, Get: d.pointsFile},
		{Name: "organizer.candidates", Path: round + "/candidates", Act: act, Get: d.candidates},
		{Name: "organizer.candidates_file", Path: round + "/candidates.pdf", Act: act, Get: d.candidatesFile},
		{Name: "organizer.plates", Path: round + "/name-plates", Act: act, Get: d.plates},
		{Name: "organizer.plates_file", Path: round + "/name-plates.pdf", Act: act, Get: d.platesFile},
		{Name: "organizer.laureate_plates", Path: round + "/laureate-plates", Act: act, Get: d.laureatePlates},
		{Name: "organizer.laureate_plates_file", Path: round + "/laureate-plates.pdf", Act: act, Get: d.laureatePlatesFile},
	}
}

// roundSteps leads to a round.
func roundSteps(r *web.Request, p *store.Place) []web.Crumb {
	return []web.Crumb{{Text: r.T("organizer.nav"), Address: r.Address("organizer.home")},
		{Text: p.Round.Name.In(r.Language), Address: r.Address("organizer.round", "round", p.Round.UID)}}
}

// contestSteps leads to a contest.
func contestSteps(r *web.Request, p *store.Place, c *store.ContestResult) []web.Crumb {
	return append(roundSteps(r, p), web.Crumb{Text: c.Category.Name.In(r.Language), Address: r.Address("organizer.contest", "contest", c.Contest.UID)})
}

// sendFile sends a file that is called what it is, and by the round.
func sendFile(r *web.Request, name string, p *store.Place, file []byte, err error, words ...string) error {
	if err != nil {
		return err
	}
	parts := append([]string{r.T(name), p.Competition.Slug, p.Edition.Slug, p.Round.Slug}, words...)
	return r.Send(web.File{Name: strings.Join(parts, "-") + ".pdf", Type: "application/pdf", Body: file})
}

// roundSheet is the result sheet of all decided contests of the round, for its organizer before everybody.
func (d door) roundSheet(r *web.Request) error {
	sheet, err := d.store.RoundSheetOf(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	file, err := paper.ResultSheet(sheet, r.Language)
	return sendFile(r, "running.sheet_file", &sheet.Rounds[0].Place, file, err)
}

func (d door) roundSheetPage(r *web.Request) error {
	sheet, err := d.store.RoundSheetOf(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return printed.Show(r, paper.SheetOf(sheet, r.Language).Reading(), roundSteps(r, &sheet.Rounds[0].Place), "organizer.round_sheet", "round", r.Var("round"))
}

// contestSheet is the result sheet of one decided contest.
func (d door) contestSheet(r *web.Request) error {
	sheet, err := d.store.ContestSheetOf(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	file, err := paper.ResultSheet(sheet, r.Language)
	return sendFile(r, "running.sheet_file", &sheet.Rounds[0].Place, file, err, sheet.Rounds[0].Contests[0].Category.Slug)
}

func (d door) contestSheetPage(r *web.Request) error {
	sheet, err := d.store.ContestSheetOf(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	round := sheet.Rounds[0]
	return printed.Show(r, paper.SheetOf(sheet, r.Language).Reading(), contestSteps(r, &round.Place, round.Contests[0]), "organizer.contest_sheet", "contest", r.Var("contest"))
}

// pointsPage is what each juror gave in a decided contest.
func (d door) pointsPage(r *web.Request) error {
	points, err := d.store.JuryPoints(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	return printed.Show(r, paper.Points(points, r.Language).Reading(), contestSteps(r, &points.Place, points.Contest), "organizer.points_file", "contest", r.Var("contest"))
}

func (d door) pointsFile(r *web.Request) error {
	points, err := d.store.JuryPoints(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	file, err := paper.List(paper.Points(points, r.Language))
	return sendFile(r, "listing.points_file", &points.Place, file, err, points.Contest.Category.Slug)
}

// listed is who stands in the round; a list of nobody is none.
func (d door) listed(r *web.Request) (*store.CandidateList, error) {
	list, err := d.store.CandidateList(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err == nil && len(list.Contests) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return list, err
}

func (d door) candidates(r *web.Request) error {
	list, err := d.listed(r)
	if err != nil {
		return err
	}
	return printed.Show(r, paper.Candidates(list, r.Language).Reading(), roundSteps(r, &list.Place), "organizer.candidates_file", "round", r.Var("round"))
}

func (d door) candidatesFile(r *web.Request) error {
	list, err := d.listed(r)
	if err != nil {
		return err
	}
	file, err := paper.List(paper.Candidates(list, r.Language))
	return sendFile(r, "listing.candidates_file", &list.Place, file, err)
}

// The plates are those of all candidates, or of the laureates of the decided contests.
func (d door) plates(r *web.Request) error { return d.showPlates(r, false, "organizer.plates_file") }

func (d door) laureatePlates(r *web.Request) error {
	return d.showPlates(r, true, "organizer.laureate_plates_file")
}

func (d door) showPlates(r *web.Request, laureates bool, file string) error {
	plates, list, err := d.madePlates(r, laureates)
	if err != nil {
		return err
	}
	return printed.ShowPlates(r, plates, roundSteps(r, &list.Place), file, "round", r.Var("round"))
}

func (d door) platesFile(r *web.Request) error { return d.sendPlates(r, false) }

func (d door) laureatePlatesFile(r *web.Request) error { return d.sendPlates(r, true) }

func (d door) sendPlates(r *web.Request, laureates bool) error {
	plates, list, err := d.madePlates(r, laureates)
	if err != nil {
		return err
	}
	file, err := paper.NamePlates(plates)
	return sendFile(r, "listing.plates_file", &list.Place, file, err)
}

// madePlates are the plates of a round; where there would be none, there is no such page.
func (d door) madePlates(r *web.Request, laureates bool) (document.NamePlates, *store.CandidateList, error) {
	list, err := d.listed(r)
	if err != nil {
		return document.NamePlates{}, nil, err
	}
	plates := paper.Plates(list, laureates, r.Language)
	if len(plates.Plates) == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return plates, list, err
}
