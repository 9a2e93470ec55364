package document

import (
	"strings"

	"blazon/locale"
)

// cell is a text set within a box.
type cell struct {
	setting
	x, width float64
	align    align
	face     *face
	color    color
	part     *element // what it is in the document; nil: a paragraph
	one      bool     // a paragraph of several that its part has
}

// line is the height of one of a cell's lines, and above the part of it over the baseline.
func (c cell) line() float64  { return c.size * point * lineSpacing }
func (c cell) above() float64 { return c.line() * 0.77 }

// height is the room that a cell's lines take.
func (c cell) height() float64 { return float64(len(c.lines)) * c.line() }

// cells draws boxes side by side with their first lines on one baseline, and gives the room that they take.
func (t *table) cells(y float64, draw bool, cells ...cell) float64 {
	above, room := 0.0, 0.0
	for _, c := range cells {
		above = max(above, c.above())
	}
	for _, c := range cells {
		x := c.x
		if c.align == right {
			x += c.width
		}
		if draw {
			t.cell(c, x, y+above)
		}
		room = max(room, above-c.above()+c.height())
	}
	return room
}

// cell draws a cell, the first line's baseline at y.
func (t *table) cell(c cell, x, y float64) {
	draw := func() { t.lines(c.lines, x, y, style{c.face, c.size, 0, c.color}, c.align) }
	if c.part == nil || c.one {
		paragraph := draw
		draw = func() { t.tag(tagP, paragraph) }
	}
	if c.part != nil {
		part := draw
		draw = func() { t.within(c.part, part) }
	}
	draw()
}

// set makes a cell of a text, or says that the named thing does not fit.
func (t *table) set(text string, x, width float64, a align, f fit, c color, name string) (cell, error) {
	s, ok := f.fill(t.clean(text), width)
	if !ok {
		return cell{}, tooLong("fault.row_too_long", name)
	}
	return cell{setting: s, x: x, width: width, align: a, face: f.face, color: c}, nil
}

// headed is the heading of a table on a level, such as the category's name, with how many rows it has.
func (t *table) headed(level role, name, many string, first bool) (piece, error) {
	const countWidth = 60
	f, width := t.fit(t.fonts.bold, 13.5, 8), sheetRight-sheetLeft-countWidth
	s, ok := f.set(t.clean(name), width)
	if !ok {
		return piece{}, tooLong("fault.row_too_long", name)
	}
	cells := []cell{{setting: s, x: sheetLeft, width: width, face: f.face, color: navy, part: newElement(level)}}
	if many != "" {
		count, err := t.set(many, sheetRight-countWidth, countWidth, right, t.fit(t.fonts.regular, 9, 1), gray, name)
		if err != nil {
			return piece{}, err
		}
		cells = append(cells, count)
	}
	gap := 2.0
	if !first {
		gap = 8 * t.scale
	}
	return piece{height: gap + t.cells(0, false, cells...) + 1.5, name: name, draw: func(y float64) {
		t.bookmarkAt(name, y)
		t.cells(y+gap, true, cells...)
	}}, nil
}

// opening is the heading of a round on a sheet of several, with when and where its results were announced.
func (t *table) opening(round, held string, first bool) (piece, error) {
	title, err := t.set(round, sheetLeft, sheetRight-sheetLeft, left, t.fit(t.fonts.bold, 16, 3), goldText, round)
	if err != nil {
		return piece{}, err
	}
	under, err := t.set(held, sheetLeft, sheetRight-sheetLeft, left, t.fit(t.fonts.regular, 9, 4), gray, round)
	if err != nil {
		return piece{}, err
	}
	title.part = newElement(tagH2)
	gap := 1.0
	if !first {
		gap = 11 * t.scale
	}
	return piece{height: gap + title.height() + under.height() + 2, name: round, draw: func(y float64) {
		t.bookmarkAt(round, y)
		t.cells(y+gap, true, title)
		t.cells(y+gap+title.height(), true, under)
	}}, nil
}

// tableHead names the columns above a rule.
func (t *table) tableHead(columns []column) piece {
	return piece{height: 7.5, draw: func(y float64) {
		t.tag(tagRow, func() {
			for _, c := range columns {
				x := c.x
				if c.align == right {
					x += c.width
				}
				title := strings.ToUpper(locale.T(t.lang, c.title))
				t.headCell(ofColumn, func() { t.line(title, x, y+4.6, style{t.fonts.regular, 7.5, 40, gray}, c.align) })
			}
		})
		pen{t.pdf}.stroke(navy, 0.5)
		t.pdf.Line(sheetLeft, y+6.6, sheetRight, y+6.6)
	}}
}

