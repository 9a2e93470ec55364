package document

import (
	"fmt"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"blazon/locale"
)

// The page: landscape A4, in millimeters.
const (
	pageWidth  = 297.0
	pageHeight = 210.0
)

var pageSize = gofpdf.SizeType{Wd: pageWidth, Ht: pageHeight}

// color is red, green and blue from 0 to 255.
type color struct{ r, g, b int }

// The palette: blue and gold on white. Texts keep a contrast of 4.5:1 or more.
var (
	ink      = color{0x1B, 0x23, 0x33}
	navy     = color{0x12, 0x2B, 0x57}
	gray     = color{0x56, 0x5E, 0x6C}
	goldText = color{0x84, 0x63, 0x16}
	gold     = color{0xB5, 0x8D, 0x3A}
	goldPale = color{0xE9, 0xDD, 0xBF}
	ghost    = color{0xF5, 0xF0, 0xE4}
	silver   = color{0x8E, 0x97, 0xA3}
	bronze   = color{0xA8, 0x6B, 0x3C}
	white    = color{0xFF, 0xFF, 0xFF}
)

// align says which end of a line stands at its x.
type align int

const (
	left align = iota
	center
	right
)

// style is how a line of text looks; size is in points.
type style struct {
	face     *face
	size     float64
	tracking float64
	color    color
}

// paper is a document being drawn: gofpdf draws, and finish.go adds what gofpdf cannot write.
type paper struct {
	tagger
	pdf   *gofpdf.Fpdf
	fonts typefaces
	lang  locale.Language
	meta  meta
	cut   bool // the pages have a bleed and crop marks

	used      [2]*characters // of each weight
	stamps    []*stamp
	bookmarks []bookmark
	files     []*embedded
}

// newPaper begins a document on landscape A4, newUpright one on A4 as letters have it.
func newPaper(lang locale.Language, m meta) (*paper, error) { return paperOf(lang, m, pageSize) }

func newUpright(lang locale.Language, m meta) (*paper, error) {
	return paperOf(lang, m, gofpdf.SizeType{Wd: pageHeight, Ht: pageWidth})
}

func paperOf(lang locale.Language, m meta, size gofpdf.SizeType) (*paper, error) {
	fonts, err := loadFonts()
	if err != nil {
		return nil, err
	}
	p := &paper{pdf: newCanvas(size), fonts: fonts, lang: lang}
	if m.when.IsZero() {
		m.when = time.Unix(0, 0)
	}
	p.meta = meta{title: p.spoken(m.title), author: p.spoken(m.author), subject: p.spoken(m.subject), when: m.when}
	p.pdf.SetCreationDate(m.when) // gofpdf would take the present
	p.pdf.SetModificationDate(m.when)
	p.startTagging()
	return p, nil
}

// clean makes a text printable; both weights have the same characters.
func (p *paper) clean(s string) string { return printable(p.fonts.regular, p.lang, s) }

// spoken makes a text fit for what is not on a page, such as the title: no line breaks there, and so no space forbids one.
func (p *paper) spoken(s string) string { return strings.ReplaceAll(p.clean(s), "\u00a0", " ") }

// line draws one line of text with its baseline at y.
func (p *paper) line(s string, x, y float64, st style, a align) { p.lines([]string{s}, x, y, st, a) }

// lines draws the lines of one text below each other, the first one's baseline at y.
func (p *paper) lines(lines []string, x, y float64, st style, a align) {
	if strings.Join(lines, "") == "" {
		return
	}
	p.mark(func() {
		for i, s := range lines {
			p.show(s, x, y+float64(i)*st.size*point*lineSpacing, st, a)
		}
	})
}

// show writes a line of text onto the page. A space at its end is there for who reads or copies it, and has no room.
func (p *paper) show(s string, x, y float64, st style, a align) {
	width := st.face.width(strings.TrimSuffix(s, " "), st.size, st.tracking) - st.tracking/1000*st.size*point
	switch a {
	case center:
		x -= width / 2
	case right:
		x -= width
	}
	_, page := p.pdf.GetPageSize()
	c := func(part int) float64 { return float64(part) / 255 }
	out := fmt.Appendf(nil, "q %.3f %.3f %.3f rg BT /F%d %.2f Tf ", c(st.color.r), c(st.color.g), c(st.color.b), st.face.number, st.size)
	if st.tracking != 0 {
		out = fmt.Appendf(out, "%.3f Tc ", st.tracking/1000*st.size)
	}
	out = fmt.Appendf(out, "%.2f %.2f Td (", x/point, (page-y)/point)
	p.pdf.RawWriteStr(string(append(p.coded(out, s, st.face), ") Tj ET Q"...)))
	p.linked(x, y-st.size*point, width, st.size*point*lineSpacing)
}

// coded adds a text to a page's content as the codes of its characters, and notes that they are used. No-break spaces have done their
// work by now and become plain ones, so that a name is found as people write it.
func (p *paper) coded(out []byte, s string, f *face) []byte {
	used := p.used[f.number]
	if used == nil {
		used = new(characters)
		p.used[f.number] = used
	}
	for _, r := range s {
		switch {
		case r == '\u00a0':
			r = ' '
		case !f.has(r):
			r = unprintable
		}
		used.add(r)
		for _, b := range [2]byte{byte(r >> 8), byte(r)} {
			switch b {
			case '(', ')', '\\':
				out = append(out, '\\', b)
			case '\r':
				out = append(out, '\\', 'r') // a reader takes it for the end of a line
			default:
				out = append(out, b)
			}
		}
	}
	return out
}
