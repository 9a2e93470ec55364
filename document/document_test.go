package document

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// printed runs a printer and keeps its file for the tools that look at it.
func printed(t *testing.T, print func(io.Writer) error) (path string, body []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := print(&out); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, out.Bytes()
}

func certificates(list ...Certificate) func(io.Writer) error {
	return func(w io.Writer) error { return Certificates(w, list) }
}

func sheet(s Sheet) func(io.Writer) error {
	return func(w io.Writer) error { return ResultSheet(w, s) }
}

// tool runs a program that reads PDF; that it is missing fails the test.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// text extracts what a reader's program copies, with every run of white space as one space.
func text(t *testing.T, path string) string {
	t.Helper()
	return strings.Join(strings.Fields(tool(t, "pdftotext", "-raw", path, "-")), " ")
}

// word is a word on a page and where it stands, in points.
type word struct {
	Text string  `xml:",chardata"`
	X1   float64 `xml:"xMin,attr"`
	Y1   float64 `xml:"yMin,attr"`
	X2   float64 `xml:"xMax,attr"`
	Y2   float64 `xml:"yMax,attr"`
}

// words extracts the words of each page with their boxes.
func words(t *testing.T, path string) [][]word {
	t.Helper()
	var doc struct {
		Pages []struct {
			Words []word `xml:"word"`
		} `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal([]byte(tool(t, "pdftotext", "-bbox", path, "-")), &doc); err != nil {
		t.Fatal(err)
	}
	var pages [][]word
	for _, page := range doc.Pages {
		pages = append(pages, page.Words)
	}
	return pages
}

// The documents that are kept as they must look; a change of them is a change of DesignVersion.
var goldens = map[string]func(io.Writer) error{
	"certificate-semily":    certificates(semily()),
	"certificate-legionowo": certificates(legionowo()),
	"certificate-nova-ves":  certificates(novaVes()),
	"sheet-liberec":         sheet(liberecSheet()),
	"sheet-morava":          sheet(moraviaSheet()),
	"sheet-mazowsze":        sheet(mazoviaSheet()),
}

func TestDocumentsLookAsTheyDid(t *testing.T) {
	all := maps.Clone(goldens)
	maps.Copy(all, designGoldens())
	for name, print := range all {
		t.Run(name, func(t *testing.T) {
			path, body := printed(t, print)
			golden := filepath.Join("testdata", name+".pdf")
			if *update {
				if err := os.WriteFile(golden, body, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got, want := tool(t, "pdftotext", "-raw", path, "-"), tool(t, "pdftotext", "-raw", golden, "-"); got != want {
				t.Errorf("the text changed (-golden +now):\n%s", cmp.Diff(want, got))
			}
			if uncompressed(t, path) != uncompressed(t, golden) {
				t.Error("the drawing changed; if that is meant, raise DesignVersion and run the test with -update")
			}
		})
	}
}

// uncompressed writes a file in a form that does not depend on the compressor.
func uncompressed(t *testing.T, path string) string {
	t.Helper()
	return tool(t, "qpdf", "--qdf", "--object-streams=disable", "--static-id", path, "-")
}

func TestDocumentsAreSound(t *testing.T) {
	for name, print := range goldens {
		t.Run(name, func(t *testing.T) {
			path, _ := printed(t, print)
			if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") {
				t.Error(out)
			}
			fonts := strings.Split(strings.TrimSpace(tool(t, "pdffonts", path)), "\n")[2:]
			if len(fonts) != 2 {
				t.Errorf("got %d fonts, want the two weights", len(fonts))
			}
			for _, font := range fonts {
				if columns := strings.Fields(font); columns[len(columns)-5] != "yes" {
					t.Errorf("not embedded: %s", font)
				}
			}
			if out := tool(t, "pdfinfo", path); !strings.Contains(out, "841.89 x 595.28 pts (A4)") {
				t.Errorf("not landscape A4:\n%s", out)
			}
		})
	}
}

func TestEqualDataGivesEqualBytes(t *testing.T) {
	for name, print := range goldens {
		_, first := printed(t, print)
		results := make(chan []byte)
		for range 4 {
			go func() {
				var out bytes.Buffer
				_ = print(&out) // printed above without an error
				results <- out.Bytes()
			}()
		}
		for range 4 {
			if !bytes.Equal(<-results, first) {
				t.Errorf("%s: two runs differ", name)
			}
		}
	}
}

func TestDocumentsDescribeThemselves(t *testing.T) {
	tests := []struct {
		sentence string
		print    func(io.Writer) error
		want     []string
	}{
		{"a certificate", certificates(semily()), []string{
			"Title: Diplom – město Semily – Zlatý erb, 25. ročník", "Author: Liberecký kraj",
			"Subject: krajské kolo – Liberecký kraj", "CreationDate: Thu Apr 27 08:00:00 2023 UTC"}},
		{"several certificates", certificates(semily(), novaVes()), []string{"Title: Diplomy – Zlatý erb, 25. ročník"}},
		{"a result sheet", sheet(moraviaSheet()), []string{"Title: Výsledková listina – Zlatý erb, 16. ročník – Elektronická služba"}},
		{"a Polish result sheet", sheet(mazoviaSheet()), []string{"Title: Lista laureatów – Samorządowy Lider Cyfryzacji, II edycja – Konkurs"}},
	}
	for _, test := range tests {
		path, _ := printed(t, test.print)
		info := strings.Join(strings.Fields(tool(t, "pdfinfo", path)), " ")
		for _, want := range test.want {
			if !strings.Contains(info, want) {
				t.Errorf("%s: %q is not in %s", test.sentence, want, info)
			}
		}
	}
}

func TestDocumentsNameTheirLanguage(t *testing.T) {
	for name, lang := range map[string]string{"certificate-semily": "cs", "sheet-mazowsze": "pl"} {
		path, _ := printed(t, goldens[name])
		if !strings.Contains(uncompressed(t, path), "/Lang ("+lang+")") {
			t.Errorf("%s does not say that it is in %s", name, lang)
		}
	}
}

func TestForeignFilesAreNotTakenApart(t *testing.T) {
	for _, body := range []string{"", "%PDF-1.3\nstartxref\n", "%PDF-1.3\n/Type /Catalog\n>>\ntrailer\n<<\n>>\nstartxref\nx\n%%EOF\n"} {
		if d, err := readDrawn([]byte(body)); err == nil {
			t.Errorf("%q became %q", body, d)
		}
	}
}
