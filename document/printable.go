package document

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"blazon/locale"
)

// unprintable stands in print for a letter or digit that the fonts do not have.
const unprintable = '\uFFFD'

// printable makes any text fit for the page:
//
//   - letters and their accents become one character each (NFC), and runs of white space one space;
//   - control characters, marks of writing direction and other invisible characters are left out;
//   - what the fonts lack is replaced by its compatible form where there is one ("ﬁ" by "fi");
//   - other letters and digits that they lack become the replacement character;
//   - other signs that they lack, such as emoji, are left out; a text of nothing else becomes one replacement character.
//
// One-letter words are bound to the next one by a no-break space.
func printable(f *face, lang locale.Language, s string) string {
	var text strings.Builder
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, string(unprintable))) {
		switch {
		case r == '\u00a0' || r == '\u202f':
			text.WriteRune('\u00a0')
		case unicode.IsSpace(r):
			text.WriteByte(' ')
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		case f.has(r):
			text.WriteRune(r)
		default:
			text.WriteString(replacement(f, r))
		}
	}
	words := strings.FieldsFunc(text.String(), func(r rune) bool { return r == ' ' })
	clean := strings.Trim(strings.Join(words, " "), " \u00a0")
	if clean == "" && s != "" {
		return string(unprintable)
	}
	return locale.Nobreak(lang, clean)
}

func replacement(f *face, r rune) string {
	compatible := norm.NFKC.String(string(r))
	for _, c := range compatible {
		if !f.has(c) {
			compatible = ""
			break
		}
	}
	switch {
	case compatible != "":
		return compatible
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return string(unprintable)
	}
	return ""
}
