package locale

import (
	"strings"
	"testing"
)

// tilde shows no-break spaces, so that a test's table can be read.
func tilde(s string) string { return strings.ReplaceAll(s, nbsp, "~") }

func TestNumbers(t *testing.T) {
	tests := []struct{ sentence, got, want string }{
		{"Czech groups thousands", Number(Czech, 145000), "145~000"},
		{"Czech groups four digits", Number(Czech, 1500), "1~500"},
		{"Polish leaves four digits together", Number(Polish, 1500), "1500"},
		{"Polish groups five digits", Number(Polish, 15000), "15~000"},
		{"English groups by commas", Number(English, 1234567), "1,234,567"},
		{"a negative number", Number(Czech, -1234), "-1~234"},
		{"the smallest number", Number(English, -9223372036854775808), "-9,223,372,036,854,775,808"},
		{"a Czech decimal", Decimal(Czech, "86.33"), "86,33"},
		{"a long Polish decimal", Decimal(Polish, "-12345.5"), "-12~345,5"},
		{"an English decimal", Decimal(English, "1086.33"), "1,086.33"},
		{"what is no decimal stays", Decimal(Czech, "nic. moc"), "nic. moc"},
		{"crowns", Money(Czech, 4000000, "CZK"), "40~000~Kč"},
		{"zlotys", Money(Polish, 1500000, "PLN"), "15~000~zł"},
		{"zlotys in English", Money(English, 1500000, "PLN"), "PLN~15,000"},
		{"hundredths", Money(Czech, 123405, "EUR"), "1~234,05~€"},
		{"a currency without a sign of its own", Money(Polish, 10000, "CHF"), "100~CHF"},
	}
	for _, test := range tests {
		if got := tilde(test.got); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	tests := []struct{ sentence, got, want string }{
		{"a Czech first place", Place(Czech, 1, 1, false, false), "1.~místo"},
		{"a Czech range", Place(Czech, 2, 3, true, true), "2.–3.~místo"},
		{"a shared Czech place in dense numbering", Place(Czech, 2, 2, true, false), "dělené 2.~místo"},
		{"a range of one place", Place(Czech, 1, 1, false, true), "1.~místo"},
		{"a Polish first place", Place(Polish, 1, 1, false, false), "I~miejsce"},
		{"a shared Polish place", Place(Polish, 3, 3, true, false), "III~miejsce ex~aequo"},
		{"an English first place", Place(English, 1, 1, false, false), "1st~place"},
		{"a shared English place", Place(English, 2, 2, true, false), "joint 2nd~place"},
		{"an English range", Place(English, 2, 3, true, true), "2nd–3rd~place"},
		{"a short Czech place", ShortPlace(Czech, 1, 1, false), "1."},
		{"a short Czech range", ShortPlace(Czech, 2, 3, true), "2.–3."},
		{"a short Polish place", ShortPlace(Polish, 1, 1, false), "I"},
		{"a Czech edition", Edition(Czech, 25), "25.~ročník"},
		{"a Polish edition", Edition(Polish, 25), "XXV~edycja"},
		{"an English edition", Edition(English, 25), "25th~edition"},
		{"the eleventh", Ordinal(English, 11), "11th"},
		{"the hundred and twenty-second", Ordinal(English, 122), "122nd"},
		{"the year 1999", Roman(1999), "MCMXCIX"},
		{"beyond Roman numerals", Roman(4000), "4000"},
	}
	for _, test := range tests {
		if got := tilde(test.got); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}
