package document

import (
	"fmt"
	"net/url"
	"strings"
)

// link is a place on a page that leads to an address.
type link struct {
	address string
	page    int
	box     [4]float64 // left, bottom, right and top in points
	owner   *element
	number  int // of its object in the file
}

// link draws texts that lead to an address; each of their lines is a place to click on. An address that is none stays a text.
func (p *paper) link(address string, draw func()) {
	if p.open != nil && p.open.role.holdsParts() {
		p.tag(tagP, func() { p.link(address, draw) })
		return
	}
	u, err := url.Parse(address)
	if p.open == nil || err != nil || u.Scheme == "" {
		draw()
		return
	}
	before := p.address
	p.address = u.String()
	p.tag(tagLink, draw)
	p.address = before
}

// linked notes where a text of the open link stands; the box is in millimeters from the top left corner.
func (p *paper) linked(x, y, width, height float64) {
	if p.address == "" || p.open == nil || p.open.role != tagLink {
		return
	}
	_, page := p.pdf.GetPageSize()
	l := &link{address: p.address, page: p.pdf.PageNo(), owner: p.open,
		box: [4]float64{x / point, (page - y - height) / point, (x + width) / point, (page - y) / point}}
	p.links = append(p.links, l)
	p.open.kids = append(p.open.kids, kid{link: l})
}

// annotations lists the links of a page.
func (p *paper) annotations(page int) string {
	var numbers []string
	for _, l := range p.links {
		if l.page == page {
			numbers = append(numbers, fmt.Sprintf("%d 0 R", l.number))
		}
	}
	return strings.Join(numbers, " ")
}

func (p *paper) putLink(f *file, l *link, key int) {
	f.object(l.number, "<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4/StructParent %d/Contents%s/A<</S/URI/URI(%s)>>>>",
		l.box[0], l.box[1], l.box[2], l.box[3], key, pdfText(l.address), literal.Replace(l.address))
}
