package document

import (
	"github.com/jung-kurt/gofpdf"
)

// metal is the tincture of a mark: the places from first to third have their own.
func metal(place int) color {
	switch place {
	case 2:
		return silver
	case 3:
		return bronze
	}
	return gold
}

// mark draws a shield between two branches of laurel; x is its middle, y its top, height that of the shield.
func (p pen) mark(x, y, height float64, c color) {
	for _, side := range []float64{-1, 1} {
		p.branch(x, y+height*0.46, height*0.79, side, c)
	}
	p.shield(x, y, height, c, c)
	p.shield(x, y+height*0.045, height*0.9, white, white)
	p.shield(x, y+height*0.065, height*0.86, navy, navy)
	p.chevron(x, y+height*0.1, height*0.86, c)
	p.star(x, y+height*0.27, height*0.135, c)
	for _, side := range []float64{-1, 1} {
		p.star(x+side*height*0.2, y+height*0.22, height*0.075, c)
	}
	p.star(x, y+height*0.73, height*0.085, c)
}

// shield is the outline of a heater shield, filled.
func (p pen) shield(x, y, height float64, fill, edge color) {
	half := height * 0.42
	p.fill(fill)
	p.stroke(edge, 0.1)
	p.pdf.MoveTo(x-half, y)
	p.pdf.CurveBezierCubicTo(x-half*0.5, y+height*0.035, x-half*0.2, y+height*0.02, x, y-height*0.02)
	p.pdf.CurveBezierCubicTo(x+half*0.2, y+height*0.02, x+half*0.5, y+height*0.035, x+half, y)
	p.pdf.LineTo(x+half, y+height*0.46)
	p.pdf.CurveBezierCubicTo(x+half, y+height*0.74, x+half*0.45, y+height*0.9, x, y+height)
	p.pdf.CurveBezierCubicTo(x-half*0.45, y+height*0.9, x-half, y+height*0.74, x-half, y+height*0.46)
	p.pdf.ClosePath()
	p.pdf.DrawPath("F")
}

// chevron is the roof-shaped charge across a shield of a height whose top is at y.
func (p pen) chevron(x, y, height float64, c color) {
	half, apex, foot, thick := height*0.4, y+height*0.36, y+height*0.6, height*0.1
	p.fill(c)
	p.pdf.Polygon([]gofpdf.PointType{
		{X: x, Y: apex}, {X: x + half, Y: foot}, {X: x + half*0.985, Y: foot + thick},
		{X: x, Y: apex + thick}, {X: x - half*0.985, Y: foot + thick}, {X: x - half, Y: foot},
	}, "F")
}

// star is a mullet of five points.
func (p pen) star(x, y, radius float64, c color) {
	points := make([]gofpdf.PointType, 0, 10)
	for i := range 10 {
		r := radius
		if i%2 == 1 {
			r = radius * 0.4
		}
		px, py := polar(x, y, r, -90+float64(i)*36)
		points = append(points, gofpdf.PointType{X: px, Y: py})
	}
	p.fill(c)
	p.pdf.Polygon(points, "F")
}

// branch is one side of a wreath: a stem along a circle from the bottom upwards with a leaf on each side.
func (p pen) branch(x, y, radius, side float64, c color) {
	const from, to, leaves = 97.0, 224.0, 10
	angle := func(share float64) float64 {
		a := from + share*(to-from)
		if side > 0 {
			return 180 - a
		}
		return a
	}
	p.stroke(c, 0.35)
	px, py := polar(x, y, radius, angle(0))
	p.pdf.MoveTo(px, py)
	for i := 1; i <= 24; i++ {
		qx, qy := polar(x, y, radius, angle(float64(i)/24))
		p.pdf.LineTo(qx, qy)
	}
	p.pdf.DrawPath("D")
	for i := range leaves {
		share := (float64(i) + 0.7) / leaves
		length := radius * (0.36 - 0.13*share)
		lx, ly := polar(x, y, radius, angle(share))
		along := angle(share) - side*90 // the direction of growth
		p.leaf(lx, ly, length, along-side*30, c)
		p.leaf(lx, ly, length, along+side*32, c)
	}
	tx, ty := polar(x, y, radius, angle(1))
	p.leaf(tx, ty, radius*0.22, angle(1)-side*90, c)
}

// leaf is an almond that points from (x, y) in a direction in degrees.
func (p pen) leaf(x, y, length, direction float64, c color) {
	tipX, tipY := polar(x, y, length, direction)
	aX, aY := polar(x, y, length*0.45, direction-32)
	bX, bY := polar(x, y, length*0.45, direction+32)
	cX, cY := polar(x, y, length*0.8, direction-13)
	dX, dY := polar(x, y, length*0.8, direction+13)
	p.fill(c)
	p.pdf.MoveTo(x, y)
	p.pdf.CurveBezierCubicTo(aX, aY, cX, cY, tipX, tipY)
	p.pdf.CurveBezierCubicTo(dX, dY, bX, bY, x, y)
	p.pdf.DrawPath("F")
}
