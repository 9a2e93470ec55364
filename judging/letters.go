package judging

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// maxBlanks is how many blanks may stand side by side, in bytes. The decoder goes through them again with every piece that it
// reads, so that many more would take minutes.
const maxBlanks = 64 << 10

var (
	errNotUTF8 = errors.New("not UTF-8")
	errBlanks  = fmt.Errorf("more than %d blanks side by side", maxBlanks)
)

// mark is the byte-order mark, with which some programs begin a file.
const mark = "\ufeff"

// letters is a reader of UTF-8 that passes over a byte-order mark. It fails at the first byte that belongs to no letter, for
// which the decoder would put another one, and where there are too many blanks.
type letters struct {
	in      *bufio.Reader
	begun   bool
	skipped int64  // the length of the mark, where there is one
	at      int64  // how many bytes have been read, with the mark
	pending []byte // the beginning of a letter at the end of what has been read
	blanks  int    // so many stand there
	err     error
}

func newLetters(in io.Reader) *letters { return &letters{in: bufio.NewReader(in)} }

func (l *letters) Read(buffer []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	if !l.begun {
		l.begun = true
		if start, _ := l.in.Peek(len(mark)); string(start) == mark {
			n, _ := l.in.Discard(len(mark))
			l.skipped, l.at = int64(n), int64(n)
		}
	}
	n, err := l.in.Read(buffer)
	good := l.complete(buffer[:l.sparse(buffer[:n])])
	l.at += int64(n)
	if l.err != nil {
		return good, l.err
	}
	return n, err
}

// sparse gives how much of the text there is before too many blanks.
func (l *letters) sparse(text []byte) int {
	for i, b := range text {
		if b != ' ' && b != '\n' && b != '\r' && b != '\t' {
			l.blanks = 0
			continue
		}
		if l.blanks++; l.blanks > maxBlanks {
			l.err = fmt.Errorf("%w (byte %d)", errBlanks, l.at+int64(i))
			return i
		}
	}
	return len(text)
}

// complete makes sure that the text goes on with whole letters, and gives how much of it does.
func (l *letters) complete(text []byte) int {
	begun := len(l.pending)
	if begun > 0 {
		text = slices.Concat(l.pending, text)
	}
	l.pending = nil
	if utf8.Valid(text) {
		return len(text) - begun
	}
	for i := 0; i < len(text); {
		letter, size := utf8.DecodeRune(text[i:])
		switch {
		case letter != utf8.RuneError || size > 1:
			i += size
		case utf8.FullRune(text[i:]):
			l.err = fmt.Errorf("%w (byte %d)", errNotUTF8, l.at+int64(i-begun))
			return max(i-begun, 0)
		default:
			l.pending = slices.Clone(text[i:])
			i = len(text)
		}
	}
	return len(text) - begun
}
