package document

import "fmt"

// bookmark is an entry of the table of contents that a reader's program shows.
type bookmark struct {
	title string
	page  int
	top   float64 // how far up the page, in points
}

// bookmark names the present page in the reader's table of contents.
func (p *paper) bookmark(s string) { p.bookmarkAt(s, 0) }

// bookmarkAt names a place of the present page, so many millimeters below its top.
func (p *paper) bookmarkAt(s string, y float64) {
	_, page := p.pdf.GetPageSize()
	if s = p.spoken(s); s != "" {
		p.bookmarks = append(p.bookmarks, bookmark{s, p.pdf.PageNo(), (page - y) / point})
	}
}

// putBookmarks writes the table of contents and gives what the catalog says of it.
func (p *paper) putBookmarks(f *file) string {
	count := len(p.bookmarks)
	if count == 0 {
		return ""
	}
	table, first := f.next(), f.next()
	for range p.bookmarks[1:] {
		f.next()
	}
	f.object(table, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, first+count-1, count)
	for i, b := range p.bookmarks {
		var beside string
		if i > 0 {
			beside += fmt.Sprintf("/Prev %d 0 R", first+i-1)
		}
		if i < count-1 {
			beside += fmt.Sprintf("/Next %d 0 R", first+i+1)
		}
		f.object(first+i, "<</Title%s/Parent %d 0 R%s/Dest[%d 0 R/XYZ 0 %.2f null]>>", pdfText(b.title), table, beside, pageObject(b.page), b.top)
	}
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", table)
}
