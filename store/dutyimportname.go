package store

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/locale"
)

// namedJuror finds a juror by the address of his account or, where the table has none, by his name; -1: nobody, or several.
func (t *dutyTable) namedJuror(l *PlannedLine, table *assignTable, values map[string]string) int {
	email, name := strings.TrimSpace(values[ColumnEmail]), strings.TrimSpace(values[ColumnJuror])
	var found []int
	for number, j := range table.Jurors {
		if email != "" && strings.EqualFold(t.emails[j.ID], email) || email == "" && name != "" && locale.Fold(j.Name) == locale.Fold(name) {
			found = append(found, number)
		}
	}
	if len(found) > 1 { // namesakes: the table gives the addresses of those who have one
		found = slices.DeleteFunc(found, func(number int) bool { return t.emails[table.Jurors[number].ID] != "" })
	}
	if len(found) == 1 {
		return found[0]
	}
	column, word := ColumnJuror, name
	if email != "" {
		column, word = ColumnEmail, email
	}
	l.wrong(column, word, fault.Field{Key: "assign.no_juror"})
	return -1
}

// namedCandidate finds a candidate by the codes of its bodies or by its name, and by the title of its entry where that does not tell; -1: nobody,
// or several.
func (t *dutyTable) namedCandidate(l *PlannedLine, table *assignTable, values map[string]string) int {
	codes := strings.Join(codesOf(values[ColumnCode], t.country), ", ")
	name := locale.Fold(strings.TrimSpace(values[ColumnName]))
	var found []int
	for number, c := range table.Candidates {
		if codes != "" && c.codes() == codes || codes == "" && name != "" && c.called(name, t.Language()) {
			found = append(found, number)
		}
	}
	if title, given := values[ColumnTitle]; given && len(found) > 1 {
		found = slices.DeleteFunc(found, func(number int) bool { return table.Candidates[number].Title != strings.TrimSpace(title) })
	}
	if len(found) == 1 {
		return found[0]
	}
	column, word, key := ColumnName, values[ColumnName], "assign.no_candidate"
	if codes != "" {
		column, word = ColumnCode, codes
	}
	if len(found) > 1 {
		key = "assign.many_candidates"
	}
	l.wrong(column, word, fault.Field{Key: key})
	return -1
}

// codes are those of the candidate's bodies, as tables have them.
func (c *NamedCandidate) codes() string {
	codes := make([]string, len(c.Bodies))
	for i, b := range c.Bodies {
		codes[i] = b.Code
	}
	return strings.Join(codes, ", ")
}

// called tells whether the folded name is the candidate's, with or without what its body is and the title of its entry.
func (c *NamedCandidate) called(folded string, lang locale.Language) bool {
	return folded == locale.Fold(c.Entrants(lang)) || folded == locale.Fold(c.Display(lang)) || len(c.Bodies) == 1 && folded == locale.Fold(c.Bodies[0].Name)
}

// namedShare reads criteria by their keys or names; none are all.
func (t *assignTable) namedShare(l *PlannedLine, cell string) (share []int) {
	for _, word := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;\n", r) }) {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		criterion := slices.IndexFunc(t.Criteria, func(c *Criterion) bool { return c.Key == word || c.named(word) })
		if criterion < 0 {
			l.wrong(ColumnCriteria, cell, fault.Field{Key: "assign.no_criterion", Args: fault.Args{"Name": word}})
			return nil
		}
		share = append(share, criterion)
	}
	return t.whole(share)
}

// named tells whether the criterion is called so in any language.
func (c *Criterion) named(word string) bool {
	for _, text := range c.Name {
		if locale.Fold(text) == locale.Fold(word) {
			return true
		}
	}
	return false
}
