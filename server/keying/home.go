package keying

import (
	"net/url"
	"strings"

	"blazon/fault"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const (
	homePage  web.Page[homeData]  = "keying/home"
	jurorPage web.Page[jurorData] = "keying/juror"
)

type homeData struct {
	*store.PaperRoom
	Crumbs []web.Crumb
	Code   string
	Errors web.Errors
	List   *web.List
	Shown  []*store.PaperItem // of the page
}

// Finds tells whether the visitor keys papers in, and so looks for sheets.
func (d homeData) Finds() bool { return !fault.Is(d.Keys, fault.NotFound) }

// home lists what was keyed in, and finds a sheet by its code.
func (d door) home(r *web.Request) error {
	code := codeIn(r.Query("code"))
	var wrong error
	if code != "" {
		found, err := d.store.BlanksByCode(r.Context(), r.Actor, r.Var("round"), code, r.Language)
		if err == nil {
			return lead(r, found)
		}
		wrong = fault.InForm(fault.Field{Name: "code", Key: "keying.code_unknown"})
	}
	room, err := d.store.PaperRoom(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	data := homeData{PaperRoom: room, Crumbs: crumbs(r, &room.Place), Code: code, List: r.List(nil)}
	data.Shown = web.Cut(data.List, room.Papers)
	if wrong != nil && data.Finds() {
		data.Errors = web.ErrorsOf(wrong)
	}
	return homePage.Show(r, data)
}

// codeIn finds the code in what was typed or read from the paper, which may be the whole address.
func codeIn(typed string) string {
	typed = strings.TrimSpace(typed)
	if address, err := url.Parse(typed); err == nil && address.Query().Get("code") != "" {
		return address.Query().Get("code")
	}
	return typed
}

// lead goes on to the form of what was found.
func lead(r *web.Request, found *store.PaperSheets) error {
	first := found.Sheets[0]
	switch {
	case len(found.Sheets) == 1:
		return r.Redirect("keying.sheet", "round", found.Round.UID, "sheet", first.Assignment)
	case found.Sheets[len(found.Sheets)-1].Contest.Contest.ID == first.Contest.Contest.ID && store.Column(found.Sheets):
		return r.Redirect("keying.column", "round", found.Round.UID, "specialist", first.Juror.UID, "contest", first.Contest.Contest.UID)
	}
	return r.Redirect("keying.juror", "round", found.Round.UID, "juror", first.Juror.UID)
}

// jurorData is one juror's sheets, to choose the one that lies on the table.
type jurorData struct {
	*store.PaperSheets
	Crumbs   []web.Crumb
	Juror    *store.Juror
	Contests []contestData
}

// contestData is a juror's sheets in one contest.
type contestData struct {
	Contest store.CategorizedContest
	Column  bool
	Sheets  []*store.BlankSheet
}

func (d door) juror(r *web.Request) error {
	found, err := d.store.BlanksToKey(r.Context(), r.Actor, r.Var("round"), r.Var("juror"), r.Language)
	if err != nil {
		return err
	}
	data := jurorData{PaperSheets: found, Juror: found.Sheets[0].Juror}
	for _, b := range found.Sheets {
		if n := len(data.Contests); n == 0 || data.Contests[n-1].Contest.Contest.ID != b.Contest.Contest.ID {
			data.Contests = append(data.Contests, contestData{Contest: b.Contest})
		}
		last := &data.Contests[len(data.Contests)-1]
		last.Sheets = append(last.Sheets, b)
	}
	data.Crumbs = crumbs(r, &found.Place, web.Crumb{Text: data.Juror.Name})
	for i := range data.Contests {
		data.Contests[i].Column = store.Column(data.Contests[i].Sheets)
	}
	return jurorPage.Show(r, data)
}

// mostPrinted is how many sheets one file holds at most: they are as many pages.
const mostPrinted = 1000

// print gives empty sheets: of the whole round, of one juror, and of a juror without other rights his own.
func (d door) print(r *web.Request) error {
	sheets, err := d.store.Blanks(r.Context(), r.Actor, r.Var("round"), r.Query("juror"), r.Language)
	if err != nil {
		return err
	}
	if len(sheets.Sheets) > mostPrinted {
		return fault.New(fault.Invalid, "keying.too_many").With("Most", mostPrinted)
	}
	file, err := paper.ScoreSheets(r.Language, sheets, r.Query("each") != "", func(code string) string {
		return r.Link("keying.home", "round", sheets.Round.UID, "code", code)
	})
	if err != nil {
		return err
	}
	return r.Send(web.File{Name: r.T("keying.file") + "-" + sheets.Round.Slug + ".pdf", Type: "application/pdf", Body: file})
}
