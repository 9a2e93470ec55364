package document

import (
	"bytes"
	"image"
	imagecolor "image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// What reaches the edge of a page goes on beyond it, so that a cut that is 1 mm off shows no white.
func TestAPrintFileHasInkBeyondTheEdge(t *testing.T) {
	var dark bytes.Buffer
	_ = jpeg.Encode(&dark, image.NewGray(image.Rect(0, 0, 24, 16)), nil) // into memory, which takes it
	behind, err := NewPicture(dark.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	pictured := &Look{Design: OurDesign("blazon", false), Pictures: map[string]*Picture{behind.Hash: behind}}
	pictured.Background = Background{Name: PictureBackground, Picture: behind.Hash}
	var list []Certificate
	for place, look := range []*Look{{Design: OurDesign("mosaic", false)}, {Design: OurDesign("waves", false)}, pictured, pictured} {
		c := semily()
		c.Look, c.Place = look, Place{First: place + 1, Last: place + 1} // each has its own metal
		list = append(list, c)
	}
	path, _ := printed(t, func(w io.Writer) error { return PrintFile(w, list, true, func() error { return nil }) })
	boxes := strings.Join(strings.Fields(tool(t, "pdfinfo", "-box", path)), " ")
	for _, box := range []string{"MediaBox: -28.35 -28.35 870.24 623.62", "BleedBox: -8.50 -8.50 850.39 603.78", "TrimBox: 0.00 0.00 841.89 595.28"} {
		if !strings.Contains(boxes, box) {
			t.Errorf("%s is not among %s", box, boxes)
		}
	}
	for page, background := range []string{"mosaic", "waves", "picture"} {
		for _, side := range []struct {
			name string
			at   image.Rectangle // in tenths of a millimeter of the trimmed page
		}{{"left", image.Rect(-15, 0, -5, 2100)}, {"right", image.Rect(2975, 0, 2985, 2100)}, {"top", image.Rect(0, -15, 2970, -5)}, {"bottom", image.Rect(0, 2105, 2970, 2115)}} {
			if !inked(t, path, page+1, side.at) {
				t.Errorf("%s: there is nothing beyond the %s edge", background, side.name)
			}
		}
	}
	var objects []string
	for _, line := range strings.Split(tool(t, "pdfimages", "-list", path), "\n")[2:] {
		if fields := strings.Fields(line); len(fields) > 10 {
			objects = append(objects, fields[10])
		}
	}
	if len(objects) != 2 || len(slices.Compact(objects)) != 1 {
		t.Errorf("the picture behind two certificates is in the objects %v", objects)
	}
}

// inked tells whether a part of a page has any color.
func inked(t *testing.T, path string, page int, part image.Rectangle) bool {
	t.Helper()
	const tenths = 2 // of a millimeter to the pixel, at 127 dots to the inch
	name := path + ".page"
	number := string(rune('0' + page))
	if _, err := os.Stat(name + number + ".png"); err != nil {
		tool(t, "pdftoppm", "-r", "127", "-png", "-singlefile", "-f", number, "-l", number, path, name+number)
	}
	file, err := os.ReadFile(name + number + ".png")
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	around := int(slug * 10)
	for y := part.Min.Y; y < part.Max.Y; y += tenths {
		for x := part.Min.X; x < part.Max.X; x += tenths {
			if gray := imagecolor.GrayModel.Convert(picture.At((x+around)/tenths, (y+around)/tenths)).(imagecolor.Gray); gray.Y < 250 {
				return true
			}
		}
	}
	return false
}
