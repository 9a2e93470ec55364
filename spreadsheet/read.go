package spreadsheet

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"blazon/fault"

	"golang.org/x/text/unicode/norm"
)

// The most that is read of a file: what a list of a nation's entries needs several times over, and what a hostile file may cost
// stays within 64 MB of memory.
const (
	MaxBytes   = 5 << 20
	maxRows    = 20_000
	maxColumns = 100
	maxCell    = 10_000 // letters
)

// Sheet is what a file says: its heading, and the lines below it.
type Sheet struct {
	File    string
	Heading []string
	Lines   []Line
}

// Line is a line that is not empty.
type Line struct {
	Number int // as a spreadsheet counts: the heading's is 1
	Cells  []string
}

// Get gives a cell; one beyond the end of the line is empty.
func (l Line) Get(column int) string {
	if column < 0 || column >= len(l.Cells) {
		return ""
	}
	return l.Cells[column]
}

// Read reads the first sheet of an XLSX, or a CSV: with semicolons, commas or tabs, in UTF-8, UTF-16 with a mark, or windows-1250.
// Texts come in NFC and without spaces around them, numbers as they are kept, moments as they are shown. What is wrong with a
// file is a fault of kind Invalid that names the line and the column.
func Read(name string, r io.Reader) (*Sheet, error) {
	body, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	s := &Sheet{File: name}
	switch {
	case len(body) > MaxBytes:
		err = s.wrong("spreadsheet.too_large").With("Max", MaxBytes>>20)
	case bytes.HasPrefix(body, []byte("PK")):
		err = s.readXLSX(body)
	case bytes.HasPrefix(body, []byte{0xd0, 0xcf, 0x11, 0xe0}): // the files of Excel before 2007
		err = s.wrong("spreadsheet.old_excel")
	default:
		err = s.readCSV(body)
	}
	if err != nil {
		return nil, err
	}
	return s, s.check()
}

// add takes a line: the first becomes the heading, and empty ones are left out.
func (s *Sheet) add(number int, cells []string) error {
	empty := true
	for i, cell := range cells {
		if !utf8.ValidString(cell) || strings.ContainsFunc(cell, unprintable) {
			return s.wrongIn("spreadsheet.character", number, i)
		}
		cells[i] = norm.NFC.String(strings.TrimSpace(cell))
		if utf8.RuneCountInString(cells[i]) > maxCell {
			return s.wrongIn("spreadsheet.cell_long", number, i).With("Max", maxCell)
		}
		empty = empty && cells[i] == ""
	}
	switch {
	case empty:
		return nil
	case len(cells) > maxColumns:
		return s.wrongIn("spreadsheet.wide", number, maxColumns).With("Max", maxColumns)
	case len(s.Lines) == maxRows:
		return s.wrong("spreadsheet.long").With("Max", maxRows)
	case s.Heading == nil:
		s.Heading = cells
		return nil
	}
	s.Lines = append(s.Lines, Line{Number: number, Cells: cells})
	return nil
}

// unprintable is what no text of people has in it.
func unprintable(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }

func (s *Sheet) check() error {
	if s.Heading == nil {
		return s.wrong("spreadsheet.empty")
	}
	seen := map[string]bool{}
	for i, title := range s.Heading {
		if title != "" && seen[title] {
			return s.wrongIn("spreadsheet.column_twice", 1, i).With("Title", title)
		}
		seen[title] = true
	}
	return nil
}

func (s *Sheet) wrong(key string) *fault.Fault {
	return fault.New(fault.Invalid, key).With("File", s.File)
}

// wrongIn names a cell as spreadsheets do: "B7".
func (s *Sheet) wrongIn(key string, line, column int) *fault.Fault {
	return s.wrong(key).With("Cell", ColumnName(column)+strconv.Itoa(line))
}

// ColumnName gives the letters by which spreadsheets call a column, counted from 0.
func ColumnName(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
