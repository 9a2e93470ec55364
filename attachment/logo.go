package attachment

import (
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
)

// LogoSide is the longest side of a logo, in pixels; a larger one is made smaller.
const LogoSide = 1000

// PictureSide is the longest side of a picture that may fill a page, in pixels.
const PictureSide = 2500

// mostLogo is the largest file of a logo that is taken, in bytes.
const mostLogo = 10e6

// Logo is a picture for pages and paper, laid on white, that is not kept yet.
type Logo struct {
	*Draft
	Width, Height int // pixels
}

// ReceiveLogo reads a logo that somebody brings under a name, and says why it is not taken. Whoever gets it keeps or discards it.
func (f *Folder) ReceiveLogo(ctx context.Context, name string, content io.Reader) (*Logo, error) {
	return f.ReceivePicture(ctx, name, content, LogoSide)
}

// ReceivePicture is ReceiveLogo for a picture with another longest side, in pixels.
func (f *Folder) ReceivePicture(ctx context.Context, name string, content io.Reader, side int) (*Logo, error) {
	name = CleanName(name)
	switch {
	case name == "":
		return nil, refusal("attachment.none")
	case !isPicture(typeOf(name)):
		return nil, refusal("attachment.image_type")
	}
	brought, err := f.draft()
	if err != nil {
		return nil, err
	}
	defer brought.Discard()
	if err := f.take(ctx, brought, name, content, mostLogo); err != nil {
		return nil, err
	}
	d, err := f.draft()
	if err != nil {
		return nil, err
	}
	logo := &Logo{Draft: d}
	if err := d.write(func(to io.Writer) error { return logo.draw(brought, to, side) }); err != nil {
		d.Discard()
		return nil, err
	}
	return logo, nil
}

// draw writes the picture as it goes into documents: those take a palette or plain colors as they are, but have to take apart
// what shows through.
func (l *Logo) draw(from *Draft, to io.Writer, side int) error {
	desk <- struct{}{}
	defer func() { <-desk }()
	picture, photograph, err := readPicture(from.file)
	if err != nil {
		return err
	}
	size := picture.Bounds().Size()
	if longest := max(size.X, size.Y); longest > side {
		size = image.Pt(max(1, size.X*side/longest), max(1, size.Y*side/longest))
	}
	l.Width, l.Height = size.X, size.Y
	flat := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(flat, flat.Rect, image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(flat, flat.Rect, picture, picture.Bounds(), draw.Over, nil)
	if photograph {
		l.Type = "jpg"
		return jpeg.Encode(to, flat, &jpeg.Options{Quality: 90})
	}
	l.Type = "png"
	return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(to, reduced(flat))
}

// reduced gives the picture with a palette, where it has no more colors than that can hold.
func reduced(picture *image.RGBA) image.Image {
	known := map[color.RGBA]uint8{}
	var palette color.Palette
	indexed := image.NewPaletted(picture.Rect, nil)
	for at := range indexed.Pix {
		c := color.RGBA{picture.Pix[4*at], picture.Pix[4*at+1], picture.Pix[4*at+2], 0xff}
		number, old := known[c]
		if !old {
			if len(palette) == 256 {
				return picture
			}
			number = uint8(len(palette))
			known[c], palette = number, append(palette, c)
		}
		indexed.Pix[at] = number
	}
	indexed.Palette = palette
	return indexed
}
