package judging

import (
	"errors"
	"strconv"
	"strings"
)

// Decimal is an exact decimal number in millionths: the unit of every maximum, step, weight and value.
type Decimal int64

// One is the decimal 1.
const One Decimal = 1_000_000

const (
	decimalPlaces = 6 // digits after the point
	decimalDigits = 9 // digits before it
)

var errNotDecimal = errors.New("is not a decimal number with at most 9 digits before the point and 6 after it")

// DecimalOfMicros makes a decimal of a number of millionths, as the store keeps it.
func DecimalOfMicros(micros int64) Decimal { return Decimal(micros) }

// Micros gives the number of millionths.
func (d Decimal) Micros() int64 { return int64(d) }

// ParseDecimal reads "-12.5": at most 9 digits before the point and 6 after it, without spaces, signs of plenty or exponents.
func ParseDecimal(text string) (Decimal, error) {
	digits, negative := strings.CutPrefix(text, "-")
	before, after, point := strings.Cut(digits, ".")
	if before == "" || len(before) > decimalDigits || point && after == "" || len(after) > decimalPlaces {
		return 0, errNotDecimal
	}
	micros := int64(0)
	for _, part := range [...]string{before, after, "000000"[len(after):]} {
		for _, digit := range []byte(part) {
			if digit < '0' || digit > '9' {
				return 0, errNotDecimal
			}
			micros = micros*10 + int64(digit-'0')
		}
	}
	if negative {
		micros = -micros
	}
	return Decimal(micros), nil
}

// String writes the decimal as short as it gets: "17.5", "20", "-0.000001".
func (d Decimal) String() string {
	sign, micros := "", uint64(d)
	if d < 0 {
		sign, micros = "-", -micros
	}
	text := sign + strconv.FormatUint(micros/uint64(One), 10)
	if rest := micros % uint64(One); rest != 0 {
		digits := strconv.FormatUint(rest+uint64(One), 10)[1:]
		text += "." + strings.TrimRight(digits, "0")
	}
	return text
}

// MarshalText writes the decimal, so that in JSON it is a string.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Decimal) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDecimal(string(text))
	return err
}
