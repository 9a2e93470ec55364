package document

import (
	"math"

	"github.com/jung-kurt/gofpdf"
)

// PictureBackground is the background that somebody uploaded.
const PictureBackground = "picture"

// BackgroundKind is a drawing of our own that lies behind a certificate, with the colors that it is drawn in.
type BackgroundKind struct {
	Name   string
	Colors []Color // as they are where nobody chooses others: the strong one, the fine one, the faint one
	draw   func(p pen, page extent, colors []color)
}

// extent is how large a page is, in millimeters.
type extent struct {
	width, height float64
	bleed         float64 // how far what reaches its edge goes on beyond it
}

// Backgrounds lists what can lie behind a certificate.
var Backgrounds = []BackgroundKind{
	{"blazon", []Color{colorOf(navy), colorOf(gold), colorOf(ghost)}, pen.frame},
	{"laurel", []Color{"#1f4d3a", "#b08a3c", "#eef3ec"}, pen.laurel},
	{"mosaic", []Color{"#0b4f8a", "#12a0a0", "#eaf3f8"}, pen.mosaic},
	{"waves", []Color{"#5a1f4f", "#c2708a", "#f3e6ec"}, pen.waves},
	{"deco", []Color{"#1b2333", "#a8823a", "#f4efe2"}, pen.deco},
	{"plain", nil, func(pen, extent, []color) {}},
	{PictureBackground, nil, func(pen, extent, []color) {}},
}

// background draws what lies behind a page; one that is unknown is plain.
func (p pen) background(b Background, page extent) {
	for _, kind := range Backgrounds {
		if kind.Name != b.Name {
			continue
		}
		colors := make([]color, len(kind.Colors))
		for i := range colors {
			colors[i] = kind.Colors[i].rgb()
			if i < len(b.Colors) {
				colors[i] = b.Colors[i].rgb()
			}
		}
		kind.draw(p, page, colors)
	}
}

// laurel is a double rule with a sprig in each corner, and a large wreath behind the text.
func (p pen) laurel(page extent, colors []color) {
	strong, fine, faint := colors[0], colors[1], colors[2]
	w, h := page.width, page.height
	radius := min(w, h) * 0.36
	for _, side := range []float64{-1, 1} {
		p.branch(w/2, h*0.5, radius, side, faint)
	}
	p.outline(8, page, strong, 1.1)
	p.outline(10.2, page, fine, 0.3)
	const in, arm = 15.0, 25.0
	p.notched(in, 6, page, strong, 0.35)
	for _, corner := range [][4]float64{{in, in, 1, 1}, {w - in, in, -1, 1}, {in, h - in, 1, -1}, {w - in, h - in, -1, -1}} {
		x, y, dx, dy := corner[0], corner[1], corner[2], corner[3]
		p.sprig(x, y, dx, dy, arm, strong)
		p.fill(fine)
		p.pdf.Circle(x, y, 1.5, "F")
	}
}

// outline is a rule around the page, so far from its edge.
func (p pen) outline(inset float64, page extent, c color, width float64) {
	p.stroke(c, width)
	p.pdf.Rect(inset, inset, page.width-2*inset, page.height-2*inset, "D")
}

// notched is a rule around the page whose corners are cut out as quarters of a circle.
func (p pen) notched(in, notch float64, page extent, c color, width float64) {
	const k = 0.5523 // of the radius: how far a Bézier curve's handles are for a quarter of a circle
	l, t, r, b := in, in, page.width-in, page.height-in
	p.stroke(c, width)
	p.pdf.MoveTo(l+notch, t)
	p.pdf.LineTo(r-notch, t)
	p.pdf.CurveBezierCubicTo(r-notch, t+notch*k, r-notch*k, t+notch, r, t+notch)
	p.pdf.LineTo(r, b-notch)
	p.pdf.CurveBezierCubicTo(r-notch*k, b-notch, r-notch, b-notch*k, r-notch, b)
	p.pdf.LineTo(l+notch, b)
	p.pdf.CurveBezierCubicTo(l+notch, b-notch*k, l+notch*k, b-notch, l, b-notch)
	p.pdf.LineTo(l, t+notch)
	p.pdf.CurveBezierCubicTo(l+notch*k, t+notch, l+notch, t+notch*k, l+notch, t)
	p.pdf.ClosePath()
	p.pdf.DrawPath("D")
}

