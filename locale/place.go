package locale

import (
	"strconv"
	"strings"
)

// Ordinal writes an ordinal number in figures: Czech "25.", Polish "XXV", English "25th".
func Ordinal(lang Language, n int) string {
	switch lang {
	case Czech:
		return strconv.Itoa(n) + "."
	case Polish:
		return Roman(n)
	}
	return strconv.Itoa(n) + englishSuffix(n)
}

// Edition writes an edition's number: "25. ročník", "XXV edycja", "25th edition"; 0 is one whose number is unknown.
func Edition(lang Language, number int) string {
	if number < 1 {
		return T(lang, "locale.edition_unnumbered")
	}
	return Ordinal(lang, number) + nbsp + T(lang, "locale.edition")
}

// Year writes an edition's year; 0 is one that is unknown.
func Year(lang Language, year int) string {
	if year < 1 {
		return T(lang, "locale.year_unknown")
	}
	return strconv.Itoa(year)
}

// Place writes a result's place: "1. místo", "I miejsce", "1st place". A place that several entries share says so where the
// language's custom does ("III miejsce ex aequo", "joint 3rd place"); asRange shows the places they occupy ("2.–3. místo").
func Place(lang Language, first, last int, shared, asRange bool) string {
	text := Ordinal(lang, first)
	if asRange && last > first {
		return text + "–" + Ordinal(lang, last) + nbsp + T(lang, "locale.place")
	}
	text += nbsp + T(lang, "locale.place")
	if !shared {
		return text
	}
	return T(lang, "locale.shared_place", "Place", text)
}

// ShortPlace writes a place for a table's narrow column: "1.", "2.–3.", "I", "1st".
func ShortPlace(lang Language, first, last int, asRange bool) string {
	if asRange && last > first {
		return Ordinal(lang, first) + "–" + Ordinal(lang, last)
	}
	return Ordinal(lang, first)
}

// Roman writes a number from 1 to 3999 in Roman numerals, and any other in Arabic ones.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var text strings.Builder
	for i, value := range values {
		for ; n >= value; n -= value {
			text.WriteString(signs[i])
		}
	}
	return text.String()
}

func englishSuffix(n int) string {
	if tens := n % 100; tens >= 11 && tens <= 13 {
		return "th"
	}
	switch n % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}
