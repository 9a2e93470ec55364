package document

import (
	"strings"

	"github.com/boombuler/barcode"

	"blazon/locale"
)

// laidPicture is a picture as it stands on its page.
type laidPicture struct {
	*Picture
	rect
	about string // what it shows, for those who do not see it; empty: it is ornament
}

// quiet is the margin that a QR code needs, in its modules.
const quiet = 4

// code sets the QR code in the middle of its box with the margin that it needs; without an address there is none.
func (l *layout) code(number int, b Block) {
	if l.Address == "" {
		return
	}
	code, err := newQR(l.Address)
	if err != nil {
		l.wrong = append(l.wrong, Problem{Block: number, Key: "design.does_not_fit", Text: l.Address})
		return
	}
	l.add(laid{block: number, box: b.Box.rect(), code: code})
}

// codeBox gives where the dark part of a code stands in its box.
func codeBox(box rect, code barcode.Barcode) rect {
	side := min(box.w, box.h)
	modules := float64(code.Bounds().Dx())
	dark := side * modules / (modules + 2*quiet)
	return rect{box.x + (box.w-dark)/2, box.y + (box.h-dark)/2, dark, dark}
}

// logos lists the logos or coats of arms that a source has. Several are one picture of all whose they are: the first one says so, and the
// others are ornament.
func (l *layout) logos(source string) (list []laidPicture) {
	about, pictures := "", []*Picture(nil)
	switch source {
	case "competition":
		about, pictures = l.Certificate.Competition, []*Picture{l.look.Competition}
	case "chapter":
		about, pictures = l.Organizer, []*Picture{l.look.Chapter}
	case "entrants":
		about, pictures = names(l.Language, l.Certificate.Entrants), l.look.Entrants
	case "partners":
		partners := l.Certificate.Partners
		about, pictures = locale.T(l.Language, "document.partners", "Count", len(partners), "Names", strings.Join(partners, ", ")), l.look.Partners
	}
	for _, picture := range pictures {
		if picture != nil {
			list = append(list, laidPicture{Picture: picture, about: about})
			about = ""
		}
	}
	return list
}

// pictures sets pictures beside each other in a box.
func (l *layout) pictures(number int, b Block, list ...laidPicture) {
	out := laid{block: number, box: b.Box.rect()}
	const between = 3.0
	count := float64(len(list))
	width := (out.box.w - between*(count-1)) / max(count, 1)
	for i, p := range list {
		if p.Picture != nil && width > 1 {
			p.rect = p.inside(rect{out.box.x + float64(i)*(width+between), out.box.y, width, out.box.h})
			out.pictures = append(out.pictures, p)
		}
	}
	if len(out.pictures) > 0 {
		l.add(out)
	}
}
