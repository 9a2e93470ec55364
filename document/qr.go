package document

import (
	imagecolor "image/color"

	"blazon/locale"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// newQR makes the smallest QR code that holds the text; it is read even where a seventh of it cannot be (level M of ISO/IEC 18004).
func newQR(text string) (barcode.Barcode, error) { return qr.Encode(text, qr.M, qr.Auto) }

// code draws a code as a figure.
func (p *paper) code(code barcode.Barcode, address string, x, y, width float64) {
	p.figure(locale.T(p.lang, "tagged.code", "Address", address), x, y, width, width, func() { pen{p.pdf}.qr(code, x, y, width) })
}

// qr draws a code with its upper left corner at (x, y), as a box of a width in millimeters without the margin that it needs.
func (p pen) qr(code barcode.Barcode, x, y, width float64) {
	size := code.Bounds().Dx()
	module := width / float64(size)
	dark := func(column, row int) bool { return column < size && code.At(column, row) == imagecolor.Black }
	p.fill(ink)
	for row := range size {
		for column := 0; column < size; column++ {
			run := 0
			for dark(column+run, row) {
				run++
			}
			if run > 0 {
				p.pdf.Rect(x+float64(column)*module, y+float64(row)*module, float64(run)*module, module, "F")
				column += run
			}
		}
	}
}
