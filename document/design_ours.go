package document

import (
	"slices"
	"strings"
	"sync"

	"blazon/locale"
)

// StandardDesign is the name of the design that certificates have where nobody made another.
const StandardDesign = "blazon"

// OurDesigns lists the names of the designs that come with the program, the standard one first.
var OurDesigns = []string{StandardDesign, "laurel", "mosaic", "waves", "deco"}

// same is a text that is the same in all languages, since it is made of merge fields alone.
func same(text string) locale.Text { return locale.Text{locale.English: text} }

// OurDesign gives one of our designs, upright or landscape; nil where there is none of the name. It may be changed.
func OurDesign(name string, upright bool) *Design {
	if !slices.Contains(OurDesigns, name) {
		return nil
	}
	d := &Design{Format: DesignFormat, Width: 2970, Height: 2100}
	if upright {
		d.Width, d.Height = d.Height, d.Width
	}
	d.Margins = Margins{170, 170, 170, 170}
	at := slices.IndexFunc(Backgrounds, func(k BackgroundKind) bool { return k.Name == name })
	colors := Backgrounds[at].Colors
	d.Background = Background{Name: name, Colors: slices.Clone(colors)}
	tone := tones{strong: colors[0], fine: readable(colors[1])}
	if name == "mosaic" && !upright {
		d.aside(tone)
	} else {
		d.centered(tone)
	}
	return d
}

// tones are the colors of a design's words.
type tones struct{ strong, fine Color }

// readable darkens a color until a text in it can be read on white.
func readable(c Color) Color {
	if c == colorOf(gold) {
		return colorOf(goldText)
	}
	for now := c.rgb(); ; now = mixed(now, color{}, 0.08) {
		if contrast(now, white) >= 5 {
			return colorOf(now)
		}
	}
}

// saying is a text block.
func saying(text string, size, smallest, lines int, color Color) Block {
	return Block{Kind: TextBlock, Text: same(text), Size: size, Smallest: smallest, Lines: lines, Color: color, Align: "center", Vertical: "middle"}
}

func (b Block) in(x, y, width, height int) Block {
	b.Box = Box{x, y, width, height}
	return b
}

func (b Block) bold() Block { b.Bold = true; return b }

func (b Block) capitals(spacing int) Block { b.Capitals, b.Spacing = true, spacing; return b }

func (b Block) spaced(spacing int) Block { b.Spacing = spacing; return b }

func (b Block) below(gap int) Block { b.Below, b.Gap, b.Vertical = true, gap, ""; return b }

func (b Block) aligned(to string) Block { b.Align = to; return b }

// body is what a certificate says, in one column.
func body(t tones, name int) []Block {
	soft, dark := colorOf(gray), colorOf(ink)
	return []Block{
		saying("{{names}}", name, 80, 6, t.strong).bold(),
		saying("{{takes}}", 120, 90, 1, soft).below(26),
		saying("{{result}}", 260, 100, 4, t.fine).bold().below(16),
		saying("{{besides}}", 140, 80, 4, t.fine).bold().below(16),
		saying("{{given_by}}", 120, 80, 3, soft).below(16),
		saying("{{in_category}}", 120, 90, 1, soft).below(30),
		saying("{{category}}", 150, 75, 5, dark).bold().below(14),
		saying("{{entry}}", 130, 75, 6, dark).below(24),
		saying("{{prize}}", 125, 80, 3, t.strong).bold().below(30),
		saying("{{citation}}", 105, 70, 8, soft).below(30),
	}
}

