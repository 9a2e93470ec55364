package store

import (
	"database/sql/driver"
	"slices"
	"strings"

	"blazon/locale"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
	sqlitedriver "modernc.org/sqlite"
)

// holds is the condition that a column's text has a folded word in it: PostgreSQL looks for any of the letters that fold to
// the word's, SQLite asks us.
func (s *Store) holds(column, word string) schema.QueryWithArgs {
	if s.dialect == postgres {
		return bun.SafeQuery(column+" ~* ?", spellings(word))
	}
	return bun.SafeQuery("holds("+column+", ?)", word)
}

// folding gives for each letter with an accent the one without it, as locale.Fold does.
var folding = func() map[rune]rune {
	table := map[rune]rune{}
	for _, block := range [][2]rune{{0xC0, 0x24F}, {0x1E00, 0x1EFF}} {
		for r := block[0]; r <= block[1]; r++ {
			if folded := []rune(locale.Fold(string(r))); len(folded) == 1 && folded[0] != r {
				table[r] = folded[0]
			}
		}
	}
	return table
}()

// spelled lists by letter those that fold to it, capitals among them: a database's collation may know no case but that of ASCII.
var spelled = func() map[rune]string {
	table := map[rune]string{}
	for r, folded := range folding {
		table[folded] += string(r)
	}
	for folded, letters := range table {
		sorted := []rune(letters)
		slices.Sort(sorted)
		table[folded] = string(sorted)
	}
	return table
}()

// spellings is a pattern of all the ways in which a folded word of letters and digits may be written.
func spellings(word string) string {
	var pattern strings.Builder
	for _, r := range word {
		pattern.WriteString("[" + string(r) + spelled[r] + `][\u0300-\u036f]*`)
	}
	return pattern.String()
}

func init() {
	sqlitedriver.MustRegisterDeterministicScalarFunction("holds", 2, func(_ *sqlitedriver.FunctionContext, args []driver.Value) (driver.Value, error) {
		text, _ := args[0].(string)
		word, _ := args[1].(string)
		return holds(text, word), nil
	})
}

// holds tells whether a text has a folded word in it; locale.Fold would take ten times as long for each row of a list.
func holds(text, word string) bool {
	var folded strings.Builder
	folded.Grow(len(text))
	for _, r := range text {
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r >= 0x300 && r <= 0x36F:
			continue
		case r >= 0xC0:
			if plain, accented := folding[r]; accented {
				r = plain
			}
		}
		folded.WriteRune(r)
	}
	return strings.Contains(folded.String(), word)
}
