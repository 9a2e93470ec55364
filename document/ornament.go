package document

import (
	"math"

	"github.com/jung-kurt/gofpdf"
)

// pen draws vector ornaments; coordinates are millimeters from the top left corner.
type pen struct{ pdf surface }

func (p pen) stroke(c color, width float64) {
	p.pdf.SetDrawColor(c.r, c.g, c.b)
	p.pdf.SetLineWidth(width)
}

func (p pen) fill(c color) { p.pdf.SetFillColor(c.r, c.g, c.b) }

// frame is the border of the design "blazon": two rules, a band of interlaced waves between them, and a rosette in each corner.
func (p pen) frame(page extent, colors []color) {
	strong, fine, faint := colors[0], colors[1], colors[2]
	const outer, band, inner = 9.0, 6.5, 15.5
	w, h := page.width, page.height
	p.pdf.ClipRect(inner+1.2, inner+1.2, w-2*inner-2.4, h-2*inner-2.4, false)
	p.spirograph(w/2, h/2, w*0.49, h*0.495, 72, faint)
	p.pdf.ClipEnd()
	across, upright := max(4, int(w/8.7)), max(4, int(h/9.1))
	p.stroke(fine, 0.18)
	p.weave(inner, outer, w-inner, inner, across)
	p.weave(inner, h-inner, w-inner, h-outer, across)
	p.weave(outer, inner, inner, h-inner, upright)
	p.weave(w-inner, inner, w-outer, h-inner, upright)
	p.outline(outer-0.8, page, strong, 0.9)
	p.outline(outer+0.4, page, fine, 0.3)
	p.outline(inner, page, strong, 0.45)
	p.outline(inner+1.2, page, fine, 0.25)
	middle := outer + band/2
	for _, x := range []float64{middle, w - middle} {
		for _, y := range []float64{middle, h - middle} {
			p.rosette(x, y, band*0.72, strong, fine)
		}
	}
}

// weave fills a box along its longer side with four waves, each a quarter of its length behind the one before.
func (p pen) weave(x1, y1, x2, y2 float64, waves int) {
	p.pdf.ClipRect(x1, y1, x2-x1, y2-y1, false)
	along, across := x2-x1, y2-y1
	upright := across > along
	if upright {
		along, across = across, along
	}
	at := func(u, v float64) (x, y float64) {
		if upright {
			return x1 + across/2 + v, y1 + u
		}
		return x1 + u, y1 + across/2 + v
	}
	length := along / float64(waves)
	for strand := range 4 {
		p.wave(at, -length+float64(strand)*length/4, length, across*0.36, waves+2)
	}
	p.pdf.ClipEnd()
}

// wave draws a sine from u on, as one Bézier curve from each crest to each trough (0.3642 of the way is the closest fit).
func (p pen) wave(at func(u, v float64) (x, y float64), u, length, height float64, count int) {
	half := length / 2
	p.pdf.MoveTo(at(u, height))
	for range 2 * count {
		x1, y1 := at(u+0.3642*half, height)
		x2, y2 := at(u+(1-0.3642)*half, -height)
		x3, y3 := at(u+half, -height)
		p.pdf.CurveBezierCubicTo(x1, y1, x2, y2, x3, y3)
		u, height = u+half, -height
	}
	p.pdf.DrawPath("D")
}

// rosette is a flower of eight petals on a white disc within a ring.
func (p pen) rosette(x, y, radius float64, strong, fine color) {
	p.fill(white)
	p.stroke(strong, 0.7)
	p.pdf.Circle(x, y, radius, "FD")
	p.stroke(fine, 0.25)
	p.pdf.Circle(x, y, radius*0.86, "D")
	for turn := range 8 {
		p.pdf.Ellipse(x, y, radius*0.8, radius*0.3, float64(turn)*22.5, "D")
	}
	p.fill(strong)
	p.pdf.Circle(x, y, radius*0.2, "F")
}

// spirograph is the faint wreath around the text: an ellipse turned around its center, all stretched sideways.
func (p pen) spirograph(x, y, wide, high float64, count int, c color) {
	p.pdf.TransformBegin()
	p.pdf.TransformScale(100*wide/104, 100*high/104, x, y)
	p.stroke(c, 0.25)
	for turn := range count {
		p.pdf.Ellipse(x, y, 104, 74, float64(turn)*180/float64(count), "D")
	}
	p.pdf.TransformEnd()
}

// divider is a thin rule that parts around a lozenge.
func (p pen) divider(x, y, half float64) { p.ruled(x, y, half, gold) }

// ruled is a divider in a color.
func (p pen) ruled(x, y, half float64, c color) {
	p.stroke(c, 0.35)
	p.pdf.Line(x-half, y, x-3.2, y)
	p.pdf.Line(x+3.2, y, x+half, y)
	p.fill(c)
	p.pdf.Polygon([]gofpdf.PointType{{X: x - 1.9, Y: y}, {X: x, Y: y - 1.3}, {X: x + 1.9, Y: y}, {X: x, Y: y + 1.3}}, "F")
	for _, side := range []float64{-1, 1} {
		p.pdf.Circle(x+side*half, y, 0.5, "F")
	}
}

// polar gives the point at an angle in degrees, clockwise from the right, on a circle.
func polar(x, y, radius, degrees float64) (float64, float64) {
	a := degrees * math.Pi / 180
	return x + radius*math.Cos(a), y + radius*math.Sin(a)
}
