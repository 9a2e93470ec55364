package attachment_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"blazon/attachment"
)

func TestNamesAreMadeFitToBeShown(t *testing.T) {
	for _, c := range []struct{ sentence, name, want string }{
		{"a name as it should be stays", "Zpráva o činnosti (2026).pdf", "Zpráva o činnosti (2026).pdf"},
		{"folders are cut off", "../../etc/passwd.pdf", "passwd.pdf"},
		{"those of Windows, too", `C:\Users\uzivatel\Zpráva.pdf`, "Zpráva.pdf"},
		{"accents are composed", "Zpra\u0301va.pdf", "Zpráva.pdf"},
		{"nothing turns the direction of reading", "Zpráva\u202efdp.exe", "Zprávafdp.exe"},
		{"no control signs, seen or not", "Zpr\x00á\nva\u200b.pdf", "Zpráva.pdf"},
		{"no signs that a disk refuses", `Zpráva: "co?" <a|b>*.pdf`, "Zpráva- -co-- -a-b--.pdf"},
		{"spaces are single", "  Zpráva \t o   všem.pdf ", "Zpráva o všem.pdf"},
		{"no dots at the ends", "...Zpráva.pdf..", "Zpráva.pdf"},
		{"broken letters go", "Zpr\xffáva.pdf", "Zpráva.pdf"},
		{"pictures in a name stay", "Náměstí 🏰.jpg", "Náměstí 🏰.jpg"},
		{"a long name keeps its ending", strings.Repeat("ž", 300) + ".pdf", strings.Repeat("ž", 196) + ".pdf"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := attachment.CleanName(c.name); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzCleanName(f *testing.F) {
	f.Add("../Zpráva\u202e.pdf")
	f.Fuzz(func(t *testing.T, name string) {
		clean := attachment.CleanName(name)
		switch {
		case attachment.CleanName(clean) != clean:
			t.Errorf("%q is cleaned once more to %q", clean, attachment.CleanName(clean))
		case !utf8.ValidString(clean) || strings.ContainsAny(clean, "/\\\x00\r\n"):
			t.Errorf("%q is not clean", clean)
		case utf8.RuneCountInString(clean) > attachment.LongestName:
			t.Errorf("%q is too long", clean)
		}
	})
}
