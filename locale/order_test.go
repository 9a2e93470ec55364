package locale

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestNamesSortAsReadersExpect(t *testing.T) {
	tests := []struct {
		sentence string
		lang     Language
		sorted   string
	}{
		{"Czech letters with a hook follow the plain ones, and ch follows h", Czech,
			"Cvikov Čáslav Děčín Hradec Cheb Jihlava Řevnice Semily Šluknov Ústí Vsetín Zlín Žatec"},
		{"Polish letters have places of their own", Polish, "Legionowo Lublin Łomża Łódź Mińsk Sopot Środa Zabrze Żary"},
		{"accents decide only between equal letters", Czech, "Nova Nová Novák"},
		{"numbers sort by value", English, "Praha_2 Praha_10 Praha_22"},
	}
	for _, test := range tests {
		want := strings.Fields(test.sorted)
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], "_", " ")
		}
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, func(a, b string) int { return bytes.Compare(SortKey(test.lang, a), SortKey(test.lang, b)) })
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", test.sentence, got, want)
		}
	}
}

func TestSortKeysServeManyAtOnce(t *testing.T) {
	want := SortKey(Czech, "Nová Ves u Nového Města na Moravě")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 200 {
				if got := SortKey(Czech, "Nová Ves u Nového Města na Moravě"); !bytes.Equal(got, want) {
					t.Errorf("the key changed to %x", got)
					return
				}
			}
		})
	}
	wait.Wait()
}

func TestFold(t *testing.T) {
	tests := []struct{ sentence, text, want string }{
		{"accents go", "Nový Bor", "novy bor"},
		{"written in two characters, too", "Ne\u030cmc\u030cice", "nemcice"},
		{"the Polish l", "Łódź", "lodz"},
		{"capital letters without a decomposition", "ĐØẞ", "doss"},
		{"spaces become one", "  Stará\u00a0 Boleslav ", "stara boleslav"},
		{"hyphens stay", "Brandýs nad Labem-Stará Boleslav", "brandys nad labem-stara boleslav"},
	}
	for _, test := range tests {
		if got := Fold(test.text); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}

func FuzzOrder(f *testing.F) {
	f.Add("Nová Ves")
	f.Add("\xff\u0301 1234567890123456789012345678901234567890")
	f.Fuzz(func(t *testing.T, s string) {
		if !bytes.Equal(SortKey(Czech, s), SortKey(Czech, s)) {
			t.Error("two keys of one text differ")
		}
		if folded := Fold(s); Fold(folded) != folded {
			t.Errorf("folding twice changes %q to %q", folded, Fold(folded))
		}
	})
}

func TestNobreak(t *testing.T) {
	tests := []struct {
		sentence string
		lang     Language
		text     string
		want     string
	}{
		{"after a preposition", Czech, "cena v kategorii", "cena v~kategorii"},
		{"two in a row", Czech, "a v kraji", "a~v~kraji"},
		{"after a parenthesis", Czech, "obce (s rozšířenou působností)", "obce (s~rozšířenou působností)"},
		{"after an ordinal number", Czech, "25. ročník soutěže", "25.~ročník soutěže"},
		{"in Polish", Polish, "Zdrowie i nauka w gminie", "Zdrowie i~nauka w~gminie"},
		{"not in English", English, "a town", "a town"},
		{"a one-letter word at the end stays", Czech, "varianta a", "varianta a"},
	}
	for _, test := range tests {
		if got := tilde(Nobreak(test.lang, test.text)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}
