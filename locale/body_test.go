package locale

import "testing"

func TestBodies(t *testing.T) {
	tests := []struct{ sentence, got, want string }{
		{"a kind stands before the name", Body(Czech, "město", "Semily", ""), "město~Semily"},
		{"a district tells namesakes apart", Body(Czech, "obec", "Nová Ves", "Liberec"), "obec~Nová Ves (okres~Liberec)"},
		{"a Polish district", Body(Polish, "gmina", "Brody", "żarski"), "gmina~Brody (powiat~żarski)"},
		{"an English district", Body(English, "", "Nová Ves", "Liberec"), "Nová Ves (Liberec~district)"},
		{"a body without a kind", Body(Polish, "", "Stacja Muzeum", ""), "Stacja Muzeum"},
		{"nobody", List(Czech, nil), ""},
		{"one name", List(Czech, []string{"Semily"}), "Semily"},
		{"two names", List(Czech, []string{"Semily", "Mařenice"}), "Semily a~Mařenice"},
		{"three names", List(English, []string{"Semily", "Mařenice", "Turnov"}), "Semily, Mařenice and Turnov"},
	}
	for _, test := range tests {
		if got := tilde(test.got); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}
