package organizer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"blazon/document"
	"blazon/fault"
	"blazon/locale"
)

// designForm is a design as it is typed: lengths in millimeters and sizes of text in points, with one decimal.
type designForm struct {
	Revision   int         `form:"revision"`
	Name       string      `form:"name"`
	Kind       string      `form:"kind"`
	Width      string      `form:"width"`
	Height     string      `form:"height"`
	Top        string      `form:"top"`
	Right      string      `form:"right"`
	Bottom     string      `form:"bottom"`
	Left       string      `form:"left"`
	Background string      `form:"background"`
	Colors     []string    `form:"colors"`
	Picture    string      `form:"picture"`
	Blocks     []blockForm `form:"blocks"`
	Sample     int         `form:"sample"`
	Add        string      `form:"add"`
	Do         string      `form:"do"`
}

// blockForm is a block of a design as it is typed.
type blockForm struct {
	Kind     string            `form:"kind"`
	X        string            `form:"x"`
	Y        string            `form:"y"`
	Width    string            `form:"width"`
	Height   string            `form:"height"`
	Below    bool              `form:"below"`
	Text     map[string]string `form:"text"`
	Bold     bool              `form:"bold"`
	Capitals bool              `form:"capitals"`
	Size     string            `form:"size"`
	Smallest string            `form:"smallest"`
	Lines    string            `form:"lines"`
	Spacing  string            `form:"spacing"`
	Gap      string            `form:"gap"`
	Align    string            `form:"align"`
	Vertical string            `form:"vertical"`
	Color    string            `form:"color"`
	Metal    bool              `form:"metal"` // of a mark: the color of the place's metal
	Source   string            `form:"source"`
	Picture  string            `form:"picture"`
	Images   []string          `form:"images"`
}

// tenths writes a tenth of a unit as it is typed: 125 is "12.5".
func tenths(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) }

// designFormOf fills the form in.
func designFormOf(d *document.Design) designForm {
	m := d.Margins
	f := designForm{Width: tenths(d.Width), Height: tenths(d.Height), Top: tenths(m.Top), Right: tenths(m.Right), Bottom: tenths(m.Bottom), Left: tenths(m.Left),
		Background: d.Background.Name, Picture: d.Background.Picture}
	for _, c := range d.Background.Colors {
		f.Colors = append(f.Colors, string(c))
	}
	for i, b := range d.Blocks {
		form := blockFormOf(b)
		if b.Below && i > 0 { // what it begins with where it gets a box of its own
			above := f.Blocks[i-1]
			form.X, form.Y, form.Width, form.Height, form.Vertical = above.X, above.Y, above.Width, above.Height, above.Vertical
		}
		f.Blocks = append(f.Blocks, form)
	}
	return f
}

func blockFormOf(b document.Block) blockForm {
	f := blockForm{Kind: b.Kind, X: tenths(b.Box.X), Y: tenths(b.Box.Y), Width: tenths(b.Box.Width), Height: tenths(b.Box.Height), Below: b.Below,
		Text: map[string]string{}, Bold: b.Bold, Capitals: b.Capitals, Size: tenths(b.Size), Smallest: tenths(b.Smallest), Lines: strconv.Itoa(b.Lines),
		Spacing: strconv.Itoa(b.Spacing), Gap: tenths(b.Gap), Align: b.Align, Vertical: b.Vertical, Color: string(b.Color), Metal: b.Color == "",
		Source: b.Source, Picture: b.Picture, Images: slices.Clone(b.Images)}
	for lang, text := range b.Text {
		f.Text[string(lang)] = text
	}
	if f.Color == "" {
		f.Color = "#1b2333"
	}
	return f
}

// design reads the form. A fault names its fields as the form does.
func (f *designForm) design() (*document.Design, error) {
	c := reading{}
	d := &document.Design{Format: document.DesignFormat, Width: c.tenths("width", f.Width), Height: c.tenths("height", f.Height),
		Margins:    document.Margins{Top: c.tenths("top", f.Top), Right: c.tenths("right", f.Right), Bottom: c.tenths("bottom", f.Bottom), Left: c.tenths("left", f.Left)},
		Background: document.Background{Name: f.Background, Colors: f.colors()}}
	if f.Background == document.PictureBackground {
		d.Background.Picture = f.Picture
	}
	for i, b := range f.Blocks {
		d.Blocks = append(d.Blocks, c.block(fmt.Sprintf("blocks[%d].", i), b))
	}
	if len(c.wrong) > 0 {
		return nil, fault.InForm(c.wrong...)
	}
	if err := d.Valid(); err != nil {
		return nil, typedNames(err)
	}
	return d, nil
}

// colors gives a background as many colors as it takes: those that were typed, then its own.
func (f *designForm) colors() (colors []document.Color) {
	for _, kind := range document.Backgrounds {
		if kind.Name != f.Background {
			continue
		}
		colors = slices.Clone(kind.Colors)
		for i := range min(len(colors), len(f.Colors)) {
			if f.Colors[i] != "" {
				colors[i] = document.Color(strings.ToLower(f.Colors[i]))
			}
		}
	}
	return colors
}

