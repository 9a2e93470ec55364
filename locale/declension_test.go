package locale

import "testing"

func TestPrintedNamesStandBesideTheirKindInAnyCase(t *testing.T) {
	tests := []struct {
		lang    Language
		printed string
		c       Case
		want    string
	}{
		{Czech, "město Semily", Dative, "městu Semily"},
		{Czech, "obec Nová Ves (okres Liberec)", Genitive, "obce Nová Ves (okres Liberec)"},
		{Czech, "statutární město Liberec", Instrumental, "statutárním městem Liberec"},
		{Czech, "městská\u00a0část Praha 1", Locative, "městské části Praha 1"},
		{Czech, "Muzeum města Brna", Dative, "soutěžícímu Muzeum města Brna"},
		{Polish, "gmina Brody", Dative, "gminie Brody"},
		{Polish, "miasto na prawach powiatu Płock", Accusative, "miasto na prawach powiatu Płock"},
		{Polish, "miasto stołeczne Warszawa", Instrumental, "miastem stołecznym Warszawa"},
		{Polish, "Stacja Muzeum", Genitive, "uczestnika Stacja Muzeum"},
		{English, "město Semily", Dative, "město Semily"},
		{Czech, "město Semily", Nominative, "město Semily"},
	}
	for _, test := range tests {
		if got := PrintedIn(test.lang, test.printed, test.c); got != test.want {
			t.Errorf("%s in the %s: got %q, want %q", test.printed, test.c, got, test.want)
		}
	}
}