// sprig is two twigs that grow from a corner along both edges; dx and dy point into the page.
func (p pen) sprig(x, y, dx, dy, arm float64, c color) {
	const leaves = 6
	for _, along := range []bool{true, false} {
		direction := 0.0
		if !along {
			direction = 90
		}
		turn := func(degrees float64) float64 { // from the first quarter to the corner's own
			a := (direction + degrees) * math.Pi / 180
			return math.Atan2(math.Sin(a)*dy, math.Cos(a)*dx) * 180 / math.Pi
		}
		at := func(d float64) (float64, float64) {
			if along {
				return x + dx*d, y
			}
			return x, y + dy*d
		}
		for i := range leaves {
			d := 9 + (arm-9)*float64(i)/leaves
			length := 4.6 - 0.35*float64(i)
			lx, ly := at(d)
			p.leaf(lx, ly, length, turn(32), c)
			p.leaf(lx, ly, length, turn(-32), c)
		}
		tx, ty := at(arm)
		p.leaf(tx, ty, 3.4, turn(0), c)
	}
}

// mosaic is a page whose left edge is made of small squares that scatter into the white.
func (p pen) mosaic(page extent, colors []color) {
	strong, fine, faint := colors[0], colors[1], colors[2]
	side := min(page.width, page.height) / 52
	columns, rows := int(page.width/side)+1, int(page.height/side)+1
	beyond := int(math.Ceil(page.bleed / side))
	for row := -beyond; row < rows+beyond; row++ {
		for column := -beyond; column < columns+beyond; column++ {
			fromEdge := min(column, columns-2-column)
			chance := scatter(column, row)
			solid := 1.05 - 0.28*float64(fromEdge)
			c := faint
			switch {
			case fromEdge < 1:
				c = strong
			case chance < solid*0.6:
				c = strong
			case chance < solid:
				c = fine
			case fromEdge > 6 || chance > 0.34-0.04*float64(fromEdge):
				continue
			}
			p.fill(c)
			gap := side * 0.06
			p.pdf.Rect(float64(column)*side+gap, float64(row)*side+gap, side-2*gap, side-2*gap, "F")
		}
	}
}

// scatter gives a number from 0 to 1 that looks accidental and is always the same for a column and a row.
func scatter(column, row int) float64 {
	n := uint32(column)*374761393 + uint32(row)*668265263
	n = (n ^ n>>13) * 1274126177
	return float64((n^n>>16)%1000) / 1000
}

// waves is two sheaves of fine lines that flow along the lower left and the upper right.
func (p pen) waves(page extent, colors []color) {
	strong, fine, faint := colors[0], colors[1], colors[2]
	const strands = 34
	low := min(page.width, page.height) / page.height // on an upright page the sheaves are no higher
	for _, turned := range []bool{false, true} {
		at := func(x, y float64) (float64, float64) {
			if turned {
				return page.width * (1 - x), page.height * (1 - y) * low
			}
			return page.width * x, page.height * (1 - (1-y)*low)
		}
		for i := range strands {
			share := float64(i) / (strands - 1)
			c := mixed(strong, fine, share)
			if i%3 == 2 {
				c = mixed(fine, faint, 0.5+share/2)
			}
			p.stroke(c, 0.16+0.2*(1-share))
			x1, y1 := at(0, 0.78+0.22*share)
			x2, y2 := at(0.14+0.08*share, 0.9+0.04*math.Sin(share*7))
			x3, y3 := at(0.3-0.1*share, 1.02-0.08*share)
			x4, y4 := at(0.86-0.3*share, 1)
			p.pdf.MoveTo(x1, y1)
			if page.bleed > 0 { // it comes from beyond the edge
				before := page.bleed / math.Abs(x2-x1)
				p.pdf.MoveTo(x1+(x1-x2)*before, y1+(y1-y2)*before)
				p.pdf.LineTo(x1, y1)
			}
			p.pdf.CurveBezierCubicTo(x2, y2, x3, y3, x4, y4)
			if page.bleed > 0 && (y4 > y3) != turned { // it goes on, and does not come back
				after := min(1, page.bleed/math.Abs(y4-y3))
				p.pdf.LineTo(x4+(x4-x3)*after, y4+(y4-y3)*after)
			}
			p.pdf.DrawPath("D")
		}
	}
	p.outline(6, page, fine, 0.25)
}

