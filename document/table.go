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
const rowsOfAPage = 24

// table is a result sheet or a list being laid out; scale enlarges the texts and gaps of its rows.
type table struct {
	*paper
	occasion Occasion
	title    string                  // what the paper is
	content  func() ([]piece, error) // lists everything between head and foot, at the present scale
	rows     int                     // of its tables
	scale    float64
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
			err = t.signatures(t.occasion, sheetLeft, sheetBottom-6)
		}
		if err := cmp.Or(err, t.foot(i, len(pages))); err != nil {
			return err
		}
	}
	return nil
}

// pages chooses the scale and spreads the sheet over pages. A sheet of more rows than one page can hold is not tried on one.
func (t *table) pages() ([][]piece, error) {
	for _, t.scale = range scales {
		if t.rows > rowsOfAPage {
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
	pieces, err := t.content()
	if err != nil {
		return nil, err
	}
	if len(t.occasion.Signatories) > 0 || t.occasion.PlaceAndDate() != "" {
		pieces = signed(pieces)
	}
	return paginate(pieces, sheetBottom-firstTop, sheetBottom-otherTop)
}

// signed adds the room for signatures, which takes the last two rows and what follows them along to a new page.
func signed(pieces []piece) []piece {
	keep, rows := signRoom, 0
	for i := len(pieces) - 1; i > 0 && rows < 2; i-- {
		pieces[i].keep = max(pieces[i].keep, keep)
		keep += pieces[i].height
		if pieces[i].head != nil {
			rows++
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

// sheetPieces lists everything that a result sheet has between head and foot.
func (t *table) sheetPieces(s Sheet) ([]piece, error) {
	var all []piece
	level := tagH2
	for i, contest := range s.Contests {
		if contest.Opens != nil {
			level = tagH3 // from here on below the round's heading
		}
		pieces, err := t.contest(level, contest, i == 0)
		if err != nil {
			return nil, err
		}
		if contest.Opens != nil {
			round, held := contest.begins()
			opening, err := t.opening(round, held, i == 0)
			if err != nil {
				return nil, err
			}
			opening.keep = pieces[0].height + pieces[0].keep
			pieces = append([]piece{opening}, pieces...)
		}
		all = append(all, pieces...)
	}
	return t.noted(all, s.Notes)
}

// noted adds notes below.
func (t *table) noted(pieces []piece, notes []string) ([]piece, error) {
	for _, note := range notes {
		p, err := t.note(note)
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, p)
	}
	return pieces, nil
}

// contest lists the pieces of one category. Its heading keeps the whole contest together where a page holds it.
func (t *table) contest(level role, c Contest, first bool) ([]piece, error) {
	columns := t.columns(c)
	head := t.tableHead(columns)
	again, err := t.again(c.Category, head)
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
	neverAlone(body)
	rest, err := t.below(c)
	if err != nil {
		return nil, err
	}
	heading, err := t.headed(level, c.Category, c.count(t.lang), first)
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
	return t.noted(body, c.Notes)
}

// keepTogether lets the first piece ask for the room of all, or, where a page cannot hold them, of the head and two rows.
func keepTogether(pieces []piece) {
	total, near := 0.0, 0.0
	for i, p := range pieces[1:] {
		total += p.height
		if i < 3 {
			near += p.height
		}
	}
	if pieces[0].keep = total; total+pieces[0].height > sheetBottom-otherTop {
		pieces[0].keep = near
	}
}

// neverAlone lets the last row of several take the one before it along to a new page.
func neverAlone(rows []piece) {
	if n := len(rows); n > 1 {
		rows[n-2].keep = max(rows[n-2].keep, rows[n-1].height)
	}
}