// centered is everything around the middle of the page, as it was always done.
func (d *Design) centered(t tones) {
	w, h := d.Width, d.Height
	high := h - 2100 // how much more room an upright page has
	head, wide := 225+high/5, w-650
	side := max(0, (w-2320)/2)
	if w < h {
		wide, side = w-460, 230
	}
	soft, dark := colorOf(gray), colorOf(ink)
	column := body(t, 330)
	column[0] = column[0].in(side, head+545, wide, h-1295-head+225+min(0, -high/9))
	d.Blocks = append([]Block{
		{Kind: MarkBlock, Box: Box{w/2 - 170, head, 340, 170}},
		saying("{{competition}}", 150, 90, 1, t.strong).bold().capitals(120).in(side, head+250, wide, 66),
		saying("{{edition}} · {{year}} · {{round}}", 105, 70, 1, soft).spaced(20).in(side, head+324, wide, 48),
		saying("{{certificate}}", 320, 200, 1, t.fine).capitals(140).in(side, head+381, wide, 140),
		{Kind: DividerBlock, Box: Box{w/2 - 460, head + 510, 920, 20}, Color: d.Background.Colors[1]},
	}, column...)
	foot := h - 2100
	if w > h {
		d.Blocks = append(d.Blocks,
			saying("{{place_and_date}}", 100, 60, 2, dark).aligned("left").in(250, foot+1630, 590, 110),
			Block{Kind: SignaturesBlock, Box: Box{860, foot + 1575, 1570, 215}, Color: t.strong},
			Block{Kind: QRBlock, Box: Box{w - 520, foot + 1590, 240, 240}},
			saying("{{sponsors}}", 90, 55, 2, dark).in(w/2-950, foot+1806, 1900, 66),
			saying("{{verification}}", 75, 50, 1, soft).in(w/2-950, foot+1876, 1900, 38))
		return
	}
	d.Blocks = append(d.Blocks,
		saying("{{place_and_date}}", 105, 60, 2, dark).in(side, foot+1360, wide, 100),
		Block{Kind: SignaturesBlock, Box: Box{190, foot + 1460, w - 380, 230}, Color: t.strong},
		Block{Kind: QRBlock, Box: Box{w - 520, foot + 1685, 240, 240}},
		saying("{{sponsors}}", 90, 55, 3, dark).aligned("left").in(280, foot+1705, w-820, 110),
		saying("{{verification}}", 75, 50, 2, soft).aligned("left").in(280, foot+1825, w-820, 90))
}

// aside is a column that begins at the left, beside a background that has its weight there.
func (d *Design) aside(t tones) {
	w := d.Width
	soft, dark := colorOf(gray), colorOf(ink)
	column := body(t, 340)
	for i := range column {
		column[i] = column[i].aligned("left")
	}
	column[0] = column[0].in(500, 640, 1970, 890)
	d.Blocks = append([]Block{
		saying("{{competition}}", 150, 80, 1, t.strong).bold().capitals(100).aligned("left").in(500, 240, 1550, 70),
		saying("{{edition}} · {{year}} · {{round}}", 105, 70, 1, soft).aligned("left").in(500, 318, 1550, 50),
		saying("{{certificate}}", 400, 200, 1, t.fine).capitals(160).aligned("left").in(500, 400, 1970, 180),
		{Kind: MarkBlock, Box: Box{w - 780, 235, 360, 210}},
	}, column...)
	d.Blocks = append(d.Blocks,
		saying("{{place_and_date}}", 100, 60, 2, dark).aligned("left").in(500, 1600, 480, 110),
		Block{Kind: SignaturesBlock, Box: Box{1000, 1545, 1270, 215}, Color: t.strong},
		Block{Kind: QRBlock, Box: Box{w - 660, 1560, 240, 240}},
		saying("{{sponsors}}", 90, 55, 2, dark).aligned("left").in(500, 1806, 1970, 66),
		saying("{{verification}}", 75, 50, 1, soft).aligned("left").in(500, 1876, 1970, 38))
	d.Margins = Margins{170, 400, 170, 400}
}

// standard is the look of certificates that have none of their own.
var standard = sync.OnceValue(func() *Look { return &Look{Design: OurDesign(StandardDesign, false)} })

// ReadLook reads the design that a certificate's record names: one of ours by its name, or JSON.
func ReadLook(design string) (*Look, error) {
	if strings.HasPrefix(design, "{") {
		d, err := ReadDesign([]byte(design))
		return &Look{Design: d}, err
	}
	return standard(), nil
}
