package document

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/locale"
)

func TestCertificatesSayEverything(t *testing.T) {
	shared := legionowo()
	shared.Place = Place{First: 3, Last: 3, Shared: true}
	joint := semily()
	joint.Entrants = append(joint.Entrants, Entrant{Name: "Mařenice", Kind: "obec"})
	english := semily()
	english.Language, english.Round, english.Place = locale.English, "regional round", Place{First: 2, Last: 2, Shared: true}
	cited := muzeum()
	cited.Category, cited.Citation, cited.Entry = "Kultura", "Za cyfrowe archiwum kolei.", "Archiwum"
	special := semily()
	special.Award = "Zvláštní cena hejtmana"
	named := semily()
	named.Signatories[1].Name = "Předseda poroty"

	tests := []struct {
		sentence    string
		certificate Certificate
		want        []string
	}{
		{"a first place", semily(), []string{"ZLATÝ ERB 25. ročník · 2023 · krajské kolo – Liberecký kraj DIPLOM město Semily získává 1. místo v kategorii " +
			"Nejlepší webové stránky obce s rozšířenou působností V Liberci dne 27. dubna 2023 hejtman Libereckého kraje předseda krajské poroty " +
			"Pořadatel: Liberecký kraj Diplom č. ZE-2023-LBK-0001 · ověřovací kód 7QF3-K9TM-XD2P · ověření: https://zlatyerb.example/cs/overeni"}},
		{"a Polish first place with title and money", legionowo(), []string{"SAMORZĄDOWY LIDER CYFRYZACJI II edycja · 2018", "DYPLOM Urząd Miasta Legionowo zajmuje I miejsce",
			"tytuł Samorządowy Lider Cyfryzacji · nagroda finansowa 15 000 zł", "Warszawa, dnia 15 kwietnia 2019 r.", "Przewodniczący Komisji Konkursowej",
			"Partnerzy: Urząd Marszałkowski, Mazowiecka Jednostka"}},
		{"the longest names", novaVes(), []string{"obec Nová Ves u Nového Města na Moravě (okres Žďár nad Sázavou) získává 2.–3. místo v kategorii " + longCategory,
			"„Interaktivní elektronická podpora obsluhy občana“", "finanční odměna 20 000 Kč"}},
		{"a shared Polish place", shared, []string{"III miejsce ex aequo"}},
		{"a distinction without a place", cited, []string{"Stacja Muzeum otrzymuje Wyróżnienie w kategorii Kultura „Archiwum” Za cyfrowe archiwum kolei."}},
		{"a joint entry of two bodies", joint, []string{"město Semily a obec Mařenice získávají 1. místo"}},
		{"a place and a special prize", special, []string{"získává 1. místo Zvláštní cena hejtmana"}},
		{"an English certificate", english, []string{"25th edition", "CERTIFICATE město Semily is awarded joint 2nd place in the category"}},
		{"a signatory with a name", named, []string{"Předseda poroty předseda krajské poroty"}},
	}
	for _, test := range tests {
		path, _ := printed(t, certificates(test.certificate))
		got := text(t, path)
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", test.sentence, want, got)
			}
		}
	}
}

func TestManyCertificatesMakeOneFile(t *testing.T) {
	var all []Certificate
	for i := range 20 {
		c := semily()
		c.Serial = fmt.Sprintf("ZE-2023-LBK-%04d", i+1)
		all = append(all, c)
	}
	path, _ := printed(t, certificates(all...))
	pages := words(t, path)
	if len(pages) != len(all) {
		t.Fatalf("got %d pages, want %d", len(pages), len(all))
	}
	got := text(t, path)
	for _, c := range all {
		if strings.Count(got, c.Serial) != 1 {
			t.Errorf("%s stands %d times", c.Serial, strings.Count(got, c.Serial))
		}
	}
	if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax") {
		t.Error(out)
	}
}

func TestNoCertificateIsAnError(t *testing.T) {
	if err := Certificates(io.Discard, nil); err == nil {
		t.Error("an empty file was printed")
	}
}

