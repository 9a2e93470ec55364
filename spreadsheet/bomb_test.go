package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/spreadsheet"
)

// workbook makes an XLSX with some of its parts replaced.
func workbook(t *testing.T, replaced map[string]io.Reader) []byte {
	t.Helper()
	var sound, file bytes.Buffer
	table := &spreadsheet.Table{Name: "a", Columns: []spreadsheet.Column{{Title: "a"}}, Rows: [][]any{{"b"}}}
	if err := table.Write(&sound, spreadsheet.XLSX); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(sound.Bytes()), int64(sound.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := zip.NewWriter(&file)
	add := func(name string, content io.Reader) {
		part, err := out.Create(name)
		if err == nil {
			_, err = io.Copy(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range archive.File {
		if replaced[part.Name] != nil {
			continue
		}
		content, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		add(part.Name, content)
	}
	for name, content := range replaced {
		add(name, content)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// repeated is a text again and again between a beginning and an end.
func repeated(begin, text string, times int, end string) io.Reader {
	return io.MultiReader(strings.NewReader(begin), strings.NewReader(strings.Repeat(text, times)), strings.NewReader(end))
}

const (
	sheetPart  = "xl/worksheets/sheet1.xml"
	sheetBegin = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	sheetEnd   = `</sheetData></worksheet>`
	stringPart = "xl/sharedStrings.xml"
)

// mostMemory is what the answer to a hostile file may take.
const mostMemory = 64 << 20

func TestHostileWorkbooksAreRefusedInLittleMemory(t *testing.T) {
	entity := `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">` + strings.Repeat(`<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">`, 100) + `]>`
	for about, c := range map[string]struct {
		parts map[string]io.Reader
		keys  []string
	}{
		"spaces that unpack to more than a thousand times as much": {map[string]io.Reader{sheetPart: io.LimitReader(spaces{}, 40<<20)}, []string{"spreadsheet.bomb"}},
		"more shared strings than go": {map[string]io.Reader{stringPart: repeated(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
			"<si><t/></si>", 300_000, "</sst>")}, []string{"spreadsheet.bomb"}},
		"as many shared strings as go, and a cell too many": {map[string]io.Reader{stringPart: repeated(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
			"<si><t/></si>", 79_000, "</sst>"), sheetPart: strings.NewReader(sheetBegin + `<row><c t="s"><v>0</v></c><c t="s" r="XFD1"><v>1</v></c></row>` + sheetEnd)},
			[]string{"spreadsheet.wide", "spreadsheet.empty"}},
		"as many cells as go": {map[string]io.Reader{sheetPart: repeated(sheetBegin+`<row r="1">`, `<c><v>1</v></c>`, 190_000, "</row>"+sheetEnd)}, []string{"spreadsheet.wide"}},
		"as many rows as go":  {map[string]io.Reader{sheetPart: repeated(sheetBegin, `<row><c><v>1</v></c></row>`, 120_000, sheetEnd)}, []string{"spreadsheet.long"}},
		"the last column of all": {map[string]io.Reader{sheetPart: repeated(sheetBegin, `<row><c r="XFD1"><v>1</v></c></row>`, 1000, sheetEnd)},
			[]string{"spreadsheet.wide", "spreadsheet.broken"}},
		"entities of entities": {map[string]io.Reader{sheetPart: strings.NewReader(entity + sheetBegin + `<row><c t="str"><v>&b;</v></c></row>` + sheetEnd)},
			[]string{"spreadsheet.broken", "spreadsheet.empty"}},
		"XML that ends too soon": {map[string]io.Reader{sheetPart: strings.NewReader(sheetBegin + `<row><c`)}, []string{"spreadsheet.broken", "spreadsheet.empty"}},
		"a thousand parts":       {parts(1000), []string{"spreadsheet.bomb"}},
	} {
		t.Run(about, func(t *testing.T) {
			body := workbook(t, c.parts)
			var err error
			grown := memory(func() { _, err = spreadsheet.Read("bomb.xlsx", bytes.NewReader(body)) })
			f := fault.Of(err)
			if f.Kind != fault.Invalid || !strings.Contains(fmt.Sprint(c.keys), f.Key) {
				t.Errorf("got %v, want one of %v", err, c.keys)
			}
			if grown > mostMemory {
				t.Errorf("it took %d MB", grown>>20)
			}
		})
	}
}

// spaces are spaces without end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func parts(many int) map[string]io.Reader {
	all := map[string]io.Reader{}
	for i := range many {
		all[fmt.Sprintf("xl/part%d.xml", i)] = strings.NewReader("<a/>")
	}
	return all
}

// memory is by how much the heap grew at its largest while fn ran.
func memory(fn func()) uint64 {
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	done, largest := make(chan struct{}), make(chan uint64)
	go func() {
		most := before.HeapInuse
		for {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapInuse)
			select {
			case <-done:
				largest <- most - before.HeapInuse
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	fn()
	close(done)
	return <-largest
}
