package store

import (
	"slices"
	"strings"
)

// codeLetters is the alphabet of codes: 32 characters that are hard to misread, those of Crockford's base 32.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newCode makes a random code of 140 bits that a person can type: "7QF3-K9TM-XD2P-…", seven groups of four.
func (s *Store) newCode() string {
	var b [28]byte
	s.chance(b[:])
	for i := range b {
		b[i] = codeLetters[b[i]%32]
	}
	return groups(b[:])
}

// misread are the letters that codes do not have, and what is meant by them.
var misread = strings.NewReplacer("O", "0", "I", "1", "L", "1", "U", "V")

// TypedCode gives a code as certificates bear it, however it was typed: in small letters, with other spaces and dashes or none, with O
// for 0 and I or L for 1, or as the whole address that a certificate bears. It is empty for what no code can be.
func TypedCode(typed string) string {
	typed = strings.TrimRight(strings.TrimSpace(typed), "/")
	typed = misread.Replace(strings.ToUpper(typed[strings.LastIndex(typed, "/")+1:]))
	var code []byte
	for _, letter := range typed {
		switch {
		case letter < 128 && strings.ContainsRune(codeLetters, letter):
			code = append(code, byte(letter))
		case !strings.ContainsRune(" \t\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014.", letter):
			return ""
		}
	}
	return groups(code)
}

// groups writes a code in groups of four.
func groups(letters []byte) string {
	var parts []string
	for part := range slices.Chunk(letters, 4) {
		parts = append(parts, string(part))
	}
	return strings.Join(parts, "-")
}
