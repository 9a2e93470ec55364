package jury

import (
	"cmp"
	"strconv"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const matrixPage web.Page[matrixData] = "jury/matrix"

type matrixData struct {
	*store.Matrix
	Lines    []matrixLine
	Key      string // of the one criterion that is shown; empty: all
	Again    bool   // submitted sheets are changed, too
	Editable bool
	Typed    bool // the form shows what was typed, which is not what is stored
	Unfit    bool // some of what is stored fits no score, and stays as it was typed
	Page     string
	Seq      int64
	SavedNow string
	KeptNow  string // what became of what was just refused
	Errors   web.Errors
}

// matrixLine is a row of the matrix as the page shows it.
type matrixLine struct {
	*store.MatrixRow
	Cells  []matrixCell
	Locked bool // it is not to be changed here
}

// matrixCell is a cell of the matrix as the page shows it.
type matrixCell struct {
	row
	Owed       bool
	Why        string // the key of why it need not be scored; empty: it is nobody's
	Assignment string
}

// Name is the name of one of the cell's fields, such as "score.SHEET.design".
func (c matrixCell) Name(prefix string) string {
	return prefix + "." + c.Assignment + "." + c.Criterion.Key
}

// placedCell is a cell at its place on the page.
type placedCell struct {
	matrixData
	matrixCell
	Line matrixLine
}

// Cell is the cell itself.
func (c placedCell) Cell() matrixCell { return c.matrixCell }

// Name is the name of one of the cell's fields.
func (c placedCell) Name(prefix string) string { return c.matrixCell.Name(prefix) }

// Owed tells whether the cell can be scored.
func (c placedCell) Owed() bool { return c.matrixCell.Owed }

// Put puts a cell at its place.
func (d matrixData) Put(line matrixLine, cell matrixCell) placedCell {
	return placedCell{d, cell, line}
}

// Over tells whether the judging is past.
func (d matrixData) Over() bool { return over(&d.Place) }

// Heads are the criteria with their scales.
func (d matrixData) Heads() (heads []row) {
	for _, c := range d.Criteria {
		heads = append(heads, row{SheetCriterion: &store.SheetCriterion{Criterion: *c}})
	}
	return heads
}

// Alone is the one criterion that the page is about; nil: it shows several.
func (d matrixData) Alone() *row {
	if heads := d.Heads(); len(heads) == 1 {
		return &heads[0]
	}
	return nil
}

// Digits tells whether every value is a single digit, so that typing one can fill a cell.
func (d matrixData) Digits() bool {
	for _, c := range d.Criteria {
		if c.Form == "checklist" || len(c.Conversion) > 0 || c.Max > 9*judging.One.Micros() || c.Step != judging.One.Micros() {
			return false
		}
	}
	return true
}

// Submitted is how many sheets are submitted, Filled how many of the owed cells have a value, of how many; none of them counts training.
func (d matrixData) Submitted() int { return d.Count().Submitted }

// Filled counts the owed cells that have a value.
func (d matrixData) Filled() int { return d.cells(func(c matrixCell) bool { return c.Micros != nil }) }

// Owed counts the cells that can be scored.
func (d matrixData) Owed() int { return d.cells(func(matrixCell) bool { return true }) }

func (d matrixData) cells(counts func(matrixCell) bool) (n int) {
	for _, line := range d.Lines {
		for _, cell := range line.Cells {
			if !line.Candidate.Training && cell.Owed && counts(cell) {
				n++
			}
		}
	}
	return n
}

func (d door) matrix(r *web.Request) error {
	data, err := d.matrixData(r)
	if err != nil {
		return err
	}
	var sheets []string
	for _, line := range data.Lines {
		sheets = append(sheets, line.Assignment)
	}
	if err := d.store.OpenSheets(r.Context(), r.Actor, sheets...); err != nil {
		return err
	}
	return matrixPage.Show(r, data)
}

// matrixData reads what the page shows, as it is stored.
func (d door) matrixData(r *web.Request) (matrixData, error) {
	view, err := d.store.Matrix(r.Context(), r.Actor, r.Var("round"), r.Var("contest"), r.Var("criterion"), r.Language)
	if err != nil {
		return matrixData{}, err
	}
	data := matrixData{Matrix: view, Key: r.Var("criterion"), Again: r.Query("again") != "" || r.PostFormValue("again") != "",
		Editable: view.Editable(r.Actor) == nil, Page: d.store.NewUID()}
	var last *store.MatrixRow
	for _, line := range view.Rows {
		data.Lines = append(data.Lines, lineOf(r.Language, line, data))
		if last == nil || line.SavedAt.After(last.SavedAt) {
			last = line
		}
	}
	if unfit := data.unfit(); unfit != nil && data.Editable {
		data.Errors, data.Unfit = web.ErrorsOf(unfit).Named(data.names(r.Language)), true
	}
	if last != nil && !last.SavedAt.IsZero() {
		data.SavedNow = r.T("sheet.saved", "Time", clock(r.Language, last.SavedAt, &view.Place))
	}
	return data, nil
}

// unfit names the cells whose text, kept as it was typed, is no score; nil: there is none.
func (d matrixData) unfit() error {
	var wrong []fault.Field
	for _, line := range d.Lines {
		for _, cell := range line.Cells {
			key := cell.Criterion.Key
			typed := line.Sheet.Typed[fieldPrefix+key]
			_, flaws := judging.Sheet{Criteria: []judging.Criterion{cell.Criterion.Rules()}, Typed: map[string]string{key: typed},
				Conversions: map[string]judging.Conversion{key: cell.Criterion.Conversion}}.Draft()
			for _, flaw := range flaws {
				flaw.Name = cell.Field
				wrong = append(wrong, flaw)
			}
		}
	}
	return fault.InForm(wrong...)
}

func lineOf(lang locale.Language, stored *store.MatrixRow, data matrixData) matrixLine {
	line := matrixLine{MatrixRow: stored, Locked: !data.Editable || stored.Done() && !data.Again}
	for _, c := range stored.Cells {
		cell := matrixCell{row: newRow(lang, stored.Sheet, &c.SheetCriterion), Owed: c.Owed, Assignment: stored.Assignment}
		if c.Why != "" {
			cell.Why = "matrix.why_" + string(c.Why)
		}
		cell.Field = cell.Name("score")
		line.Cells = append(line.Cells, cell)
	}
	return line
}

// Revision is the one that the row's form is made from.
func (l matrixLine) Revision() string { return strconv.FormatInt(l.Sheet.Revision, 10) }

// fill puts into the form what was typed.
func (d *matrixData) fill(form store.ColumnForm) {
	d.Typed, d.Unfit, d.Page, d.Seq = true, false, cmp.Or(form.Page, d.Page), form.Seq
	for _, typed := range form.Cells {
		for i := range d.Lines {
			if d.Lines[i].Assignment != typed.Assignment {
				continue
			}
			for j := range d.Lines[i].Cells {
				cell := &d.Lines[i].Cells[j]
				if text, sent := typed.Values[cell.Criterion.Key]; sent {
					cell.Shown, cell.Differs = text, !sameValue(cell.sheet, text, cell.SheetCriterion)
				}
				if text, sent := typed.Remarks[cell.Criterion.Key]; sent {
					cell.Remark, cell.RemarkDiffers = text, text != cell.RemarkStored
				}
			}
		}
	}
}
