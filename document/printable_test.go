package document

import (
	"strings"
	"testing"
	"unicode"

	"blazon/locale"
)

func TestPrintable(t *testing.T) {
	fonts, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ sentence, text, want string }{
		{"ordinary text stays", "Žďár nad Sázavou – 2.–3. místo, „erb“", "Žďár nad Sázavou – 2.–3. místo, „erb“"},
		{"accents in characters of their own become one with their letters", "Ne\u030cmc\u030cice", "Němčice"},
		{"an emoji is left out", "Chytrá obec 🏆 roku", "Chytrá obec roku"},
		{"a flag and a family are left out whole", "🇨🇿 Obec 👨\u200d👩\u200d👧", "Obec"},
		{"nothing but emoji leaves a mark", "🏆🏆", "\uFFFD"},
		{"letters that the fonts lack leave a mark", "村 Nová Ves", "\uFFFD Nová Ves"},
		{"a ligature is taken apart", "de\uFB01nice", "definice"},
		{"mathematical letters become plain ones", "𝐄-obec", "E-obec"},
		{"lines, tabs and double spaces become one space", "Nová\r\n\tVes  u", "Nová Ves u"},
		{"control characters go", "Nová\x00\x1b Ves", "Nová Ves"},
		{"marks of direction go", "\u202eseV\u202c \u200fNová", "seV Nová"},
		{"soft hyphens go", "obslu\u00adha", "obsluha"},
		{"bytes that are no text leave a mark", "Nov\xff Ves", "Nov\uFFFD Ves"},
		{"Greek and Cyrillic are kept", "Αθήνα Київ", "Αθήνα Київ"},
		{"one-letter words are bound to the next", "Nová Ves u města", "Nová Ves u~města"},
		{"no-break spaces stay", "1.\u00a0místo", "1.~místo"},
		{"nothing is nothing", "", ""},
	}
	for _, test := range tests {
		if got := strings.ReplaceAll(printable(fonts.bold, locale.Czech, test.text), "\u00a0", "~"); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}

// TestOddNamesBreakNothing prints what people paste and reads it back.
func TestOddNamesBreakNothing(t *testing.T) {
	for sentence, name := range map[string]string{
		"an emoji": "Chytrá obec 🏆 roku", "accents apart": "Ne\u030cmc\u030cice nad Hanou\u0301", "marks of direction": "\u202eNová\u202c Ves",
		"parentheses and backslashes": `Obec (část \\ "A") \(`, "Ċ and ഀ hold bytes that end lines": "Ċ Nová \u0d0d Ves", "300 letters": strings.Repeat("Šťáhlavy ", 33),
		"300 accents": "a" + strings.Repeat("\u0301", 300), "an accent alone": "\u0301",
	} {
		fonts, _ := loadFonts()
		c, s := semily(), moraviaSheet()
		c.Entrants, c.Entry = []Entrant{{Name: name}}, name
		s.Contests[0].Rows[0].Entrants, s.Contests[0].Rows[0].Entry = c.Entrants, name
		want := strings.Join(strings.Fields(printable(fonts.regular, locale.Czech, name)), " ")
		for _, print := range []string{"certificate", "sheet"} {
			path, _ := printed(t, certificates(c))
			if print == "sheet" {
				path, _ = printed(t, sheet(s))
			}
			if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax") {
				t.Errorf("%s, %s: %s", sentence, print, out)
			}
			// Accents without a letter of their own move about when text is extracted.
			if got := text(t, path); !strings.Contains(plain(got), plain(want)) {
				t.Errorf("%s, %s: %q is not in\n%s", sentence, print, want, got)
			}
		}
	}
}

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
