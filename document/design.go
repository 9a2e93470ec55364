package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/locale"
)

// DesignFormat is the version of the format that designs are kept in.
const DesignFormat = 1

// Design is how certificates look: their paper, what lies behind, and the blocks of what they say, in the order in which they are drawn
// and read. Lengths are tenths of millimeters from the top left corner, sizes of text tenths of points.
type Design struct {
	Format     int        `json:"format"`
	Width      int        `json:"width"` // of the paper
	Height     int        `json:"height"`
	Margins    Margins    `json:"margins"`
	Background Background `json:"background"`
	Blocks     []Block    `json:"blocks"`
}

// Margins are what no text comes into.
type Margins struct {
	Top    int `json:"top"`
	Right  int `json:"right"`
	Bottom int `json:"bottom"`
	Left   int `json:"left"`
}

// Background is what lies behind: one of our own drawings in its colors, or a picture that fills the paper.
type Background struct {
	Name    string  `json:"name"` // one of Backgrounds
	Colors  []Color `json:"colors,omitempty"`
	Picture string  `json:"picture,omitempty"` // hash, where Name is "picture"
}

// Color is a color as pages have it: "#122b57".
type Color string

// Box is where a block stands.
type Box struct {
	X      int `json:"x"`
	Y      int `json:"y"`
	Width  int `json:"width"`
	Height int `json:"height"`
}

// The kinds of blocks.
const (
	TextBlock       = "text"
	PictureBlock    = "picture"    // that was uploaded
	LogoBlock       = "logo"       // of whom Source names
	SignaturesBlock = "signatures" // of all who sign, beside each other
	QRBlock         = "qr"
	MarkBlock       = "mark"    // a shield between laurels, in the metal of the place
	DividerBlock    = "divider" // a thin rule
)

// Kinds lists the kinds of blocks in the order in which an editor offers them.
var Kinds = []string{TextBlock, PictureBlock, LogoBlock, SignaturesBlock, QRBlock, MarkBlock, DividerBlock}

// Sources lists whose logo or coat of arms a block shows.
var Sources = []string{"competition", "chapter", "entrants", "partners"}

// Block is a part of the page. A text that goes on below the block before it has no box: all such texts shrink together.
type Block struct {
	Kind     string      `json:"kind"`
	Box      Box         `json:"box,omitzero"`
	Below    bool        `json:"below,omitempty"` // in the column of the text before it
	Text     locale.Text `json:"text,omitempty"`  // with merge fields
	Bold     bool        `json:"bold,omitempty"`
	Capitals bool        `json:"capitals,omitempty"`
	Size     int         `json:"size,omitempty"`
	Smallest int         `json:"smallest,omitempty"` // down to which it shrinks
	Lines    int         `json:"lines,omitempty"`    // that it may take
	Spacing  int         `json:"spacing,omitempty"`  // added after each letter, in thousandths of the size
	Gap      int         `json:"gap,omitempty"`      // above it in its column
	Align    string      `json:"align,omitempty"`    // "left", "center", "right"
	Vertical string      `json:"vertical,omitempty"` // "top", "middle", "bottom": where its column stands in the box
	Color    Color       `json:"color,omitempty"`
	Source   string      `json:"source,omitempty"`
	Picture  string      `json:"picture,omitempty"` // hash
	Images   []string    `json:"images,omitempty"`  // hashes of the signatures, in the order of who signs
}

// The limits of a design.
const (
	mostDesign     = 256 << 10 // bytes
	mostBlocks     = 60
	mostText       = 2000 // letters of a block
	shortestSide   = 1000
	longestSide    = 6000
	smallestText   = 40
	largestText    = 2000
	mostLines      = 40
	mostSignatures = 8
)

