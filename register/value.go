package register

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxName is the longest name that a register may bring, in letters.
const maxName = 300

// ValidName tells whether s can be a body's name: at most 300 letters in one line, and something to read among them.
func ValidName(s string) bool {
	if utf8.RuneCountInString(s) > maxName || !strings.ContainsFunc(s, unicode.IsLetter) {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError })
}

// WebAddress gives an address without its scheme, and false where it is none; no address at all is one.
func WebAddress(s string) (string, bool) {
	bare := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), "/")
	if bare == "" {
		return "", s == ""
	}
	address, err := url.Parse("https://" + bare)
	if err != nil || address.User != nil || !strings.Contains(address.Hostname(), ".") || len(bare) > 2000 {
		return "", false
	}
	return bare, !strings.ContainsFunc(bare, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// ValidDate tells whether s is a year, a month or a day in ISO 8601.
func ValidDate(s string) bool {
	for _, form := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(form, s); err == nil {
			return true
		}
	}
	return false
}

// maxPopulation is more than any city of the world has: a larger number is a slip.
const maxPopulation = 100_000_000

// population reads a number of inhabitants; nothing is unknown.
func population(s string) (*int, bool) {
	if s == "" {
		return nil, true
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > maxPopulation || s[0] == '+' {
		return nil, false
	}
	return &n, true
}

// degrees reads a coordinate up to a limit on both sides of zero.
func degrees(s string, limit float64) (float64, bool) {
	d, err := strconv.ParseFloat(s, 64)
	return d, err == nil && d >= -limit && d <= limit
}
