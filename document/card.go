package document

import (
	"bytes"
	"fmt"
	"image"
	imagecolor "image/color"
	"image/draw"
	"image/png"
	"strings"

	"blazon/locale"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// CardWidth and CardHeight are the size of a card in pixels.
const CardWidth, CardHeight = 1200, 630

// Card is a picture that stands for a page where it is shared.
type Card struct {
	Language locale.Language
	Above    string // small, over the title
	Title    string
	Lines    [][2]string // "1. místo", "město Semily"; what does not fit is left out
	Foot     string      // the site
}

// The places of a card's parts, in pixels.
const (
	cardEdge  = 80
	cardLabel = 250 // width of the labels of lines
	cardLine  = 54
)

// Picture draws the card as a PNG. Equal cards give equal bytes.
func (c Card) Picture() ([]byte, error) {
	faces, err := loadFonts()
	if err != nil {
		return nil, err
	}
	p := picture{RGBA: image.NewRGBA(image.Rect(0, 0, CardWidth, CardHeight)), lang: c.Language}
	p.fill(p.Bounds(), imagecolor.RGBA{0x0b, 0x25, 0x45, 0xff})
	p.fill(image.Rect(0, 0, 20, CardHeight), cardBlue)
	p.fill(image.Rect(0, CardHeight-84, CardWidth, CardHeight), imagecolor.RGBA{0x08, 0x1b, 0x33, 0xff})
	p.shield(CardWidth-cardEdge-96, 56, 96.0/24)
	y := p.block(c.Above, fit{face: faces.regular, size: 36, min: 26, rows: 2}, 72, CardWidth-3*cardEdge-96, cardPale)
	y = p.block(c.Title, fit{face: faces.bold, size: 76, min: 38, rows: 3}, y+20, CardWidth-2*cardEdge, imagecolor.White)
	for _, line := range c.Lines {
		if y += cardLine; y > CardHeight-104 {
			break
		}
		p.line(line[0], fit{face: faces.regular, size: 34, min: 20, rows: 1}, cardEdge, y, cardLabel-16, cardGold)
		p.line(line[1], fit{face: faces.bold, size: 38, min: 22, rows: 1}, cardEdge+cardLabel, y, CardWidth-2*cardEdge-cardLabel, imagecolor.White)
	}
	p.line(c.Foot, fit{face: faces.regular, size: 28, min: 16, rows: 1}, cardEdge, CardHeight-32, CardWidth-2*cardEdge, cardPale)
	if p.failed != nil {
		return nil, fmt.Errorf("card: %w", p.failed)
	}
	var body bytes.Buffer
	if err := png.Encode(&body, p); err != nil {
		return nil, fmt.Errorf("card: %w", err)
	}
	return body.Bytes(), nil
}

var (
	cardBlue = imagecolor.RGBA{0x00, 0x62, 0xba, 0xff}
	cardPale = imagecolor.RGBA{0xb8, 0xcf, 0xe8, 0xff}
	cardGold = imagecolor.RGBA{0xf2, 0xc9, 0x4c, 0xff}
)

// picture is a card while it is drawn; the first failure is kept, and nothing is drawn after it.
type picture struct {
	*image.RGBA
	lang   locale.Language
	failed error
}

func (p *picture) fill(where image.Rectangle, c imagecolor.Color) {
	draw.Draw(p, where, image.NewUniform(c), image.Point{}, draw.Src)
}

// block writes a text from y down on as many lines as it takes, and gives where it ends.
func (p *picture) block(text string, how fit, y, width int, c imagecolor.Color) int {
	s := p.set(text, how, width)
	height := int(s.size * 1.2)
	for _, line := range s.lines {
		p.write(line, how.face, s.size, cardEdge, y+int(s.size*0.95), c)
		y += height
	}
	return y
}

// line writes a text on one line.
func (p *picture) line(text string, how fit, x, y, width int, c imagecolor.Color) {
	s := p.set(text, how, width)
	for _, line := range s.lines {
		p.write(line, how.face, s.size, x, y, c)
	}
}

// set breaks a text for a width in pixels; what does not fit even at the smallest size ends in dots.
func (p *picture) set(text string, how fit, width int) setting {
	text = printable(how.face, p.lang, text)
	s, ok := how.set(text, float64(width)*point)
	if ok {
		return s
	}
	lines := how.wrap(text, how.min, float64(width)*point)
	lines = lines[:how.rows]
	last := []rune(strings.TrimSpace(lines[how.rows-1]))
	for len(last) > 1 && how.face.width(string(last)+"…", how.min, 0) > float64(width)*point {
		last = last[:len(last)-1]
	}
	lines[how.rows-1] = strings.TrimSpace(string(last)) + "…"
	return setting{lines, how.min}
}

// write draws a line of text with its baseline at y.
func (p *picture) write(text string, f *face, size float64, x, y int, c imagecolor.Color) {
	drawn, err := opentype.NewFace(f.outlines, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		p.failed = err
		return
	}
	defer func() { _ = drawn.Close() }() // there is nothing to release
	d := font.Drawer{Dst: p, Src: image.NewUniform(c), Face: drawn, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// shield draws the program's mark, as large as a pixel of its icon is in pixels here.
func (p *picture) shield(x, y int, size float32) {
	r := vector.NewRasterizer(CardWidth, CardHeight)
	at := func(a, b float32) (float32, float32) { return float32(x) + a*size, float32(y) + (b-2)*size }
	r.MoveTo(at(3, 2))
	r.LineTo(at(21, 2))
	r.LineTo(at(21, 12))
	cube := func(a, b, c, d, e, f float32) {
		x1, y1 := at(a, b)
		x2, y2 := at(c, d)
		x3, y3 := at(e, f)
		r.CubeTo(x1, y1, x2, y2, x3, y3)
	}
	cube(21, 17, 17, 20.5, 12, 22)
	cube(7, 20.5, 3, 17, 3, 12)
	r.ClosePath()
	r.Draw(p, p.Bounds(), image.NewUniform(cardBlue), image.Point{})
	r.Reset(CardWidth, CardHeight)
	r.MoveTo(at(12, 4))
	r.LineTo(at(19, 4))
	r.LineTo(at(19, 11))
	r.LineTo(at(12, 11))
	r.ClosePath()
	r.MoveTo(at(5, 11))
	r.LineTo(at(12, 11))
	r.LineTo(at(12, 19.7))
	cube(7.9, 18.2, 5, 15.4, 5, 12)
	r.ClosePath()
	r.Draw(p, p.Bounds(), image.White, image.Point{})
}
