package documenttest

import (
	"slices"
	"strings"
)

// Document is what a screen reader and a reader's program find in a file.
type Document struct {
	Language, Title string
	Root            *Node
	Pages           int
	Bookmarks       []string
	Files           map[string]string // embedded, by their names
}

// Node is a part of a document in the order of reading.
type Node struct {
	Role    string // a structure type of ISO 32000-1, such as H1 or TD
	Alt     string // what a figure shows
	Scope   string // of a head cell: Column or Row
	Address string // where a link leads
	Kids    []*Node
	Text    string // what stands in this node itself, before what is below it
}

// All lists the nodes of the roles below a node, in the order of reading.
func (n *Node) All(roles ...string) (found []*Node) {
	for _, kid := range n.Kids {
		if slices.Contains(roles, kid.Role) {
			found = append(found, kid)
		}
		found = append(found, kid.All(roles...)...)
	}
	return found
}

// Words is what is read aloud of a node and of all below it, with one space between words; a figure has its description.
func (n *Node) Words() string {
	words := strings.Fields(n.Text + " " + n.Alt)
	for _, kid := range n.Kids {
		words = append(words, strings.Fields(kid.Words())...)
	}
	return strings.Join(words, " ")
}

// Outline writes the tree with a line for each node that says something: "    TD: 1. místo".
func (n *Node) Outline() string {
	var out strings.Builder
	var write func(n *Node, depth int)
	write = func(n *Node, depth int) {
		out.WriteString(strings.Repeat("  ", depth) + n.Role)
		if own := strings.Join(strings.Fields(n.Text+" "+n.Alt), " "); own != "" {
			out.WriteString(": " + own)
		}
		out.WriteString("\n")
		for _, kid := range n.Kids {
			write(kid, depth+1)
		}
	}
	write(n, 0)
	return out.String()
}

// within says below which roles each role may stand, and by that which roles there are.
var within = map[string]string{
	"Document": "", "Sect": "Document Sect", "H1": "Document Sect", "H2": "Document Sect", "H3": "Document Sect",
	"P": "Document Sect TH TD LBody", "L": "Document Sect LBody TD", "LI": "L", "Lbl": "LI", "LBody": "LI", "Table": "Document Sect", "TR": "Table",
	"TH": "TR", "TD": "TR", "Figure": "Document Sect P TD", "Link": "P H1 H2 H3 TD LBody Lbl", "Span": "P H1 H2 H3 TD TH LBody Lbl",
}

// tree reads the structure, and holds it against what the pages have marked.
type tree struct {
	*file
	pages  map[reference]map[int]mark // the marked parts of each page
	owned  map[reference]map[int]bool // which of them an element has
	owner  map[int]any                // the elements by their keys: those of a page's marks, or that of a link
	pageOf map[reference]dict
}

func (t *tree) node(v any, parent any, above string) *Node {
	d := t.dict(v)
	role, _ := d["S"].(name)
	n := &Node{Role: string(role)}
	if places, known := within[n.Role]; !known || !slices.Contains(strings.Fields(places), above) && above != "" {
		t.blame("a %s is below a %s", role, above)
	}
	if parent != nil && d["P"] != parent {
		t.blame("a %s does not know what it is in", role)
	}
	if alt, is := d["Alt"].(text); is {
		n.Alt = alt.words()
	}
	attributes := t.dict(d["A"])
	scope, _ := attributes["Scope"].(name)
	n.Scope = string(scope)
	for _, kid := range t.array(d["K"]) {
		switch k := kid.(type) {
		case float64:
			n.Text += t.said(v, d, d["Pg"], int(k))
		case reference:
			n.Kids = append(n.Kids, t.node(k, v, n.Role))
		case dict:
			if k["Type"] == name("OBJR") {
				n.Address = t.leads(v, k)
			} else {
				number, _ := k["MCID"].(float64)
				n.Text += t.said(v, d, k["Pg"], int(number))
			}
		default:
			t.blame("a %s has the part %v", role, kid)
		}
	}
	t.whole(n, attributes)
	return n
}

// said gives the text of a part of a page that an element has, and makes sure that the page agrees.
func (t *tree) said(v any, d dict, page any, number int) string {
	p, _ := page.(reference)
	m, there := t.pages[p][number]
	if !there || m.role != d["S"] || t.owned[p][number] {
		t.blame("the part %d of page object %d is a %s and belongs to a %v, or to two", number, p, m.role, d["S"])
		return ""
	}
	t.owned[p][number] = true
	key, _ := t.pageOf[p]["StructParents"].(float64)
	if owners := t.array(t.owner[int(key)]); number >= len(owners) || owners[number] != v {
		t.blame("the part %d of page object %d does not know its element", number, p)
	}
	return m.text
}

// leads gives where a link leads; its place on the page must know its element, and be there.
func (t *tree) leads(v any, k dict) string {
	annotation := t.dict(k["Obj"])
	key, _ := annotation["StructParent"].(float64)
	page, _ := k["Pg"].(reference)
	if t.owner[int(key)] != v || !slices.Contains(t.array(t.pageOf[page]["Annots"]), k["Obj"]) || annotation["Contents"] == nil || annotation["F"] != 4.0 {
		t.blame("a link is not whole: %v", annotation)
	}
	address, _ := t.dict(annotation["A"])["URI"].(text)
	return string(address)
}

// whole checks an element by itself.
func (t *tree) whole(n *Node, attributes dict) {
	switch n.Role {
	case "Figure":
		if n.Alt == "" || len(t.array(attributes["BBox"])) != 4 {
			t.blame("a figure without a description or a place")
		}
	case "Link":
		if n.Address == "" {
			t.blame("the link %q leads nowhere", n.Text)
		}
	case "TH":
		if n.Scope == "" {
			t.blame("the head cell %q is of no row and no column", n.Words())
		}
	case "Table":
		for _, row := range n.Kids {
			if len(row.Kids) != len(n.Kids[0].Kids) {
				t.blame("a row has %d cells, the first one %d", len(row.Kids), len(n.Kids[0].Kids))
			}
		}
	case "Sect", "P", "L", "LI", "TR", "H1", "H2", "H3":
		if n.Words() == "" && len(n.All("TD", "TH")) == 0 {
			t.blame("a %s says nothing", n.Role)
		}
	}
	if n.Text != "" && slices.Contains([]string{"Document", "Sect", "L", "LI", "Table", "TR"}, n.Role) {
		t.blame("a %s has the text %q itself", n.Role, n.Text)
	}
}
