package document

import (
	"embed"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:generate go run ./fontgen

//go:embed all:fonts
var fontFiles embed.FS

// ErrNoFonts says that the program was built without the fonts of its documents.
var ErrNoFonts = errors.New("document: the fonts are not built in; run npm ci and go generate ./document")

// face is one weight of the font: for each character the width in thousandths of the size, -1 where it has none, and the number of its
// glyph.
type face struct {
	outline
	name     string // "NotoSans-Bold"
	number   int    // in documents
	outlines *sfnt.Font
	widths   []int16
	glyphs   []uint16

	box                        string // that every glyph is within
	ascent, descent, capHeight int
	stem                       int // how thick an upright line is
}

// typefaces are the two weights that every document uses.
type typefaces struct{ regular, bold *face }

var loadFonts = sync.OnceValues(func() (typefaces, error) {
	regular, err := loadFace("fonts/regular.ttf", face{name: "NotoSans-Regular", number: 0, stem: 80})
	if err != nil {
		return typefaces{}, err
	}
	bold, err := loadFace("fonts/bold.ttf", face{name: "NotoSans-Bold", number: 1, stem: 140})
	return typefaces{regular: regular, bold: bold}, err
})

// Ready tells whether documents can be printed; ErrNoFonts is the reason why not.
func Ready() error {
	_, err := loadFonts()
	return err
}

func loadFace(path string, f face) (*face, error) {
	data, err := fontFiles.ReadFile(path)
	if err != nil {
		return nil, ErrNoFonts
	}
	if f.outlines, err = sfnt.Parse(data); err != nil {
		return nil, fmt.Errorf("document: %s: %w", path, err)
	}
	if f.outline, err = readOutline(data); err != nil {
		return nil, fmt.Errorf("document: %s: %w", path, err)
	}
	f.widths, f.glyphs = make([]int16, 0x10000), make([]uint16, 0x10000)
	var buffer sfnt.Buffer
	for r := range rune(0x10000) {
		f.widths[r] = -1
		glyph, err := f.outlines.GlyphIndex(&buffer, r)
		if err != nil || glyph == 0 {
			continue
		}
		advance, err := f.outlines.GlyphAdvance(&buffer, glyph, fixed.I(1000), font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("document: %s: width of %U: %w", path, r, err)
		}
		f.widths[r], f.glyphs[r] = int16(advance.Round()), uint16(glyph)
	}
	return &f, f.measure(&buffer)
}

// measure notes what a font says about all its glyphs, in thousandths of the size.
func (f *face) measure(buffer *sfnt.Buffer) error {
	metrics, err := f.outlines.Metrics(buffer, fixed.I(1000), font.HintingNone)
	if err != nil {
		return err
	}
	bounds, err := f.outlines.Bounds(buffer, fixed.I(1000), font.HintingNone)
	f.ascent, f.descent, f.capHeight = metrics.Ascent.Round(), -metrics.Descent.Round(), metrics.CapHeight.Round()
	f.box = fmt.Sprintf("%d %d %d %d", bounds.Min.X.Floor(), -bounds.Max.Y.Ceil(), bounds.Max.X.Ceil(), -bounds.Min.Y.Floor())
	return err
}

// has tells whether the font draws a character.
func (f *face) has(r rune) bool { return r >= 0 && r < 0x10000 && f.widths[r] >= 0 }

// millimeters in a typographic point.
const point = 25.4 / 72

// width is the width in millimeters of a text set in points, with so many thousandths of the size added after each character.
func (f *face) width(s string, size, tracking float64) float64 {
	total := 0.0
	for _, r := range s {
		total += tracking
		if f.has(r) {
			total += float64(f.widths[r])
		}
	}
	return total * size / 1000 * point
}
