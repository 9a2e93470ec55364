package keying

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const formPage web.Page[formData] = "keying/form"

// formData is the form in which one paper is keyed in: a sheet, or a column.
type formData struct {
	*store.PaperSheets
	Crumbs  []web.Crumb
	Column  bool
	DatedOn string
	Blocks  []block
	Errors  web.Errors
}

// First is the sheet that tells whose paper it is.
func (d formData) First() *store.BlankSheet { return d.PaperSheets.Sheets[0] }

// Waiting tells whether one of the sheets waits with another paper already.
func (d formData) Waiting() bool {
	return slices.ContainsFunc(d.Blocks, func(b block) bool { return b.Waiting })
}

// Submitted tells whether the juror has submitted one of the sheets himself.
func (d formData) Submitted() bool {
	return slices.ContainsFunc(d.Blocks, func(b block) bool { return b.State == store.SheetSubmitted })
}

// Closed is why nothing can be keyed in now; nil: it can.
func (d formData) Closed() *fault.Fault {
	if d.Keys == nil {
		return nil
	}
	return fault.Of(d.Keys)
}

// Scale says what may be typed for a criterion.
func (d formData) Scale(lang locale.Language, c *store.Criterion) string { return paper.Scale(lang, c) }

// block is one sheet of the form.
type block struct {
	*store.BlankSheet
	Comment string
	Inputs  []input
}

// input is one value of a sheet.
type input struct {
	Criterion *store.Criterion
	Name      string
	Typed     string
}

// Name is that of one of the sheet's fields.
func (b block) Name(field string) string { return field + "." + b.Assignment }

func (d door) sheet(r *web.Request) error {
	return d.show(r, false, nil, nil)
}

func (d door) column(r *web.Request) error {
	return d.show(r, true, nil, nil)
}

func (d door) keySheet(r *web.Request) error { return d.key(r, false) }

func (d door) keyColumn(r *web.Request) error { return d.key(r, true) }

// blanks reads the sheets of the form.
func (d door) blanks(r *web.Request, column bool) (*store.PaperSheets, error) {
	if !column {
		return d.store.BlankToKey(r.Context(), r.Actor, r.Var("round"), r.Var("sheet"), r.Language)
	}
	found, err := d.store.BlanksToKey(r.Context(), r.Actor, r.Var("round"), r.Var("specialist"), r.Language)
	if err != nil {
		return nil, err
	}
	kept := found.Sheets[:0]
	for _, b := range found.Sheets {
		if b.Contest.Contest.UID == r.Var("contest") {
			kept = append(kept, b)
		}
	}
	if found.Sheets = kept; !store.Column(kept) {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return found, nil
}

// show shows the form, empty or as it was filled in.
func (d door) show(r *web.Request, column bool, typed url.Values, wrong error) error {
	found, err := d.blanks(r, column)
	if err != nil {
		return err
	}
	data := formData{PaperSheets: found, Column: column, DatedOn: typed.Get("dated_on"), Errors: web.ErrorsOf(wrong)}
	data.Crumbs = crumbs(r, &found.Place, web.Crumb{Text: found.Sheets[0].Juror.Name,
		Address: r.Address("keying.juror", "round", found.Round.UID, "juror", found.Sheets[0].Juror.UID)}, web.Crumb{Text: r.T("keying.key")})
	names := map[string]string{"dated_on": r.T("keying.dated_on"), "file": r.T("keying.scan")}
	for _, b := range found.Sheets {
		sheet := block{BlankSheet: b}
		sheet.Comment = typed.Get(sheet.Name("comment"))
		names[sheet.Name("comment")] = r.T("keying.comment")
		for _, c := range b.Criteria {
			name := sheet.Name("score") + "." + c.Key
			sheet.Inputs = append(sheet.Inputs, input{c, name, typed.Get(name)})
			if names[name] = c.Name.In(r.Language); column {
				names[name] = b.Candidate.Display(r.Language)
			}
		}
		data.Blocks = append(data.Blocks, sheet)
	}
	data.Errors = data.Errors.Named(names)
	if wrong != nil {
		return formPage.Again(r, wrong, data)
	}
	return formPage.Show(r, data)
}

// key keeps what was keyed in. The scan has to be chosen once more when the form comes back: browsers do not let a page choose a file.
func (d door) key(r *web.Request, column bool) error {
	if err := d.store.MayKey(r.Context(), r.Actor, r.Var("round")); err != nil {
		return err
	}
	upload, err := r.Upload("file")
	values := url.Values{}
	if err == nil {
		values = upload.Values
		form := store.PaperForm{Round: r.Var("round"), DatedOn: values.Get("dated_on"), Sheets: sheetsIn(values, column),
			Scan: store.ScanForm{Name: upload.Name, Content: upload.Content}}
		var p *store.Paper
		if p, err = d.store.KeyPaper(r.Context(), r.Actor, form); err == nil {
			r.Notice("keying.keyed")
			return r.Redirect("keying.paper", "round", form.Round, "paper", p.UID)
		}
	}
	return d.show(r, column, values, err)
}

// sheetsIn reads the sheets of the form; of a column only the rows on which something stands.
func sheetsIn(values url.Values, column bool) (sheets []store.SheetForm) {
	for name := range values {
		assignment, ok := strings.CutPrefix(name, "revision.")
		if !ok {
			continue
		}
		sheet := store.SheetForm{Assignment: assignment, Values: map[string]string{}, Comment: values.Get("comment." + assignment)}
		sheet.Revision, _ = strconv.ParseInt(values.Get(name), 10, 64) // what is no number is no revision of any sheet
		typed := strings.TrimSpace(sheet.Comment) != ""
		for name := range values {
			if key, ok := strings.CutPrefix(name, "score."+assignment+"."); ok {
				sheet.Values[key] = values.Get(name)
				typed = typed || strings.TrimSpace(values.Get(name)) != ""
			}
		}
		if typed || !column {
			sheets = append(sheets, sheet)
		}
	}
	return sheets
}
