package document

import "cmp"

// The result sheet's page, in millimeters.
const (
	sheetLeft   = 20.0
	sheetRight  = pageWidth - 20.0
	firstTop    = 46.0
	otherTop    = 30.0
	sheetBottom = 184.0
	signRoom    = 22.0
	rowPadding  = 2.2 // above and below a row's text
)

// scales are tried in turn until a sheet fits on one page; one that needs several has the size 1.
var scales = []float64{1.4, 1.25, 1.1, 1, 0.9}

// rowsOfAPage is more than the first page holds in the smallest size.
const rowsOfAPage = 20

// table is a result sheet being laid out; scale enlarges the texts and gaps of its rows.
type table struct {
	*paper
	sheet Sheet
	scale float64
}

func (t *table) printed() error {
	pages, err := t.pages()
	if err != nil {
		return err
	}
	for i, page := range pages {
		if err := t.frame(i); err != nil {
			return err
		}
		y := top(i)
		for _, next := range page {
			next.draw(y)
			y += next.height
		}
		if i == len(pages)-1 {
			err = t.signatures(t.sheet.Occasion, sheetLeft, sheetBottom-6)
		}
		if err := cmp.Or(err, t.foot(i, len(pages))); err != nil {
			return err
		}
	}
	return nil
}

// pages chooses the scale and spreads the sheet over pages. A sheet of more rows than one page can hold is not tried on one.
func (t *table) pages() ([][]piece, error) {
	rows := 0
	for _, c := range t.sheet.Contests {
		rows += len(c.Rows)
	}
	for _, t.scale = range scales {
		if rows > rowsOfAPage {
			break
		}
		pages, err := t.paginated()
		if err == nil && len(pages) == 1 {
			return pages, nil
		}
	}
	t.scale = 1
	return t.paginated()
}

func (t *table) paginated() ([][]piece, error) {
	pieces, err := t.pieces()
	if err != nil {
		return nil, err
	}
	if len(t.sheet.Signatories) > 0 || t.sheet.PlaceAndDate() != "" {
		pieces = signed(pieces)
	}
	return paginate(pieces, sheetBottom-firstTop, sheetBottom-otherTop)
}

// signed adds the room for signatures, which takes the last row and what follows it along to a new page.
func signed(pieces []piece) []piece {
	keep := signRoom
	for i := len(pieces) - 1; i > 0; i-- {
		pieces[i].keep = max(pieces[i].keep, keep)
		keep += pieces[i].height
		if pieces[i].head != nil {
			break
		}
	}
	return append(pieces, piece{height: signRoom, draw: func(float64) {}})
}

// top is where a page's pieces begin.
func top(page int) float64 {
	if page == 0 {
		return firstTop
	}
	return otherTop
}

// pieces lists everything between head and foot.
func (t *table) pieces() ([]piece, error) {
	var all []piece
	for i, contest := range t.sheet.Contests {
		pieces, err := t.contest(contest, i == 0)
		if err != nil {
			return nil, err
		}
		all = append(all, pieces...)
	}
	for _, note := range t.sheet.Notes {
		p, err := t.note(note)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// contest lists the pieces of one category. Its heading keeps the whole contest together where a page holds it.
func (t *table) contest(c Contest, first bool) ([]piece, error) {
	columns := t.columns(c)
	head := t.tableHead(columns)
	again, err := t.again(c, head)
	if err != nil {
		return nil, err
	}
	var body []piece
	for _, row := range c.Rows {
		p, err := t.row(row, columns)
		if err != nil {
			return nil, err
		}
		p.head = &again
		body = append(body, p)
	}
	rest, err := t.below(c)
	if err != nil {
		return nil, err
	}
	heading, err := t.heading(c, first)
	if err != nil {
		return nil, err
	}
	pieces := []piece{heading}
	if len(c.Rows) > 0 {
		pieces = append(pieces, t.inside(append([]piece{head}, body...), newElement(tagTable))...)
	}
	pieces = t.inside(append(pieces, rest...), newElement(tagSection))
	keepTogether(pieces)
	return pieces, nil
}

// below lists what stands under a contest's table.
func (t *table) below(c Contest) ([]piece, error) {
	var body []piece
	for i, award := range c.Awards {
		p, err := t.award(award, i == 0)
		if err != nil {
			return nil, err
		}
		body = append(body, p)
	}
	t.inside(body, newElement(tagList))
	for _, note := range c.Notes {
		p, err := t.note(note)
		if err != nil {
			return nil, err
		}
		body = append(body, p)
	}
	return body, nil
}

// keepTogether lets the first piece ask for the room of all, or, where a page cannot hold them, of the next two.
func keepTogether(pieces []piece) {
	total, near := 0.0, 0.0
	for i, p := range pieces[1:] {
		total += p.height
		if i < 2 {
			near += p.height
		}
	}
	if pieces[0].keep = total; total+pieces[0].height > sheetBottom-otherTop {
		pieces[0].keep = near
	}
}
