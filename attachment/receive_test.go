package attachment_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"blazon/attachment"
	"blazon/fault"
)

// most is what hostile input may take of the memory, in bytes.
const most = 64 << 20

// allocated tells how many bytes fn asked the memory for, all in all: it cannot have had more at once.
func allocated(fn func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	fn()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestFilesAreTakenForWhatTheyAre(t *testing.T) {
	zeros := make([]byte, 110e6)
	transparent := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	transparent.SetNRGBA(1, 1, color.NRGBA{200, 0, 0, 128})
	for _, c := range []struct {
		sentence, name string
		content        []byte
		types          string // none: all
		want           string // the name that it gets, or the key of the refusal
	}{
		{"a PDF", "Zpráva.pdf", []byte(pdf), "", "Zpráva.pdf"},
		{"an ending in capitals", "ZPRÁVA.PDF", []byte(pdf), "pdf", "ZPRÁVA.PDF"},
		{"a DOCX", "Zpráva.docx", document(t), "", "Zpráva.docx"},
		{"an ODT", "Zpráva.odt", text(t), "", "Zpráva.odt"},
		{"a JPEG", "foto.jpeg", photograph(t, 40, 20), "", "foto.jpeg"},
		{"a PNG that shows through stays one", "logo.png", drawing(t, transparent), "png", "logo.png"},
		{"a GIF becomes a PNG", "logo.gif", animation(t), "", "logo.png"},
		{"one kind of picture where another is wanted", "foto.jpg", photograph(t, 40, 20), "png", "foto.jpg"},
		{"two endings that are both harmless", "Zpráva.docx.pdf", []byte(pdf), "", "Zpráva.docx.pdf"},
		{"a version in the name", "Zpráva 1.2.pdf", []byte(pdf), "", "Zpráva 1.2.pdf"},
		{"no name", "", []byte(pdf), "", "attachment.none"},
		{"a name of dots", "../..", []byte(pdf), "", "attachment.none"},
		{"nothing in it", "Zpráva.pdf", nil, "", "attachment.empty"},
		{"a type that this form does not want", "Zpráva.docx", document(t), "pdf", "attachment.type"},
		{"a type that nobody wants", "Zpráva.zip", archive(t), "", "attachment.type"},
		{"no ending", "Zpráva", []byte(pdf), "", "attachment.type"},
		{"a program", "setup.exe", []byte("MZ\x90"), "", "attachment.active"},
		{"a page", "index.html", []byte("<html>"), "", "attachment.active"},
		{"an SVG", "logo.svg", []byte("<svg/>"), "", "attachment.active"},
		{"a program that calls itself a document", "Zpráva.exe.pdf", []byte(pdf), "", "attachment.double_ending"},
		{"a page that calls itself a PDF", "Zpráva.pdf", []byte("<!DOCTYPE html><script>alert(1)</script>"), "", "attachment.mismatch"},
		{"a page before a PDF", "Zpráva.pdf", []byte("<html><!--" + pdf), "", "attachment.mismatch"},
		{"a program that calls itself a PDF", "Zpráva.pdf", []byte("MZ\x90\x00\x03"), "", "attachment.mismatch"},
		{"an SVG that calls itself a PNG", "logo.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "", "attachment.mismatch"},
		{"a PDF that calls itself a DOCX", "Zpráva.docx", []byte(pdf), "", "attachment.mismatch"},
		{"any archive that calls itself a DOCX", "Zpráva.docx", archive(t, part{"a.txt", nil}), "", "attachment.mismatch"},
		{"an ODT that calls itself an ODS", "Tabulka.ods", text(t), "", "attachment.mismatch"},
		{"a text document that calls itself a table", "Tabulka.xlsx", document(t), "", "attachment.mismatch"},
		{"a DOCX with macros", "Zpráva.docx", document(t, part{"word/vbaProject.bin", []byte("x")}), "", "attachment.macros"},
		{"a document with a password", "Zpráva.docx", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), zeros[:2000]...), "", "attachment.locked"},
		{"half a DOCX", "Zpráva.docx", document(t)[:100], "", "attachment.broken"},
		{"a DOCX with something behind it", "Zpráva.docx", append(document(t), "<script>"...), "", "attachment.broken"},
		{"a bomb that says so", "Zpráva.docx", document(t, part{"word/media/a.bin", zeros}), "", "attachment.bomb"},
		{"a bomb that says that it is small", "Tabulka.docx", lie(document(t, part{"word/media/a.bin", zeros}), 10), "", "attachment.broken"},
		{"a picture of 50,000 × 50,000 pixels", "foto.png", huge(t, 50_000, 50_000), "", "attachment.pixels"},
		{"a picture of not so many pixels, each of eight bytes", "foto.png", deep(huge(t, 2450, 2600)), "", "attachment.pixels"},
		{"a WebP that is larger than it says", "foto.webp", webpOf(10, 16_000), "", "attachment.pixels"},
		{"a picture with nothing in it", "foto.png", huge(t, 200, 200), "", "attachment.broken"},
		{"a JPEG with no picture", "foto.jpg", []byte("\xff\xd8\xff\xe0\x00\x04ab" + strings.Repeat(" ", 40)), "", "attachment.broken"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			f := folder(t)
			var types []string
			if c.types != "" {
				types = strings.Fields(c.types)
			}
			got := ""
			used := allocated(func() {
				d, name, err := f.Receive(t.Context(), c.name, bytes.NewReader(c.content), attachment.Wanted{Types: types, Most: 20e6})
				if got = name; err != nil {
					got = keyOf(t, err)
				} else {
					must(t, f.Keep(d))
				}
			})
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if used > most {
				t.Errorf("it took %d MB of memory", used>>20)
			}
			if left, _ := filepath.Glob(filepath.Join(f.Path, "incoming", "*")); len(left) > 0 {
				t.Errorf("%d files are left behind", len(left))
			}
		})
	}
}

