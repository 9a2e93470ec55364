package document

import (
	"cmp"
	"strings"

	"github.com/boombuler/barcode"

	"blazon/locale"
)

// Look is a design with the pictures that it shows. What it names and Pictures lacks stays empty.
type Look struct {
	*Design
	Pictures    map[string]*Picture // of the design itself, by their hashes
	Competition *Picture            // the competition's logo; nil: none
	Chapter     *Picture
	Entrants    []*Picture // coats of arms
	Partners    []*Picture
}

// rect is a box in millimeters.
type rect struct{ x, y, w, h float64 }

func (b Box) rect() rect {
	return rect{float64(b.X) / 10, float64(b.Y) / 10, float64(b.Width) / 10, float64(b.Height) / 10}
}

// saidLines are the lines of one text below each other, the first one's baseline at y.
type saidLines struct {
	lines []string
	x, y  float64
	style style
	align align
	role  role // in the structure; none: a paragraph
}

// laid is a block as it stands on its page.
type laid struct {
	block    int // its number in the design
	box      rect
	said     []saidLines
	rules    []rect // thin lines from (x, y) to (x+w, y)
	pictures []laidPicture
	code     barcode.Barcode
	mark     bool
	divider  bool
	color    color
}

// page is a certificate as it stands on its paper.
type page struct {
	extent
	background Background
	picture    *Picture
	laid       []laid
}

// layout sets a certificate by a design.
type layout struct {
	Certificate
	look   *Look
	fonts  typefaces
	page   page
	wrong  []Problem
	titled bool // there is a heading already
}

// Look of a certificate, where it has none of its own, is the first of ours.
func (c Certificate) look() *Look {
	if c.Look != nil && c.Look.Design != nil {
		return c.Look
	}
	return standard()
}

// set sets a certificate; what does not fit is among the layout's problems.
func (c Certificate) set(fonts typefaces) *layout {
	look := c.look()
	l := &layout{Certificate: c, look: look, fonts: fonts, page: page{background: look.Background,
		extent: extent{width: float64(look.Width) / 10, height: float64(look.Height) / 10}, picture: look.Pictures[look.Background.Picture]}}
	for i := 0; i < len(look.Blocks); i++ {
		b := look.Blocks[i]
		switch b.Kind {
		case TextBlock:
			last := i
			for last+1 < len(look.Blocks) && look.Blocks[last+1].Below {
				last++
			}
			l.column(i, last)
			i = last
		case SignaturesBlock:
			l.signatures(i, b)
		case QRBlock:
			l.code(i, b)
		case PictureBlock:
			l.pictures(i, b, laidPicture{Picture: look.Pictures[b.Picture]})
		case LogoBlock:
			l.pictures(i, b, l.logos(b.Source)...)
		case MarkBlock:
			l.add(laid{block: i, box: b.Box.rect(), mark: true, color: l.metal(b)})
		case DividerBlock:
			l.add(laid{block: i, box: b.Box.rect(), divider: true, color: b.Color.rgb()})
		}
	}
	return l
}

func (l *layout) add(block laid) { l.page.laid = append(l.page.laid, block) }

// metal is the color of a mark: its own, or gold, silver and bronze by the place.
func (l *layout) metal(b Block) color {
	if b.Color != "" {
		return b.Color.rgb()
	}
	return metal(l.Place.First)
}

func (l *layout) face(b Block) *face {
	if b.Bold {
		return l.fonts.bold
	}
	return l.fonts.regular
}

