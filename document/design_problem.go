package document

import (
	"math"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/locale"
)

// Problem is something about a design that keeps it from being used, or a warning.
type Problem struct {
	Block   int // its number, -1 for the whole
	Key     string
	Text    string // what it is about, in the words of the page
	Warning bool
}

// Args gives what the message of the problem names.
func (p Problem) Args() fault.Args { return fault.Args{"Text": p.Text, "Number": p.Block + 1} }

// Message says what the problem is.
func (p Problem) Message(lang locale.Language) string {
	return locale.Field(lang, fault.Field{Key: p.Key, Args: p.Args()})
}

// smallestCode is how wide the dark part of a QR code is at least, in millimeters.
const smallestCode = 15.0

// Problems finds what is wrong with a look: each sample is set by it, and what of it does not fit is named, once for each block.
func (l *Look) Problems(samples []Certificate) ([]Problem, error) {
	fonts, err := loadFonts()
	if err != nil {
		return nil, err
	}
	found := problems{look: l}
	for i, b := range l.Blocks {
		found.block(fonts, i, b)
	}
	found.whole()
	for _, sample := range samples {
		sample.Look = l
		found.set(sample.set(fonts))
	}
	slices.SortStableFunc(found.list, func(a, b Problem) int { return a.Block - b.Block })
	return found.list, nil
}

// Usable tells whether nothing but warnings is among problems.
func Usable(problems []Problem) bool {
	return !slices.ContainsFunc(problems, func(p Problem) bool { return !p.Warning })
}

type problems struct {
	look *Look
	list []Problem
}

// add notes a problem, each kind once for a block.
func (p *problems) add(next Problem) {
	same := func(known Problem) bool { return known.Block == next.Block && known.Key == next.Key }
	if !slices.ContainsFunc(p.list, same) {
		p.list = append(p.list, next)
	}
}

// block looks at one block without any sample.
func (p *problems) block(fonts typefaces, i int, b Block) {
	for _, lang := range locale.Languages {
		text := b.Text[lang]
		if unknown := UnknownFields(text); len(unknown) > 0 {
			p.add(Problem{Block: i, Key: "design.unknown_merge", Text: strings.Join(unknown, ", ")})
		}
		if lacking := lackingLetters(fonts.regular, text); lacking != "" {
			p.add(Problem{Block: i, Key: "design.no_glyph", Text: lacking})
		}
	}
	switch b.Kind {
	case TextBlock:
		if b.Text.Empty() {
			p.add(Problem{Block: i, Key: "design.no_text", Warning: true})
		}
		if c := contrast(b.Color.rgb(), white); c < 4.5 {
			p.add(Problem{Block: i, Key: "design.low_contrast", Text: string(b.Color), Warning: true})
		}
		fallthrough
	case SignaturesBlock, QRBlock:
		m, d := p.look.Margins, p.look.Design
		if box := b.Box; !b.Below && (box.X < m.Left || box.Y < m.Top || box.X+box.Width > d.Width-m.Right || box.Y+box.Height > d.Height-m.Bottom) {
			p.add(Problem{Block: i, Key: "design.in_margin", Warning: true})
		}
	case PictureBlock:
		if p.look.Pictures[b.Picture] == nil {
			p.add(Problem{Block: i, Key: "design.picture_missing"})
		}
	}
}

// lackingLetters lists what of a text the fonts cannot draw.
func lackingLetters(f *face, text string) string {
	var lacking []rune
	for _, r := range text {
		if !f.has(r) && r != '\n' && r != '\r' && r != '\t' && !slices.Contains(lacking, r) {
			lacking = append(lacking, r)
		}
	}
	return string(lacking)
}

// whole looks for what every certificate must have.
func (p *problems) whole() {
	code, serial := false, false
	for _, b := range p.look.Blocks {
		code = code || b.Kind == QRBlock
		for _, text := range b.Text {
			for _, field := range mergeField.FindAllStringSubmatch(text, -1) {
				serial = serial || field[1] == "serial" || field[1] == "verification"
			}
		}
	}
	if !code {
		p.add(Problem{Block: -1, Key: "design.no_code"})
	}
	if !serial {
		p.add(Problem{Block: -1, Key: "design.no_serial"})
	}
	if b := p.look.Background; b.Picture != "" && p.look.Pictures[b.Picture] == nil {
		p.add(Problem{Block: -1, Key: "design.picture_missing"})
	}
}

// set looks at a sample as it was set: what does not fit, what is laid on top of something else, and the code.
func (p *problems) set(l *layout) {
	for _, problem := range l.wrong {
		p.add(problem)
	}
	for _, b := range l.page.laid {
		if b.code == nil {
			continue
		}
		if codeBox(b.box, b.code).w < smallestCode-0.01 {
			p.add(Problem{Block: b.block, Key: "design.small_code"})
		}
	}
	for i, a := range l.page.laid {
		for _, b := range l.page.laid[:i] {
			if a.solid() && b.solid() && a.block != b.block && a.box.meets(b.box) {
				p.add(Problem{Block: a.block, Key: "design.overlaps", Text: strings.Join(b.says(), " "), Warning: a.code == nil && b.code == nil})
			}
		}
	}
}

// solid tells whether a block has words or a code, which nothing may lie on.
func (b laid) solid() bool { return len(b.said) > 0 || b.code != nil }

func (b laid) says() (texts []string) {
	for _, said := range b.said {
		texts = append(texts, said.lines...)
	}
	return texts
}

// meets tells whether two boxes have more than a millimeter of height and width in common.
func (a rect) meets(b rect) bool {
	return min(a.x+a.w, b.x+b.w)-max(a.x, b.x) > 1 && min(a.y+a.h, b.y+b.h)-max(a.y, b.y) > 1
}

// contrast is the ratio of the luminance of two colors, from 1 to 21, as WCAG 2.2 defines it.
func contrast(a, b color) float64 {
	luminance := func(c color) float64 {
		part := func(v int) float64 {
			s := float64(v) / 255
			if s <= 0.04045 {
				return s / 12.92
			}
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.r) + 0.7152*part(c.g) + 0.0722*part(c.b)
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}
