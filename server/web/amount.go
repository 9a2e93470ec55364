package web

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
)

var errNoAmount = errors.New("is no amount of money")

// ReadAmount reads "40 000" or "40000,50" as hundredths; nothing is 0. Spaces group the digits, a comma or a point parts the cents.
func ReadAmount(text string) (minor int64, err error) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	if digits == "" {
		return 0, nil
	}
	whole, cents, parted := strings.Cut(strings.Replace(digits, ",", ".", 1), ".")
	if parted && len(cents) != 2 || len(whole) == 0 || len(whole) > 12 || strings.ContainsAny(whole+cents, "+-") {
		return 0, errNoAmount
	}
	if !parted {
		cents = "00"
	}
	return strconv.ParseInt(whole+cents, 10, 64)
}

// TypedAmount writes hundredths as they are typed.
func TypedAmount(minor int64) string {
	text := strconv.FormatInt(minor/100, 10)
	if cents := minor % 100; cents != 0 {
		text += "," + strconv.FormatInt(100+cents, 10)[1:]
	}
	return text
}
