package locale

import (
	"strings"
	"testing"
)

func TestNamesAreDeclinedByRule(t *testing.T) {
	tests := []struct {
		lang Language
		name string
		want string // the forms of Cases, or nothing where no rule fits
	}{
		{Czech, "Semily", "Semil, Semilům, Semily, Semilech, Semily"},
		{Czech, "Mařenice", "Mařenic, Mařenicím, Mařenice, Mařenicích, Mařenicemi"},
		{Czech, "Turnov", "Turnova, Turnovu, Turnov, Turnově, Turnovem"},
		{Czech, "Liberec", "Liberce, Liberci, Liberec, Liberci, Libercem"},
		{Czech, "Nový Bor", "Nového Boru, Novému Boru, Nový Bor, Novém Boru, Novým Borem"},
		{Czech, "Nová Ves", "Nové Vsi, Nové Vsi, Novou Ves, Nové Vsi, Novou Vsí"},
		{Czech, "Dolní Bousov", "Dolního Bousova, Dolnímu Bousovu, Dolní Bousov, Dolním Bousově, Dolním Bousovem"},
		{Czech, "Dolní Lhota", "Dolní Lhoty, Dolní Lhotě, Dolní Lhotu, Dolní Lhotě, Dolní Lhotou"},
		{Czech, "České Budějovice", "Českých Budějovic, Českým Budějovicím, České Budějovice, Českých Budějovicích, Českými Budějovicemi"},
		{Czech, "Česká Lípa", "České Lípy, České Lípě, Českou Lípu, České Lípě, Českou Lípou"},
		{Czech, "Hradec Králové", "Hradce Králové, Hradci Králové, Hradec Králové, Hradci Králové, Hradcem Králové"},
		{Czech, "Nové Město na Moravě", "Nového Města na Moravě, Novému Městu na Moravě, Nové Město na Moravě, Novém Městě na Moravě, Novým Městem na Moravě"},
		{Czech, "Nová Ves u Nového Města na Moravě", "Nové Vsi u Nového Města na Moravě, Nové Vsi u Nového Města na Moravě, Novou Ves u Nového Města na Moravě, " +
			"Nové Vsi u Nového Města na Moravě, Novou Vsí u Nového Města na Moravě"},
		{Czech, "Ústí nad Labem", "Ústí nad Labem, Ústí nad Labem, Ústí nad Labem, Ústí nad Labem, Ústím nad Labem"},
		{Czech, "Kutná Hora", "Kutné Hory, Kutné Hoře, Kutnou Horu, Kutné Hoře, Kutnou Horou"},
		{Czech, "Plzeň", "Plzně, Plzni, Plzeň, Plzni, Plzní"},
		{Czech, "Bělá pod Bezdězem", "Bělé pod Bezdězem, Bělé pod Bezdězem, Bělou pod Bezdězem, Bělé pod Bezdězem, Bělou pod Bezdězem"},
		{Czech, "Karlovy Vary", ""},
		{Czech, "Mladá Boleslav", ""},
		{Polish, "Legionowo", "Legionowa, Legionowu, Legionowo, Legionowie, Legionowem"},
		{Polish, "Zielona Góra", "Zielonej Góry, Zielonej Górze, Zieloną Górę, Zielonej Górze, Zieloną Górą"},
		{Polish, "Bielsko-Biała", "Bielska-Białej, Bielsku-Białej, Bielsko-Białą, Bielsku-Białej, Bielskiem-Białą"},
		{Polish, "Mińsk Mazowiecki", "Mińska Mazowieckiego, Mińskowi Mazowieckiemu, Mińsk Mazowiecki, Mińsku Mazowieckim, Mińskiem Mazowieckim"},
		{Polish, "Katowice", "Katowic, Katowicom, Katowice, Katowicach, Katowicami"},
		{Polish, "Płock", "Płocka, Płockowi, Płock, Płocku, Płockiem"},
		{Polish, "Łódź", "Łodzi, Łodzi, Łódź, Łodzi, Łodzią"},
		{Polish, "Stacja Muzeum", ""},
		{English, "Semily", ""},
	}
	for _, test := range tests {
		var got []string
		for _, c := range Cases {
			form, ok := Decline(test.lang, test.name, c)
			if ok {
				got = append(got, form)
			}
		}
		if text := strings.Join(got, ", "); text != test.want {
			t.Errorf("%s: got %q, want %q", test.name, text, test.want)
		}
	}
	if form, ok := Decline(Czech, "Karlovy Vary", Nominative); form != "Karlovy Vary" || !ok {
		t.Errorf("the nominative is what the name is: got %q, %v", form, ok)
	}
}

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
