package attachment_test

import (
	"bytes"
	"image"
	"image/color"
	"testing"
)

func TestLogosAreMadeFitForPagesAndPaper(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 40, 20)) // shows through, but for one red pixel
	clear.SetNRGBA(20, 10, color.NRGBA{255, 0, 0, 255})
	colorful := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		colorful.SetNRGBA(i%64, i/64, color.NRGBA{uint8(i), uint8(i >> 4), 0, uint8(128 + i%128)})
	}
	for _, c := range []struct {
		sentence, name string
		content        []byte
		want           string // the type, or the key of the refusal
		width, height  int
		palette        bool
	}{
		{"few colors get a palette", "logo.png", drawing(t, clear), "png", 40, 20, true},
		{"many keep theirs", "logo.png", drawing(t, colorful), "png", 64, 64, false},
		{"a large one is made smaller", "logo.png", drawing(t, bars(2500, 500)), "png", 1000, 200, true},
		{"a photograph stays one", "logo.jpg", photograph(t, 40, 20), "jpg", 40, 20, false},
		{"an SVG is refused", "logo.svg", []byte("<svg/>"), "attachment.image_type", 0, 0, false},
		{"a PDF is refused", "logo.pdf", []byte(pdf), "attachment.image_type", 0, 0, false},
		{"a bomb is refused", "logo.png", huge(t, 50_000, 50_000), "attachment.pixels", 0, 0, false},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			f := folder(t)
			logo, err := f.ReceiveLogo(t.Context(), c.name, bytes.NewReader(c.content))
			if err != nil {
				if got := keyOf(t, err); got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
				return
			}
			must(t, f.Keep(logo.Draft))
			m, _, err := image.Decode(bytes.NewReader(read(t, f, logo.Hash)))
			must(t, err)
			_, palette := m.(*image.Paletted)
			size := m.Bounds().Size()
			if logo.Type != c.want || size != image.Pt(c.width, c.height) || size != image.Pt(logo.Width, logo.Height) || palette != c.palette {
				t.Errorf("got a %s of %v, palette %t", logo.Type, size, palette)
			}
			if _, _, _, a := m.At(0, 0).RGBA(); a != 0xffff {
				t.Error("it shows through")
			}
		})
	}
}
