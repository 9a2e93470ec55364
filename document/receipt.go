package document

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"blazon/locale"
)

// Receipt says on upright A4 what was handed in, and when. Its texts are in its language already; a text may have several lines.
type Receipt struct {
	Language locale.Language
	Title    string    // "Potvrzení o podání přihlášky"
	Subject  string    // the competition and the category
	Number   string    // printed at the foot of each page
	When     time.Time // dates the file, so that equal data gives equal bytes
	Parts    []ReceiptPart
}

// ReceiptPart is a group of lines under a heading.
type ReceiptPart struct {
	Heading string
	Lines   []ReceiptLine
}

// ReceiptLine is a fact, or a question with its answer.
type ReceiptLine struct{ Label, Text string }

// The receipt's page, in millimeters.
const (
	receiptWidth  = pageHeight
	receiptHeight = pageWidth
	receiptSide   = 22.0
	receiptTop    = 24.0
	receiptEnd    = 274.0 // of the text
	receiptRoom   = receiptWidth - 2*receiptSide
)

// WriteReceipt prints a receipt on as many pages as it needs.
func WriteReceipt(w io.Writer, r Receipt) error {
	if r.Title == "" || len(r.Parts) == 0 {
		return errors.New("document: nothing to print on a receipt")
	}
	p, err := newUpright(r.Language, meta{title: r.Title + " – " + r.Number, subject: r.Subject, when: r.When})
	if err != nil {
		return err
	}
	return p.print(w, func() error {
		pages, err := paginate(p.receipt(r), receiptEnd-receiptTop, receiptEnd-receiptTop)
		if err != nil {
			return err
		}
		for i, page := range pages {
			p.pdf.AddPage()
			y := receiptTop
			for _, next := range page {
				next.draw(y)
				y += next.height
			}
			small := style{p.fonts.regular, 8, 0, gray}
			p.running(pageFoot, func() {
				p.line(p.clean(r.Number), receiptSide, receiptHeight-12, small, left)
				p.line(fmt.Sprintf("%d/%d", i+1, len(pages)), receiptWidth-receiptSide, receiptHeight-12, small, right)
			})
		}
		return nil
	})
}

// receipt lists the pieces of all pages; a text goes on to the next page line by line.
func (p *paper) receipt(r Receipt) []piece {
	pieces := p.passage(tagH1, r.Title, fit{face: p.fonts.bold, size: 17}, navy, 0, 0)
	pieces = append(pieces, p.paragraph(r.Subject, fit{face: p.fonts.regular, size: 11}, gray, 1.5, 0)...)
	for _, part := range r.Parts {
		pieces = append(pieces, p.marked(p.passage(tagH2, part.Heading, fit{face: p.fonts.bold, size: 12}, navy, 7, 16), part.Heading)...)
		lines := newElement(tagList)
		for _, line := range part.Lines {
			item := newElement(tagItem)
			said := p.inside(p.paragraph(line.Text, fit{face: p.fonts.regular, size: 10.5}, ink, 0.4, 0), newElement(tagBody))
			said = append(p.passage(tagLabel, line.Label, fit{face: p.fonts.regular, size: 8.5}, gray, 3, 6), said...)
			pieces = append(pieces, p.inside(said, lines, item)...)
		}
	}
	return pieces
}

// paragraph breaks a text into one piece for each line; gap is the room above the first, keep what must be left below the last.
func (p *paper) paragraph(text string, f fit, c color, gap, keep float64) (pieces []piece) {
	return p.passage(tagP, text, f, c, gap, keep)
}

// passage is a paragraph that may be something else, such as a heading.
func (p *paper) passage(is role, text string, f fit, c color, gap, keep float64) (pieces []piece) {
	height := f.size * point * lineSpacing * 1.08
	for _, part := range strings.Split(text, "\n") {
		e := newElement(is)
		for _, line := range f.wrap(p.clean(part), f.size, receiptRoom) {
			above := gap
			gap = 0
			pieces = append(pieces, piece{height: above + height, name: text, draw: func(y float64) {
				p.within(e, func() { p.line(line, receiptSide, y+above+height*0.77, style{f.face, f.size, 0, c}, left) })
			}})
		}
	}
	pieces[len(pieces)-1].keep = keep
	return pieces
}

// marked lets the first of some pieces stand in the reader's table of contents.
func (p *paper) marked(pieces []piece, name string) []piece {
	draw := pieces[0].draw
	pieces[0].draw = func(y float64) {
		p.bookmarkAt(name, y)
		draw(y)
	}
	return pieces
}
