package document

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"blazon/document/documenttest"
	"blazon/locale"
)

// papers are documents of every kind.
func papers() map[string]func(io.Writer) error {
	all := map[string]func(io.Writer) error{
		"certificates": certificates(semily(), novaVes(), muzeum()), "receipt": receipt(semilyReceipt()),
		"long sheet": sheet(longSheet(37)), "score sheets": func(w io.Writer) error { return WriteScoreSheets(w, emptySheets(77)) },
	}
	all["list"] = list(candidateList(41))
	all["name plates"] = plates(NamePlate{Kind: "město", Name: "Semily"}, NamePlate{Kind: "obec", Name: longName, District: "okres Žďár nad Sázavou"})
	for name, print := range designGoldens() {
		all[name] = print
	}
	for _, lang := range locale.Languages {
		all["script "+string(lang)] = prose(scriptOf(lang, 3))
	}
	for name, print := range goldens {
		all[name] = print
	}
	return all
}

// readBack reads a document as a screen reader does; what is wrong with it fails the test.
func readBack(t *testing.T, print func(io.Writer) error) *documenttest.Document {
	t.Helper()
	var file bytes.Buffer
	if err := print(&file); err != nil {
		t.Fatal(err)
	}
	d, err := documenttest.Read(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryDocumentIsWhole(t *testing.T) {
	api.DisableConfigDir()
	strict := model.NewDefaultConfiguration()
	strict.ValidationMode = model.ValidationStrict
	for name, print := range papers() {
		path, body := printed(t, print)
		d, err := documenttest.Read(body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(d.Bookmarks) == 0 {
			t.Errorf("%s has no bookmarks", name)
		}
		if err := api.ValidateFile(path, strict); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestASheetIsReadInItsOrder is what a screen reader says of a result sheet, part by part.
func TestASheetIsReadInItsOrder(t *testing.T) {
	want := `Document
  P: Zlatý erb
  P: 16. ročník · 2014 · krajské kolo – Jihomoravský kraj
  H1: VÝSLEDKOVÁ LISTINA
  Sect
    H2: Elektronická služba
    P: 19 přihlášek
    Table
      TR
        TH: MÍSTO
        TH: SOUTĚŽÍCÍ
        TH: POSTUP
      TR
        TD: 1. místo
        TH
          P: Šebetov
          P: SMS Hlídač pohledávek
        TD: postupuje
      TR
        TD: 2.–3. místo
        TH
          P: Petrovice
          P: Ohlášení nedostatků
        TD
      TR
        TD: 2.–3. místo
        TH
          P: Vyškov
          P: Mobilní verze stránek webu
        TD
    L
      LI
        Lbl: Cena veřejnosti
        LBody
          P: městys Křtiny
  P: Brno, 24. března 2014
  P: Pořadatel: Jihomoravský kraj
`
	if got := readBack(t, sheet(moraviaSheet())).Root.Outline(); got != want {
		t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
	}
}

// TestWhatRepeatsOnEachPageIsReadOnce: a table goes on as the same table, and heads and feet of pages are not in the way.
func TestWhatRepeatsOnEachPageIsReadOnce(t *testing.T) {
	d := readBack(t, sheet(longSheet(37)))
	rows := d.Root.All("TR")
	if d.Pages < 3 || len(d.Root.All("Table")) != 1 || len(rows) != 38 {
		t.Fatalf("%d pages, %d tables, %d rows", d.Pages, len(d.Root.All("Table")), len(rows))
	}
	for i, row := range rows[1:] {
		if want := fmt.Sprintf("%d. místo", i+1); row.Kids[0].Words() != want || row.Kids[1].Scope != "Row" {
			t.Errorf("row %d reads %q", i, row.Words())
		}
	}
	said := d.Root.Words()
	for _, once := range []string{longCategory, "VÝSLEDKOVÁ LISTINA", "SOUTĚŽÍCÍ", "Pořadatel: Liberecký kraj", "krajské kolo – Liberecký kraj"} {
		if strings.Count(said, once) != 1 {
			t.Errorf("%q is read %d times", once, strings.Count(said, once))
		}
	}
	if strings.Contains(said, "1/"+fmt.Sprint(d.Pages)) {
		t.Error("the numbers of pages are read")
	}
	script := readBack(t, prose(scriptOf(locale.Czech, 5)))
	if said := script.Root.Words(); script.Pages < 2 || strings.Count(said, "Důvěrné až do vyhlášení výsledků") != 1 || strings.Count(said, "Verze 7") != 1 {
		t.Errorf("%d pages: %s", script.Pages, said)
	}
}

// TestNamesAreReadExactly: every name comes out of a file letter by letter, with plain spaces, however it is broken into lines.
func TestNamesAreReadExactly(t *testing.T) {
	for _, name := range []string{"Semily", "Mařenice", "Nový Bor", "Žďár nad Sázavou", longName, "Starostwo Powiatowe w Mińsku Mazowieckim", "Łódź i Gdańsk",
		"Příliš žluťoučký kůň úpěl ďábelské ódy", "Zażółć gęślą jaźń", "Αθήνα Київ", "obec (část A) \\ B"} {
		c, s := semily(), moraviaSheet()
		c.Entrants[0].Name, s.Contests[0].Rows[0].Entrants[0].Name = name, name
		for sentence, print := range map[string]func(io.Writer) error{"a certificate": certificates(c), "a sheet": sheet(s)} {
			path, body := printed(t, print)
			d, err := documenttest.Read(body)
			if err != nil {
				t.Fatal(err)
			}
			if got := tool(t, "pdftotext", "-raw", path, "-"); !strings.Contains(strings.ReplaceAll(got, "\n", " "), name) {
				t.Errorf("%s: %q is not in %q", sentence, name, got)
			}
			if !strings.Contains(d.Root.Words(), name) || strings.Contains(d.Title, "\u00a0") {
				t.Errorf("%s: %q is not read: %s", sentence, name, d.Root.Words())
			}
		}
	}
}

func TestAFileCarriesFilesWithIt(t *testing.T) {
	facts := `{"place":1,"name":"město Semily"}`
	d := readBack(t, func(w io.Writer) error {
		p, err := newUpright(locale.Czech, meta{title: "Diplom"})
		if err != nil {
			return err
		}
		return p.print(w, func() error {
			p.pdf.AddPage()
			p.tag(tagH1, func() { p.line("Diplom", 20, 20, style{face: p.fonts.bold, size: 12}, left) })
			p.embed("facts.json", "application/json", "Údaje diplomu", []byte(facts))
			p.embed("a.txt", "text/plain; charset=utf-8", "", nil)
			return nil
		})
	})
	if want := map[string]string{"facts.json": facts, "a.txt": ""}; !maps.Equal(d.Files, want) {
		t.Errorf("the files are %q", d.Files)
	}
}

func TestASealedDocumentIsAsWhole(t *testing.T) {
	signer, _ := key(t, "erb.example.org")
	facts := `{"place":1}`
	d, err := documenttest.Read(sealed(t, signer, semily(), facts))
	if err != nil || d.Files[FactsName] != facts || !strings.Contains(d.Root.Words(), "město Semily získává 1. místo") {
		t.Errorf("%v: %+v", err, d)
	}
}

func TestAPanicWhileDrawingIsAnError(t *testing.T) {
	p, err := newUpright(locale.Czech, meta{title: "Diplom"})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := p.print(&out, func() error { panic("a picture is broken") }); err == nil || !strings.Contains(err.Error(), "a picture is broken") || out.Len() > 0 {
		t.Errorf("got %v and %d bytes", err, out.Len())
	}
	if err := p.print(&out, func() error { p.pdf.ClipRect(0, 0, 1, 1, false); return nil }); err == nil {
		t.Error("a clipping that has no end was printed")
	}
}
