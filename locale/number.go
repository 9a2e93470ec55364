package locale

import (
	"fmt"
	"strconv"
	"strings"
)

// nbsp is the no-break space.
const nbsp = "\u00a0"

// Number writes an integer with its thousands grouped: "15 000" (no-break space), in English "15,000".
// Polish groups from five digits on.
func Number(lang Language, n int64) string {
	digits, sign := strconv.FormatInt(n, 10), ""
	if n < 0 {
		digits, sign = digits[1:], "-"
	}
	return sign + group(lang, digits)
}

// Decimal writes a decimal such as "86.33" with the language's separators: "86,33". Text that is no decimal stays as it is.
func Decimal(lang Language, decimal string) string {
	rest, negative := strings.CutPrefix(decimal, "-")
	whole, fraction, point := strings.Cut(rest, ".")
	if !digitsOnly(whole) || point && !digitsOnly(fraction) {
		return decimal
	}
	text := group(lang, whole)
	if negative {
		text = "-" + text
	}
	if !point {
		return text
	}
	if lang == English {
		return text + "." + fraction
	}
	return text + "," + fraction
}

// Money writes an amount in hundredths of a currency (ISO 4217): "15 000 zł", in English "PLN 15,000".
// Hundredths show only where there are some.
func Money(lang Language, minor int64, currency string) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	amount := strconv.FormatInt(minor/100, 10)
	if rest := minor % 100; rest != 0 {
		amount += fmt.Sprintf(".%02d", rest)
	}
	amount = sign + Decimal(lang, amount)
	if lang == English {
		return currency + nbsp + amount
	}
	symbol, ok := map[string]string{"CZK": "Kč", "PLN": "zł", "EUR": "€"}[currency]
	if !ok {
		symbol = currency
	}
	return amount + nbsp + symbol
}

func group(lang Language, digits string) string {
	if len(digits) < 4 || lang == Polish && len(digits) < 5 {
		return digits
	}
	separator := nbsp
	if lang == English {
		separator = ","
	}
	head := len(digits) % 3
	parts := make([]string, 0, len(digits)/3+1)
	if head > 0 {
		parts = append(parts, digits[:head])
	}
	for i := head; i < len(digits); i += 3 {
		parts = append(parts, digits[i:i+3])
	}
	return strings.Join(parts, separator)
}

func digitsOnly(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
