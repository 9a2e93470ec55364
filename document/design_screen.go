package document

import (
	"fmt"
	"html"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Screen draws a certificate as SVG, exactly as it would be printed: the same lines at the same places, with the letters of the same
// font. address gives where a browser gets a picture by its hash. What does not fit is left out, and among the problems.
func Screen(c Certificate, label string, address func(hash string) string) (svg string, problems []Problem, err error) {
	fonts, err := loadFonts()
	if err != nil {
		return "", nil, err
	}
	l := c.set(fonts)
	s := &screen{}
	fmt.Fprintf(s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s" role="img" aria-label="%s" class="design-page">`,
		numbers(l.page.width, l.page.height), html.EscapeString(label))
	s.glyphs(&l.page)
	s.filled = white
	s.Rect(0, 0, l.page.width, l.page.height, "F")
	picture := func(p *Picture, at rect, whole string) {
		fmt.Fprintf(s, `<image href="%s" x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="%s"/>`,
			html.EscapeString(address(p.Hash)), number(at.x), number(at.y), number(at.w), number(at.h), whole)
	}
	if l.page.picture != nil {
		picture(l.page.picture, rect{0, 0, l.page.width, l.page.height}, "none")
	}
	pen{s}.ornaments(&l.page)
	for _, b := range l.page.laid {
		for _, p := range b.pictures {
			picture(p.Picture, p.rect, "xMidYMid")
		}
		for _, rule := range b.rules {
			pen{s}.stroke(b.color, 0.25)
			s.Line(rule.x, rule.y, rule.x+rule.w, rule.y)
		}
		if b.code != nil {
			pen{s}.quietCode(b)
		}
		for _, said := range b.said {
			s.said(said)
		}
	}
	s.WriteString("</svg>")
	return s.String(), l.wrong, nil
}

// unitsPerEm is how finely the outlines of letters are drawn.
const unitsPerEm = 1000

func glyphID(f *face, r rune) string { return fmt.Sprintf("g%d-%x", f.number, r) }

// said draws the lines of a text with the letters that glyphs has put down.
func (s *screen) said(said saidLines) {
	st := said.style
	for i, text := range said.lines {
		x, y := said.x, said.y+float64(i)*st.size*point*lineSpacing
		width := st.face.width(strings.TrimSuffix(text, " "), st.size, st.tracking) - st.tracking/1000*st.size*point
		switch said.align {
		case center:
			x -= width / 2
		case right:
			x -= width
		}
		s.line(text, x, y, st)
	}
}

func (s *screen) line(text string, x, y float64, st style) {
	fmt.Fprintf(s, `<g transform="translate(%s) scale(%.6f)" fill="%s">`, numbers(x, y), st.size*point/unitsPerEm, st.color.hex())
	at := 0.0
	for _, r := range text {
		if drawnLetter(st.face, r) {
			fmt.Fprintf(s, `<use href="#%s" x="%s"/>`, glyphID(st.face, r), number(at))
		}
		at += st.tracking
		if st.face.has(r) {
			at += float64(st.face.widths[r])
		}
	}
	s.WriteString("</g>")
}

// drawnLetter tells whether a character has something to be seen.
func drawnLetter(f *face, r rune) bool { return r != ' ' && r != '\u00a0' && f.has(r) }

// glyphs puts down the outline of each letter that the page has, once.
func (s *screen) glyphs(page *page) {
	seen := map[string]bool{}
	s.WriteString("<defs>")
	for _, b := range page.laid {
		for _, said := range b.said {
			for _, r := range strings.Join(said.lines, "") {
				id := glyphID(said.style.face, r)
				if !seen[id] && drawnLetter(said.style.face, r) {
					seen[id] = true
					fmt.Fprintf(s, `<path id="%s" d="%s"/>`, id, said.style.face.contour(r))
				}
			}
		}
	}
	s.WriteString("</defs>")
}

// contour gives a letter's outline as the data of an SVG path, on its baseline; nothing where the font cannot tell.
func (f *face) contour(r rune) string {
	var buffer sfnt.Buffer
	glyph, err := f.outlines.GlyphIndex(&buffer, r)
	if err != nil {
		return ""
	}
	segments, err := f.outlines.LoadGlyph(&buffer, glyph, fixed.I(unitsPerEm), nil)
	if err != nil {
		return ""
	}
	var d strings.Builder
	for i, segment := range segments {
		at := func(n int) string {
			return fmt.Sprintf("%d %d", segment.Args[n].X.Round(), segment.Args[n].Y.Round())
		}
		switch segment.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				d.WriteString("Z")
			}
			d.WriteString("M" + at(0))
		case sfnt.SegmentOpLineTo:
			d.WriteString("L" + at(0))
		case sfnt.SegmentOpQuadTo:
			d.WriteString("Q" + at(0) + " " + at(1))
		case sfnt.SegmentOpCubeTo:
			d.WriteString("C" + at(0) + " " + at(1) + " " + at(2))
		}
	}
	d.WriteString("Z")
	return d.String()
}
