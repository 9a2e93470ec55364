package document

import "slices"

// A chart's measures, in millimeters.
const (
	barLabel  = 62.0 // room for the labels
	barHeight = 4.2
	barRow    = 8.4
)

// mostBars are drawn in one piece.
const mostBars = 24

// chart lists the pieces of a chart: its bars, and what its signs mean. It is told apart by form, not by color: what one has is a bar, the
// median is a line across it, and the best is a diamond.
func (p *paper) chart(c *Chart) (pieces []piece) {
	for part := range slices.Chunk(c.Bars, mostBars) {
		height := barRow * float64(len(part))
		pieces = append(pieces, piece{height: height + 2*gridGap, keep: 12, name: c.Name, draw: func(y float64) {
			y += gridGap
			p.figure(c.Name, receiptSide, y, receiptRoom, height, func() {
				for i, bar := range part {
					p.bar(bar, y+barRow*float64(i))
				}
			})
		}})
	}
	if c.Key != "" {
		pieces = append(pieces, p.paragraph(c.Key, fit{face: p.fonts.regular, size: 9}, gray, 0, 0)...)
	}
	return pieces
}

// bar draws a row of the chart.
func (p *paper) bar(b Bar, y float64) {
	f := fit{p.fonts.regular, 9, 6, 0, 2}
	set, ok := f.fill(p.clean(b.Label), barLabel-4)
	if !ok {
		set = setting{f.wrap(p.clean(b.Label), f.min, barLabel-4)[:f.rows], f.min} // the table says it whole
	}
	step := set.size * point * lineSpacing
	top := y + (barRow-step*float64(len(set.lines)))/2
	for i, line := range set.lines {
		p.line(line, receiptSide, top+step*(float64(i)+0.77), style{f.face, set.size, 0, ink}, left)
	}
	from, room := receiptSide+barLabel, receiptRoom-barLabel-3
	at := func(thousandths int) float64 { return from + room*float64(thousandths)/1000 }
	draw := pen{p.pdf}
	top = y + (barRow-barHeight)/2
	draw.stroke(gray, 0.2)
	p.pdf.Rect(from, top, room, barHeight, "D")
	if b.Own > 0 {
		draw.fill(silver)
		p.pdf.Rect(from, top, room*float64(b.Own)/1000, barHeight, "F")
	}
	if b.Median >= 0 {
		draw.stroke(ink, 0.7)
		p.pdf.Line(at(b.Median), top-1.2, at(b.Median), top+barHeight+1.2)
	}
	if b.Best >= 0 {
		draw.fill(navy)
		p.diamond(at(b.Best), top+barHeight/2, 1.5)
	}
}

// diamond fills a square that stands on its corner.
func (p *paper) diamond(x, y, r float64) {
	p.pdf.MoveTo(x, y-r)
	p.pdf.LineTo(x+r, y)
	p.pdf.LineTo(x, y+r)
	p.pdf.LineTo(x-r, y)
	p.pdf.ClosePath()
	p.pdf.DrawPath("F")
}
