package locale

import "strings"

// Case is a grammatical case, by its English name. The nominative is what a name is stored in.
type Case string

// The cases that texts need.
const (
	Nominative   Case = "nominative"
	Genitive     Case = "genitive"
	Dative       Case = "dative"
	Accusative   Case = "accusative"
	Locative     Case = "locative"
	Instrumental Case = "instrumental"
)

// Cases lists the cases that a name is declined in, in the order of Czech and Polish grammars.
var Cases = []Case{Genitive, Dative, Accusative, Locative, Instrumental}

// caseForms are the ends of a word in Cases' order; an empty list is a word that is not declined.
type caseForms [5]string

// pattern is how words of one ending are declined: the ending is taken off, and that of the case put on.
type pattern struct {
	ending string
	forms  caseForms
}

// Decline suggests a name's form in a case, by rule: whether a name is plural or singular, masculine or feminine cannot always be told by its
// end. ok is false where no rule fits. Of a name of several words the noun and the adjectives around it are declined, up to a preposition
// ("Nové Město na Moravě", "Nového Města na Moravě"), and both parts that a hyphen joins ("Bielsko-Biała", "Bielska-Białej").
func Decline(lang Language, name string, c Case) (form string, ok bool) {
	at := caseNumber(c)
	if c == Nominative {
		return name, true
	}
	if at < 0 || name == "" || lang != Czech && lang != Polish {
		return "", false
	}
	head, rest := headOf(lang, name)
	if whole, known := exceptions[lang][head]; known {
		return whole[at] + rest, true
	}
	words := strings.Split(head, " ")
	noun := nounOf(lang, words)
	base := words[noun]
	if words[noun], ok = declineNoun(lang, base, at); !ok {
		return "", false
	}
	for i, word := range words {
		if i == noun {
			continue
		}
		if words[i], ok = declineAdjective(lang, word, base, at); !ok {
			return "", false
		}
	}
	return strings.Join(words, " ") + rest, true
}

// nounOf finds the noun among a name's words: the last one, and in Polish the one before an adjective that ends the name ("Mińsk Mazowiecki").
func nounOf(lang Language, words []string) int {
	last := len(words) - 1
	if lang == Polish && last > 0 {
		for _, ending := range []string{"ski", "cki", "ska", "cka", "skie", "ckie"} {
			if strings.HasSuffix(words[last], ending) {
				return last - 1
			}
		}
	}
	return last
}

func caseNumber(c Case) int {
	for i, known := range Cases {
		if known == c {
			return i
		}
	}
	return -1
}

// prepositions begin the part of a name that stays as it is.
var prepositions = map[Language]map[string]bool{
	Czech:  {"na": true, "nad": true, "pod": true, "u": true, "v": true, "ve": true, "při": true, "před": true, "za": true, "pode": true, "nade": true, "k": true, "s": true, "se": true},
	Polish: {"nad": true, "pod": true, "w": true, "we": true, "na": true, "przy": true, "koło": true, "k.": true, "za": true, "u": true, "pomorskie": true},
}

// headOf parts a name before its first preposition; the rest stays as it is.
func headOf(lang Language, name string) (head, rest string) {
	words := strings.Split(name, " ")
	for i, word := range words {
		if i > 0 && prepositions[lang][word] {
			return strings.Join(words[:i], " "), " " + strings.Join(words[i:], " ")
		}
	}
	return name, ""
}

func declineNoun(lang Language, word string, at int) (declined string, ok bool) {
	if first, second, joined := strings.Cut(word, "-"); joined {
		a, okA := declineNoun(lang, first, at)
		b, okB := declineNoun(lang, second, at)
		return a + "-" + b, okA && okB
	}
	return decline(nouns[lang], word, at)
}

func decline(patterns []pattern, word string, at int) (declined string, ok bool) {
	for _, p := range patterns {
		if stem, fits := strings.CutSuffix(word, p.ending); fits {
			return stem + p.forms[at], true
		}
	}
	return "", false
}

// declineAdjective goes by the noun where the adjective's end alone does not tell: "České" is neuter before "Město", and plural before
// "Budějovice"; "Dolní" is masculine before "Bousov", and feminine before "Lhota".
func declineAdjective(lang Language, word, noun string, at int) (declined string, ok bool) {
	plural := strings.HasSuffix(noun, "ice") || strings.HasSuffix(noun, "y") || strings.HasSuffix(noun, "lce")
	feminine := strings.HasSuffix(noun, "a") || strings.HasSuffix(noun, "á") || strings.HasSuffix(noun, "es")
	switch {
	case plural:
		return decline(pluralAdjectives[lang], word, at)
	case lang == Czech && feminine && strings.HasSuffix(word, "í"):
		return word, true
	}
	return decline(adjectives[lang], word, at)
}
