package locale

import "slices"

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

// caseForms are the forms of a word in Cases' order.
type caseForms [5]string

// caseNumber is where a case stands in Cases; -1: it does not.
func caseNumber(c Case) int { return slices.Index(Cases, c) }