// block reads one block, of which each kind takes something else.
func (c *reading) block(name string, f blockForm) document.Block {
	b := document.Block{Kind: f.Kind, Below: f.Below && f.Kind == document.TextBlock}
	if !b.Below {
		b.Box = document.Box{X: c.tenths(name+"x", f.X), Y: c.tenths(name+"y", f.Y), Width: c.tenths(name+"width", f.Width), Height: c.tenths(name+"height", f.Height)}
	}
	if !f.Metal || f.Kind != document.MarkBlock {
		b.Color = document.Color(strings.ToLower(f.Color))
	}
	switch f.Kind {
	case document.TextBlock:
		b.Text, b.Bold, b.Capitals, b.Align = locale.Text{}, f.Bold, f.Capitals, f.Align
		for lang, text := range f.Text {
			if text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")); text != "" {
				b.Text[locale.Language(lang)] = text
			}
		}
		b.Size, b.Smallest, b.Gap = c.tenths(name+"size", f.Size), c.tenths(name+"smallest", f.Smallest), c.tenths(name+"gap", f.Gap)
		b.Lines, b.Spacing = c.number(name+"lines", f.Lines, "design.lines"), c.number(name+"spacing", f.Spacing, "design.spacing")
		if !b.Below {
			b.Vertical = f.Vertical
		}
	case document.PictureBlock:
		b.Picture, b.Color = f.Picture, ""
	case document.LogoBlock:
		b.Source, b.Color = f.Source, ""
	case document.SignaturesBlock:
		b.Images = slices.Clone(f.Images)
		for len(b.Images) > 0 && b.Images[len(b.Images)-1] == "" {
			b.Images = b.Images[:len(b.Images)-1]
		}
	case document.QRBlock:
		b.Color = ""
	}
	return b
}

// tenths reads a number with one decimal at most, behind a point or a comma, as tenths.
func (c *reading) tenths(name, text string) int {
	whole, decimal, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(text), ",", "."), ".")
	decimal = strings.TrimRight(decimal, "0")
	if decimal == "" {
		decimal = "0"
	}
	n, err := strconv.Atoi(whole + decimal)
	if err != nil || len(decimal) > 1 || len(whole) == 0 || len(whole) > 5 {
		c.add(name, "design.number")
		return 0
	}
	return n
}

var (
	boxName  = regexp.MustCompile(`\.box\.`)
	textName = regexp.MustCompile(`\.text\.(\w+)$`)
)

// typedNames calls wrong fields of a design as the form calls them.
func typedNames(err error) error {
	f := *fault.Of(err)
	f.Fields = slices.Clone(f.Fields)
	for i, field := range f.Fields {
		name := strings.TrimPrefix(strings.TrimPrefix(field.Name, "margins."), "background.")
		if field.Name == "background.name" {
			name = "background"
		}
		f.Fields[i].Name = textName.ReplaceAllString(boxName.ReplaceAllString(name, "."), ".text[$1]")
	}
	return &f
}

// newBlock is a block of a kind as it begins, in the middle of the paper.
func (f *designForm) newBlock(kind string, lang locale.Language) blockForm {
	c := reading{}
	w, h := c.tenths("", f.Width), c.tenths("", f.Height)
	b := document.Block{Kind: kind, Box: document.Box{X: max(0, w/2-300), Y: max(0, h/2-100), Width: min(600, max(w, 10)), Height: 200}, Color: "#1b2333"}
	switch kind {
	case document.TextBlock:
		b.Size, b.Smallest, b.Lines, b.Align, b.Vertical = 120, 80, 3, "center", "middle"
		b.Text = locale.Text{lang: locale.T(lang, "design.new_text")}
	case document.LogoBlock:
		b.Source = document.Sources[0]
	case document.QRBlock:
		b.Box.Width, b.Box.Height = 240, 240
	case document.MarkBlock:
		b.Color = ""
	}
	return blockFormOf(b)
}

// rearrange does what a button says about the blocks: "add", "up-3", "down-3", "remove-3". It tells whether it was such a button.
func (f *designForm) rearrange(lang locale.Language) bool {
	what, number, _ := strings.Cut(f.Do, "-")
	i, err := strconv.Atoi(number)
	there := err == nil && i >= 0 && i < len(f.Blocks)
	switch {
	case what == "add" && slices.Contains(document.Kinds, f.Add):
		f.Blocks = append(f.Blocks, f.newBlock(f.Add, lang))
	case what == "up" && there && i > 0:
		f.Blocks[i-1], f.Blocks[i] = f.Blocks[i], f.Blocks[i-1]
	case what == "down" && there && i < len(f.Blocks)-1:
		f.Blocks[i], f.Blocks[i+1] = f.Blocks[i+1], f.Blocks[i]
	case what == "remove" && there:
		f.Blocks = slices.Delete(f.Blocks, i, i+1)
	case what != "add" && what != "up" && what != "down" && what != "remove":
		return false
	}
	if len(f.Blocks) > 0 {
		f.Blocks[0].Below = false // there is nothing above it any more
	}
	return true
}