// column sets the texts of one box below each other, all smaller by the same share until they fit.
func (l *layout) column(first, last int) {
	box := l.look.Blocks[first].Box.rect()
	var blocks []block
	for i := first; i <= last; i++ {
		b := l.look.Blocks[i]
		for n, text := range l.merged(b.Text.In(l.Language)) {
			if b.Capitals {
				text = strings.ToUpper(text)
			}
			gap := float64(b.Gap) / 10
			if n > 0 {
				gap = 0
			}
			f := fit{l.face(b), float64(b.Size) / 10, float64(b.Smallest) / 10, float64(b.Spacing), b.Lines}
			blocks = append(blocks, block{text: printable(l.fonts.regular, l.Language, text), fit: f, color: b.Color.rgb(), gap: gap, align: aligned(b.Align), role: l.heading(b), number: i})
		}
	}
	for scale := 1.0; scale > 0.2; scale -= 0.05 {
		f, ok := flowed(blocks, box.w, scale)
		if !ok {
			break
		}
		if room := box.h - f.height; room >= -0.05 {
			l.page.laid = append(l.page.laid, f.laid(box, room, l.look.Blocks[first].Vertical)...)
			return
		}
	}
	l.wrong = append(l.wrong, Problem{Block: first, Key: "design.does_not_fit", Text: strings.Join(texts(blocks), " ")})
}

// heading is the role of a text: what says that this is a certificate is its title, and its names are the heading below.
func (l *layout) heading(b Block) role {
	text := b.Text.In(l.Language)
	title, who := strings.Contains(text, "{{certificate}}"), strings.Contains(text, "{{names}}")
	switch {
	case (title || who) && !l.titled:
		l.titled = true
		return tagH1
	case who:
		return tagH2
	}
	return ""
}

func texts(blocks []block) (list []string) {
	for _, b := range blocks {
		list = append(list, b.text)
	}
	return list
}

func aligned(name string) align {
	switch name {
	case "left":
		return left
	case "right":
		return right
	}
	return center
}

// short sets a text of our own in a box from its top down; false where it does not fit.
func (l *layout) short(to *laid, text string, f fit, box rect, c color) bool {
	flow, ok := flowed([]block{{text: printable(l.fonts.regular, l.Language, text), fit: f, color: c, align: center}}, box.w, 1)
	if !ok || flow.height > box.h+0.05 {
		return false
	}
	for _, part := range flow.laid(box, box.h-flow.height, "top") {
		to.said = append(to.said, part.said...)
	}
	return true
}

// signatures sets a line for each who signs, with name and role below it and the image of the signature above.
func (l *layout) signatures(number int, b Block) {
	const below, name, longest = 11.5, 4.4, 76.0
	box := b.Box.rect()
	out := laid{block: number, box: box}
	width := box.w / float64(max(len(l.Signatories), 1))
	for i, s := range l.Signatories {
		room := rect{box.x + float64(i)*width + 3, box.y, min(width-6, longest), box.h}
		room.x += (width - 6 - room.w) / 2
		rule := box.y + box.h - below
		if rule < box.y || room.w < 10 {
			l.wrong = append(l.wrong, Problem{Block: number, Key: "design.does_not_fit", Text: s.Role})
			return
		}
		if i < len(b.Images) && l.look.Pictures[b.Images[i]] != nil {
			picture := l.look.Pictures[b.Images[i]]
			out.pictures = append(out.pictures, laidPicture{picture, picture.inside(rect{room.x, room.y, room.w, rule - room.y}), locale.T(l.Language, "document.signed", "Name", cmp.Or(s.Name, s.Role))})
		}
		out.rules = append(out.rules, rect{x: room.x, y: rule, w: room.w})
		y := rule + 1.3
		ok := true
		if s.Name != "" {
			ok = l.short(&out, s.Name, fit{l.fonts.bold, 9.5, 6, 0, 1}, rect{room.x, y, room.w, name}, ink)
			y += name
		}
		if !ok || !l.short(&out, s.Role, fit{l.fonts.regular, 8.5, 5.5, 0, 2}, rect{room.x, y, room.w, box.y + box.h - y + 2}, gray) {
			l.wrong = append(l.wrong, Problem{Block: number, Key: "design.does_not_fit", Text: strings.TrimSpace(s.Name + " " + s.Role)})
			return
		}
	}
	out.color = b.Color.rgb()
	if len(out.rules) > 0 {
		l.add(out)
	}
}
