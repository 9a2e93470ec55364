package document

import (
	"errors"
	"io"
	"time"
)

// List is a table under each of several headings: candidates, or what jurors gave. Its texts are in the occasion's language already.
type List struct {
	Occasion
	Title string // what it is: "Seznam soutěžících"
	Parts []ListPart
	Notes []string  // printed after the last part
	When  time.Time // dates the file, so that equal data gives equal bytes
}

// ListPart is a table under a heading.
type ListPart struct {
	Heading string
	Count   string // how many rows there are: "19 přihlášek"
	Columns []ListColumn
	Name    int // which column names the rows
	Rows    [][]string
	Notes   []string
}

// ListColumn is a column of a list.
type ListColumn struct {
	Title   string
	Width   float64 // in millimeters; 0: columns without one share what the others leave
	Numeric bool
}

// listGutter is the room between two columns, in millimeters.
const listGutter = 4.0

// WriteList prints a list on as many pages as it needs. A row that does not fit on a page of its own is fault.row_too_long, which names it.
func WriteList(w io.Writer, l List) error {
	if len(l.Parts) == 0 {
		return errors.New("document: nothing to list")
	}
	p, err := newPaper(l.Language, meta{title: l.Title + " – " + l.heading(), author: l.Organizer, subject: l.Round, when: l.When})
	if err != nil {
		return err
	}
	t := &table{paper: p, occasion: l.Occasion, title: l.Title}
	t.content = func() ([]piece, error) { return t.listPieces(l) }
	for _, part := range l.Parts {
		t.rows += len(part.Rows)
	}
	return p.print(w, t.printed)
}

// Reading gives the list as it is read.
func (l List) Reading() Reading {
	r := l.Occasion.reading(l.Title)
	r.Notes = l.Notes
	for _, p := range l.Parts {
		part := ReadingPart{Heading: p.Heading, Count: p.Count, Notes: p.Notes}
		for _, c := range p.Columns {
			part.Columns = append(part.Columns, ReadingColumn{c.Title, c.Numeric})
		}
		for _, cells := range p.Rows {
			part.Rows = append(part.Rows, ReadingRow{Cells: cells, Name: p.Name})
		}
		r.Parts = append(r.Parts, part)
	}
	return r
}

func (t *table) listPieces(l List) ([]piece, error) {
	var all []piece
	for i, part := range l.Parts {
		pieces, err := t.listPart(part, i == 0)
		if err != nil {
			return nil, err
		}
		all = append(all, pieces...)
	}
	return t.noted(all, l.Notes)
}

// listPart lists the pieces of a part. Its heading takes the table's head and two rows along to a new page.
func (t *table) listPart(part ListPart, first bool) ([]piece, error) {
	heading, err := t.headed(tagH2, part.Heading, part.Count, first)
	if err != nil {
		return nil, err
	}
	columns := part.spread()
	head, err := t.listHead(part, columns)
	if err != nil {
		return nil, err
	}
	again, err := t.again(part.Heading, head)
	if err != nil {
		return nil, err
	}
	var rows []piece
	for _, cells := range part.Rows {
		row, err := t.listRow(part, columns, cells)
		if err != nil {
			return nil, err
		}
		row.head = &again
		rows = append(rows, row)
	}
	neverAlone(rows)
	tabled := t.inside(append([]piece{head}, rows...), newElement(tagTable))
	pieces, err := t.noted(append([]piece{heading}, tabled...), part.Notes)
	if err != nil {
		return nil, err
	}
	pieces = t.inside(pieces, newElement(tagSection))
	keepTogether(pieces)
	return pieces, nil
}

// box is where a column stands.
type box struct{ x, width float64 }

// spread sets the columns side by side.
func (part ListPart) spread() []box {
	rest, sharing := sheetRight-sheetLeft-listGutter*float64(len(part.Columns)-1), 0
	for _, c := range part.Columns {
		if rest -= c.Width; c.Width == 0 {
			sharing++
		}
	}
	boxes, x := make([]box, len(part.Columns)), sheetLeft
	for i, c := range part.Columns {
		if c.Width == 0 {
			c.Width = rest / float64(sharing)
		}
		boxes[i] = box{x, c.Width}
		x += c.Width + listGutter
	}
	return boxes
}

// listHead names the columns above a rule; long names take several lines.
func (t *table) listHead(part ListPart, columns []box) (piece, error) {
	f := fit{face: t.fonts.regular, size: 7.5, min: 2, rows: 10} // no criterion that people read has that many words
	var cells []cell
	for i, c := range part.Columns {
		cell, err := t.listCell(c.Title, columns[i], c, f, gray, c.Title)
		if err != nil {
			return piece{}, err
		}
		cells = append(cells, cell)
	}
	height := t.cells(0, false, cells...)
	return piece{height: height + 3, draw: func(y float64) {
		for i := range cells {
			cells[i].part = newHead(ofColumn) // it is drawn again on each page
		}
		t.tag(tagRow, func() { t.cells(y+0.8, true, cells...) })
		pen{t.pdf}.stroke(navy, 0.5)
		t.pdf.Line(sheetLeft, y+height+2.2, sheetRight, y+height+2.2)
	}}, nil
}

func (t *table) listRow(part ListPart, columns []box, texts []string) (piece, error) {
	name := texts[part.Name]
	var cells []cell
	for i, text := range texts {
		f, c := t.fit(t.fonts.regular, 9.5, 60), ink
		if i == part.Name {
			f, c = t.fit(t.fonts.bold, 10, 60), navy
		}
		cell, err := t.listCell(text, columns[i], part.Columns[i], f, c, name)
		if err != nil {
			return piece{}, err
		}
		if cell.part = newElement(tagCell); i == part.Name {
			cell.part = newHead(ofRow)
		}
		cells = append(cells, cell)
	}
	const padding = 1.3
	height := t.cells(0, false, cells...) + 2*padding*t.scale
	return piece{height: height, name: name, draw: func(y float64) {
		t.tag(tagRow, func() { t.cells(y+padding*t.scale, true, cells...) })
		t.rule(y + height)
	}}, nil
}

func (t *table) listCell(text string, b box, c ListColumn, f fit, color color, name string) (cell, error) {
	a := left
	if c.Numeric {
		a = right
	}
	return t.set(text, b.x, b.width, a, f, color, name)
}
