package store

import (
	"strings"
	"unicode"

	"blazon/locale"
)

// legalForms are the endings of companies' names that say only what kind of company it is, folded and without punctuation.
var legalForms = []string{
	"spol s r o", "spolecnost s rucenim omezenym", "s r o", "sro", "a s", "as", "akciova spolecnost", "v o s", "k s", "z s", "o p s", "s p",
	"spolka z ograniczona odpowiedzialnoscia", "spolka z o o", "sp z o o", "sp zoo", "spolka akcyjna", "s a", "sa", "sp j", "sp k", "sp p",
	"ltd", "inc", "gmbh", "se",
}

// FoldSupplier gives the form in which suppliers' names are compared: lower case, without accents, punctuation and legal form, so that
// "Galileo Corporation, s.r.o." and "GALILEO CORPORATION spol. s r. o." are one.
func FoldSupplier(name string) string {
	folded := strings.Join(strings.FieldsFunc(locale.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	for {
		shorter := folded
		for _, form := range legalForms {
			shorter = strings.TrimSuffix(shorter, " "+form)
		}
		if shorter == folded {
			break
		}
		folded = shorter
	}
	if folded == "" {
		return locale.Fold(name) // signs alone
	}
	return folded
}
