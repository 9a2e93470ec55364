package spreadsheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"
)

// WriteOpen writes the table for programs: CSV by RFC 4180 in UTF-8, with commas, decimal points, and moments in UTC. Texts that a
// spreadsheet would take for formulas are guarded as everywhere.
func (t *Table) WriteOpen(w io.Writer) error {
	lines := csv.NewWriter(w)
	lines.UseCRLF = true
	fields := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		fields[i] = guarded(column.Title)
	}
	if err := lines.Write(fields); err != nil {
		return err
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			fields[i] = openText(cell)
		}
		if err := lines.Write(fields); err != nil {
			return err
		}
	}
	lines.Flush()
	return lines.Error()
}

// openText is a cell for programs.
func openText(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case string:
		return guarded(strings.ReplaceAll(v, "\r\n", "\n"))
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.UTC().Format(time.RFC3339)
	}
	return fmt.Sprint(cell)
}
