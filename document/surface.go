package document

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"github.com/jung-kurt/gofpdf"
)

// surface is what a pen draws on: the page of a PDF file, or a picture for the screen. Lengths are millimeters from the top left
// corner; styles are "F" to fill, "D" to draw the outline, "FD" for both.
type surface interface {
	SetDrawColor(r, g, b int)
	SetFillColor(r, g, b int)
	SetLineWidth(width float64)
	Line(x1, y1, x2, y2 float64)
	Rect(x, y, w, h float64, style string)
	Circle(x, y, r float64, style string)
	Ellipse(x, y, rx, ry, degrees float64, style string)
	Polygon(points []gofpdf.PointType, style string)
	MoveTo(x, y float64)
	LineTo(x, y float64)
	CurveBezierCubicTo(cx0, cy0, cx1, cy1, x, y float64)
	ClosePath()
	DrawPath(style string)
	ClipRect(x, y, w, h float64, outline bool)
	ClipEnd()
	TransformBegin()
	TransformScale(wide, high, x, y float64)
	TransformEnd()
}

// screen writes what is drawn as SVG, whose unit is the millimeter. It has no style attributes, which pages do not allow.
type screen struct {
	strings.Builder
	drawn, filled color
	width         float64
	path          strings.Builder
	open          []string // how what was begun is ended
}

// number writes a length with as many digits as can be seen.
func number(v float64) string {
	s := strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func numbers(values ...float64) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = number(v)
	}
	return strings.Join(texts, " ")
}

// hex writes a color as pages know it.
func (c color) hex() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// paint gives the attributes of a shape.
func (s *screen) paint(style string) string {
	fill, stroke := "none", ""
	if strings.Contains(style, "F") {
		fill = s.filled.hex()
	}
	if strings.Contains(style, "D") {
		stroke = fmt.Sprintf(` stroke="%s" stroke-width="%s"`, s.drawn.hex(), number(s.width))
	}
	return fmt.Sprintf(` fill="%s"%s`, fill, stroke)
}

func (s *screen) shape(name, style string, pairs ...any) {
	s.WriteString("<" + name)
	for i := 0; i < len(pairs); i += 2 {
		value, isText := pairs[i+1].(string)
		if !isText {
			value = number(pairs[i+1].(float64))
		}
		fmt.Fprintf(s, ` %s="%s"`, pairs[i], html.EscapeString(value))
	}
	s.WriteString(s.paint(style) + "/>")
}

// SetDrawColor sets the color of lines.
func (s *screen) SetDrawColor(r, g, b int) { s.drawn = color{r, g, b} }

// SetFillColor sets the color of areas.
func (s *screen) SetFillColor(r, g, b int) { s.filled = color{r, g, b} }

// SetLineWidth sets the width of lines.
func (s *screen) SetLineWidth(width float64) { s.width = width }

// Line draws a straight line.
func (s *screen) Line(x1, y1, x2, y2 float64) {
	s.shape("line", "D", "x1", x1, "y1", y1, "x2", x2, "y2", y2)
}

// Rect draws a box.
func (s *screen) Rect(x, y, w, h float64, style string) {
	s.shape("rect", style, "x", x, "y", y, "width", w, "height", h)
}

// Circle draws a circle.
func (s *screen) Circle(x, y, r float64, style string) {
	s.shape("circle", style, "cx", x, "cy", y, "r", r)
}

// Ellipse draws an ellipse, turned around its center.
func (s *screen) Ellipse(x, y, rx, ry, degrees float64, style string) {
	s.shape("ellipse", style, "cx", x, "cy", y, "rx", rx, "ry", ry, "transform", "rotate("+numbers(-degrees, x, y)+")")
}

// Polygon draws a closed line through points.
func (s *screen) Polygon(points []gofpdf.PointType, style string) {
	var at []string
	for _, p := range points {
		at = append(at, numbers(p.X, p.Y))
	}
	s.shape("polygon", style, "points", strings.Join(at, " "))
}

// MoveTo begins a path.
func (s *screen) MoveTo(x, y float64) { s.path.WriteString("M" + numbers(x, y)) }

// LineTo goes on with a straight line.
func (s *screen) LineTo(x, y float64) { s.path.WriteString("L" + numbers(x, y)) }

// CurveBezierCubicTo goes on with a curve.
func (s *screen) CurveBezierCubicTo(cx0, cy0, cx1, cy1, x, y float64) {
	s.path.WriteString("C" + numbers(cx0, cy0, cx1, cy1, x, y))
}

// ClosePath goes back to where the path began.
func (s *screen) ClosePath() { s.path.WriteString("Z") }

// DrawPath draws the path that was gone.
func (s *screen) DrawPath(style string) {
	s.shape("path", style, "d", s.path.String())
	s.path.Reset()
}

// ClipRect lets nothing be seen outside of a box until ClipEnd.
func (s *screen) ClipRect(x, y, w, h float64, _ bool) {
	s.shown(`<svg x="%s" y="%s" width="%s" height="%s" viewBox="%s">`, number(x), number(y), number(w), number(h), numbers(x, y, w, h))
	s.open = append(s.open, "</svg>")
}

// ClipEnd ends what ClipRect began.
func (s *screen) ClipEnd() { s.end() }

// TransformBegin begins what is drawn in another scale.
func (s *screen) TransformBegin() { s.open = append(s.open, "") }

// TransformScale stretches what is drawn from a point on, in hundredths, until TransformEnd.
func (s *screen) TransformScale(wide, high, x, y float64) {
	s.shown(`<g transform="translate(%s) scale(%s) translate(%s)">`, numbers(x, y), numbers(wide/100, high/100), numbers(-x, -y))
	s.open[len(s.open)-1] += "</g>"
}

// TransformEnd ends what TransformBegin began.
func (s *screen) TransformEnd() { s.end() }

func (s *screen) shown(format string, values ...any) { fmt.Fprintf(s, format, values...) }

func (s *screen) end() {
	last := len(s.open) - 1
	s.WriteString(s.open[last])
	s.open = s.open[:last]
}
