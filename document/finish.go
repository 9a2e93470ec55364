package document

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// print draws a document and writes it. A panic of gofpdf is an error like any other beyond this border.
func (p *paper) print(w io.Writer, draw func() error) (err error) {
	defer func() {
		if failed := recover(); failed != nil {
			err = fmt.Errorf("document: %v", failed)
		}
	}()
	if err := draw(); err != nil {
		return err
	}
	return p.write(w)
}

// write finishes the document. gofpdf has drawn the pages; the fonts, the structure, and what the file says about itself are ours.
func (p *paper) write(w io.Writer) error {
	var body bytes.Buffer
	if err := p.pdf.Output(&body); err != nil {
		return fmt.Errorf("document: %w", err)
	}
	d, err := readDrawn(body.Bytes())
	if err != nil {
		return err
	}
	f := newFile(d.own())
	f.Grow(body.Len())
	for _, l := range p.links {
		l.number = f.next() // pages name them
	}
	p.putPages(f, d)
	f.copy(pagesObject, d)
	f.object(resourcesObject, "%s", p.resources(f, d))
	for n := pageObject(len(p.marks)); n <= d.own(); n++ {
		f.copy(n, d)
	}
	tree := p.putTree(f)
	catalog, info := f.next(), f.next()
	f.object(catalog, "<</Type/Catalog/Pages 1 0 R/Lang(%s)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/ViewerPreferences<</DisplayDocTitle true>>"+
		"/Metadata %d 0 R/OutputIntents[%s]%s%s>>", p.lang, tree, p.putMetadata(f), putIntent(f), p.putBookmarks(f), p.putFiles(f))
	f.object(info, "%s", p.meta.info())
	_, err = w.Write(f.end(catalog, info))
	return err
}

// putPages writes the pages with their contents, which name what their parts are.
func (p *paper) putPages(f *file, d drawn) {
	for page := 1; page < len(p.marks); page++ {
		n := pageObject(page)
		entries := strings.Split(strings.TrimSuffix(string(d[n]), ">>"), "\n")
		entries = p.surround(page, entries)
		slices.SortFunc(entries[2:], func(a, b string) int { return strings.Compare(kindOf(a), kindOf(b)) }) // the boxes come in any order
		more := "/Tabs/S"
		if len(p.marks[page]) > 0 {
			more += fmt.Sprintf("/StructParents %d", page-1)
		}
		if links := p.annotations(page); links != "" {
			more += "/Annots[" + links + "]"
		}
		f.object(n, "%s%s>>", strings.Join(entries, "\n"), more)
		_, content, _ := d.content(n + 1)
		f.packed(n+1, "", bytes.ReplaceAll(content, []byte(noOrnament), nil))
	}
}

// kindOf is the name that an entry of a dictionary begins with.
func kindOf(entry string) string {
	name, _, _ := strings.Cut(entry, " ")
	return name
}

// resources are gofpdf's with our fonts and stamps.
func (p *paper) resources(f *file, d drawn) []byte {
	fonts := bytes.Replace(d[resourcesObject], []byte("/Font <<\n"), []byte("/Font <<\n"+p.putFonts(f)), 1)
	return bytes.Replace(fonts, []byte("/XObject <<\n"), []byte("/XObject <<\n"+p.putStamps(f)), 1)
}

// copy writes an object of gofpdf under its number; what it has not compressed is compressed.
func (f *file) copy(number int, d drawn) {
	dict, content, isStream := d.content(number)
	if !isStream || bytes.Contains(dict, []byte("/Filter")) {
		f.object(number, "%s", d[number])
		return
	}
	dict = bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(dict), []byte(">>")))
	length := bytes.LastIndex(dict, []byte("/Length"))
	f.packed(number, string(bytes.TrimPrefix(dict[:length], []byte("<<"))), content)
}
