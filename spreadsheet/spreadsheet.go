// Package spreadsheet reads and writes tables as people have them: XLSX, and CSV as a Czech Excel opens and saves it.
package spreadsheet

import (
	"strings"
	"time"
)

// Table is what is written down: columns with their titles, and rows of as many cells.
type Table struct {
	Name    string // of the sheet, and of the file without its ending
	Columns []Column
	Rows    [][]any        // each cell is a string, an int, a Decimal, a time.Time, or nil where nothing is known
	Zone    *time.Location // in which moments are written; nil: UTC
}

// Column is a column of a table.
type Column struct {
	Title string
	Width int // in letters; 0: as wide as most are
}

// Decimal is an exact number such as "86.33", written with a point.
type Decimal string

// Format is a kind of file.
type Format string

// The formats, by the endings of their files' names.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// Type is the format's media type.
func (f Format) Type() string {
	if f == XLSX {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8"
}

// momentForm is how moments stand in a CSV: what Excel in any language takes for a day and an hour.
const momentForm = "2006-01-02 15:04:05"

// zone gives where the table's moments are written.
func (t *Table) zone() *time.Location {
	if t.Zone == nil {
		return time.UTC
	}
	return t.Zone
}

// formulaSigns are the letters with which a spreadsheet takes a text for a formula.
const formulaSigns = "=+-@\t\r\n"

// guarded puts an apostrophe in front of a text that a spreadsheet would take for a formula, or that has one there already, so
// that unguarded gives every text back as it was.
func guarded(text string) string {
	if isFormula(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// unguarded takes the apostrophe of guarded away.
func unguarded(text string) string {
	if bare, found := strings.CutPrefix(text, "'"); found && isFormula(strings.TrimLeft(bare, "'")) {
		return bare
	}
	return text
}

func isFormula(text string) bool {
	return text != "" && strings.ContainsRune(formulaSigns, rune(text[0]))
}
