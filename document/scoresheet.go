package document

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"blazon/locale"

	"github.com/boombuler/barcode"
)

// ScoreSheets are score sheets in one file, each beginning on a page of its own: empty ones, or as they were submitted. Texts are in their language already.
type ScoreSheets struct {
	Language    locale.Language
	Competition string // "Zlatý erb 2026"
	Round       string
	When        time.Time // dates the file, so that equal data gives equal bytes
	Sheets      []ScoreSheet
}

// ScoreSheet is a form to be filled in by hand, or one that was submitted: either one candidate with all criteria, or one criterion with all candidates.
type ScoreSheet struct {
	Category  string
	Juror     string
	Candidate string // of a sheet; of a column it is empty
	Code      string // by which the sheet is found again: "8f3k-q7m2"
	Link      string // what the QR code holds
	Criteria  []ScoreCriterion
	Rows      []string // of a column: its candidates

	Submitted string // when, "Odesláno 20. dubna 2023 v 10:00"; empty: the sheet is to be filled in
	Comment   string // of one that was submitted
}

// ScoreCriterion is a question of a score sheet.
type ScoreCriterion struct {
	Name, Description string
	Scale             string   // "Od 0 do 10, po 1."
	Lines             []string // anchors, the law, and what else explains the scale
	Value             string   // what was given; empty: nothing was, or the sheet is to be filled in
}

// The score sheet's page is the receipt's, in millimeters.
const (
	codeSize   = 24.0
	boxWidth   = 30.0
	boxHeight  = 11.0
	scoreTop   = 20.0 // of pages after the first
	scoreFirst = 62.0
	scoreEnd   = 276.0
	scoreText  = receiptRoom - boxWidth - 6
	writeLine  = 9.0 // between lines that are written on
)

