package jury

import (
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const pastePage web.Page[pasteData] = "jury/paste"

// pasteData is a column that is pasted into the matrix: first as a text, then with what would go where.
type pasteData struct {
	matrixData
	Text    string
	Pasted  []pastedLine
	Checked bool // what would go where is shown
	Problem web.Errors
}

// pastedLine is a line of the text and the row that it goes into.
type pastedLine struct {
	Number int // from 1
	Name   string
	Value  string
	Line   *matrixLine // nil: no row
	Wrong  string      // what is wrong with it
}

// Fitting counts the lines that can be saved.
func (d pasteData) Fitting() (n int) {
	for _, line := range d.Pasted {
		if line.Wrong == "" {
			n++
		}
	}
	return n
}

// Unfit counts the lines that cannot.
func (d pasteData) Unfit() int { return len(d.Pasted) - d.Fitting() }

func (d door) paste(r *web.Request) error {
	data, err := d.matrixData(r)
	if err != nil {
		return err
	}
	return pastePage.Show(r, pasteData{matrixData: data})
}

// savePaste shows what would go where, and on the second time saves what fits.
func (d door) savePaste(r *web.Request) error {
	var form struct {
		Text string `form:"text"`
		Act  string `form:"act"`
	}
	err := r.Decode(&form)
	if err != nil && len(r.PostForm) == 0 {
		return err
	}
	data, viewErr := d.matrixData(r)
	if viewErr != nil {
		return viewErr
	}
	page := pasteData{matrixData: data, Text: r.PostForm.Get("text")}
	if err == nil {
		err = data.Matrix.Editable(r.Actor)
	}
	if err == nil {
		page.Pasted, page.Checked = pasted(r.Language, data, form.Text), true
		if len(page.Pasted) == 0 {
			page.Checked, err = false, fault.InForm(fault.Field{Name: "text", Key: "fault.required"})
		}
	}
	if err == nil && form.Act == "save" {
		done, saveErr := d.saveLines(r, &page)
		if done || saveErr != nil {
			return saveErr
		}
		err = fault.New(fault.Invalid, "matrix.some_not_saved").With("Saved", page.Fitting()).With("Count", page.Unfit())
	}
	if err != nil {
		page.Problem = web.ErrorsOf(err)
		return pastePage.Again(r, err, page)
	}
	return pastePage.Show(r, page)
}

// saveLines saves the lines that fit; done: all of them, and the browser is on its way to the matrix.
func (d door) saveLines(r *web.Request, page *pasteData) (done bool, err error) {
	posted := matrixForm{Again: r.PostForm.Get("again")}
	form := store.ColumnForm{Round: r.Var("round"), Again: posted.Again != ""}
	revisions := posted.column(r)
	var lines []int
	for i, line := range page.Pasted {
		if line.Wrong != "" {
			continue
		}
		cell := store.CellForm{Assignment: line.Line.Assignment, Revision: line.Line.Sheet.Revision, Values: map[string]string{page.Key: line.Value}}
		for _, before := range revisions.Cells {
			if before.Assignment == cell.Assignment {
				cell.Revision, cell.Was = before.Revision, before.Was
			}
		}
		form.Cells, lines = append(form.Cells, cell), append(lines, i)
	}
	saved, err := d.store.SaveColumn(r.Context(), r.Actor, form)
	if err != nil {
		return false, err
	}
	for i, cell := range saved {
		if cell.Err != nil {
			page.Pasted[lines[i]].Wrong = locale.Field(r.Language, fieldsOf(form.Cells[i], fault.Of(cell.Err))[0])
		}
	}
	if page.Unfit() > 0 {
		return false, nil
	}
	r.Notice("matrix.saved", "Count", savedRows(saved))
	return true, r.Redirect("jury.column", "round", r.Var("round"), "contest", r.Var("contest"), "criterion", page.Key)
}

// pasted reads a text as a spreadsheet gives it: a value on each line, in the order of the rows, or a name, a tab and a value. A
// line without a value leaves its row as it is.
func pasted(lang locale.Language, data matrixData, text string) (lines []pastedLine) {
	text = strings.TrimRight(unixLines(text), "\n")
	named := strings.Contains(text, "\t")
	rows := map[string]*matrixLine{}
	var open []*matrixLine
	for i := range data.Lines {
		line := &data.Lines[i]
		if line.Cells[0].Owed {
			if !line.Candidate.Training { // a spreadsheet does not know of it
				open = append(open, line)
			}
			rows[locale.Fold(line.Candidate.Display(lang))] = line
		}
	}
	taken := map[*matrixLine]bool{}
	for i, typed := range strings.Split(text, "\n") {
		if strings.TrimSpace(typed) == "" {
			continue
		}
		line := pastedLine{Number: i + 1, Value: strings.TrimSpace(typed)}
		if columns := strings.Split(typed, "\t"); named {
			line.Name, line.Value = strings.TrimSpace(columns[0]), strings.TrimSpace(columns[len(columns)-1])
			line.Line = rows[locale.Fold(line.Name)]
		} else if i < len(open) {
			line.Line = open[i]
		}
		line.check(lang, data, named, taken)
		lines = append(lines, line)
	}
	return lines
}

// check says what is wrong with a line, in words.
func (l *pastedLine) check(lang locale.Language, data matrixData, named bool, taken map[*matrixLine]bool) {
	switch {
	case l.Line == nil && named:
		l.Wrong = locale.T(lang, "matrix.unknown_name")
	case l.Line == nil:
		l.Wrong = locale.T(lang, "matrix.one_line_too_many")
	case taken[l.Line]:
		l.Wrong = locale.T(lang, "matrix.named_twice")
	case l.Line.Done() && !data.Again:
		l.Wrong = locale.T(lang, "matrix.is_submitted")
	default:
		c := l.Line.Cells[0].Criterion
		sheet := judging.Sheet{Criteria: []judging.Criterion{c.Rules()}, Conversions: map[string]judging.Conversion{c.Key: c.Conversion},
			Typed: map[string]string{c.Key: l.Value}}
		if _, wrong := sheet.Draft(); len(wrong) > 0 {
			l.Wrong = locale.Field(lang, wrong[0])
		}
	}
	taken[l.Line] = true
}