// ReadDesign reads a design from JSON. What is wrong with it is Invalid and says where: a field that nobody knows, a value out of bounds.
func ReadDesign(body []byte) (*Design, error) {
	if len(body) > mostDesign {
		return nil, fault.New(fault.Invalid, "design.too_large").With("Most", locale.Bytes(mostDesign))
	}
	var raw any
	if err := json.Unmarshal(body, &raw); err != nil {
		return nil, fault.New(fault.Invalid, "design.no_json").Because(err)
	}
	if wrong := unknownFields("", raw, reflect.TypeFor[Design]()); len(wrong) > 0 {
		return nil, fault.InForm(wrong...)
	}
	d := &Design{}
	if err := json.Unmarshal(body, d); err != nil {
		var where *json.UnmarshalTypeError
		name := "design"
		if errors.As(err, &where) && where.Field != "" {
			name = where.Field
		}
		return nil, fault.InForm(fault.Field{Name: name, Key: "design.bad_value", Args: fault.Args{"Where": name}})
	}
	return d, d.Valid()
}

// unknownFields lists the fields of a JSON value that the type does not have, each with its place.
func unknownFields(path string, value any, t reflect.Type) (wrong []fault.Field) {
	switch v := value.(type) {
	case []any:
		for i, element := range v {
			if t.Kind() == reflect.Slice {
				wrong = append(wrong, unknownFields(path+"["+strconv.Itoa(i)+"]", element, t.Elem())...)
			}
		}
	case map[string]any:
		if t.Kind() != reflect.Struct {
			return nil
		}
		known := map[string]reflect.Type{}
		for _, f := range reflect.VisibleFields(t) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			known[name] = f.Type
		}
		for name, element := range v {
			at := strings.TrimPrefix(path+"."+name, ".")
			if known[name] == nil {
				wrong = append(wrong, fault.Field{Name: at, Key: "design.unknown_field", Args: fault.Args{"Where": at}})
				continue
			}
			wrong = append(wrong, unknownFields(at, element, known[name])...)
		}
		slices.SortFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
	}
	return wrong
}

// JSON writes the design as ReadDesign reads it. Equal designs give equal bytes.
func (d *Design) JSON() ([]byte, error) { return json.Marshal(d) }

