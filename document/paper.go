package document

import (
	"bytes"
	"io"
	"strconv"
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

// paper is a document being drawn.
type paper struct {
	pdf   *gofpdf.Fpdf
	fonts typefaces
	lang  locale.Language
}

// meta is what a document says about itself to the reader's program.
type meta struct {
	title, author, subject string
	when                   time.Time
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
	pdf := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: size}) // "L" would misplace templates
	pdf.SetCatalogSort(true)
	pdf.SetAutoPageBreak(false, 0)
	for _, f := range []*face{fonts.regular, fonts.bold} {
		pdf.AddUTF8FontFromBytes("noto", f.style, bytes.Clone(f.data)) // gofpdf writes into the slice
	}
	p := &paper{pdf: pdf, fonts: fonts, lang: lang}
	if m.when.IsZero() {
		m.when = time.Unix(0, 0) // gofpdf would take the present
	}
	pdf.SetCreationDate(m.when.UTC())
	pdf.SetModificationDate(m.when.UTC())
	pdf.SetTitle(p.clean(m.title), true)
	pdf.SetAuthor(p.clean(m.author), true)
	pdf.SetSubject(p.clean(m.subject), true)
	pdf.SetCreator("Blazon", true)
	pdf.SetProducer("Blazon", true)
	return p, nil
}

// clean makes a text printable; both weights have the same characters.
func (p *paper) clean(s string) string { return printable(p.fonts.regular, p.lang, s) }

// line draws one line of text with its baseline at y. No-break spaces have done their work by now and become plain ones.
func (p *paper) line(s string, x, y float64, st style, a align) {
	if s == "" {
		return
	}
	width := st.face.width(s, st.size, st.tracking) - st.tracking/1000*st.size*point
	switch a {
	case center:
		x -= width / 2
	case right:
		x -= width
	}
	p.pdf.SetTextColor(st.color.r, st.color.g, st.color.b)
	p.pdf.SetFont("noto", st.face.style, st.size)
	if st.tracking != 0 {
		p.pdf.RawWriteStr(strconv.FormatFloat(st.tracking/1000*st.size, 'f', 3, 64) + " Tc")
		defer p.pdf.RawWriteStr("0 Tc")
	}
	p.pdf.Text(x, y, strings.ReplaceAll(s, "\u00a0", " "))
}

// bookmark names the present page in the reader's table of contents.
func (p *paper) bookmark(s string) {
	p.pdf.SetFont("noto", "", 10)
	p.pdf.Bookmark(p.clean(s), 0, 0)
}

// write finishes the document.
func (p *paper) write(w io.Writer) error {
	var body bytes.Buffer
	if err := p.pdf.Output(&body); err != nil {
		return err
	}
	finished, err := finish(body.Bytes(), p.lang)
	if err != nil {
		return err
	}
	_, err = w.Write(finished)
	return err
}
