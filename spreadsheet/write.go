package spreadsheet

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Write writes a table in a format.
func (t *Table) Write(w io.Writer, format Format) error {
	if format == XLSX {
		return t.writeXLSX(w)
	}
	return t.writeCSV(w)
}

// writeCSV writes what a Czech Excel opens by a double click: a byte-order mark, semicolons, decimal commas.
func (t *Table) writeCSV(w io.Writer) error {
	buffered := bufio.NewWriter(w)
	if _, err := buffered.WriteString("\ufeff"); err != nil {
		return err
	}
	lines := csv.NewWriter(buffered)
	lines.Comma, lines.UseCRLF = ';', true
	fields := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		fields[i] = guarded(column.Title)
	}
	if err := lines.Write(fields); err != nil {
		return err
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			fields[i] = t.text(cell)
		}
		if err := lines.Write(fields); err != nil {
			return err
		}
	}
	if lines.Flush(); lines.Error() != nil {
		return lines.Error()
	}
	return buffered.Flush()
}

// text is a cell as CSV has it.
func (t *Table) text(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case string:
		return guarded(strings.ReplaceAll(v, "\r\n", "\n"))
	case Decimal:
		return strings.Replace(string(v), ".", ",", 1)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.In(t.zone()).Format(momentForm)
	}
	return fmt.Sprint(cell)
}

// The styles of a sheet: the heading is bold, texts stay texts when somebody edits them, moments show their day and hour.
var (
	headingStyle = &excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
	textStyle    = &excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}} // 49 is "@"
	momentStyle  = &excelize.Style{CustomNumFmt: &momentFormat, Alignment: &excelize.Alignment{Vertical: "top"}}
	momentFormat = "yyyy\\-mm\\-dd hh:mm"
)

// sheetWriter writes one sheet row by row.
type sheetWriter struct {
	*excelize.StreamWriter
	table                 *Table
	heading, text, moment int // styles
}

func (t *Table) writeXLSX(w io.Writer) error {
	file := excelize.NewFile()
	defer file.Close()
	name := sheetName(t.Name)
	if err := file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	stream, err := file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	s := &sheetWriter{StreamWriter: stream, table: t}
	if err := s.prepare(file); err != nil {
		return err
	}
	if err := s.writeRows(); err != nil {
		return err
	}
	return file.Write(w)
}

// prepare makes the styles, and what has to stand before the first row.
func (s *sheetWriter) prepare(file *excelize.File) (err error) {
	for _, made := range []struct { // always in this order, so that equal tables give equal bytes
		style *excelize.Style
		id    *int
	}{{headingStyle, &s.heading}, {textStyle, &s.text}, {momentStyle, &s.moment}} {
		if *made.id, err = file.NewStyle(made.style); err != nil {
			return err
		}
	}
	for i, column := range s.table.Columns {
		if err := s.SetColWidth(i+1, i+1, float64(cmp.Or(column.Width, 18))); err != nil {
			return err
		}
	}
	return s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

func (s *sheetWriter) writeRows() error {
	cells := make([]any, len(s.table.Columns))
	for i, column := range s.table.Columns {
		cells[i] = excelize.Cell{StyleID: s.heading, Value: column.Title}
	}
	if err := s.SetRow("A1", cells); err != nil {
		return err
	}
	for number, row := range s.table.Rows {
		for i, cell := range row {
			cells[i] = s.cell(cell)
		}
		if err := s.SetRow("A"+strconv.Itoa(number+2), cells[:len(row)]); err != nil {
			return err
		}
	}
	return s.Flush()
}

// cell is a cell as XLSX has it. A text is a text whatever it begins with; a spreadsheet's own numbers are floats, so that is
// where exact ones become such.
func (s *sheetWriter) cell(cell any) any {
	switch v := cell.(type) {
	case nil:
		return nil
	case string:
		return excelize.Cell{StyleID: s.text, Value: strings.ReplaceAll(v, "\r\n", "\n")}
	case Decimal:
		number, err := strconv.ParseFloat(string(v), 64)
		if err != nil {
			return excelize.Cell{StyleID: s.text, Value: string(v)}
		}
		return number
	case time.Time:
		if v.IsZero() {
			return nil
		}
		local := v.In(s.table.zone()) // a sheet knows no zones: it gets the wall clock's time
		y, m, d := local.Date()
		return excelize.Cell{StyleID: s.moment, Value: time.Date(y, m, d, local.Hour(), local.Minute(), local.Second(), 0, time.UTC)}
	}
	return cell
}

// sheetName makes a name that a sheet may have: 31 letters, none of those that addresses of cells are made of.
func sheetName(name string) string {
	letters := []rune(strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, name), " '"))
	if len(letters) == 0 {
		return "1"
	}
	return string(letters[:min(len(letters), 31)])
}
