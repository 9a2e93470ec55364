// Package register reads the official registers of public bodies: what is bundled, and the files that offices publish.
package register

import (
	"iter"
	"regexp"
	"slices"
)

// Register is the list in which a body's code is unique.
type Register string

// The registers.
const (
	RUIAN Register = "ruian" // Czech municipalities and city districts: six digits
	TERC  Register = "terc"  // Polish gminas (seven digits) and counties (four digits)
	Own   Register = "own"   // bodies that are in no official register; their codes begin with a letter
)

// Word is what stands for the register in addresses: the country whose it is, "CZ", or "own".
func (r Register) Word() string {
	switch r {
	case RUIAN:
		return string(Czechia)
	case TERC:
		return string(Poland)
	}
	return string(Own)
}

// forms are what the codes of the registers look like; no code has two of them.
var forms = map[Register]*regexp.Regexp{
	RUIAN: regexp.MustCompile(`^[0-9]{6}$`),
	TERC:  regexp.MustCompile(`^([0-9]{4}|[0-9]{7})$`),
	Own:   regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._-]{0,39}$`),
}

// Of tells a code's register by the code's form, or false where it has none of the forms.
func Of(code string) (Register, bool) {
	for register, form := range forms {
		if form.MatchString(code) {
			return register, true
		}
	}
	return "", false
}

// Source says where values come from; it is shown beside them.
type Source struct {
	Name    string   // the publisher and the register
	Date    string   // as of when: a year, a month or a day, in ISO 8601
	License string   // empty where the publisher states none
	Columns []Column // what it is the source of; none: of everything else
}

// Extract is what one file says of a register.
type Extract struct {
	Columns []Column // the columns that the file has; an import touches nothing else
	Covers  []Kind   // the kinds of which the file lists every body: one that is missing has ended
	Source  Source
	rows    iter.Seq2[Row, error]
}

// Rows yields the file's rows in its order, once. It stops after the first error: a fault of kind Invalid that names file,
// line and column, or whatever kept the file from being read.
func (e *Extract) Rows() iter.Seq2[Row, error] { return e.rows }

// Has tells whether the file has a column.
func (e *Extract) Has(column Column) bool { return slices.Contains(e.Columns, column) }

// Key is the key of the register's name in the catalogues.
func (r Register) Key() string { return "register.register_" + string(r) }
