package attachment

import (
	"bufio"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"os"

	"golang.org/x/image/webp"
)

// pictureMemory is the most memory, in bytes, that reading one picture may take. A picture that needs more is refused by what its
// head says of its size.
const pictureMemory = 48 << 20

// desk is where one picture lies at a time, however many are sent at once.
var desk = make(chan struct{}, 1)

// redraw reads a picture and writes it anew: nothing is left of what was not its pixels, neither where and when it was taken nor
// whatever hid behind it. It gives the type that it has now.
func redraw(from *os.File, to io.Writer) (kind string, err error) {
	desk <- struct{}{}
	defer func() { <-desk }()
	picture, opaque, err := readPicture(from)
	if err != nil {
		return "", err
	}
	out := bufio.NewWriterSize(to, 64<<10)
	if opaque {
		kind, err = "jpg", jpeg.Encode(out, picture, &jpeg.Options{Quality: 90})
	} else {
		kind, err = "png", (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(out, picture)
	}
	if err != nil {
		return "", err
	}
	return kind, out.Flush()
}

// readPicture reads a picture whose size it has looked at before, turned as it was meant to be seen. Photographs are best written
// as JPEG again, everything else keeps its sharp edges.
func readPicture(from *os.File) (picture image.Image, photograph bool, err error) {
	whole := func() *bufio.Reader { return bufio.NewReaderSize(io.NewSectionReader(from, 0, 1<<40), 64<<10) }
	format, err := measure(whole)
	if err != nil {
		return nil, false, err
	}
	switch format.name {
	case "jpeg":
		picture, err = jpeg.Decode(whole())
		picture = turned(picture, format.orientation)
	case "png":
		picture, err = png.Decode(whole())
	case "gif":
		picture, err = gif.Decode(whole()) // the first picture, where it moves
	case "webp":
		picture, err = webp.Decode(whole())
	}
	if err != nil {
		return nil, false, refusal("attachment.broken")
	}
	_, fromPhotograph := picture.(*image.YCbCr) // of WebP, too, where nothing shows through
	return picture, format.name == "jpeg" || fromPhotograph, nil
}

// format is what the head of a picture tells.
type format struct {
	name          string
	width, height int
	bytes         int  // that reading takes, per pixel, in quarters
	orientation   int  // as in EXIF; 0: as it is
	copied        bool // when its colors are converted
	seeThrough    bool
}

// measure looks at the head of a picture and refuses one that would take too much memory.
func measure(whole func() *bufio.Reader) (f format, err error) {
	begin, err := whole().Peek(30)
	if err != nil && err != io.EOF {
		return f, err
	}
	switch {
	case len(begin) < 30:
		return f, refusal("attachment.broken")
	case begin[0] == 0xff:
		f, err = measureJPEG(whole())
	case begin[0] == 0x89:
		f, err = measurePNG(whole(), begin)
	case begin[0] == 'G':
		f, err = configured("gif", 4, gif.DecodeConfig, whole())
	default:
		f, err = measureWebP(whole())
	}
	switch {
	case err != nil || f.width == 0 || f.height == 0:
		return f, refusal("attachment.broken")
	case f.width > 1<<16 || f.height > 1<<16 || f.width*f.height*f.bytes/4 > pictureMemory:
		return f, refusal("attachment.pixels", "Width", f.width, "Height", f.height, "Most", pictureMemory*4/f.bytes/1e6)
	}
	return f, nil
}

func configured(name string, bytes int, decode func(io.Reader) (image.Config, error), head io.Reader) (format, error) {
	config, err := decode(head)
	return format{name: name, width: config.Width, height: config.Height, bytes: bytes}, err
}

// measurePNG takes the depth and the interlacing into account, which need more memory.
func measurePNG(whole *bufio.Reader, begin []byte) (format, error) {
	bytes := 4 * 4
	depth, color, interlaced := begin[24], begin[25], begin[28] != 0
	switch {
	case color == 3 || color == 0 && depth <= 8:
		bytes = 4
	case depth == 16:
		bytes = 8 * 4
	}
	if interlaced {
		bytes *= 2
	}
	return configured("png", bytes, png.DecodeConfig, whole)
}
