package jury

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// matrixForm is the form apart from its cells, whose fields are "score.", "was." or "remark." with the sheet and the criterion's key.
type matrixForm struct {
	Page  string `form:"page"`
	Seq   int64  `form:"seq"`
	Again string `form:"again"`
	Act   string `form:"act"`
}

// column is the form as the store takes it, its rows in the order of their sheets.
func (f matrixForm) column(r *web.Request) store.ColumnForm {
	form := store.ColumnForm{Round: r.Var("round"), Again: f.Again != "", Typing: f.Act == autosave, Page: f.Page, Seq: f.Seq}
	cells := map[string]*store.CellForm{}
	for name := range r.PostForm {
		if sheet, ok := strings.CutPrefix(name, "revision."); ok {
			revision, err := strconv.ParseInt(r.PostForm.Get(name), 10, 64)
			if err != nil {
				revision = -1 // none that there ever was
			}
			cells[sheet] = &store.CellForm{Assignment: sheet, Revision: revision, Values: map[string]string{}, Was: map[string]string{}, Remarks: map[string]string{}}
		}
	}
	for name := range r.PostForm {
		kind, rest, _ := strings.Cut(name, ".")
		sheet, key, _ := strings.Cut(rest, ".")
		cell, text := cells[sheet], r.PostForm.Get(name)
		switch {
		case cell == nil || key == "":
		case kind == "score":
			cell.Values[key] = text
		case kind == "was":
			cell.Was[key] = text
		case kind == "remark":
			cell.Remarks[key] = unixLines(text)
		}
	}
	for _, cell := range cells {
		if len(cell.Values)+len(cell.Remarks)+len(cell.Was) > 0 {
			form.Cells = append(form.Cells, *cell)
		}
	}
	slices.SortFunc(form.Cells, func(a, b store.CellForm) int { return strings.Compare(a.Assignment, b.Assignment) })
	return form
}

func (d door) saveMatrix(r *web.Request) error {
	var posted matrixForm
	err := r.Decode(&posted)
	if err != nil && len(r.PostForm) == 0 {
		return err // nothing arrived that could be shown again
	}
	form := posted.column(r)
	if err == nil && len(form.Cells) == 0 {
		err = fault.New(fault.Invalid, "fault.nothing_chosen")
	}
	var saved []*store.SavedCell
	if err == nil {
		saved, err = d.store.SaveColumn(r.Context(), r.Actor, form)
	}
	if err == nil && form.Typing {
		return d.answerMatrix(r, form, saved)
	}
	if err == nil {
		err = d.refusedCells(r, form, saved)
	}
	if err != nil {
		return d.matrixAgain(r, form, saved, err)
	}
	r.Notice("matrix.saved", "Count", savedRows(saved))
	return r.RedirectTo(r.URL.RequestURI())
}

// savedRows counts the rows that were saved.
func savedRows(saved []*store.SavedCell) (n int) {
	for _, cell := range saved {
		if cell.Err == nil && !cell.Same {
			n++
		}
	}
	return n
}

// refusedCells makes one fault of what is wrong in the rows, with a field for each cell that was not saved; nil: all were.
func (d door) refusedCells(r *web.Request, form store.ColumnForm, saved []*store.SavedCell) error {
	whole := fault.New(fault.Invalid, "matrix.some_not_saved").With("Saved", savedRows(saved))
	count := 0
	for i, cell := range saved {
		if cell.Err == nil {
			continue
		}
		count++
		f := fault.Of(cell.Err)
		if f.Kind == fault.Internal {
			return cell.Err
		}
		if f.Kind == fault.Closed {
			whole.Kind = fault.Closed
		}
		whole.Fields = append(whole.Fields, fieldsOf(form.Cells[i], f)...)
	}
	if count == 0 {
		return nil
	}
	return whole.With("Count", count)
}

