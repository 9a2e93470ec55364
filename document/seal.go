package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// SealFormat names what a seal says, and how.
const SealFormat = "blazon-seal/1"

// Sealed is what a seal says of its file.
type Sealed struct {
	Number      string // of the certificate
	Code        string // by which it is verified
	Competition string
	Length      int    // bytes before the seal
	Hash        string // SHA-256 of these bytes, in hex
	Key         string // name of the key that signed it
}

// text is what is signed: a line for each fact.
func (s Sealed) text() string {
	return fmt.Sprintf("%s\nnumber %s\ncode %s\ncompetition %s\nlength %d\nsha256 %s\n",
		SealFormat, oneLine(s.Number), oneLine(s.Code), oneLine(s.Competition), s.Length, s.Hash)
}

// oneLine makes a text one that notes can have.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))), " ")
}

// Seal signs a finished PDF file as a whole: it appends, as an incremental update (ISO 32000-1, 7.5.6) that draws nothing, a signed note which names
// the length and the SHA-256 of all bytes before it. Length, Hash and Key are filled in here. Equal files get equal seals.
func Seal(file []byte, about Sealed, signer note.Signer) ([]byte, error) {
	if bytes.Contains(file, []byte(sealMark)) {
		return nil, errors.New("document: the file is sealed already")
	}
	sum := sha256.Sum256(file)
	about.Length, about.Hash = len(file), hex.EncodeToString(sum[:])
	signed, err := note.Sign(&note.Note{Text: about.text()}, signer)
	if err != nil {
		return nil, fmt.Errorf("document: seal: %w", err)
	}
	update, err := sealUpdate(file, signed)
	if err != nil {
		return nil, err
	}
	return append(bytes.Clone(file), update...), nil
}

// sealMark begins the object that a seal is.
const sealMark = "<</Type /BlazonSeal /Length "

var (
	lastStart   = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
	trailerSize = regexp.MustCompile(`/Size\s+(\d+)`)
	notCarried  = regexp.MustCompile(`/(?:Size|Prev|XRefStm)\s+\d+\s*`)
)

// sealUpdate writes the update that holds a note: one object, the table of offsets that adds it, and a trailer that leads to what was there before.
func sealUpdate(file, signed []byte) ([]byte, error) {
	start := lastStart.FindSubmatch(file[max(0, len(file)-64):])
	if start == nil {
		return nil, errors.New("document: the file does not end as PDF files do")
	}
	previous, err := strconv.Atoi(string(start[1]))
	if err != nil || previous >= len(file) || !bytes.HasPrefix(file[previous:], []byte("xref")) {
		return nil, errors.New("document: the file has no table of offsets")
	}
	trailer, size, err := lastTrailer(file[previous:])
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if file[len(file)-1] != '\n' {
		out.WriteByte('\n')
	}
	object := len(file) + out.Len()
	fmt.Fprintf(&out, "%d 0 obj\n%s%d>>\nstream\n%s\nendstream\nendobj\n", size, sealMark, len(signed), signed)
	table := len(file) + out.Len()
	fmt.Fprintf(&out, "xref\n%d 1\n%010d 00000 n \ntrailer\n<<\n/Size %d\n/Prev %d\n%s\n>>\nstartxref\n%d\n%%%%EOF\n", size, object, size+1, previous, trailer, table)
	return out.Bytes(), nil
}

// lastTrailer gives what the trailer after a table of offsets says, but for what a new one says otherwise, and the number of the next object.
func lastTrailer(table []byte) (entries string, size int, err error) {
	_, after, found := bytes.Cut(table, []byte("trailer"))
	after, _, _ = bytes.Cut(after, []byte("startxref"))
	begin := bytes.Index(after, []byte("<<"))
	end := bytes.LastIndex(after, []byte(">>"))
	if !found || begin < 0 || end < begin {
		return "", 0, errors.New("document: the file has no trailer")
	}
	inner := after[begin+2 : end]
	if s := trailerSize.FindSubmatch(inner); s != nil {
		size, err = strconv.Atoi(string(s[1]))
	}
	if size <= 0 || err != nil {
		return "", 0, errors.New("document: the trailer names no size")
	}
	return strings.TrimSpace(string(notCarried.ReplaceAll(inner, nil))), size, nil
}
