package register

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"blazon/fault"
)

// maxLine is the longest line that is read, in bytes; the longest of an official file has 300.
const maxLine = 64 << 10

// encoding is how a file's letters are written.
type encoding string

const (
	utf8Text    encoding = "UTF-8"
	windows1250 encoding = "windows-1250"
)

var mark = []byte("\ufeff")

// table reads separated values line by line, so that it always knows where it is and never holds more than a line. A value
// does not span lines.
type table struct {
	file     string
	lines    *bufio.Scanner
	encoding encoding
	comma    rune
	columns  []string
	place    map[string]int // of a column
	line     int
	fields   []string
}

// openTable reads the header. The separator is the semicolon or the comma, whichever the header has more of. A byte-order
// mark says UTF-8, whatever the format says.
func openTable(file string, r io.Reader, as encoding) (*table, error) {
	t := &table{file: file, lines: bufio.NewScanner(r), encoding: as, comma: ',', place: map[string]int{}}
	t.lines.Buffer(nil, maxLine)
	header, err := t.readLine()
	if err == io.EOF {
		return nil, t.wrong("fault.register_empty", "")
	}
	if err != nil {
		return nil, err
	}
	if strings.Count(header, ";") > strings.Count(header, ",") {
		t.comma = ';'
	}
	if t.columns, err = t.split(header); err != nil {
		return nil, err
	}
	for i, column := range t.columns {
		t.columns[i] = strings.TrimSpace(column)
		if _, doubled := t.place[t.columns[i]]; doubled {
			return nil, t.wrong("fault.register_column_twice", t.columns[i])
		}
		t.place[t.columns[i]] = i
	}
	return t, nil
}

// need makes sure that the file has the columns.
func (t *table) need(columns ...string) error {
	for _, column := range columns {
		if !t.has(column) {
			return t.wrong("fault.register_column_missing", column)
		}
	}
	return nil
}

func (t *table) has(column string) bool { _, ok := t.place[column]; return ok }

// next reads the next line that is not empty, and answers io.EOF after the last.
func (t *table) next() error {
	line, err := t.readLine()
	if err != nil {
		return err
	}
	if t.fields, err = t.split(line); err != nil {
		return err
	}
	if len(t.fields) != len(t.columns) {
		return t.wrong("fault.register_fields", "").With("Want", len(t.columns)).With("Got", len(t.fields))
	}
	return nil
}

// get gives the trimmed value of a column in the current line, and nothing where the file lacks the column.
func (t *table) get(column string) string {
	i, ok := t.place[column]
	if !ok {
		return ""
	}
	return norm.NFC.String(strings.TrimSpace(t.fields[i]))
}

// wrong makes a fault that names the file, the current line and a column. Lines are given as text, since a place is no
// amount, whose thousands would be grouped.
func (t *table) wrong(key, column string) *fault.Fault {
	return fault.New(fault.Invalid, key).With("File", t.file).With("Line", strconv.Itoa(t.line)).With("Column", column)
}

// wrongValue makes a fault of what the current line has in a column.
func (t *table) wrongValue(key, column string) *fault.Fault {
	return t.wrong(key, column).With("Value", t.get(column))
}

func (t *table) readLine() (string, error) {
	for t.lines.Scan() {
		t.line++
		line := t.lines.Bytes()
		if t.line == 1 && bytes.HasPrefix(line, mark) {
			line, t.encoding = line[len(mark):], utf8Text
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		return t.decode(line)
	}
	if errors.Is(t.lines.Err(), bufio.ErrTooLong) {
		t.line++
		return "", t.wrong("fault.register_line_long", "").With("Max", maxLine)
	}
	if err := t.lines.Err(); err != nil {
		return "", fmt.Errorf("register: %s, line %d: %w", t.file, t.line+1, err)
	}
	return "", io.EOF
}

// decode turns bytes into text and refuses what betrays another encoding: NUL and its kin, bytes without a letter, and
// UTF-8 where windows-1250 is due.
func (t *table) decode(line []byte) (string, error) {
	if i := bytes.IndexFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }); i >= 0 {
		return "", t.wrong("fault.register_character", strconv.Itoa(i+1))
	}
	ascii := bytes.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
	if ascii || t.encoding == utf8Text && utf8.Valid(line) {
		return string(line), nil
	}
	if t.encoding == windows1250 && !latinUTF8(line) {
		text, err := charmap.Windows1250.NewDecoder().Bytes(line)
		if err == nil && !bytes.ContainsRune(text, utf8.RuneError) {
			return string(text), nil
		}
	}
	return "", t.wrong("fault.register_encoding", "").With("Want", string(t.encoding))
}

// latinUTF8 tells whether bytes are UTF-8 with a letter before ƀ, as are all of Czech and Polish. Names in windows-1250 may
// be UTF-8 by chance, but then of other scripts: Píšť would be a P and a Korean syllable.
func latinUTF8(line []byte) bool {
	return utf8.Valid(line) && bytes.ContainsFunc(line, func(r rune) bool { return r >= utf8.RuneSelf && r < 'ƀ' })
}

func (t *table) split(line string) ([]string, error) {
	if !strings.Contains(line, `"`) {
		return strings.Split(line, string(t.comma)), nil
	}
	reader := csv.NewReader(strings.NewReader(line))
	reader.Comma = t.comma
	fields, err := reader.Read()
	if err != nil {
		column := ""
		if where := new(csv.ParseError); errors.As(err, &where) {
			column = strconv.Itoa(where.Column)
		}
		return nil, t.wrong("fault.register_quote", column).Because(err)
	}
	return fields, nil
}
