package locale

import "strings"

// kindForms are the words for kinds of bodies in Cases' order, in the language of their country.
var kindForms = map[string]caseForms{
	"obec":             {"obce", "obci", "obec", "obci", "obcí"},
	"městys":           {"městyse", "městysi", "městys", "městysi", "městysem"},
	"město":            {"města", "městu", "město", "městě", "městem"},
	"statutární město": {"statutárního města", "statutárnímu městu", "statutární město", "statutárním městě", "statutárním městem"},
	"hlavní město":     {"hlavního města", "hlavnímu městu", "hlavní město", "hlavním městě", "hlavním městem"},
	"vojenský újezd":   {"vojenského újezdu", "vojenskému újezdu", "vojenský újezd", "vojenském újezdu", "vojenským újezdem"},
	"městská část":     {"městské části", "městské části", "městskou část", "městské části", "městskou částí"},
	"městský obvod":    {"městského obvodu", "městskému obvodu", "městský obvod", "městském obvodu", "městským obvodem"},

	"gmina":                     {"gminy", "gminie", "gminę", "gminie", "gminą"},
	"miasto":                    {"miasta", "miastu", "miasto", "mieście", "miastem"},
	"miasto stołeczne":          {"miasta stołecznego", "miastu stołecznemu", "miasto stołeczne", "mieście stołecznym", "miastem stołecznym"},
	"miasto na prawach powiatu": {"miasta na prawach powiatu", "miastu na prawach powiatu", "miasto na prawach powiatu", "mieście na prawach powiatu", "miastem na prawach powiatu"},
	"powiat":                    {"powiatu", "powiatowi", "powiat", "powiecie", "powiatem"},
}

// anyBody is the word for a body that has none for its kind.
var anyBody = map[Language]caseForms{
	Czech:  {"soutěžícího", "soutěžícímu", "soutěžícího", "soutěžícím", "soutěžícím"},
	Polish: {"uczestnika", "uczestnikowi", "uczestnika", "uczestniku", "uczestnikiem"},
}

// PrintedIn puts a body's printed name, "město Semily", into a case. The kind is declined, and the name stays in the nominative beside it, as
// grammar has it for names beside the word that they name: "městu Semily", "gminie Brody". That is right whatever the name; a body without a
// kind is named beside the word for who competes: "soutěžícímu Stacja Muzeum". English has no cases.
func PrintedIn(lang Language, printed string, c Case) string {
	at := caseNumber(c)
	general, speaks := anyBody[lang]
	if at < 0 || !speaks || printed == "" {
		return printed
	}
	kind := ""
	plain := strings.ReplaceAll(printed, nbsp, " ")
	for known := range kindForms {
		if len(known) > len(kind) && strings.HasPrefix(plain, known+" ") {
			kind = known
		}
	}
	if kind == "" {
		return general[at] + " " + printed
	}
	return kindForms[kind][at] + " " + string([]rune(printed)[len([]rune(kind))+1:])
}
