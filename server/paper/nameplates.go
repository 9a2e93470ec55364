package paper

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"blazon/document"
	"blazon/locale"
	"blazon/store"
)

// NamePlates prints plates, each on a sheet to be folded. Equal plates give equal bytes.
func NamePlates(n document.NamePlates) ([]byte, error) {
	var file bytes.Buffer
	if err := document.WriteNamePlates(&file, n); err != nil {
		return nil, fmt.Errorf("name plates: %w", err)
	}
	return file.Bytes(), nil
}

// Plates are the plates of a ceremony in a language: one for each body among all candidates, or among the laureates alone. They stand in the
// order of names, so that they tell nothing of the result's.
func Plates(l *store.CandidateList, laureates bool, lang locale.Language) document.NamePlates {
	out := document.NamePlates{Occasion: unsigned(l.RoundResults, lang), Title: locale.T(lang, "listing.plates"), When: l.Round.EntriesUntil}
	candidates := l.Laureates()
	if !laureates {
		candidates = nil
		for _, c := range l.Contests {
			candidates = append(candidates, c.Candidates...)
		}
	}
	seen := map[string]bool{}
	for _, c := range candidates {
		for _, b := range c.Bodies {
			if !seen[b.UID] {
				seen[b.UID] = true
				out.Plates = append(out.Plates, document.NamePlate{Kind: b.Kind.Word(), Name: b.Name, District: b.Hint()})
			}
		}
	}
	slices.SortFunc(out.Plates, func(a, b document.NamePlate) int {
		return cmp.Or(bytes.Compare(locale.SortKey(lang, a.Name), locale.SortKey(lang, b.Name)), cmp.Compare(a.District, b.District), cmp.Compare(a.Kind, b.Kind))
	})
	return out
}
