package locale

import "testing"

func TestMatch(t *testing.T) {
	tests := []struct {
		sentence, header string
		want             Language
	}{
		{"a Czech browser", "cs-CZ,cs;q=0.9,en;q=0.8", Czech},
		{"a Polish browser", "pl", Polish},
		{"the order of qualities counts", "en;q=0.3,pl;q=0.7", Polish},
		{"Slovaks read Czech", "sk-SK,sk;q=0.9", Czech},
		{"a language of no page is English", "de-DE", English},
		{"no header is English", "", English},
		{"a broken header is English", "cs;q=x;;;", English},
	}
	for _, test := range tests {
		if got := Match(test.header); got != test.want {
			t.Errorf("%s: got %s, want %s", test.sentence, got, test.want)
		}
	}
}

func TestParse(t *testing.T) {
	for code, want := range map[string]bool{"cs": true, "pl": true, "en": true, "CS": false, "sk": false, "": false} {
		if _, ok := Parse(code); ok != want {
			t.Errorf("%q: got %v, want %v", code, ok, want)
		}
	}
}

func TestNamesOfLanguages(t *testing.T) {
	for lang, want := range map[Language]string{Czech: "Čeština", Polish: "Polski", English: "English"} {
		if got := lang.Name(); got != want {
			t.Errorf("%s: got %s, want %s", lang, got, want)
		}
	}
}
