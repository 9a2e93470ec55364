package document

import (
	"math"

	"github.com/jung-kurt/gofpdf"
)

// pen draws vector ornaments; coordinates are millimeters from the top left corner.
type pen struct{ pdf *gofpdf.Fpdf }

func (p pen) stroke(c color, width float64) {
	p.pdf.SetDrawColor(c.r, c.g, c.b)
	p.pdf.SetLineWidth(width)
}

func (p pen) fill(c color) { p.pdf.SetFillColor(c.r, c.g, c.b) }

// frame is the border of a certificate: two rules, a band of interlaced waves between them, and a rosette in each corner.
func (p pen) frame(outer, band float64) {
	inner := outer + band
	p.pdf.ClipRect(inner+1.2, inner+1.2, pageWidth-2*inner-2.4, pageHeight-2*inner-2.4, false)
	p.spirograph(pageWidth/2, pageHeight/2, 104, 74, 72)
	p.pdf.ClipEnd()
	p.weave(inner, outer, pageWidth-inner, inner, 34)
	p.weave(inner, pageHeight-inner, pageWidth-inner, pageHeight-outer, 34)
	p.weave(outer, inner, inner, pageHeight-inner, 23)
	p.weave(pageWidth-inner, inner, pageWidth-outer, pageHeight-inner, 23)
	p.stroke(navy, 0.9)
	p.pdf.Rect(outer-0.8, outer-0.8, pageWidth-2*outer+1.6, pageHeight-2*outer+1.6, "D")
	p.stroke(gold, 0.3)
	p.pdf.Rect(outer+0.4, outer+0.4, pageWidth-2*outer-0.8, pageHeight-2*outer-0.8, "D")
	p.stroke(navy, 0.45)
	p.pdf.Rect(inner, inner, pageWidth-2*inner, pageHeight-2*inner, "D")
	p.stroke(gold, 0.25)
	p.pdf.Rect(inner+1.2, inner+1.2, pageWidth-2*inner-2.4, pageHeight-2*inner-2.4, "D")
	middle := outer + band/2
	for _, x := range []float64{middle, pageWidth - middle} {
		for _, y := range []float64{middle, pageHeight - middle} {
			p.rosette(x, y, band*0.72)
		}
	}
}

// weave fills a box along its longer side with four waves, each a quarter of its length behind the one before.
func (p pen) weave(x1, y1, x2, y2 float64, waves int) {
	p.pdf.ClipRect(x1, y1, x2-x1, y2-y1, false)
	p.stroke(gold, 0.18)
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
func (p pen) rosette(x, y, radius float64) {
	p.fill(white)
	p.stroke(navy, 0.7)
	p.pdf.Circle(x, y, radius, "FD")
	p.stroke(gold, 0.25)
	p.pdf.Circle(x, y, radius*0.86, "D")
	for turn := range 8 {
		p.pdf.Ellipse(x, y, radius*0.8, radius*0.3, float64(turn)*22.5, "D")
	}
	p.fill(navy)
	p.pdf.Circle(x, y, radius*0.2, "F")
}

// spirograph is the faint wreath around the text: an ellipse turned around its center, all stretched sideways.
func (p pen) spirograph(x, y, wide, narrow float64, count int) {
	p.pdf.TransformBegin()
	p.pdf.TransformScale(140, 100, x, y)
	p.stroke(ghost, 0.25)
	for turn := range count {
		p.pdf.Ellipse(x, y, wide, narrow, float64(turn)*180/float64(count), "D")
	}
	p.pdf.TransformEnd()
}

// divider is a thin rule that parts around a lozenge.
func (p pen) divider(x, y, half float64) {
	p.stroke(gold, 0.35)
	p.pdf.Line(x-half, y, x-3.2, y)
	p.pdf.Line(x+3.2, y, x+half, y)
	p.fill(gold)
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