// mixed is a color between two others.
func mixed(from, to color, share float64) color {
	mix := func(a, b int) int { return a + int(math.Round(float64(b-a)*share)) }
	return color{mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b)}
}

// deco is a stepped frame of the 1920s with a fan in each corner.
func (p pen) deco(page extent, colors []color) {
	strong, fine, faint := colors[0], colors[1], colors[2]
	w, h := page.width, page.height
	for _, corner := range [][4]float64{{0, 0, 1, 1}, {w, 0, -1, 1}, {0, h, 1, -1}, {w, h, -1, -1}} {
		p.fan(corner[0]+corner[2]*8, corner[1]+corner[3]*8, corner[2], corner[3], strong, fine, faint)
	}
	p.outline(5, page, strong, 1.4)
	p.outline(7.4, page, fine, 0.4)
	p.stepped(11, 8, page, strong, 0.7)
	p.stepped(12.6, 8, page, fine, 0.3)
	for _, x := range []float64{9.2, w - 9.2} {
		p.lozenge(x, h/2, 1.5, 4.2, fine)
	}
	for _, y := range []float64{9.2, h - 9.2} {
		p.lozenge(w/2, y, 4.2, 1.5, fine)
	}
}

// fan is a quarter of a sun: rays between arcs, which opens into the page.
func (p pen) fan(x, y, dx, dy float64, strong, fine, faint color) {
	at := func(radius, degrees float64) (float64, float64) {
		a := degrees * math.Pi / 180
		return x + dx*radius*math.Cos(a), y + dy*radius*math.Sin(a)
	}
	for i := range 9 {
		from, to := float64(i)*10+0.8, float64(i)*10+9.2
		c := faint
		if i%2 == 0 {
			c = mixed(faint, fine, 0.35)
		}
		ax, ay := at(3, from)
		bx, by := at(14.5, from)
		cx, cy := at(14.5, to)
		ex, ey := at(3, to)
		p.fill(c)
		p.pdf.Polygon([]gofpdf.PointType{{X: ax, Y: ay}, {X: bx, Y: by}, {X: cx, Y: cy}, {X: ex, Y: ey}}, "F")
	}
	for _, arc := range []struct{ radius, width float64 }{{3, 0.4}, {14.5, 0.4}} {
		p.stroke(strong, arc.width)
		px, py := at(arc.radius, 0)
		p.pdf.MoveTo(px, py)
		for step := 1; step <= 18; step++ {
			qx, qy := at(arc.radius, float64(step)*5)
			p.pdf.LineTo(qx, qy)
		}
		p.pdf.DrawPath("D")
	}
}

// stepped is a rule around the page whose corners go in by two steps.
func (p pen) stepped(in, step float64, page extent, c color, width float64) {
	l, t, r, b := in, in, page.width-in, page.height-in
	far, near := step*2, step
	p.stroke(c, width)
	p.pdf.Polygon([]gofpdf.PointType{
		{X: l + far, Y: t}, {X: r - far, Y: t}, {X: r - far, Y: t + near}, {X: r - near, Y: t + near}, {X: r - near, Y: t + far}, {X: r, Y: t + far},
		{X: r, Y: b - far}, {X: r - near, Y: b - far}, {X: r - near, Y: b - near}, {X: r - far, Y: b - near}, {X: r - far, Y: b},
		{X: l + far, Y: b}, {X: l + far, Y: b - near}, {X: l + near, Y: b - near}, {X: l + near, Y: b - far}, {X: l, Y: b - far},
		{X: l, Y: t + far}, {X: l + near, Y: t + far}, {X: l + near, Y: t + near}, {X: l + far, Y: t + near},
	}, "D")
}

// lozenge is a square on its point, so many millimeters from its middle to its points.
func (p pen) lozenge(x, y, wide, high float64, c color) {
	p.fill(c)
	p.pdf.Polygon([]gofpdf.PointType{{X: x - wide, Y: y}, {X: x, Y: y - high}, {X: x + wide, Y: y}, {X: x, Y: y + high}}, "F")
}
