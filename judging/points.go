package judging

import "strings"

// ParsePoints reads a number as people type it: with a decimal point or comma, any kind of minus, and spaces around.
func ParsePoints(text string) (Decimal, error) {
	return ParseDecimal(strings.NewReplacer(",", ".", "−", "-").Replace(strings.TrimSpace(text)))
}
