package jury

import (
	"blazon/fault"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const sheetsPage web.Page[sheetsData] = "jury/score-sheets"

// sheetsData is what a juror has submitted in a round.
type sheetsData struct {
	*store.FilledSheets
	List  *web.List
	Shown []*store.FilledSheet // of the page
}

// scoreSheets shows the juror's own submitted sheets, or sends them as a file to print and sign.
func (d door) scoreSheets(r *web.Request) error {
	v, err := d.store.OwnFilledSheets(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	switch as := r.Query("as"); {
	case as == "pdf" && len(v.Sheets) > 0:
		body, err := paper.FilledSheets(r.Language, v)
		if err != nil {
			return err
		}
		return r.Send(web.File{Name: r.T("minutes.sheets_file_name") + "-" + v.Round.Slug + ".pdf", Type: "application/pdf", Body: body})
	case as != "":
		return fault.New(fault.NotFound, "fault.not_found")
	}
	list := r.List(nil)
	return sheetsPage.Show(r, sheetsData{v, list, web.Cut(list, v.Sheets)})
}
