package document

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"github.com/jung-kurt/gofpdf"
)

// stamp is a drawing without text that many pages share, such as a border: it is drawn and compressed once, whatever it is printed
// on. On a page it is ornament.
type stamp struct {
	size     gofpdf.SizeType
	content  []byte // compressed
	objects  drawn  // where the pictures that it uses are, by their numbers there
	pictures []byte // of the resources: the names of these pictures
}

// newStamp draws a stamp on a sheet of a size in millimeters.
func newStamp(size gofpdf.SizeType, draw func(p pen)) (*stamp, error) {
	pdf := newCanvas(size)
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
	_, pictures, _ := bytes.Cut(d[resourcesObject], []byte("/XObject <<\n"))
	pictures, _, _ = bytes.Cut(pictures, []byte(">>"))
	return &stamp{size: size, content: pack(content), objects: d, pictures: pictures}, nil
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
	p.pdf.RawWriteStr(fmt.Sprintf("q 1 0 0 1 0 %.2f cm /S%d Do Q", (height-s.size.Ht)/point, name))
}

// reference is how an object names another one.
var reference = regexp.MustCompile(`\b(\d+) 0 R\b`)

// putStamps writes the stamps and gives their names for the resources.
func (p *paper) putStamps(f *file) string {
	var names bytes.Buffer
	for i, s := range p.stamps {
		numbers := map[string]int{}
		for old := pageObject(2); old <= s.objects.own(); old++ {
			numbers[strconv.Itoa(old)] = f.next()
		}
		renumbered := func(text []byte) []byte {
			return reference.ReplaceAllFunc(text, func(match []byte) []byte {
				old, _, _ := bytes.Cut(match, []byte(" "))
				return fmt.Appendf(nil, "%d 0 R", numbers[string(old)])
			})
		}
		for old := pageObject(2); old <= s.objects.own(); old++ {
			f.begin(numbers[strconv.Itoa(old)])
			dict, rest, _ := bytes.Cut(s.objects[old], []byte("\nstream\n"))
			f.Write(renumbered(dict))
			if len(rest) > 0 {
				_, _ = io.WriteString(f, "\nstream\n")
				f.Write(rest)
			}
			f.WriteString("\nendobj\n")
		}
		number := f.next()
		f.stream(number, fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<</XObject<<%s>>>>/Filter/FlateDecode",
			s.size.Wd/point, s.size.Ht/point, renumbered(s.pictures)), s.content)
		fmt.Fprintf(&names, "/S%d %d 0 R\n", i, number)
	}
	return names.String()
}
