package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"blazon/locale"

	"github.com/google/go-cmp/cmp"
)

// scriptOf is a host's script in a language, as the ceremony in Liberec 2023 has it, or that of Mazovia 2018; rounds repeats its categories.
func scriptOf(lang locale.Language, rounds int) Prose {
	words := map[locale.Language][]string{
		locale.Czech: {"Scénář vyhlášení", "Zlatý erb, 25. ročník (2023), Liberecký kraj", "Důvěrné až do vyhlášení výsledků", "Verze 7 · otisk 3f9a-21bc",
			"Zda je tato kopie poslední verzí, zjistíte na této adrese:", longCategory, "Předává: hejtman Libereckého kraje", "2. místo", "město Nový Bor",
			"město Turnov", "Cena: titul Zlatá obec, finanční odměna 30 000 Kč", "[Kdo předává?]"},
		locale.Polish: {"Scenariusz ogłoszenia wyników", "Samorządowy Lider Cyfryzacji, II edycja (2018), województwo mazowieckie", "Poufne do czasu ogłoszenia wyników",
			"Wersja 7 · odcisk 3f9a-21bc", "Czy ta kopia jest najnowszą wersją, można sprawdzić pod adresem:", "Konkurs", "Wręcza: Marszałek Województwa Mazowieckiego",
			"II miejsce ex aequo", "Starostwo Powiatowe w Mińsku Mazowieckim", "Starostwo Powiatowe w Pruszkowie", "Nagroda: nagroda finansowa 15 000 zł", "[Kto wręcza?]"},
		locale.English: {"Host’s script", "Zlatý erb, 25th edition (2023), Liberec Region", "Confidential until the results are announced", "Version 7 · fingerprint 3f9a-21bc",
			"Whether this copy is the latest version is shown at this address:", "Best website of a municipality", "Handed over by: the governor", "joint 2nd place",
			"město Nový Bor", "město Turnov", "Prize: CZK 30,000", "[Who hands over?]"},
	}[lang]
	p := Prose{Language: lang, Title: words[0], Subject: words[1], Warning: words[2], Mark: words[3], Check: words[4],
		Link: "https://soutez.example/" + string(lang) + "/organizer/rounds/rdm821ary3ty38fq/script?version=7", When: time.Date(2023, 4, 27, 8, 0, 0, 0, time.UTC)}
	kinds := []ParagraphKind{Heading, Cue, Subheading, Name, Name, Plain, Blank}
	for range rounds {
		for i, kind := range kinds {
			p.Say(kind, words[5+i])
		}
		p.Say(Plain, "") // nothing
	}
	return p
}

func prose(p Prose) func(io.Writer) error { return func(w io.Writer) error { return WriteProse(w, p) } }

func TestAScriptLooksAsItDid(t *testing.T) {
	for _, lang := range locale.Languages {
		rounds := 1
		if lang == locale.Czech {
			rounds = 5
		}
		script := scriptOf(lang, rounds)
		path, body := printed(t, prose(script))
		golden := filepath.Join("testdata", "script-"+string(lang)+".pdf")
		if *update {
			if err := os.WriteFile(golden, body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := tool(t, "pdftotext", "-raw", path, "-"), tool(t, "pdftotext", "-raw", golden, "-"); got != want {
			t.Errorf("%s: the text changed (-golden +now):\n%s", lang, cmp.Diff(want, got))
		}
		if uncompressed(t, path) != uncompressed(t, golden) {
			t.Errorf("%s: the drawing changed; if that is meant, run the test with -update", lang)
		}
		if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") {
			t.Error(out)
		}
		marksEachPage(t, path, script)
	}
}

// marksEachPage makes sure that every page is within its margins and says which version it is, and that it is not public.
func marksEachPage(t *testing.T, path string, script Prose) {
	t.Helper()
	pages := words(t, path)
	if script.Language == locale.Czech && len(pages) < 2 {
		t.Errorf("%d pages, and so no paging", len(pages))
	}
	for number, page := range pages {
		var said []string
		for _, w := range page {
			said = append(said, w.Text)
			if w.X1 < 60 || w.X2 > 536 || w.Y2 > 820 {
				t.Errorf("page %d: %q stands at %v–%v × %v", number+1, w.Text, w.X1, w.X2, w.Y2)
			}
		}
		text := strings.Join(said, " ")
		if strings.HasPrefix(text, script.Warning+" působností") {
			t.Errorf("page %d begins within a heading", number+1)
		}
		for _, want := range []string{script.Mark, script.Warning} {
			if !strings.Contains(text, want) {
				t.Errorf("page %d does not say %q", number+1, want)
			}
		}
	}
}

// unzipped is each file of an OpenDocument text; its type comes first, at a fixed place.
func unzipped(t *testing.T, body []byte) map[string]string {
	t.Helper()
	if string(body[30:38]) != "mimetype" || string(body[38:38+len(ODT)]) != ODT {
		t.Errorf("the file begins with %q", body[:80])
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r) // checks its sum
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		files[f.Name] = string(content)
		for d := xml.NewDecoder(bytes.NewReader(content)); strings.HasSuffix(f.Name, ".xml"); {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return files
}

func TestAnEditableTextIsWhole(t *testing.T) {
	for _, lang := range locale.Languages {
		script := scriptOf(lang, 1)
		script.Say(Plain, "První řádek & <druhý>\nřádek\x01 „🏆“")
		var first, again bytes.Buffer
		if err := WriteODT(&first, script); err != nil {
			t.Fatal(err)
		}
		if err := WriteODT(&again, script); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Errorf("%s: two runs differ, %v", lang, err)
		}
		files := unzipped(t, first.Bytes())
		for _, used := range regexp.MustCompile(`text:style-name="([^"]+)"`).FindAllStringSubmatch(files["content.xml"]+files["styles.xml"], -1) {
			if !strings.Contains(files["styles.xml"], `style:style style:name="`+used[1]+`"`) {
				t.Errorf("%s: there is no style %s", lang, used[1])
			}
		}
		for name := range files {
			if name != "mimetype" && !strings.HasPrefix(name, "META-INF/") && !strings.Contains(files["META-INF/manifest.xml"], `full-path="`+name+`"`) {
				t.Errorf("%s: %s is not in the manifest", lang, name)
			}
		}
		for _, want := range []string{"První řádek &amp; &lt;druhý&gt;<text:line-break/>řádek\uFFFD „🏆“", `text:outline-level="2">` + script.Paragraphs[2].Text + "<", script.Link} {
			if !strings.Contains(files["content.xml"], want) {
				t.Errorf("%s: the text does not hold %s", lang, want)
			}
		}
		for _, want := range []string{`fo:language="` + string(lang) + `"`, script.Mark, script.Warning} {
			if !strings.Contains(files["styles.xml"], want) {
				t.Errorf("%s: the pages do not hold %s", lang, want)
			}
		}
	}
}

func TestProseWithoutATitleIsNone(t *testing.T) {
	if WriteProse(io.Discard, Prose{}) == nil || WriteODT(io.Discard, Prose{}) == nil {
		t.Error("it was written")
	}
}