// TestEveryWordStaysInTheFrame looks at the page itself: nothing may leave the frame or lie on top of something else.
func TestEveryWordStaysInTheFrame(t *testing.T) {
	letters := strings.Repeat("Nové Město nad Metují a okolí ", 10)[:330]
	long := novaVes()
	long.Entrants = []Entrant{{Name: letters, Kind: "obec"}}
	full := long
	full.Entry, full.Citation, full.Category, full.Award = letters, letters, letters, longCategory
	full.Partners = []string{longCategory, longCategory, longCategory}
	full.Signatories = []Signatory{{longCategory, longName}, {longCategory, longName}, {longCategory, longName}}
	unbroken := semily()
	unbroken.Entrants = []Entrant{{Name: strings.Repeat("W", 300)}}

	for sentence, c := range map[string]Certificate{
		"an ordinary one": semily(), "the longest names": novaVes(), "a name of 300 letters": long,
		"everything at its longest": full, "a word of 300 letters": unbroken,
	} {
		path, _ := printed(t, certificates(c))
		inFrame(t, sentence, path, 17)
	}
	for sentence, s := range map[string]Sheet{
		"the sheet of a round": liberecSheet(), "a range": moraviaSheet(), "prizes": mazoviaSheet(), "many pages": longSheet(37), "long titles": wordySheet(letters),
	} {
		path, _ := printed(t, sheet(s))
		inFrame(t, sentence, path, 11)
	}
}

// inFrame checks the words' boxes, trimmed to the height of their letters, against the frame and each other.
func inFrame(t *testing.T, sentence, path string, margin float64) {
	t.Helper()
	for number, page := range words(t, path) {
		for i, w := range page {
			if w.X1 < margin/point || w.X2 > (pageWidth-margin)/point || w.Y1 < margin/point || w.Y2 > (pageHeight-margin+1)/point {
				t.Errorf("%s, page %d: %q leaves the frame: %+v", sentence, number+1, w.Text, w)
			}
			for _, v := range page[:i] {
				if overlap(w, v) {
					t.Errorf("%s, page %d: %q lies on %q", sentence, number+1, w.Text, v.Text)
				}
			}
		}
	}
}

func overlap(a, b word) bool {
	trim := func(w word) (top, bottom float64) {
		h := w.Y2 - w.Y1
		return w.Y1 + 0.22*h, w.Y2 - 0.22*h
	}
	aTop, aBottom := trim(a)
	bTop, bBottom := trim(b)
	return a.X1 < b.X2-0.1 && b.X1 < a.X2-0.1 && aTop < bBottom && bTop < aBottom
}

func TestWhatDoesNotFitIsRefusedByName(t *testing.T) {
	tests := []struct {
		sentence string
		change   func(*Certificate)
	}{
		{"a name of 6000 letters", func(c *Certificate) { c.Entrants[0].Name = strings.Repeat("Nová Ves ", 700) }},
		{"a competition of 1000 letters", func(c *Certificate) { c.Competition = strings.Repeat("Zlatý erb ", 100) }},
		{"a hundred partners", func(c *Certificate) { c.Partners = strings.Split(strings.Repeat("Ministerstvo vnitra,", 100), ",") }},
		{"a role of 1000 letters", func(c *Certificate) { c.Signatories[0].Role = strings.Repeat("hejtman ", 125) }},
		{"a citation of a whole page", func(c *Certificate) { c.Citation = strings.Repeat("Za přehlednost. ", 400) }},
	}
	for _, test := range tests {
		c := semily()
		test.change(&c)
		var out bytes.Buffer
		err := Certificates(&out, []Certificate{novaVes(), c})
		f := fault.Of(err)
		if err == nil || f.Kind != fault.Invalid || f.Key != "fault.certificate_too_long" || f.Args["Serial"] != c.Serial {
			t.Errorf("%s: got %v %v, want a fault that names %s", test.sentence, err, f.Args, c.Serial)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes of a broken file were written", test.sentence, out.Len())
		}
		if !strings.Contains(locale.Fault(locale.Czech, f), c.Serial) {
			t.Errorf("%s: the message %q does not name the certificate", test.sentence, locale.Fault(locale.Czech, f))
		}
	}
}
