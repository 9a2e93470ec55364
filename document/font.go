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

// face is one weight of the font: its file, and the width of each character in thousandths of the size, -1 where it has none.
type face struct {
	style    string // as gofpdf calls the weight: "" or "B"
	data     []byte
	outlines *sfnt.Font
	widths   []int16
}

// typefaces are the two weights that every document uses.
type typefaces struct{ regular, bold *face }

var loadFonts = sync.OnceValues(func() (typefaces, error) {
	regular, err := loadFace("fonts/regular.ttf", "")
	if err != nil {
		return typefaces{}, err
	}
	bold, err := loadFace("fonts/bold.ttf", "B")
	return typefaces{regular: regular, bold: bold}, err
})

// Ready tells whether documents can be printed; ErrNoFonts is the reason why not.
func Ready() error {
	_, err := loadFonts()
	return err
}

func loadFace(path, style string) (*face, error) {
	data, err := fontFiles.ReadFile(path)
	if err != nil {
		return nil, ErrNoFonts
	}
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("document: %s: %w", path, err)
	}
	f := &face{style: style, data: data, outlines: parsed, widths: make([]int16, 0x10000)}
	var buffer sfnt.Buffer
	for r := range rune(0x10000) {
		f.widths[r] = -1
		glyph, err := parsed.GlyphIndex(&buffer, r)
		if err != nil || glyph == 0 {
			continue
		}
		advance, err := parsed.GlyphAdvance(&buffer, glyph, fixed.I(1000), font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("document: %s: width of %U: %w", path, r, err)
		}
		f.widths[r] = int16(advance.Round())
	}
	return f, nil
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
