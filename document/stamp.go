package document

import (
	"bytes"
	"fmt"

	"github.com/jung-kurt/gofpdf"
)

// stamp is a drawing without text or pictures that many pages share, such as a border: it is drawn and compressed once, whatever it is
// printed on. On a page it is ornament.
type stamp struct {
	extent
	content []byte // compressed
}

// newStamp draws a stamp as large as a page with its bleed.
func newStamp(page extent, draw func(p pen)) (*stamp, error) {
	pdf := newCanvas(gofpdf.SizeType{Wd: page.width, Ht: page.height})
	pdf.AddPage()
	draw(pen{pdf})
	var body bytes.Buffer
	if err := pdf.Output(&body); err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	d, err := readDrawn(body.Bytes())
	if err != nil {
		return nil, err
	}
	_, content, _ := d.content(pageObject(1) + 1)
	return &stamp{page, pack(content)}, nil
}

// box is what of a stamp is seen: all of its page, with the bleed.
func (s *stamp) box() string {
	if s.bleed == 0 {
		return fmt.Sprintf("0 0 %.2f %.2f", s.width/point, s.height/point)
	}
	return fmt.Sprintf("%.2f %.2f %.2f %.2f", -s.bleed/point, -s.bleed/point, (s.width+s.bleed)/point, (s.height+s.bleed)/point)
}

// newCanvas is what pages and stamps are drawn on; it leaves compressing to us.
func newCanvas(size gofpdf.SizeType) *gofpdf.Fpdf {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: size}) // "L" would misplace templates
	pdf.SetCatalogSort(true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCompression(false)
	return pdf
}

// stamp puts a stamp on the present page, with its upper left corner at that of the page.
func (p *paper) stamp(s *stamp) {
	name := -1
	for i, known := range p.stamps {
		if known == s {
			name = i
		}
	}
	if name < 0 {
		name, p.stamps = len(p.stamps), append(p.stamps, s)
	}
	_, height := p.pdf.GetPageSize()
	p.pdf.RawWriteStr(fmt.Sprintf("q 1 0 0 1 0 %.2f cm /S%d Do Q", (height-s.height)/point, name))
}

// putStamps writes the stamps and gives their names for the resources.
func (p *paper) putStamps(f *file) string {
	var names bytes.Buffer
	for i, s := range p.stamps {
		number := f.next()
		f.stream(number, "/Type/XObject/Subtype/Form/BBox["+s.box()+"]/Resources<</XObject<<>>>>/Filter/FlateDecode", s.content)
		fmt.Fprintf(&names, "/S%d %d 0 R\n", i, number)
	}
	return names.String()
}
