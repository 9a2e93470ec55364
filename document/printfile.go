package document

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"blazon/locale"
)

// What surrounds the pages of a print file, in millimeters: how far what lies behind a page reaches over its edge, where the marks are that show
// where to cut, and the paper around all of it.
const (
	bleed     = 3.0
	markFrom  = 4.0
	markUntil = 9.0
	slug      = 10.0
)

// PrintFile is Certificates for a printer: with marks, the pages have a bleed of 3 mm and crop marks around them. It calls each after every
// page, and stops with its error.
func PrintFile(w io.Writer, certificates []Certificate, marks bool, each func() error) error {
	if len(certificates) == 0 {
		return fmt.Errorf("document: no certificates to print")
	}
	first := certificates[0]
	p, err := newPaper(first.Language, first.meta(len(certificates)))
	if err != nil {
		return err
	}
	p.cut = marks
	return p.print(w, func() error {
		for _, c := range certificates {
			if err := p.certificate(c); err != nil {
				return err
			}
			p.cropMarks()
			if err := each(); err != nil {
				return err
			}
		}
		if len(certificates) == 1 && first.Facts != nil {
			p.embed(FactsName, "application/json", locale.T(first.Language, "document.certificate_facts"), first.Facts)
		}
		return nil
	})
}

// cropMarks shows where the open page is cut, in all that surrounds it: lines beside its edges, outside of the bleed.
func (p *paper) cropMarks() {
	if !p.cut {
		return
	}
	w, h := p.pdf.GetPageSize()
	pen{p.pdf}.stroke(color{}, 0.25*point)
	for _, x := range []float64{0, w} {
		p.pdf.Line(x, -markUntil, x, -markFrom)
		p.pdf.Line(x, h+markFrom, x, h+markUntil)
	}
	for _, y := range []float64{0, h} {
		p.pdf.Line(-markUntil, y, -markFrom, y)
		p.pdf.Line(w+markFrom, y, w+markUntil, y)
	}
}

// surround gives the entries of a page's object, with the boxes that a printer cuts by instead of gofpdf's, which only has the page itself.
func (p *paper) surround(page int, entries []string) []string {
	if !p.cut {
		return entries
	}
	w, h, _ := p.pdf.PageSize(page)
	box := func(name string, around float64) string {
		return fmt.Sprintf("/%s [%.2f %.2f %.2f %.2f]", name, 0-around/point, 0-around/point, (w+around)/point, (h+around)/point)
	}
	entries = slices.DeleteFunc(entries, func(entry string) bool { return strings.HasPrefix(entry, "/MediaBox") })
	return append(entries, box("MediaBox", slug), box("BleedBox", bleed), box("TrimBox", 0))
}
