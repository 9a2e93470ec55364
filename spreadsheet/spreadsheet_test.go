package spreadsheet_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/spreadsheet"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

var formats = []spreadsheet.Format{spreadsheet.XLSX, spreadsheet.CSV}

// written writes a table and reads it again.
func written(t rapid.TB, table *spreadsheet.Table, format spreadsheet.Format) *spreadsheet.Sheet {
	t.Helper()
	var file bytes.Buffer
	if err := table.Write(&file, format); err != nil {
		t.Fatal(err)
	}
	sheet, err := spreadsheet.Read("table."+string(format), &file)
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

// tricky are what people and attackers write into cells.
var tricky = []string{"", "a", "=1+1", "+420 485 010 111", "-5", "@SUM(A1)", "'=1", "''", "'a", "a;b", `"quoted"`, "two\nlines", "příliš žluťoučký",
	"0201011", "1,5", "=cmd|' /C calc'!A0", "😀", "\u202eabc", "https://www.semily.cz/?a=1&b=2", "<b>", "2024-01-01", "1e5", "TRUE"}

// What is written is read as it was, whatever the texts are.
func TestTextsComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.SampledFrom(tricky), rapid.StringOfN(rapid.RuneFrom([]rune("=+-@'\"; ,\naž1")), 0, 6, -1))
		table := &spreadsheet.Table{Name: "Přihlášky", Columns: []spreadsheet.Column{{Title: "A"}, {Title: "=B"}, {Title: "C"}}}
		var want [][]string
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			row := []string{"x", text.Draw(t, "b"), text.Draw(t, "c")}
			table.Rows = append(table.Rows, []any{row[0], row[1], row[2]})
			for i := range row {
				row[i] = norm.NFC.String(strings.TrimSpace(row[i]))
			}
			want = append(want, row)
		}
		for _, format := range formats {
			sheet := written(t, table, format)
			if !slices.Equal(sheet.Heading, []string{"A", "=B", "C"}) {
				t.Fatalf("%s: heading %q", format, sheet.Heading)
			}
			for i, row := range want {
				for column, text := range row {
					if got := sheet.Lines[i].Get(column); got != text {
						t.Fatalf("%s: %q came back as %q", format, text, got)
					}
				}
			}
		}
	})
}

func TestNumbersAndMoments(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	table := &spreadsheet.Table{Name: "Čísla", Zone: prague, Columns: make([]spreadsheet.Column, 4), Rows: [][]any{
		{12, spreadsheet.Decimal("86.33"), time.Date(2026, 11, 21, 13, 5, 0, 0, time.UTC), nil}}}
	for i, title := range []string{"celé", "desetinné", "čas", "nic"} {
		table.Columns[i].Title = title
	}
	for format, want := range map[spreadsheet.Format][]string{
		spreadsheet.XLSX: {"12", "86.33", "2026-11-21 14:05", ""},
		spreadsheet.CSV:  {"12", "86,33", "2026-11-21 14:05:00", ""},
	} {
		for column, text := range want {
			if got := written(t, table, format).Lines[0].Get(column); got != text {
				t.Errorf("%s: column %d is %q, want %q", format, column, got, text)
			}
		}
	}
}

// A CSV is what a Czech Excel opens right by a double click, with no formula in it.
func TestCSVForExcel(t *testing.T) {
	var file bytes.Buffer
	table := &spreadsheet.Table{Columns: []spreadsheet.Column{{Title: "Obec"}, {Title: "Body"}},
		Rows: [][]any{{"=HYPERLINK(\"http://a\")", spreadsheet.Decimal("1.5")}, {"Nová Ves; Chlum", 2}}}
	if err := table.Write(&file, spreadsheet.CSV); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffObec;Body\r\n\"'=HYPERLINK(\"\"http://a\"\")\";1,5\r\n\"Nová Ves; Chlum\";2\r\n"
	if file.String() != want {
		t.Errorf("got %q", file.String())
	}
}

func TestFilesAsPeopleSaveThem(t *testing.T) {
	const text = "kód;obec\r\n576964;Semily\r\n\r\n577626;Píšť; Úžice\r\n"
	encode := func(encoded []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	for about, body := range map[string][]byte{
		"UTF-8":                  []byte(text),
		"UTF-8 with a mark":      []byte("\ufeff" + text),
		"windows-1250":           encode(charmap.Windows1250.NewEncoder().Bytes([]byte(text))),
		"UTF-16 of Unicode text": encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))),
		"commas":                 []byte(strings.ReplaceAll(text, ";", ",")),
		"tabs":                   []byte(strings.ReplaceAll(text, ";", "\t")),
		"letters in two parts":   []byte(norm.NFD.String(text)),
		"a cell in quotes":       []byte(strings.Replace(text, "Semily", `"Semily"`, 1)),
	} {
		t.Run(about, func(t *testing.T) {
			sheet, err := spreadsheet.Read("obce.csv", bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprint(sheet.Heading, sheet.Lines)
			if want := "[kód obec] [{2 [576964 Semily]} {4 [577626 Píšť Úžice]}]"; got != want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestAQuotationMarkWithinACellIsPartOfIt(t *testing.T) {
	sheet, err := spreadsheet.Read("weby.csv", strings.NewReader("obec;název\n576964;Web \"Semily\" města\n"))
	if err != nil || len(sheet.Lines) != 1 || sheet.Lines[0].Get(1) != `Web "Semily" města` {
		t.Errorf("got %v, %v", sheet, err)
	}
}

func TestWhatIsWrongWithAFileNamesThePlace(t *testing.T) {
	for about, c := range map[string]struct{ body, key, cell string }{
		"nothing in it":            {"", "spreadsheet.empty", ""},
		"NUL":                      {"a;b\n1;x\x00", "spreadsheet.character", "B2"},
		"a column twice":           {"a;a\n1;2", "spreadsheet.column_twice", "B1"},
		"a quote that never ends":  {"a;b\n1;\"x\n3;4", "spreadsheet.quote", ""},
		"broken UTF-8 with a mark": {"\ufeffa\xff", "spreadsheet.encoding", ""},
		"no encoding at all":       {"a;b\n\x81\x83;\x88", "spreadsheet.encoding", ""},
		"too many columns":         {strings.Repeat("a;", 200), "spreadsheet.wide", "CW1"},
		"a cell too long":          {"a\n" + strings.Repeat("x", 20_000), "spreadsheet.cell_long", "A2"},
		"an old Excel file":        {"\xd0\xcf\x11\xe0\xa1\xb1", "spreadsheet.old_excel", ""},
		"no XLSX":                  {"PK\x03\x04 not really", "spreadsheet.broken", ""},
		"a file too large":         {strings.Repeat("a\n", spreadsheet.MaxBytes), "spreadsheet.too_large", ""},
	} {
		t.Run(about, func(t *testing.T) {
			_, err := spreadsheet.Read("soubor", strings.NewReader(c.body))
			if f := fault.Of(err); f.Kind != fault.Invalid || f.Key != c.key || c.cell != "" && f.Args["Cell"] != c.cell {
				t.Errorf("got %v %v", err, f.Args)
			}
		})
	}
}