// fieldsOf names the fields of a row that a fault is about; one about the whole row is about each of its cells.
func fieldsOf(cell store.CellForm, f *fault.Fault) (fields []fault.Field) {
	for _, field := range f.Fields {
		kind, key, _ := strings.Cut(field.Name, ".")
		fields = append(fields, fault.Field{Name: kind + "." + cell.Assignment + "." + key, Key: field.Key, Args: field.Args})
	}
	if len(fields) > 0 {
		return fields
	}
	for key := range cell.Values {
		fields = append(fields, fault.Field{Name: "score." + cell.Assignment + "." + key, Key: f.Key, Args: f.Args})
	}
	slices.SortFunc(fields, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
	return fields
}

// matrixAgain shows the matrix as it was filled in, beside what is stored. What can be saved nowhere is kept, too.
func (d door) matrixAgain(r *web.Request, form store.ColumnForm, saved []*store.SavedCell, err error) error {
	keptNow := ""
	for _, cell := range saved {
		if fault.Is(cell.Err, fault.Closed) || fault.Is(cell.Err, fault.NotFound) {
			if why, _ := d.keep(r, cell.Form, cell.Err); why != "" {
				keptNow = keptWords[why]
			}
		}
	}
	data, viewErr := d.matrixData(r)
	if fault.Is(viewErr, fault.NotFound) && keptNow != "" {
		return fault.New(fault.NotFound, keptNow) // he sits there no more, and sees nothing but that
	}
	if viewErr != nil {
		return viewErr
	}
	data.fill(form)
	data.KeptNow = keptNow
	data.Errors = web.ErrorsOf(err).Named(data.names(r.Language))
	return matrixPage.Again(r, err, data)
}

// names are what the summary of errors calls the fields.
func (d matrixData) names(lang locale.Language) map[string]string {
	names := map[string]string{}
	for _, line := range d.Lines {
		for _, cell := range line.Cells {
			name := line.Candidate.Display(lang)
			if d.Alone() == nil {
				name += ", " + cell.Criterion.Name.In(lang)
			}
			names[cell.Field], names[cell.Name("remark")] = name, name
		}
	}
	return names
}

// answerMatrix tells the script what became of the rows that it sent.
func (d door) answerMatrix(r *web.Request, form store.ColumnForm, saved []*store.SavedCell) error {
	a := answer{Values: map[string]string{}, Errors: map[string]string{}, Points: map[string]string{}, States: map[string]string{}}
	present := func(cell *store.SavedCell) bool { return !fault.Is(cell.Err, fault.NotFound) }
	for i, cell := range saved {
		if cell.Err == nil {
			a.Saved = r.T("sheet.saved", "Time", cell.Sheet.SavedAt.In(store.Edition{TimeZone: cell.Sheet.Zone}.Zone()).Format(time.TimeOnly))
			a.took(r, form.Cells[i], cell)
		} else if err := d.refused(r, &a, form.Cells[i], cell); err != nil {
			return err
		}
	}
	switch {
	case a.Saved == "" && !a.Kept && !slices.ContainsFunc(saved, present):
		return fault.New(fault.NotFound, "fault.not_found")
	case a.Saved == "":
		return r.JSON(http.StatusConflict, a)
	}
	return r.JSON(http.StatusOK, a)
}

// took says what is stored of a row that was saved.
func (a *answer) took(r *web.Request, typed store.CellForm, saved *store.SavedCell) {
	sheet := "." + typed.Assignment + "."
	a.Values["revision."+typed.Assignment] = strconv.FormatInt(saved.Sheet.Revision, 10)
	a.States[typed.Assignment] = r.T("matrix.state_" + string(saved.Sheet.State))
	for key := range typed.Values {
		stored := saved.Stored[key]
		if saved.Sheet.Typed[fieldPrefix+key] == "" {
			stored = inField(r.Language, stored)
			a.Values["score"+sheet+key] = stored
		}
		a.Values["was"+sheet+key] = stored
	}
	for _, m := range saved.Sheet.Marks {
		if _, sent := typed.Values[m.Criterion]; sent && (m.Empty || m.Measured != "") {
			a.Points["score"+sheet+m.Criterion] = worth(r.Language, m)
		}
	}
	for _, f := range saved.Sheet.Wrong {
		kind, key, _ := strings.Cut(f.Name, ".")
		if _, sent := typed.Values[key]; sent || kind == "remark" {
			a.Errors[kind+sheet+key] = locale.Field(r.Language, f)
		}
	}
}

// refused says why a row was not saved, once it is kept.
func (d door) refused(r *web.Request, a *answer, typed store.CellForm, saved *store.SavedCell) error {
	f := fault.Of(saved.Err)
	if f.Kind == fault.Internal {
		return saved.Err
	}
	why, err := d.keep(r, saved.Form, saved.Err)
	f = fault.Of(err)
	if f.Kind == fault.Internal {
		return err
	}
	a.Kept = a.Kept || why != ""
	switch why {
	case store.DraftConflict:
		a.Conflict = true
	case store.DraftSubmitted:
		a.Submitted = true
	case store.DraftLate:
		a.Closed = true
	case store.DraftWithdrawn:
		a.Gone = true
	}
	a.Error = locale.Fault(r.Language, f)
	for _, field := range fieldsOf(typed, f) {
		if why == "" {
			a.Unsaved = append(a.Unsaved, field.Name)
		}
		a.Errors[field.Name] = locale.Field(r.Language, field)
	}
	return nil
}