// again is the head of a table that goes on: its heading and the columns. They were read where the table begins.
func (t *table) again(name string, head piece) (piece, error) {
	title, err := t.set(name, sheetLeft, sheetRight-sheetLeft, left, t.fit(t.fonts.bold, 10, 8), navy, name)
	room := title.height() + 1
	return piece{height: room + head.height, name: name, draw: func(y float64) {
		t.running(pageHead, func() {
			t.cells(y, true, title)
			head.draw(y + room)
		})
	}}, err
}

// row is one line of the table; the entry's title stands below the entrant, and the first three places have a star.
func (t *table) row(r Row, columns []column) (piece, error) {
	name := r.who(t.lang)
	cells := make([]cell, 0, len(columns))
	for i, column := range columns {
		c, err := t.set(column.cell(r), column.x+column.indent, column.width-column.indent, column.align, column.fit, column.color, name)
		if err != nil {
			return piece{}, err
		}
		if c.part, c.one = newElement(tagCell), i == 1 && r.Entry != ""; i == 1 && len(r.Entrants) > 0 {
			c.part = newHead(ofRow)
		}
		cells = append(cells, c)
	}
	title, err := t.set(r.Entry, columns[1].x, columns[1].width, left, t.fit(t.fonts.regular, 9.5, 40), ink, name)
	if err != nil {
		return piece{}, err
	}
	title.part, title.one = cells[1].part, true
	padding := rowPadding * t.scale
	below := padding + t.cells(0, false, cells[:2]...)
	height := padding + max(t.cells(0, false, cells...), below-padding+title.height()) + padding
	return piece{height: height, name: name, draw: func(y float64) {
		if r.Place.First >= 1 && r.Place.First <= 3 {
			pen{t.pdf}.star(sheetLeft+2.2*t.scale, y+padding+cells[0].line()*0.52, 2.1*t.scale, metal(r.Place.First))
		}
		t.tag(tagRow, func() {
			t.cells(y+padding, true, cells...)
			t.cells(y+below, true, title)
		})
		t.rule(y + height)
	}}, nil
}

// rule is the thin line below a row.
func (t *table) rule(y float64) {
	pen{t.pdf}.stroke(goldPale, 0.25)
	t.pdf.Line(sheetLeft, y, sheetRight, y)
}

// award is a distinction or a special prize; the first one stands further down.
func (t *table) award(a Award, first bool) (piece, error) {
	const nameWidth = 66
	x := sheetLeft + nameWidth + 5
	title, err := t.set(a.Name, sheetLeft, nameWidth, left, t.fit(t.fonts.bold, 10, 12), goldText, a.Name)
	if err != nil {
		return piece{}, err
	}
	to, err := t.set(a.who(t.lang), x, sheetRight-x, left, t.fit(t.fonts.bold, 10.5, 30), navy, a.Name)
	if err != nil {
		return piece{}, err
	}
	more, err := t.set(a.more(t.lang), x, sheetRight-x, left, t.fit(t.fonts.regular, 9, 60), ink, a.Name)
	if err != nil {
		return piece{}, err
	}
	title.part, to.part = newElement(tagLabel), newElement(tagBody)
	more.part, to.one, more.one = to.part, true, true
	gap, padding := rowPadding*t.scale, rowPadding*t.scale
	if first {
		gap *= 2
	}
	height := gap + max(t.cells(0, false, title, to), to.height()+more.height()) + padding
	return piece{height: height, name: a.Name, draw: func(y float64) {
		t.tag(tagItem, func() {
			t.cells(y+gap, true, title, to)
			t.cells(y+gap+to.height(), true, more)
		})
		t.rule(y + height)
	}}, nil
}

// note is a small paragraph.
func (t *table) note(text string) (piece, error) {
	const gap = 2.4
	c, err := t.set(text, sheetLeft, sheetRight-sheetLeft, left, t.fit(t.fonts.regular, 8.5, 30), gray, text)
	return piece{height: c.height() + gap, name: text, draw: func(y float64) { t.cells(y+gap, true, c) }}, err
}

// frame begins a page with its border and head.
func (t *table) frame(index int) error {
	t.pdf.AddPage()
	p := pen{t.pdf}
	p.stroke(navy, 0.6)
	t.pdf.Rect(9, 9, pageWidth-18, pageHeight-18, "D")
	p.stroke(gold, 0.25)
	t.pdf.Rect(10.4, 10.4, pageWidth-20.8, pageHeight-20.8, "D")
	if index == 0 {
		return t.captions(t.firstHead())
	}
	var err error
	t.running(pageHead, func() { err = t.captions(t.otherHead()) })
	return err
}
