package register

import (
	"io"
	"iter"
	"strconv"

	"blazon/fault"
)

// reading makes a row of the current line and answers false where the line is no body.
type reading func(row *Row) (bool, *fault.Fault)

// rows yields the bodies of a file. A code that comes twice is an error at its column, and so is a file without any body.
func (t *table) rows(codeColumn string, read reading) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		lines := map[string]int{}
		for {
			row, err := t.row(read)
			if err == io.EOF && len(lines) > 0 {
				return
			}
			if err == io.EOF {
				err = t.wrong("fault.register_empty", "")
			}
			if first, doubled := lines[row.Code]; err == nil && doubled {
				err = t.wrong("fault.register_doubled", codeColumn).With("Value", row.Code).With("First", strconv.Itoa(first))
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
			lines[row.Code] = row.Line
			if !yield(row, nil) {
				return
			}
		}
	}
}

// row reads on to the next body.
func (t *table) row(read reading) (Row, error) {
	for {
		if err := t.next(); err != nil {
			return Row{}, err
		}
		row := Row{File: t.file, Line: t.line}
		body, wrong := read(&row)
		if wrong != nil {
			return Row{}, wrong
		}
		if body {
			return row, nil
		}
	}
}
