package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	imagecolor "image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"blazon/fault"

	"github.com/jung-kurt/gofpdf"
)

// mostPixels is how many pixels a picture on paper may have: A4 at 300 dots to the inch and some more.
const mostPixels = 12 << 20

// Picture is a picture ready for paper: a JPEG, or a PNG through which nothing shows.
type Picture struct {
	Hash          string // of what it was made from
	Width, Height int    // pixels
	kind          string // as gofpdf calls it
	data          []byte
}

// NewPicture reads a PNG or a JPEG and makes it ready for paper. What is neither is Invalid.
func NewPicture(data []byte) (*Picture, error) {
	broken := fault.New(fault.Invalid, "design.bad_picture")
	config, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || kind != "png" && kind != "jpeg" {
		return nil, broken
	}
	if config.Width < 1 || config.Height < 1 || config.Width > mostPixels/config.Height {
		return nil, fault.New(fault.Invalid, "design.too_many_pixels")
	}
	decoded, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, broken
	}
	sum := sha256.Sum256(data)
	p := &Picture{Hash: hex.EncodeToString(sum[:]), Width: config.Width, Height: config.Height, kind: "JPG", data: data}
	var out bytes.Buffer
	switch {
	case kind == "png":
		p.kind = "PNG"
		err = png.Encode(&out, opaque(decoded))
		p.data = out.Bytes()
	case config.ColorModel == imagecolor.CMYKModel: // which gofpdf would print as a negative
		err = jpeg.Encode(&out, decoded, &jpeg.Options{Quality: 92})
		p.data = out.Bytes()
	}
	if err != nil {
		return nil, broken
	}
	return p, nil
}

// opaque lays a picture on white; one with a palette keeps it, where nothing shows through.
func opaque(picture image.Image) image.Image {
	size := image.Rectangle{Max: picture.Bounds().Size()}
	if p, ok := picture.(*image.Paletted); ok && p.Opaque() {
		return p
	}
	if g, ok := picture.(*image.Gray); ok {
		return g
	}
	flat := image.NewRGBA(size)
	draw.Draw(flat, size, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, size, picture, picture.Bounds().Min, draw.Over)
	return flat
}

// register gives the picture to a file, once.
func (p *Picture) register(pdf *gofpdf.Fpdf) gofpdf.ImageOptions {
	options := gofpdf.ImageOptions{ImageType: p.kind}
	if pdf.GetImageInfo(p.Hash) == nil {
		pdf.RegisterImageOptionsReader(p.Hash, options, bytes.NewReader(p.data))
	}
	return options
}

// inside gives the largest box of the picture's shape in a box, in its middle.
func (p *Picture) inside(b rect) rect {
	scale := min(b.w/float64(p.Width), b.h/float64(p.Height))
	w, h := float64(p.Width)*scale, float64(p.Height)*scale
	return rect{b.x + (b.w-w)/2, b.y + (b.h-h)/2, w, h}
}

// Size is how much memory the picture takes, in bytes.
func (p *Picture) Size() int { return len(p.data) }
