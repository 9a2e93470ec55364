package attachment_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"blazon/attachment"
)

// This file makes the files that tests bring: good ones and bad ones.

const pdf = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

// part is a part of an office file.
type part struct {
	name    string
	content []byte
}

// archive makes a ZIP file. The first part is stored as it is, the others are compressed.
func archive(t testing.TB, parts ...part) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i, p := range parts {
		method := zip.Deflate
		if i == 0 {
			method = zip.Store
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: method})
		must(t, err)
		_, err = to.Write(p.content)
		must(t, err)
	}
	must(t, w.Close())
	return out.Bytes()
}

// document makes a DOCX file with more parts than it needs.
func document(t testing.TB, more ...part) []byte {
	t.Helper()
	return archive(t, append([]part{{"[Content_Types].xml", []byte("<Types/>")}, {"word/document.xml", []byte("<document/>")}}, more...)...)
}

// text makes an ODT file.
func text(t testing.TB) []byte {
	t.Helper()
	return archive(t, part{"mimetype", []byte("application/vnd.oasis.opendocument.text")}, part{"content.xml", []byte("<office/>")})
}

// lie changes what the directory of an archive says of how long its parts are.
func lie(content []byte, size uint32) []byte {
	for at := 0; ; {
		next := bytes.Index(content[at:], []byte("PK\x01\x02"))
		if next < 0 {
			return content
		}
		at += next + 4
		binary.LittleEndian.PutUint32(content[at+20:], size)
	}
}

// bars is a picture whose quarters have a color each: red, green, blue, white.
func bars(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}[x*2/width+2*(y*2/height)]
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func photograph(t testing.TB, width, height int) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, bars(width, height), nil))
	return out.Bytes()
}

func drawing(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, m))
	return out.Bytes()
}

func animation(t testing.TB) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.Black, color.White})
	var out bytes.Buffer
	must(t, gif.EncodeAll(&out, &gif.GIF{Image: []*image.Paletted{m, m}, Delay: []int{1, 1}}))
	return out.Bytes()
}

// held adds to a JPEG what a camera says about how it was held, and where.
func held(content []byte, orientation byte) []byte {
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00\x00GPS 50.0875 N"
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return bytes.Join([][]byte{content[:2], segment, []byte(exif), content[2:]}, nil)
}

// huge makes a PNG of a few bytes that says that it is this large.
func huge(t testing.TB, width, height uint32) []byte {
	t.Helper()
	return recheck(drawing(t, bars(2, 2)), func(head []byte) {
		binary.BigEndian.PutUint32(head[16:], width)
		binary.BigEndian.PutUint32(head[20:], height)
	})
}

// webpOf makes the head of a WebP file whose picture is larger than the file says.
func webpOf(canvas, picture int) []byte {
	chunk := func(name string, body []byte) []byte {
		return append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body))), body...)
	}
	size := func(n int) []byte { return []byte{byte(n - 1), byte((n - 1) >> 8), byte((n - 1) >> 16)} }
	frame := append([]byte{0x10, 0, 0, 0x9d, 0x01, 0x2a}, byte(picture), byte(picture>>8), byte(picture), byte(picture>>8), 0, 0, 0, 0)
	body := append([]byte("WEBP"), chunk("VP8X", append(append([]byte{0, 0, 0, 0}, size(canvas)...), size(canvas)...))...)
	body = append(body, chunk("VP8 ", frame)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func folder(t testing.TB) *attachment.Folder { return &attachment.Folder{Path: t.TempDir()} }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// recheck changes the head of a PNG and makes its sum right again.
func recheck(content []byte, change func(head []byte)) []byte {
	change(content)
	binary.BigEndian.PutUint32(content[29:], crc32.ChecksumIEEE(content[12:29]))
	return content
}

var colors = map[string]color.RGBA{"red": {255, 0, 0, 255}, "green": {0, 255, 0, 255}, "blue": {0, 0, 255, 255}, "white": {255, 255, 255, 255}}

// quarters makes a JPEG, wider than high, with these colors at its corners.
func quarters(t testing.TB, corners [4]string) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for y := range 32 {
		for x := range 64 {
			m.SetRGBA(x, y, colors[corners[x/32+2*(y/16)]])
		}
	}
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, m, nil))
	return out.Bytes()
}

// colorName gives the name of the color that is meant.
func colorName(c color.Color) string {
	r, g, b, _ := c.RGBA()
	for name, known := range colors {
		kr, kg, kb, _ := known.RGBA()
		if near(r, kr) && near(g, kg) && near(b, kb) {
			return name
		}
	}
	return "?"
}

func near(a, b uint32) bool { return max(a, b)-min(a, b) < 0x3000 }
