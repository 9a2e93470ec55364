package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"unicode/utf16"
)

// file is a PDF being put together: numbered objects one after the other, and at the end the table of where they are.
type file struct {
	bytes.Buffer
	offsets []int // of the object of each number; number 0 is none
}

// newFile begins a file whose first objects have their numbers already. The comment tells programs that bytes are not text.
func newFile(objects int) *file {
	f := &file{offsets: make([]int, objects+1)}
	f.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return f
}

// next gives the number of a new object.
func (f *file) next() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets) - 1
}

// object writes an object without a stream.
func (f *file) object(number int, format string, args ...any) {
	f.begin(number)
	fmt.Fprintf(f, format, args...)
	f.WriteString("\nendobj\n")
}

func (f *file) begin(number int) {
	f.offsets[number] = f.Len()
	fmt.Fprintf(f, "%d 0 obj\n", number)
}

// stream writes an object with a stream as it is; the entries of its dictionary go before its length.
func (f *file) stream(number int, entries string, content []byte) {
	f.begin(number)
	fmt.Fprintf(f, "<<%s/Length %d>>\nstream\n", entries, len(content))
	f.Write(content)
	f.WriteString("\nendstream\nendobj\n")
}

// packed writes an object with a stream in compressed form.
func (f *file) packed(number int, entries string, content []byte) {
	f.stream(number, entries+"/Filter/FlateDecode", pack(content))
}

// end writes the table of offsets and an identity made from the content. Equal content has an equal identity.
func (f *file) end(catalog, info int) []byte {
	sum := sha256.Sum256(f.Bytes())
	start := f.Len()
	fmt.Fprintf(f, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, offset := range f.offsets[1:] {
		fmt.Fprintf(f, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(f, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(f.offsets), catalog, info, sum[:16], sum[:16], start)
	return f.Bytes()
}

// packers are kept because a new one costs more than a page.
var packers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// pack compresses a stream.
func pack(content []byte) []byte {
	var out bytes.Buffer
	w := packers.Get().(*zlib.Writer)
	defer packers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(content) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// pdfText writes a text of the document's own words: as it is where it is plain ASCII, else in UTF-16.
func pdfText(s string) string {
	var out strings.Builder
	for _, r := range s {
		if r < ' ' || r > '~' {
			out.WriteString("<FEFF")
			for _, unit := range utf16.Encode([]rune(s)) {
				fmt.Fprintf(&out, "%04X", unit)
			}
			return out.String() + ">"
		}
	}
	return "(" + literal.Replace(s) + ")"
}

// literal escapes what means something within a string in parentheses.
var literal = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", `\r`, "\n", `\n`)
