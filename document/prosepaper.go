package document

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// The prose's page is the receipt's, in millimeters.
const (
	checkSize  = 22.0 // of the QR code
	warningTop = 9.0
	warningBox = 8.0
	letterSize = 0.84 // of what is read sitting, to what is read standing
)

// WriteProse prints the prose on upright A4, in a size that is read standing unless it is dense.
func WriteProse(w io.Writer, s Prose) error {
	if s.Title == "" {
		return errors.New("document: prose without a title")
	}
	p, err := newUpright(s.Language, meta{title: strings.TrimSuffix(s.Title+" – "+s.Subject, " – "), subject: s.Mark, when: s.When})
	if err != nil {
		return err
	}
	return p.print(w, func() error {
		pieces, err := p.prose(s)
		if err != nil {
			return err
		}
		pages, err := paginate(pieces, receiptEnd-receiptTop, receiptEnd-receiptTop)
		if err != nil {
			return err
		}
		for i, page := range pages {
			p.prosePage(s, page, i, len(pages))
		}
		return nil
	})
}

// prosePage draws a page. Its warning is read once, and so is the mark, which stands in the text where it can be looked up.
func (p *paper) prosePage(s Prose, page []piece, index, count int) {
	p.pdf.AddPage()
	warn, mark := func() { p.warning(s.Warning) }, func() {
		p.line(p.clean(s.Mark), receiptSide, receiptHeight-12, style{p.fonts.regular, 9, 0, ink}, left)
	}
	if index == 0 {
		warn()
	} else {
		p.running(pageHead, warn)
	}
	y := receiptTop
	for _, next := range page {
		next.draw(y)
		y += next.height
	}
	if s.Link == "" && index == count-1 {
		mark()
	} else {
		p.running(pageFoot, mark)
	}
	p.running(pageFoot, func() {
		p.line(fmt.Sprintf("%d/%d", index+1, count), receiptWidth-receiptSide, receiptHeight-12, style{p.fonts.regular, 9, 0, ink}, right)
	})
}

// warning draws the warning of a page in a box.
func (p *paper) warning(text string) {
	if text == "" {
		return
	}
	pen{p.pdf}.stroke(ink, 0.5)
	p.pdf.Rect(receiptSide, warningTop, receiptRoom, warningBox, "D")
	bold := fit{p.fonts.bold, 11, 6, 0, 1}
	set, ok := bold.set(p.clean(text), receiptRoom-6)
	if !ok {
		set = setting{bold.wrap(p.clean(text), bold.min, receiptRoom-6)[:1], bold.min} // the text of the first page says it again
	}
	p.line(set.lines[0], receiptWidth/2, warningTop+warningBox*0.66, style{bold.face, set.size, 0, ink}, center)
}

// looks is how each kind of paragraph is set; above it comes the gap, and keep is left below its last line.
func (p *paper) looks(kind ParagraphKind) (f fit, c color, gap, keep float64) {
	regular, bold := fit{face: p.fonts.regular, size: 12}, fit{face: p.fonts.bold, size: 12}
	switch kind {
	case Heading:
		bold.size = 16
		return bold, navy, 10, 34
	case Subheading:
		return bold, goldText, 6, 18
	case Name:
		bold.size = 17
		return bold, ink, 2.5, 0
	case Cue, Blank:
		regular.size = 10
		return regular, gray, 2, 0
	case Item:
		return regular, ink, 1, 0
	}
	return regular, ink, 2.5, 0
}

// prose lists the pieces of all pages; a text goes on to the next page line by line.
func (p *paper) prose(s Prose) ([]piece, error) {
	pieces := p.passage(tagH1, s.Title, fit{face: p.fonts.bold, size: 20}, navy, 0, 0)
	if s.Subject != "" {
		pieces = append(pieces, p.paragraph(s.Subject, fit{face: p.fonts.regular, size: 12}, gray, 1.5, 0)...)
	}
	if s.Link != "" {
		check, err := p.check(s)
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, check)
	}
	below := tagH2 // what a subheading is until there is a heading
	for _, paragraph := range s.Paragraphs {
		var lines []piece
		lines, below = p.part(s, paragraph, below)
		pieces = append(pieces, lines...)
	}
	return pieces, nil
}

// part lists the pieces of a paragraph, or of what stands in the place of one; below is what a subheading is here, and behind it.
func (p *paper) part(s Prose, paragraph Paragraph, below role) ([]piece, role) {
	switch paragraph.Kind {
	case Table:
		return p.grid(paragraph.Grid), below
	case Figure:
		return p.chart(paragraph.Chart), below
	case Signatures:
		return p.signatureLines(paragraph.Lines), below
	}
	f, c, gap, keep := p.looks(paragraph.Kind)
	if s.Dense {
		f.size, gap = f.size*letterSize, gap*letterSize*letterSize
	}
	is := tagP
	switch paragraph.Kind {
	case Heading:
		is, below = tagH2, tagH3
	case Subheading:
		is = below
	}
	lines := p.passage(is, paragraph.Text, f, c, gap, keep)
	if is == tagH2 {
		p.marked(lines, paragraph.Text)
	}
	for i := len(lines) - 2; i >= 0 && keep > 0; i-- { // a heading stays in one piece
		lines[i].keep = lines[i+1].keep + lines[i+1].height
	}
	return lines, below
}

// check is the mark with the code that leads to where it is looked up.
func (p *paper) check(s Prose) (piece, error) {
	code, err := newQR(s.Link)
	if err != nil {
		return piece{}, err
	}
	return piece{height: checkSize + 8, name: s.Mark, draw: func(y float64) {
		y += 4
		at := y + 4
		say := func(text wording) {
			for _, line := range text.wrap(p.clean(text.text), text.size, receiptRoom-checkSize-6) {
				p.line(line, receiptSide+checkSize+6, at, style{text.face, text.size, 0, text.color}, left)
				at += text.size * point * lineSpacing * 1.15
			}
		}
		p.tag(tagP, func() { say(wording{s.Mark, fit{face: p.fonts.bold, size: 10}, ink}) })
		p.tag(tagP, func() { say(wording{s.Check, fit{face: p.fonts.regular, size: 9}, gray}) })
		p.link(s.Link, func() { say(wording{s.Link, fit{face: p.fonts.regular, size: 8}, gray}) })
		p.code(code, s.Link, receiptSide, y, checkSize)
	}}, nil
}
