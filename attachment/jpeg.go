package attachment

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"io"
)

// measureJPEG walks over the segments before the picture itself: the frame says how large it is and how it was compressed, EXIF how
// the camera was held.
func measureJPEG(whole *bufio.Reader) (format, error) {
	f := format{name: "jpeg"}
	if _, err := whole.Discard(2); err != nil {
		return f, err
	}
	for {
		marker, body, err := nextSegment(whole)
		if err != nil {
			return f, err
		}
		switch marker {
		case 0xe1:
			if f.orientation == 0 {
				f.orientation = orientationOf(body)
			}
		case 0xee:
			f.copied = f.copied || len(body) > 11 && body[11] == 0 // whose colors are not those of JPEG
		case 0xc0, 0xc1, 0xc2:
			if err := f.readFrame(body, marker == 0xc2); err != nil {
				return f, err
			}
		case 0xda: // the picture begins
			return f, f.readRest(whole)
		}
	}
}

// readRest looks whether what belongs before the picture comes after its beginning, to make the library copy it unforeseen.
func (f *format) readRest(whole *bufio.Reader) error {
	if f.copied {
		f.bytes += 4 * 4
	}
	for last := byte(0); ; {
		next, err := whole.ReadByte()
		switch {
		case err == io.EOF, last == 0xff && next == 0xd9: // nothing behind the end is read
			return nil
		case err != nil:
			return err
		case last == 0xff && next == 0xee:
			return io.ErrUnexpectedEOF
		}
		last = next
	}
}

// nextSegment reads one segment, at most 64 KB.
func nextSegment(whole *bufio.Reader) (marker byte, body []byte, err error) {
	var head [4]byte
	if _, err := io.ReadFull(whole, head[:]); err != nil {
		return 0, nil, err
	}
	for head[0] == 0xff && head[1] == 0xff { // fill bytes
		copy(head[:], head[1:])
		if head[3], err = whole.ReadByte(); err != nil {
			return 0, nil, err
		}
	}
	length := int(binary.BigEndian.Uint16(head[2:]))
	if head[0] != 0xff || length < 2 {
		return 0, nil, io.ErrUnexpectedEOF
	}
	body = make([]byte, length-2)
	_, err = io.ReadFull(whole, body)
	return head[1], body, err
}

// readFrame reckons what memory the picture takes: each sample a byte, and four more while it is refined step by step.
func (f *format) readFrame(body []byte, progressive bool) error {
	if len(body) < 6 || len(body) < 6+3*int(body[5]) {
		return io.ErrUnexpectedEOF
	}
	f.height, f.width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
	components, samples, densest := int(body[5]), 0, 1
	for i := range components {
		density := int(body[7+3*i]>>4) * int(body[7+3*i]&15)
		samples += density
		densest = max(densest, density)
	}
	f.bytes = (samples*4 + densest - 1) / densest // in quarters per pixel
	if progressive {
		f.bytes *= 5
	}
	rgb := components == 3 && body[6] == 'R' && body[9] == 'G' && body[12] == 'B'
	f.copied = f.copied || rgb || components == 4
	return nil
}

// orientationOf finds how the camera was held in an EXIF segment, 1 to 8; 0: it does not say.
func orientationOf(segment []byte) int {
	exif, found := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !found || len(exif) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if exif[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(exif[4:]))
	if at+2 > int64(len(exif)) {
		return 0
	}
	entries := exif[at+2:]
	for range order.Uint16(exif[at:]) {
		if len(entries) < 12 {
			return 0
		}
		if order.Uint16(entries) == 0x0112 {
			if o := int(order.Uint16(entries[8:])); o <= 8 {
				return o
			}
			return 0
		}
		entries = entries[12:]
	}
	return 0
}

// turned shows a picture as it was meant to be seen. It copies nothing: the pixels are looked up where they lie.
func turned(picture image.Image, orientation int) image.Image {
	if orientation < 2 || picture == nil {
		return picture
	}
	return rotation{picture, orientation}
}

type rotation struct {
	image.Image
	orientation int
}

// Bounds are the picture's own, lying down where it was standing.
func (r rotation) Bounds() image.Rectangle {
	size := r.Image.Bounds().Size()
	if r.orientation >= 5 {
		size.X, size.Y = size.Y, size.X
	}
	return image.Rectangle{Max: size}
}

// At gives the pixel that comes to lie there; the eight cases are those of EXIF.
func (r rotation) At(x, y int) color.Color {
	b := r.Image.Bounds()
	right, bottom := b.Dx()-1, b.Dy()-1
	switch r.orientation {
	case 2:
		x = right - x
	case 3:
		x, y = right-x, bottom-y
	case 4:
		y = bottom - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, bottom-x
	case 7:
		x, y = right-y, bottom-x
	case 8:
		x, y = right-y, x
	}
	return r.Image.At(b.Min.X+x, b.Min.Y+y)
}
