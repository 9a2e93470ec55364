package document

import (
	"cmp"
	"slices"
	"strings"
)

// A table's measures within prose: the size of its texts in points, the rest in millimeters.
const (
	gridSize   = 9.0
	gridPad    = 1.4 // beside and above a text
	gridGap    = 3.0 // above and below the table
	signWidth  = 72.0
	signHeight = 24.0 // of a row of signatures
)

// grid lists the pieces of a table: its head, which is drawn again on each page, and its rows.
func (p *paper) grid(g *Grid) []piece {
	widths, table := p.gridWidths(g), newElement(tagTable)
	bold, regular := fit{face: p.fonts.bold, size: gridSize}, fit{face: p.fonts.regular, size: gridSize}
	pieces := []piece{{height: gridGap, draw: func(float64) {}}}
	var again *piece
	if len(g.Head) > 0 {
		head := p.gridRow(g, g.Head, widths, bold, true)
		repeated := head
		repeated.draw = func(y float64) { p.running(pageHead, func() { head.draw(y) }) }
		again = &repeated
		pieces = append(pieces, p.inTable(table, head))
	}
	for number, row := range g.Rows {
		f := regular
		if g.Last(number) {
			f = bold
		}
		next := p.inTable(table, p.gridRow(g, row, widths, f, false))
		next.head = again
		pieces = append(pieces, next)
	}
	last := len(pieces) - 1
	pieces[last-1].keep = pieces[last].height // no last row stands alone
	for i := min(last-1, 1); i >= 0; i-- {    // nor does a head
		pieces[i].keep = pieces[i+1].height + pieces[i+1].keep
	}
	return append(pieces, piece{height: gridGap, draw: func(float64) {}})
}

// inTable draws a piece within the table.
func (p *paper) inTable(table *element, row piece) piece {
	draw := row.draw
	row.draw = func(y float64) { p.within(table, func() { draw(y) }) }
	return row
}

// gridWidths gives each column as much as its longest text needs; where that is too much, the columns of texts share what is left.
func (p *paper) gridWidths(g *Grid) []float64 {
	widths := make([]float64, columnsOf(g))
	for number, row := range append([][]string{g.Head}, g.Rows...) {
		f := p.fonts.regular
		if number == 0 || g.Last(number-1) {
			f = p.fonts.bold
		}
		for i, text := range row {
			widths[i] = max(widths[i], f.width(p.clean(text), gridSize, 0)+2*gridPad+0.1)
		}
	}
	rest, texts := receiptRoom, []int{}
	for i, width := range widths {
		if rest -= width; !g.Number(i) {
			texts = append(texts, i)
		}
	}
	if rest >= 0 {
		widths[0] += rest
		return widths
	}
	narrow(widths, texts, -rest)
	return widths
}

// leastColumn is how narrow a column of texts may become.
const leastColumn = 22.0

// narrow takes so much from the columns of texts, the widest first; from all columns alike where that is not enough.
func narrow(widths []float64, texts []int, much float64) {
	for much > 0.01 {
		slices.SortFunc(texts, func(a, b int) int { return cmp.Compare(widths[b], widths[a]) })
		if len(texts) == 0 || widths[texts[0]] <= leastColumn {
			scale := receiptRoom / (receiptRoom + much)
			for i := range widths {
				widths[i] *= scale
			}
			return
		}
		n, next := 1, leastColumn // so many are as wide as the widest, and the next one is so wide
		for n < len(texts) && widths[texts[n]] > widths[texts[0]]-0.01 {
			n++
		}
		if n < len(texts) {
			next = max(widths[texts[n]], leastColumn)
		}
		each := min(widths[texts[0]]-next, much/float64(n))
		for _, i := range texts[:n] {
			widths[i] -= each
		}
		much -= each * float64(n)
	}
}

func columnsOf(g *Grid) int {
	n := len(g.Head)
	for _, row := range g.Rows {
		n = max(n, len(row))
	}
	return n
}

// gridRow is a row with a rule below it; a text takes as many lines as it needs.
func (p *paper) gridRow(g *Grid, row []string, widths []float64, f fit, head bool) piece {
	lines, most := make([][]string, len(widths)), 1
	for i := range widths {
		if i < len(row) {
			lines[i] = f.wrap(p.clean(row[i]), f.size, widths[i]-2*gridPad)
			most = max(most, len(lines[i]))
		}
	}
	step := f.size * point * lineSpacing
	out := piece{height: float64(most)*step + 2*gridPad}
	if len(row) > 0 {
		out.name = row[0]
	}
	out.draw = func(y float64) {
		p.tag(tagRow, func() {
			x := receiptSide
			for i, cell := range lines {
				at, where := x+gridPad, left
				if g.Number(i) {
					at, where = x+widths[i]-gridPad, right
				}
				p.gridCell(i, head, func() {
					for number, line := range cell {
						p.line(line, at, y+gridPad+step*(float64(number)+0.77), style{f.face, f.size, 0, ink}, where)
					}
				})
				x += widths[i]
			}
		})
		rule := 0.15
		if head {
			rule = 0.45
		}
		pen{p.pdf}.stroke(ink, rule)
		p.pdf.Line(receiptSide, y+out.height, receiptWidth-receiptSide, y+out.height)
	}
	return out
}

// gridCell draws a cell: the head of its column, the head of its row, or neither.
func (p *paper) gridCell(column int, head bool, draw func()) {
	switch {
	case head:
		p.headCell(ofColumn, draw)
	case column == 0:
		p.headCell(ofRow, draw)
	default:
		p.tag(tagCell, draw)
	}
}

// signatureLines lists lines to sign on, two beside each other.
func (p *paper) signatureLines(people []string) (pieces []piece) {
	for from := 0; from < len(people); from += 2 {
		pair := people[from:min(from+2, len(people))]
		pieces = append(pieces, piece{height: signHeight, name: pair[0], draw: func(y float64) {
			for i, who := range pair {
				p.signatureLine(who, receiptSide+float64(i)*(receiptRoom-signWidth), y+signHeight-9)
			}
		}})
	}
	return pieces
}

func (p *paper) signatureLine(who string, x, y float64) {
	pen{p.pdf}.stroke(ink, 0.3)
	p.pdf.Line(x, y, x+signWidth, y)
	for i, text := range strings.Split(who, "\n") {
		f := fit{p.fonts.bold, 9, 6, 0, 1}
		if i > 0 {
			f = fit{p.fonts.regular, 8.5, 6, 0, 1}
		}
		set, ok := f.set(p.clean(text), signWidth)
		if !ok {
			set = setting{f.wrap(p.clean(text), f.min, signWidth)[:1], f.min}
		}
		p.line(set.lines[0], x, y+4+3.8*float64(i), style{f.face, set.size, 0, ink}, left)
	}
}
