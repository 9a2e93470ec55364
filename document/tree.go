package document

import (
	"fmt"
	"strings"
)

// noOrnament is what an artifact without content leaves in a page; it is taken out.
const noOrnament = artifactBegins + "\n" + markEnds + "\n"

// putTree writes the structure of a document and gives the number of its root. pageOf gives the number of a page's object.
func (p *paper) putTree(f *file) int {
	tree := f.next()
	p.number(f, p.root)
	p.putElement(f, p.root, tree)
	var owners strings.Builder
	for page, marks := range p.marks {
		if len(marks) == 0 {
			continue
		}
		fmt.Fprintf(&owners, "%d[", page-1)
		for _, e := range marks {
			fmt.Fprintf(&owners, "%d 0 R ", e.number)
		}
		owners.WriteString("]\n")
	}
	for i, l := range p.links {
		fmt.Fprintf(&owners, "%d %d 0 R\n", p.linkKey(i), l.owner.number)
		p.putLink(f, l, p.linkKey(i))
	}
	f.object(tree, "<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>", p.root.number, owners.String(), p.linkKey(len(p.links)))
	return tree
}

// linkKey is the key of a link in the tree of parents, after those of the pages.
func (p *paper) linkKey(i int) int { return len(p.marks) - 1 + i }

// empty tells whether an element says nothing and is left out; an empty cell keeps its place.
func (e *element) empty() bool {
	if e.role == tagCell || e.role == tagHead || e.role == tagDocument {
		return false
	}
	for _, k := range e.kids {
		if k.element == nil || !k.empty() {
			return false
		}
	}
	return true
}

// number gives the elements their objects in the order of reading.
func (p *paper) number(f *file, e *element) {
	e.number = f.next()
	for _, k := range e.kids {
		if k.element != nil && !k.empty() {
			p.number(f, k.element)
		}
	}
}

// putElement writes an element and all below it. Content of another page than that of the first names its page.
func (p *paper) putElement(f *file, e *element, parent int) {
	page := 0
	var kids strings.Builder
	for _, k := range e.kids {
		switch {
		case k.element != nil && k.empty():
		case k.element != nil:
			fmt.Fprintf(&kids, "%d 0 R ", k.element.number)
		case k.link != nil:
			fmt.Fprintf(&kids, "<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>> ", k.link.number, pageObject(k.link.page))
		case page == 0 || page == k.page:
			page = k.page
			fmt.Fprintf(&kids, "%d ", k.content)
		default:
			fmt.Fprintf(&kids, "<</Type/MCR/Pg %d 0 R/MCID %d>> ", pageObject(k.page), k.content)
		}
	}
	var entries strings.Builder
	if page != 0 {
		fmt.Fprintf(&entries, "/Pg %d 0 R", pageObject(page))
	}
	if e.attributes != "" {
		fmt.Fprintf(&entries, "/A<<%s>>", e.attributes)
	}
	if e.alt != "" {
		fmt.Fprintf(&entries, "/Alt%s", pdfText(e.alt))
	}
	if kids.Len() > 0 {
		fmt.Fprintf(&entries, "/K[%s]", strings.TrimSuffix(kids.String(), " "))
	}
	f.object(e.number, "<</Type/StructElem/S/%s/P %d 0 R%s>>", e.role, parent, entries.String())
	for _, k := range e.kids {
		if k.element != nil && !k.empty() {
			p.putElement(f, k.element, e.number)
		}
	}
}
