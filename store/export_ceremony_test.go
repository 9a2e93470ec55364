package store

// CeremonyInvariants lists those about ceremonies.
func CeremonyInvariants() (sentences []string) {
	for _, i := range ceremonyInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}
