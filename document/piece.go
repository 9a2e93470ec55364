package document

import "slices"

// piece is a part of a page that is never broken: a heading, a row, a note.
type piece struct {
	height float64
	keep   float64 // room that must be left below it on its page: a heading takes its first row along
	head   *piece  // drawn again above it when it begins a page: a table's head
	draw   func(y float64)
	name   string // what a fault calls it
}

// inside lets pieces be drawn within elements, from the outermost one in.
func (p *paper) inside(pieces []piece, elements ...*element) []piece {
	for i := range pieces {
		for _, e := range slices.Backward(elements) {
			draw := pieces[i].draw
			pieces[i].draw = func(y float64) { p.within(e, func() { draw(y) }) }
		}
	}
	return pieces
}

// paginate spreads pieces over pages with the given rooms in millimeters, the first page's and every other's.
func paginate(pieces []piece, first, other float64) ([][]piece, error) {
	pages := [][]piece{nil}
	room := first
	for _, next := range pieces {
		if next.height+next.keep > room && len(pages[len(pages)-1]) > 0 {
			pages, room = append(pages, nil), other
			if next.head != nil {
				pages[len(pages)-1] = append(pages[len(pages)-1], *next.head)
				room -= next.head.height
			}
		}
		if next.height > room {
			return nil, tooLong("fault.row_too_long", next.name)
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], next)
		room -= next.height
	}
	return pages, nil
}
