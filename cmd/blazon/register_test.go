package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/register"
)

// imported runs an import into a database of the test's own and gives status, output and errors.
func imported(t *testing.T, data, format, text string, more ...string) (code int, out, errors string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	args := append([]string{"register", "import", "--data", data, "--format", format}, more...)
	code = run(append(args, file), streams{strings.NewReader(""), &stdout, &stderr})
	return code, stdout.String(), stderr.String()
}

func TestRegisterImport(t *testing.T) {
	t.Setenv("BLAZON_DATABASE", "")
	data := t.TempDir()
	const terc = "\ufeffWOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\r\n14;;;;MAZOWIECKIE;województwo;2026-01-01\r\n" +
		"14;08;;;legionowski;powiat;2026-01-01\r\n14;08;01;1;Legionowo;gmina miejska;2026-01-01\r\n"
	const csv = "code;name;kind;population\n1408011;Legionowo;gmina_miejska;52000\nmuzeum-1;Stacja Muzeum;other;\n"
	more := []string{"--source", "GUS", "--date", "2026"}
	for _, c := range []struct {
		name, format, text string
		more               []string
		status             int
		out, errors        string
	}{
		{"values that are new", "csv", csv, more, 0, "2 rows: 1 added, 1 changed, 0 ended.\n", "2 of 2 rows written\n"},
		{"the same again", "csv", csv, more, 0, "2 rows: 0 added, 0 changed, 0 ended.\n", ""},
		{"a single value", "csv", "code;population\n1408011;53000\n", more, 0, "1 row: 0 added, 1 changed, 0 ended.\n", "1 of 1 row written\n"},
		{"a bad line", "csv", "code;population\n1408011;52000\n1408;many\n", nil, 2, "",
			"blazon: File list.csv, line 3, column population: the value “many” cannot be here.\n"},
		{"a new code without a name, far down", "csv", "code;population\n" + strings.Repeat("\n", 3000) + "muzeum-2;5\n", nil, 2, "",
			"blazon: File list.csv, line 3002, column code: the code muzeum-2 is not in the register, and the file lacks what a new record needs (name, kind).\n"},
		{"a file cut short", "terc", terc, nil, 2, "",
			"blazon: The file list.csv would end 2,855 of 2,857 records. Is it incomplete? If it is right, allow it with --allow-ended.\n"},
		{"a file cut short, allowed", "terc", terc, []string{"--allow-ended"}, 0, "2 rows: 0 added, 0 changed, 2855 ended.\n",
			"1000 of 2855 rows written\n1500 of 2855 rows written\n2500 of 2855 rows written\n2855 of 2855 rows written\n"},
		{"a date that is none", "csv", "code\n1408\n", []string{"--date", "1. 5. 2026"}, 1, "", "blazon: --date: \"1. 5. 2026\" is not like 2026-05-01\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, errors := imported(t, data, c.format, c.text, c.more...)
			if status != c.status || out != c.out || errors != c.errors {
				t.Errorf("got %d\n%s%s\nwant %d\n%s%s", status, out, errors, c.status, c.out, c.errors)
			}
		})
	}
}

func TestLinesAreNoAmounts(t *testing.T) {
	text := "code;name;population\n" + strings.Repeat("\n", 1498) + "1408011;Legionowo;52000\n" + strings.Repeat("\n", 11_501)
	for _, c := range []struct {
		last  string
		words map[locale.Language]string
	}{
		{"1408011;Legionowo;52000\n", map[locale.Language]string{
			locale.Czech:   "Soubor list.csv, řádek 13002, sloupec code: kód 1408011 už je na řádku 1500.",
			locale.Polish:  "Plik list.csv, wiersz 13002, kolumna code: kod 1408011 występuje już w wierszu 1500.",
			locale.English: "File list.csv, line 13002, column code: the code 1408011 is already on line 1500.",
		}},
		{"1408012;" + strings.Repeat("x", 3000) + "\x00\n", map[locale.Language]string{
			locale.Czech:   "Soubor list.csv, řádek 13002, 3009. bajt: nečitelný řídicí znak. Není to jiný druh souboru?",
			locale.Polish:  "Plik list.csv, wiersz 13002, bajt 3009: niedozwolony znak sterujący. Czy to nie inny rodzaj pliku?",
			locale.English: "File list.csv, line 13002, byte 3009: a control character that cannot be read. Is it another kind of file?",
		}},
	} {
		extract, err := register.ReadCSV("list.csv", strings.NewReader(text+c.last), register.Source{})
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range extract.Rows() {
			err = wrong
		}
		for lang, want := range c.words {
			if got := strings.ReplaceAll(locale.Fault(lang, fault.Of(err)), "\u00a0", " "); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		}
	}
}

func TestProgressGrowsOnATerminal(t *testing.T) {
	var screen bytes.Buffer
	p := &progress{out: &screen, terminal: true}
	for _, done := range []int{0, 500, 1000} {
		p.show(done, 1000)
	}
	want := "\r[" + strings.Repeat(" ", 40) + "]   0 %\r[" + strings.Repeat("=", 20) + strings.Repeat(" ", 20) + "]  50 %\r[" +
		strings.Repeat("=", 40) + "] 100 %\n"
	if screen.String() != want {
		t.Errorf("got  %q\nwant %q", screen.String(), want)
	}
}

func TestProgressElsewhereIsALineAtEachQuarter(t *testing.T) {
	var log bytes.Buffer
	p := newProgress(&log)
	for done := 100; done <= 1000; done += 100 {
		p.show(done, 1000)
	}
	if got := strings.Count(log.String(), "\n"); got != 4 || !strings.HasSuffix(log.String(), "1000 of 1000 rows written\n") {
		t.Errorf("got %d lines:\n%s", got, log.String())
	}
}
