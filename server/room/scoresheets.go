package room

import (
	"blazon/fault"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const sheetsPage web.Page[sheetsData] = "room/score-sheets"

// sheetsData is the submitted sheets of a contest.
type sheetsData struct {
	*store.FilledSheets
	Head  *head
	List  *web.List
	Shown []*store.FilledSheet // of the page
}

// scoreSheets shows the submitted sheets of a contest, or sends them as a file.
func (d door) scoreSheets(r *web.Request) error {
	v, err := d.store.FilledSheets(r.Context(), r.Actor, r.Var("contest"), r.Language)
	if err != nil {
		return d.notYet(r, err, "minutes.sheets_nav")
	}
	as := r.Query("as")
	switch {
	case as == "json":
		body, err := v.File()
		if err != nil {
			return err
		}
		return r.Send(web.File{Name: sheetsName(r, v, "json"), Type: "application/json", Body: body, Attachment: true})
	case as == "pdf" && len(v.Sheets) > 0:
		body, err := paper.FilledSheets(r.Language, v)
		if err != nil {
			return err
		}
		return r.Send(web.File{Name: sheetsName(r, v, "pdf"), Type: "application/pdf", Body: body})
	case as != "":
		return fault.New(fault.NotFound, "fault.not_found")
	}
	list := r.List(nil)
	return sheetsPage.Show(r, sheetsData{v, headOfContest(r, v.Contest, "minutes.sheets_nav"), list, web.Cut(list, v.Sheets)})
}

// sheetsName is what a file of all sheets is called, unlike that of the tally or the minutes.
func sheetsName(r *web.Request, v *store.FilledSheets, ending string) string {
	return r.T("minutes.sheets_file_name") + "-" + v.Contest.FileName(ending)
}
