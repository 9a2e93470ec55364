package document

import (
	"cmp"
	"fmt"
	"strings"
)

// caption is a text in a head or a foot of the result sheet.
type caption struct {
	text  string
	role  role // empty: a paragraph
	x, y  float64
	width float64
	align align
	fit   fit
	color color
}

// firstHead is the head of a result sheet's first page: the mark, the competition and what the paper is.
func (t *table) firstHead() []caption {
	p, o, regular := pen{t.pdf}, t.occasion, t.fonts.regular
	p.mark(sheetLeft+11, 17.5, 14, gold)
	p.divider(middle, 41.5, (sheetRight-sheetLeft)/2)
	x := sheetLeft + 27.0
	title := strings.ToUpper(t.title)
	return []caption{
		{o.Competition, "", x, 26, 144, left, fit{t.fonts.bold, 20, 6, 0, 1}, navy},
		{o.edition(), "", x, 33, 144, left, fit{regular, 11, 5.5, 0, 1}, gray},
		{title, tagH1, sheetRight, 29.5, 84, right, fit{regular, 14, 8, 140, 1}, goldText},
	}
}

// otherHead is the head of every other page, in one line.
func (t *table) otherHead() []caption {
	o := t.occasion
	pen{t.pdf}.divider(middle, 25.5, (sheetRight-sheetLeft)/2)
	return []caption{
		{o.Competition, "", sheetLeft, 21, 110, left, fit{t.fonts.bold, 12, 5.5, 0, 1}, navy},
		{o.edition(), "", sheetRight, 21, 140, right, fit{t.fonts.regular, 9.5, 5.5, 0, 1}, gray},
	}
}

// foot names who stands behind the competition, and the page. It is read on the last one.
func (t *table) foot(index, count int) error {
	sponsors := caption{t.occasion.sponsors(), "", sheetLeft, 194.5, sheetRight - sheetLeft - 20, left, fit{t.fonts.regular, 8, 5.5, 0, 2}, ink}
	page := caption{fmt.Sprintf("%d/%d", index+1, count), "", sheetRight, 194.5, 20, right, fit{t.fonts.regular, 8, 8, 0, 1}, gray}
	read, repeated := []caption{sponsors}, []caption{page}
	if index < count-1 {
		read, repeated = nil, []caption{sponsors, page}
	}
	err := t.captions(read)
	t.running(pageFoot, func() { err = cmp.Or(err, t.captions(repeated)) })
	return err
}

// captions draws texts with the middle of their lines around y; one that does not fit is fault.row_too_long.
func (t *table) captions(captions []caption) error {
	for _, c := range captions {
		s, ok := c.fit.set(t.clean(c.text), c.width)
		if !ok {
			return tooLong("fault.row_too_long", c.text)
		}
		y := c.y - s.size*point*lineSpacing*float64(len(s.lines)-1)/2
		t.tag(cmp.Or(c.role, tagP), func() { t.lines(s.lines, c.x, y, style{c.fit.face, s.size, c.fit.tracking, c.color}, c.align) })
	}
	return nil
}
