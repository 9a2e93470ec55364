package document

import (
	"fmt"
	"slices"
	"strings"
)

// embedded is a file within the document.
type embedded struct {
	name, mime, description string
	content                 []byte
	number                  int
}

// embed puts a file into the document: data that says the same as its pages. The name is plain ASCII and stands once.
func (p *paper) embed(name, mime, description string, content []byte) {
	p.files = append(p.files, &embedded{name: name, mime: mime, description: p.spoken(description), content: content})
}

// putFiles writes the embedded files and gives what the catalog says of them.
func (p *paper) putFiles(f *file) string {
	if len(p.files) == 0 {
		return ""
	}
	var all, names strings.Builder
	slices.SortStableFunc(p.files, func(a, b *embedded) int { return strings.Compare(a.name, b.name) })
	for _, e := range p.files {
		content := f.next()
		f.packed(content, fmt.Sprintf("/Type/EmbeddedFile/Subtype/%s/Params<</Size %d/ModDate%s>>", pdfName(e.mime), len(e.content), pdfText(pdfDate(p.meta.when))), e.content)
		e.number = f.next()
		name := pdfText(e.name)
		f.object(e.number, "<</Type/Filespec/F%s/UF%s/Desc%s/AFRelationship/Data/EF<</F %d 0 R/UF %d 0 R>>>>", name, name, pdfText(e.description), content, content)
		fmt.Fprintf(&all, "%d 0 R ", e.number)
		fmt.Fprintf(&names, "%s %d 0 R ", name, e.number)
	}
	return fmt.Sprintf("/AF[%s]/Names<</EmbeddedFiles<</Names[%s]>>>>", strings.TrimSpace(all.String()), strings.TrimSpace(names.String()))
}

// pdfName writes a name with what is not a letter or digit escaped.
func pdfName(s string) string {
	var out strings.Builder
	for _, b := range []byte(s) {
		if b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '-' || b == '.' {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "#%02X", b)
		}
	}
	return out.String()
}
