package document

import (
	"fmt"
	"strconv"
)

// Every document is tagged (ISO 32000-1, 14.7 and 14.8; ISO 14289-1), so that a screen reader says what its parts are and in which
// order they are read. What draws a document says so around what it draws:
//
//	p.tag(tagH1, func() { p.line("DIPLOM", …) })          a heading; its texts are read
//	p.tag(tagTable, func() {
//		p.tag(tagRow, func() {
//			p.headCell(ofColumn, func() { p.line("Místo", …) })
//			p.tag(tagCell, func() {})                     an empty cell is a cell, too
//		})
//	})
//	p.figure("QR kód s adresou …", x, y, width, height, func() { pen{p.pdf}.qr(…) })
//	p.link("https://…", func() { p.line("https://…", …) })
//	p.running(pageHead, func() { … })                       a head or foot that repeats, and page numbers: not read
//	p.artifact(func() { p.line("25", …) })                text that is ornament: not read
//
// Whatever is drawn without a text – rules, borders, stamps – is ornament anyway and needs nothing, even within a tag. Text outside of
// all tags becomes a paragraph of its own, so that nothing is lost. The order of the tags is the order of reading.
//
// A part that goes on later, such as a table on the next page, is an element that is opened again:
//
//	results := newElement(tagTable)
//	p.within(results, func() { … })                       as often as needed; it stands where it was opened first

// role is what a part of a document is: a structure type of ISO 32000-1, 14.8.4.
type role string

// The roles of parts. Those that only hold other parts are a section, a list, an item of a list, a table and a row of a table.
const (
	tagDocument role = "Document"
	tagSection  role = "Sect" // a heading with what belongs to it; one certificate of many
	tagH1       role = "H1"   // the title of a paper; the first heading must be one, and no level is left out on the way down
	tagH2       role = "H2"
	tagH3       role = "H3"
	tagP        role = "P"
	tagList     role = "L"     // of items
	tagItem     role = "LI"    // a label and a body, or a body alone
	tagLabel    role = "Lbl"   // by what an item is known
	tagBody     role = "LBody" // what an item says
	tagTable    role = "Table" // of rows
	tagRow      role = "TR"    // of cells: in all rows as many
	tagHead     role = "TH"    // see headCell
	tagCell     role = "TD"
	tagSpan     role = "Span"
	tagFigure   role = "Figure" // see figure
	tagLink     role = "Link"   // see link
)

// holdsParts tells whether a part of the role has no text of its own.
func (r role) holdsParts() bool {
	switch r {
	case tagDocument, tagSection, tagList, tagItem, tagTable, tagRow:
		return true
	}
	return false
}

// element is a part of a document in its structure.
type element struct {
	role       role
	alt        string // what a figure shows
	attributes string // such as the scope of a head cell, as PDF writes them
	parent     *element
	kids       []kid
	number     int // of its object in the file
}

// kid is a part of an element: another element, or content of a page by its number there, or a link's place on it.
type kid struct {
	*element
	page, content int
	link          *link
}

func newElement(r role) *element { return &element{role: r} }

// newHead is a cell that is the head of its column or its row.
func newHead(of scope) *element {
	return &element{role: tagHead, attributes: "/O/Table/Scope/" + string(of)}
}

// scope says what a head cell is the head of.
type scope string

const (
	ofColumn scope = "Column"
	ofRow    scope = "Row"
)

// repeated is where on each page something stands that is repeated there.
type repeated string

const (
	pageHead repeated = "Header"
	pageFoot repeated = "Footer"
)

// tagger is the structure of a document while it is drawn. A page's content is always marked: as an artifact, where it is not an
// element's.
type tagger struct {
	root  *element
	open  *element     // what is drawn now; nil within an artifact
	marks [][]*element // whose each numbered content of each page is; the first page is at 1
	links []*link

	address string // of the open link
}

// startTagging lets each page begin and end as an artifact.
func (p *paper) startTagging() {
	p.root = newElement(tagDocument)
	p.open, p.marks = p.root, [][]*element{nil}
	p.pdf.SetHeaderFunc(func() {
		p.marks = append(p.marks, nil)
		p.pdf.RawWriteStr(artifactBegins)
	})
	p.pdf.SetFooterFunc(func() { p.pdf.RawWriteStr(markEnds) })
}

// How the content of a page is marked.
const (
	artifactBegins = "/Artifact BMC"
	markEnds       = "EMC"
)

// tag draws a part of the open one.
func (p *paper) tag(r role, draw func()) { p.within(newElement(r), draw) }

// within draws more of an element; the first time it becomes the last part of the open one.
func (p *paper) within(e *element, draw func()) {
	if p.open == nil {
		draw()
		return
	}
	if e.parent == nil {
		e.parent = p.open
		p.open.kids = append(p.open.kids, kid{element: e})
	}
	p.opened(e, draw)
}

// opened draws with another element open, or none.
func (p *paper) opened(e *element, draw func()) {
	before := p.open
	p.open = e
	draw()
	p.open = before
}

// headCell draws a cell that is the head of its column or its row.
func (p *paper) headCell(of scope, draw func()) { p.within(newHead(of), draw) }

// figure draws what is seen and not read, with what it shows in words; the box is in millimeters.
func (p *paper) figure(alt string, x, y, width, height float64, draw func()) {
	_, page := p.pdf.GetPageSize()
	box := fmt.Sprintf("/O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]", x/point, (page-y-height)/point, (x+width)/point, (page-y)/point)
	e := &element{role: tagFigure, alt: p.spoken(alt), attributes: box}
	p.within(e, func() { p.mark(func() { p.opened(nil, draw) }) })
}

// artifact draws ornament: its texts are not read.
func (p *paper) artifact(draw func()) { p.opened(nil, draw) }

// running draws a head or a foot that repeats what is known, or a page number; it is not read.
func (p *paper) running(where repeated, draw func()) {
	if p.open == nil {
		draw()
		return
	}
	p.pdf.RawWriteStr(markEnds + "\n/Artifact <</Type/Pagination/Subtype/" + string(where) + ">> BDC")
	p.opened(nil, draw)
	p.pdf.RawWriteStr(markEnds + "\n" + artifactBegins)
}

// mark draws content of the open element.
func (p *paper) mark(draw func()) {
	e := p.open
	switch {
	case e == nil:
		draw()
		return
	case e.role.holdsParts():
		p.tag(tagP, func() { p.mark(draw) })
		return
	}
	page := p.pdf.PageNo()
	e.kids = append(e.kids, kid{page: page, content: len(p.marks[page])})
	p.pdf.RawWriteStr(markEnds + "\n/" + string(e.role) + " <</MCID " + strconv.Itoa(len(p.marks[page])) + ">> BDC")
	p.marks[page] = append(p.marks[page], e)
	draw()
	p.pdf.RawWriteStr(markEnds + "\n" + artifactBegins)
}
