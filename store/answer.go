package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/uptrace/bun"
)

// Answer is what an entry answers to one field of its category's form.
type Answer struct {
	bun.BaseModel `bun:"table:answer"`

	EntryID int64  `bun:",pk"`
	FieldID int64  `bun:",pk"`
	Value   string // of several choices, their keys on lines of their own; of a declaration, the words that were agreed to
}

// Answers are an entry's answers by the keys of their fields: one value, or of a field with several choices any number.
type Answers map[string][]string

// One gives the value of a field that has one; empty: there is no answer.
func (a Answers) One(key string) string {
	if len(a[key]) == 0 {
		return ""
	}
	return a[key][0]
}

// put sets a field's answer; none takes it out.
func (a Answers) put(key string, values ...string) {
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		delete(a, key)
		return
	}
	a[key] = values
}

// values gives an answer as it was put, out of how it is stored.
func (f *FormField) values(stored string) []string {
	if f.Kind == Choices {
		return strings.Split(stored, "\n")
	}
	return []string{stored}
}

// answersOf reads the answers of entries to the forms of their categories, by entry and by the keys of their fields, those of ended
// fields among them. What an entry answered in a category that it has left is not.
func (tx *transaction) answersOf(ctx context.Context, entries ...int64) (map[int64]Answers, error) {
	byEntry := map[int64]Answers{}
	for part := range slices.Chunk(entries, batch) {
		var rows []struct {
			EntryID int64
			Key     string
			Kind    FieldKind
			Value   string
		}
		err := tx.NewRaw(`select a.entry_id, f.key, f.kind, a.value from answer a join form_field f on f.id = a.field_id
			join entry e on e.id = a.entry_id and e.category_id = f.category_id
			where a.entry_id in (?)`, bun.List(part)).Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("answers: %w", err)
		}
		for _, r := range rows {
			if byEntry[r.EntryID] == nil {
				byEntry[r.EntryID] = Answers{}
			}
			byEntry[r.EntryID].put(r.Key, (&FormField{Kind: r.Kind}).values(r.Value)...)
		}
	}
	return byEntry, nil
}

// saveAnswers stores an entry's answers to the fields given, and takes away those that it has no more; answers to other fields stay.
func (tx *transaction) saveAnswers(ctx context.Context, entry int64, fields []*FormField, answers Answers) error {
	var rows []Answer
	var emptied []int64
	for _, f := range fields {
		if values := answers[f.Key]; len(values) > 0 {
			rows = append(rows, Answer{EntryID: entry, FieldID: f.ID, Value: strings.Join(values, "\n")})
		} else {
			emptied = append(emptied, f.ID)
		}
	}
	if len(emptied) > 0 {
		_, err := tx.NewDelete().Model((*Answer)(nil)).Where("entry_id = ?", entry).Where("field_id in (?)", bun.List(emptied)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("answers taken away: %w", err)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := tx.NewInsert().Model(&rows).On("conflict (entry_id, field_id) do update").Set("value = excluded.value").
		Returning("NULL").Exec(ctx)
	if err != nil {
		return fmt.Errorf("answers: %w", err)
	}
	return nil
}

// Equal tells whether two forms are answered alike.
func (a Answers) Equal(b Answers) bool { return maps.EqualFunc(a, b, slices.Equal) }
