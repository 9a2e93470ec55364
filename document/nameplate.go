package document

import (
	"cmp"
	"errors"
	"io"
	"strings"
	"time"

	"blazon/locale"
)

// NamePlates are plates for tables and lecterns: each is upright A4 folded across its middle, so that both sides bear the name.
type NamePlates struct {
	Occasion        // of which each plate names the competition and the edition
	Title    string // "Jmenovky"
	When     time.Time
	Plates   []NamePlate
}

// NamePlate is the plate of one body.
type NamePlate struct {
	Kind     string // "město"
	Name     string // "Semily"
	District string // what tells it from its namesakes: "okres Liberec"; may be empty
}

// The plate's halves, in millimeters: each is half of upright A4.
const (
	plateMiddle = receiptWidth / 2
	plateFold   = receiptHeight / 2
	plateRoom   = receiptWidth - 2*16
)

// WriteNamePlates prints a page for each plate. A name that does not fit even small on twelve lines is fault.row_too_long, which names it.
func WriteNamePlates(w io.Writer, n NamePlates) error {
	if len(n.Plates) == 0 {
		return errors.New("document: no name plates to print")
	}
	p, err := newUpright(n.Language, meta{title: n.Title + " – " + n.heading(), author: n.Organizer, subject: n.Round, when: n.When})
	if err != nil {
		return err
	}
	return p.print(w, func() error {
		for _, plate := range n.Plates {
			if err := p.plate(plate, n.heading()); err != nil {
				return err
			}
		}
		return nil
	})
}

// Reading gives the plates as they are read: their names, in one list.
func (n NamePlates) Reading() Reading {
	part := ReadingPart{Heading: n.Title, Columns: []ReadingColumn{{Title: locale.T(n.Language, "document.entrant")}}}
	for _, plate := range n.Plates {
		part.Rows = append(part.Rows, ReadingRow{Cells: []string{plate.text()}})
	}
	return Reading{Language: n.Language, Title: n.Title, Subject: filled(n.heading()), Parts: []ReadingPart{part}}
}

// text names the body on one line.
func (n NamePlate) text() string {
	text := strings.Join(filled(n.Kind, n.Name), " ")
	if n.District != "" {
		text += " (" + n.District + ")"
	}
	return text
}

// plate draws a page: the fold, the lower half, and the same upside down above the fold.
func (p *paper) plate(n NamePlate, subject string) error {
	lines, err := p.plateLines(n, subject)
	if err != nil {
		return err
	}
	p.pdf.AddPage()
	p.bookmark(n.text())
	pen{p.pdf}.stroke(goldPale, 0.25)
	for _, x := range []float64{0, receiptWidth - 8} {
		p.pdf.Line(x, plateFold, x+8, plateFold)
	}
	p.pdf.TransformBegin()
	p.pdf.TransformRotate(180, plateMiddle, plateFold)
	p.artifact(func() { p.plateHalf(lines) }) // it is read once
	p.pdf.TransformEnd()
	p.tag(tagSection, func() { p.plateHalf(lines) })
	return nil
}

// plateLine is a text of a plate as it is set.
type plateLine struct {
	texts []string
	role  role
	y     float64 // the first baseline
	style
}

// plateLines sets what stands on the lower half: kind, name and district around its middle, the subject at its end.
func (p *paper) plateLines(n NamePlate, subject string) (lines []plateLine, err error) {
	blocks := []block{
		{text: p.clean(n.Kind), fit: fit{p.fonts.regular, 26, 14, 0, 2}, color: gray},
		{text: p.clean(n.Name), role: tagH1, fit: fit{p.fonts.bold, 88, 11, 0, 12}, color: navy, gap: 2},
		{text: p.clean(n.District), fit: fit{p.fonts.regular, 20, 12, 0, 2}, color: gray, gap: 2},
	}
	const top, bottom = 14.0, 30.0
	flow, ok := flowed(blocks, plateRoom, 1)
	for scale := 0.95; ok && flow.height > plateFold-top-bottom; scale -= 0.05 {
		if scale < 0.1 {
			return nil, tooLong("fault.row_too_long", n.text())
		}
		flow, ok = flowed(blocks, plateRoom, scale)
	}
	if !ok {
		return nil, tooLong("fault.row_too_long", n.text())
	}
	y := plateFold + top + (plateFold-top-bottom-flow.height)/2
	add := func(s setting, b block) {
		height := s.size * point * lineSpacing
		lines = append(lines, plateLine{s.lines, cmp.Or(b.role, tagP), y + height*0.77, style{b.face, s.size, b.tracking, b.color}})
		y += height * float64(len(s.lines))
	}
	for i, b := range flow.blocks {
		if i > 0 {
			y += b.gap
		}
		add(flow.settings[i], b)
	}
	small := block{fit: fit{p.fonts.regular, 11, 6, 0, 2}, color: goldText}
	s, ok := small.set(p.clean(subject), plateRoom)
	if !ok {
		return nil, tooLong("fault.row_too_long", subject)
	}
	y = receiptHeight - 22
	add(s, small)
	return lines, nil
}

func (p *paper) plateHalf(lines []plateLine) {
	for _, l := range lines {
		p.tag(l.role, func() { p.lines(l.texts, plateMiddle, l.y, l.style, center) })
	}
}
