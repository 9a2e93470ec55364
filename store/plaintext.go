package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Units counts a text as browsers do: in UTF-16 units, a line break as one.
func Units(text string) (n int) {
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// plainText gives what people typed as it is kept: composed (NFC), its lines ended by "\n", without spaces around it, and without
// what turns the direction of the text after it. It is never longer than what was typed, so that whatever a browser lets in
// fits. Characters that no text has, such as NUL, are left out; sound tells that there were none.
func plainText(typed string, lines bool) (text string, sound bool) {
	sound = utf8.ValidString(typed)
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines, r == '\t' && lines:
			return r
		case r == '\n', r == '\t':
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r):
			sound = sound && r == utf8.RuneError
			return -1
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF: // embeddings, overrides, isolates, byte order mark
			return -1
		}
		return r
	}, lineBreaks.Replace(typed))
	if composed := norm.NFC.String(text); Units(composed) <= Units(text) {
		text = composed
	}
	text = strings.TrimSpace(text)
	if blank(text) {
		return "", sound
	}
	return text, sound
}

// blank tells whether nobody would see anything of the text: it has only spaces, joiners and marks of direction.
func blank(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) }) < 0
}