// WriteScoreSheets prints the sheets one after the other.
func WriteScoreSheets(w io.Writer, s ScoreSheets) error {
	if len(s.Sheets) == 0 {
		return errors.New("document: no score sheet to print")
	}
	p, err := newUpright(s.Language, meta{title: locale.T(s.Language, "keying.sheet_title") + " – " + s.Round, subject: s.Competition, when: s.When})
	if err != nil {
		return err
	}
	return p.print(w, func() error {
		for _, sheet := range s.Sheets {
			var err error
			p.tag(tagSection, func() { err = p.scoreSheet(s, sheet) })
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// scoreSheet prints one sheet on as many pages as it needs; each says whose it is.
func (p *paper) scoreSheet(s ScoreSheets, sheet ScoreSheet) error {
	var code barcode.Barcode // of a sheet that is to be filled in
	if sheet.Link != "" {
		var err error
		if code, err = newQR(sheet.Link); err != nil {
			return err
		}
	}
	pages, err := paginate(p.scorePieces(sheet), scoreEnd-scoreFirst, scoreEnd-scoreTop)
	if err != nil {
		return err
	}
	about := sheet.Juror
	if sheet.Candidate != "" {
		about += " – " + sheet.Candidate
	}
	for i, page := range pages {
		p.pdf.AddPage()
		y := scoreTop
		if i == 0 {
			p.bookmark(about)
			p.scoreHead(s, sheet, code)
			y = scoreFirst
		}
		for _, next := range page {
			next.draw(y)
			y += next.height
		}
		p.running(pageFoot, func() {
			foot := fit{p.fonts.regular, 8, 5.5, 0, 1}
			small := style{p.fonts.regular, 8, 0, gray}
			if set, ok := foot.set(p.clean(about), receiptRoom-50); ok {
				p.line(set.lines[0], receiptSide, receiptHeight-12, style{p.fonts.regular, set.size, 0, gray}, left)
			}
			p.line(p.clean(fmt.Sprintf("%s · %d/%d", sheet.Code, i+1, len(pages))), receiptWidth-receiptSide, receiptHeight-12, small, right)
		})
	}
	return nil
}

// scoreHead draws what the first page begins with: what it is, for whom, about whom, and the code.
func (p *paper) scoreHead(s ScoreSheets, sheet ScoreSheet, code barcode.Barcode) {
	const width = receiptRoom - codeSize - 8
	y := 21.0
	put := func(is role, text string, f fit, c color, gap float64) {
		set, ok := f.set(p.clean(text), width)
		if !ok {
			set = setting{f.wrap(p.clean(text), f.min, width)[:f.rows], f.min} // the foot of the page and the code say whose it is
		}
		y += gap
		p.tag(is, func() { p.lines(set.lines, receiptSide, y, style{f.face, set.size, 0, c}, left) })
		y += set.size * point * lineSpacing * float64(len(set.lines))
	}
	put(tagH1, locale.T(p.lang, "keying.sheet_title"), fit{p.fonts.bold, 16, 12, 0, 1}, navy, 0)
	put(tagP, s.Competition+" · "+s.Round, fit{p.fonts.regular, 10, 7, 0, 2}, gray, 0.5)
	put(tagP, sheet.Category, fit{p.fonts.regular, 10, 7, 0, 2}, gray, 0)
	put(tagP, locale.T(p.lang, "keying.sheet_juror", "Name", sheet.Juror), fit{p.fonts.bold, 11, 7, 0, 1}, ink, 2)
	if sheet.Candidate != "" {
		put(tagP, locale.T(p.lang, "keying.sheet_candidate", "Name", sheet.Candidate), fit{p.fonts.bold, 11, 7, 0, 2}, ink, 0.5)
	} else {
		put(tagP, locale.T(p.lang, "keying.sheet_criterion", "Name", sheet.Criteria[0].Name), fit{p.fonts.bold, 11, 7, 0, 2}, ink, 0.5)
	}
	if code != nil {
		p.code(code, sheet.Link, receiptWidth-receiptSide-codeSize, 18, codeSize)
	}
	p.tag(tagP, func() {
		p.line(p.clean(sheet.Code), receiptWidth-receiptSide-codeSize/2, 18+codeSize+5, style{p.fonts.bold, 10, 0, ink}, center)
	})
}

// scorePieces lists what is filled in.
func (p *paper) scorePieces(sheet ScoreSheet) (pieces []piece) {
	if sheet.Candidate == "" {
		pieces = p.explained(sheet.Criteria[0], receiptRoom)
		rows := newElement(tagList)
		for i, name := range sheet.Rows {
			row := p.boxed(tagBody, []wording{{fmt.Sprintf("%d. %s", i+1, name), fit{face: p.fonts.regular, size: 10.5}, ink}}, "")
			pieces = append(pieces, p.inside([]piece{row}, rows, newElement(tagItem))...)
		}
	} else {
		for _, c := range sheet.Criteria {
			pieces = append(pieces, p.boxed(tagH2, p.words(c), c.Value))
		}
	}
	if sheet.Submitted != "" {
		return append(append(pieces, p.submitted(sheet)...), p.signed(sheet.Juror))
	}
	for i := range 5 {
		label := ""
		if i == 0 {
			label = locale.T(p.lang, "keying.sheet_comment")
		}
		pieces = append(pieces, p.written(label))
	}
	pieces[len(pieces)-5].keep = 4 * writeLine
	return append(pieces, p.signed(""))
}

// submitted is what a sheet ends with that was handed in.
func (p *paper) submitted(sheet ScoreSheet) (pieces []piece) {
	if sheet.Comment != "" {
		pieces = p.paragraph(locale.T(p.lang, "keying.sheet_comment"), fit{face: p.fonts.bold, size: 10.5}, ink, 3, 6)
		pieces = append(pieces, p.paragraph(sheet.Comment, fit{face: p.fonts.regular, size: 10}, ink, 0.5, 0)...)
	}
	return append(pieces, p.paragraph(sheet.Submitted, fit{face: p.fonts.regular, size: 10}, ink, 4, 20)...)
}

// wording is a text of a block with how it is set.
type wording struct {
	text string
	fit
	color color
}

// words are what a criterion says.
func (p *paper) words(c ScoreCriterion) (texts []wording) {
	small := fit{face: p.fonts.regular, size: 8.5}
	texts = append(texts, wording{c.Name, fit{face: p.fonts.bold, size: 10.5}, ink})
	for _, text := range append([]string{c.Description, c.Scale}, c.Lines...) {
		if text != "" {
			texts = append(texts, wording{text, small, gray})
		}
	}
	return texts
}

// explained is a column's criterion, above its rows.
func (p *paper) explained(c ScoreCriterion, width float64) (pieces []piece) {
	for _, text := range p.words(c)[1:] {
		e := newElement(tagP)
		for _, line := range text.wrap(p.clean(text.text), text.size, width) {
			height := text.size * point * lineSpacing * 1.08
			pieces = append(pieces, piece{height: height, name: c.Name, draw: func(y float64) {
				p.within(e, func() { p.line(line, receiptSide, y+height*0.77, style{text.face, text.size, 0, text.color}, left) })
			}})
		}
	}
	return append(pieces, piece{height: 3, draw: func(float64) {}})
}

// boxed is texts with a box for points beside them, above a thin rule; the first one has a role. The points stand in it if they are
// known.
func (p *paper) boxed(first role, texts []wording, value string) piece {
	lines := make([][]string, len(texts))
	height := 2.0
	for i, t := range texts {
		lines[i] = t.wrap(p.clean(t.text), t.size, scoreText)
		height += t.size * point * lineSpacing * float64(len(lines[i]))
	}
	height = max(height, boxHeight) + 3
	return piece{height: height, name: texts[0].text, draw: func(y float64) {
		at, is := y+1, first
		for i, t := range texts {
			step := t.size * point * lineSpacing
			p.tag(is, func() { p.lines(lines[i], receiptSide, at+step*0.77, style{t.face, t.size, 0, t.color}, left) })
			at += step * float64(len(lines[i]))
			is = tagP
		}
		pen{p.pdf}.stroke(ink, 0.35)
		p.pdf.Rect(receiptWidth-receiptSide-boxWidth, y+1, boxWidth, boxHeight, "D")
		if value != "" {
			p.tag(tagP, func() {
				p.line(p.clean(value), receiptWidth-receiptSide-boxWidth/2, y+1+boxHeight*0.66, style{p.fonts.bold, 13, 0, ink}, center)
			})
		}
		pen{p.pdf}.stroke(goldPale, 0.25)
		p.pdf.Line(receiptSide, y+height-0.8, receiptWidth-receiptSide, y+height-0.8)
	}}
}

// written is a line to be written on, with what it is for before it.
func (p *paper) written(label string) piece {
	return piece{height: writeLine, name: label, draw: func(y float64) {
		text := p.clean(label)
		p.line(text, receiptSide, y+writeLine-1, style{p.fonts.bold, 9, 0, ink}, left)
		from := receiptSide
		if text != "" {
			from += p.fonts.bold.width(text, 9, 0) + 3
		}
		pen{p.pdf}.stroke(gray, 0.2)
		p.pdf.Line(from, y+writeLine, receiptWidth-receiptSide, y+writeLine)
	}}
}

// signed is the place for the date and the signature, with who signs if that is known.
func (p *paper) signed(who string) piece {
	return piece{height: 20, draw: func(y float64) {
		small := style{p.fonts.regular, 8.5, 0, gray}
		pen{p.pdf}.stroke(ink, 0.3)
		p.pdf.Line(receiptSide, y+14, receiptSide+50, y+14)
		p.pdf.Line(receiptSide+66, y+14, receiptWidth-receiptSide, y+14)
		p.line(p.clean(locale.T(p.lang, "keying.sheet_date")), receiptSide, y+18, small, left)
		p.line(p.clean(strings.TrimSuffix(locale.T(p.lang, "keying.sheet_signature")+": "+who, ": ")), receiptSide+66, y+18, small, left)
	}}
}