// deep says of a PNG that each color of a pixel has two bytes.
func deep(content []byte) []byte {
	return recheck(content, func(head []byte) { head[24] = 16 })
}

// keyOf gives the key of what is wrong with a file, or of the whole.
func keyOf(t testing.TB, err error) string {
	t.Helper()
	f := fault.Of(err)
	if f.Kind == fault.Internal {
		t.Fatal(err)
	}
	if len(f.Fields) > 0 {
		return f.Fields[0].Key
	}
	return f.Key
}

func TestAnUploadIsNeverTakenInHalf(t *testing.T) {
	f := folder(t)
	for sentence, c := range map[string]struct {
		content io.Reader
		want    string
	}{
		"more than there is room for": {io.MultiReader(strings.NewReader(pdf), strings.NewReader(strings.Repeat(" ", 2000))), "attachment.too_large"},
		"a connection that was cut":   {io.MultiReader(strings.NewReader(pdf), iotest.ErrReader(io.ErrUnexpectedEOF)), "attachment.interrupted"},
	} {
		t.Run(sentence, func(t *testing.T) {
			_, _, err := f.Receive(t.Context(), "Zpráva.pdf", c.content, attachment.Wanted{Most: 1000})
			if got := keyOf(t, err); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			err = filepath.WalkDir(f.Path, func(path string, entry os.DirEntry, err error) error {
				if err == nil && !entry.IsDir() {
					t.Errorf("%s is left behind", path)
				}
				return err
			})
			must(t, err)
		})
	}
}

func TestALargePictureIsReadWithinItsMemory(t *testing.T) {
	f := folder(t)
	content := drawing(t, bars(3400, 3400)) // 46 MB
	used := allocated(func() {
		d, _, err := f.Receive(t.Context(), "mapa.png", bytes.NewReader(content), attachment.Wanted{Most: 20e6})
		must(t, err)
		d.Discard()
	})
	if used > most {
		t.Errorf("it took %d MB of memory", used>>20)
	}
}

func TestNothingIsLeftOfAPictureButItsPixels(t *testing.T) {
	secret := "<script>alert(document.cookie)</script>"
	for name, content := range map[string][]byte{
		"foto.jpg":  append(held(photograph(t, 40, 20), 1), secret...),
		"logo.png":  append(drawing(t, bars(8, 8)), secret...),
		"pohyb.gif": append(animation(t), secret...),
	} {
		f := folder(t)
		d, _, err := f.Receive(context.Background(), name, bytes.NewReader(content), attachment.Wanted{Most: 1e6})
		must(t, err)
		must(t, f.Keep(d))
		kept := read(t, f, d.Hash)
		for _, hidden := range []string{secret, "GPS", "Exif"} {
			if bytes.Contains(kept, []byte(hidden)) {
				t.Errorf("%s still holds %q", name, hidden)
			}
		}
	}
}

func read(t testing.TB, f *attachment.Folder, hash string) []byte {
	t.Helper()
	file, err := f.Open(hash)
	must(t, err)
	defer file.Close()
	content, err := io.ReadAll(file)
	must(t, err)
	return content
}

// Each picture was turned by the camera so that, seen as it was meant, red is at the top left and white at the bottom right.
func TestPicturesAreTurnedAsTheyWereMeant(t *testing.T) {
	corners := map[byte][4]string{ // of the picture as it is stored: top left, top right, bottom left, bottom right
		1: {"red", "green", "blue", "white"}, 2: {"green", "red", "white", "blue"}, 3: {"white", "blue", "green", "red"},
		4: {"blue", "white", "red", "green"}, 5: {"red", "blue", "green", "white"}, 6: {"green", "white", "red", "blue"},
		7: {"white", "green", "blue", "red"}, 8: {"blue", "red", "white", "green"},
	}
	for orientation, stored := range corners {
		f := folder(t)
		d, _, err := f.Receive(t.Context(), "foto.jpg", bytes.NewReader(held(quarters(t, stored), orientation)), attachment.Wanted{Most: 1e6})
		must(t, err)
		must(t, f.Keep(d))
		m, _, err := image.Decode(bytes.NewReader(read(t, f, d.Hash)))
		must(t, err)
		b := m.Bounds()
		got := [4]string{}
		for i := range got {
			got[i] = colorName(m.At(b.Dx()/4+i%2*b.Dx()/2, b.Dy()/4+i/2*b.Dy()/2))
		}
		if wide := b.Dx() > b.Dy(); wide != (orientation < 5) || got != corners[1] {
			t.Errorf("orientation %d: %v, %v", orientation, b.Size(), got)
		}
	}
}