var (
	hexColor    = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	pictureHash = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// rgb gives the color to draw with; no color is black.
func (c Color) rgb() color {
	n, _ := strconv.ParseUint(strings.TrimPrefix(string(c), "#"), 16, 32) // what is no color is black
	return color{int(n >> 16 & 0xff), int(n >> 8 & 0xff), int(n & 0xff)}
}

// colorOf names a color of the palette.
func colorOf(c color) Color { return Color(c.hex()) }

// Pictures lists the hashes of the pictures that the design names, each once.
func (d *Design) Pictures() (hashes []string) {
	all := []string{d.Background.Picture}
	for _, b := range d.Blocks {
		all = append(append(all, b.Picture), b.Images...)
	}
	for _, hash := range all {
		if hash != "" && !slices.Contains(hashes, hash) {
			hashes = append(hashes, hash)
		}
	}
	return hashes
}

// Valid says why the design cannot be drawn at all: Invalid with the places of what is wrong; nil where nothing is.
func (d *Design) Valid() error {
	c := designCheck{}
	c.that(d.Format == DesignFormat, "format", "design.format")
	c.within("width", d.Width, shortestSide, longestSide)
	c.within("height", d.Height, shortestSide, longestSide)
	m := d.Margins
	for name, v := range map[string]int{"margins.top": m.Top, "margins.bottom": m.Bottom} {
		c.within(name, v, 0, d.Height/3)
	}
	for name, v := range map[string]int{"margins.left": m.Left, "margins.right": m.Right} {
		c.within(name, v, 0, d.Width/3)
	}
	c.background(d.Background)
	c.that(len(d.Blocks) <= mostBlocks, "blocks", "design.too_many")
	for i, b := range d.Blocks {
		c.block(fmt.Sprintf("blocks[%d].", i), d, i, b)
	}
	slices.SortStableFunc(c.wrong, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
	if len(c.wrong) > 0 {
		return fault.InForm(c.wrong...)
	}
	return nil
}

// designCheck collects what is wrong with a design.
type designCheck struct{ wrong []fault.Field }

func (c *designCheck) that(right bool, where, key string) {
	if !right {
		c.wrong = append(c.wrong, fault.Field{Name: where, Key: key, Args: fault.Args{"Where": where}})
	}
}

func (c *designCheck) within(where string, v, least, most int) {
	if v < least || v > most {
		tenths := func(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) }
		c.wrong = append(c.wrong, fault.Field{Name: where, Key: "design.out_of_range", Args: fault.Args{"Least": tenths(least), "Most": tenths(most)}})
	}
}

func (c *designCheck) background(b Background) {
	at := slices.IndexFunc(Backgrounds, func(k BackgroundKind) bool { return k.Name == b.Name })
	c.that(at >= 0, "background.name", "design.unknown_background")
	if at >= 0 {
		c.that(len(b.Colors) == len(Backgrounds[at].Colors), "background.colors", "design.colors")
	}
	for i, color := range b.Colors {
		c.that(hexColor.MatchString(string(color)), fmt.Sprintf("background.colors[%d]", i), "design.bad_color")
	}
	c.picture("background.picture", b.Picture)
	c.that((b.Name == PictureBackground) == (b.Picture != ""), "background.picture", "design.no_picture")
}

func (c *designCheck) picture(where, hash string) {
	c.that(hash == "" || pictureHash.MatchString(hash), where, "design.bad_picture")
}

func (c *designCheck) block(where string, d *Design, i int, b Block) {
	c.that(slices.Contains(Kinds, b.Kind), where+"kind", "design.unknown_kind")
	if b.Below {
		c.that(b.Kind == TextBlock && i > 0 && d.Blocks[i-1].Kind == TextBlock, where+"below", "design.nothing_above")
	} else {
		c.within(where+"box.x", b.Box.X, 0, d.Width)
		c.within(where+"box.y", b.Box.Y, 0, d.Height)
		c.within(where+"box.width", b.Box.Width, 10, max(10, d.Width-b.Box.X))
		c.within(where+"box.height", b.Box.Height, 10, max(10, d.Height-b.Box.Y))
	}
	c.that(b.Color == "" || hexColor.MatchString(string(b.Color)), where+"color", "design.bad_color")
	c.that(b.Source == "" || slices.Contains(Sources, b.Source), where+"source", "design.unknown_source")
	c.that(b.Kind != LogoBlock || b.Source != "", where+"source", "design.unknown_source")
	c.picture(where+"picture", b.Picture)
	c.that(len(b.Images) <= mostSignatures, where+"images", "design.too_many")
	for n, hash := range b.Images {
		c.picture(fmt.Sprintf("%simages[%d]", where, n), hash)
	}
	if b.Kind == TextBlock {
		c.text(where, b)
	}
}

func (c *designCheck) text(where string, b Block) {
	for lang, text := range b.Text {
		_, known := locale.Parse(string(lang))
		c.that(known, where+"text."+string(lang), "design.unknown_language")
		c.that(len([]rune(text)) <= mostText, where+"text."+string(lang), "design.long_text")
	}
	c.within(where+"size", b.Size, smallestText, largestText)
	c.within(where+"smallest", b.Smallest, smallestText, max(smallestText, b.Size))
	c.that(b.Lines >= 1 && b.Lines <= mostLines, where+"lines", "design.lines")
	c.that(b.Spacing >= -200 && b.Spacing <= 1000, where+"spacing", "design.spacing")
	c.within(where+"gap", b.Gap, 0, 1000)
	c.that(slices.Contains([]string{"left", "center", "right"}, b.Align), where+"align", "design.bad_value")
	c.that(b.Below || slices.Contains([]string{"top", "middle", "bottom"}, b.Vertical), where+"vertical", "design.bad_value")
}
