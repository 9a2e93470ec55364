package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"
)

// EntryExport is all entries of an edition that an actor manages, with what each says in its form. Drafts, and entries
// that are with their entrants again, are not among them: nobody but its entrant reads what was not handed in.
type EntryExport struct {
	Edition  Edition
	Headings []string // of the columns of answers, those of all categories in their order
	Entries  []*ExportedEntry
}

// ExportedEntry is an entry as a line of a table has it: brought in again, it changes nothing.
type ExportedEntry struct {
	Place   *ContestPlace
	Entry   *Entry
	Codes   string            // of its bodies, parted by commas
	Bodies  string            // as they are printed
	Answers map[string]string // by heading
	Numbers map[string]bool   // headings whose answer is a number

	sort []byte
}

// EntryExport reads the entries of an edition for a table: by category, in the language's order of names. It takes a constant number
// of statements for each category.
func (s *Store) EntryExport(ctx context.Context, actor judging.Actor, edition string, lang locale.Language) (*EntryExport, error) {
	v := &EntryExport{}
	err := s.read(ctx, func(tx *transaction) error {
		e, err := tx.officeEdition(ctx, actor, edition)
		if err != nil {
			return err
		}
		v.Edition = *e
		t := newEntryTable(tx, actor, e, ImportForm{})
		if err := t.load(ctx); err != nil {
			return err
		}
		v.read(t, lang)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("entry export: %w", err)
	}
	return v, nil
}

func (v *EntryExport) read(t *entryTable, lang locale.Language) {
	for _, c := range t.categories {
		for _, f := range t.forms[c.ID].Fields {
			if heading := t.heading(c.ID, f, lang); !slices.Contains(v.Headings, heading) {
				v.Headings = append(v.Headings, heading)
			}
		}
	}
	for _, e := range t.entries {
		place := t.places[e.ContestID]
		if place == nil || e.beingWritten() || judging.May(t.actor, judging.ManageRound, place.Facts()) != nil {
			continue
		}
		v.Entries = append(v.Entries, t.exported(place, e, lang))
	}
	slices.SortFunc(v.Entries, func(a, b *ExportedEntry) int {
		return cmp.Or(cmp.Compare(a.Place.Category.Position, b.Place.Category.Position), cmp.Compare(a.Place.Category.ID, b.Place.Category.ID),
			bytes.Compare(a.sort, b.sort), cmp.Compare(a.Entry.Title, b.Entry.Title), cmp.Compare(a.Entry.UID, b.Entry.UID))
	})
}

func (t *entryTable) exported(place *ContestPlace, e *Entry, lang locale.Language) *ExportedEntry {
	bodies := t.owners[e.ID]
	out := &ExportedEntry{Place: place, Entry: e, Codes: codesIn(bodies), Bodies: titlesOf(bodies, lang), Answers: map[string]string{}, Numbers: map[string]bool{}}
	if len(bodies) > 0 {
		out.sort = locale.SortKey(lang, bodies[0].Name)
	}
	for _, f := range t.forms[place.Category.ID].Fields {
		heading := t.heading(place.Category.ID, f, lang)
		out.Answers[heading] = f.words(t.answers[e.ID][f.Key], t.edition.Language)
		out.Numbers[heading] = f.Kind == NumberField
	}
	return out
}

// heading is the title of a field's column: its label, with its key where the form has another field of that name.
func (t *entryTable) heading(category int64, f *FormField, lang locale.Language) string {
	label := f.Label.In(lang)
	for _, other := range t.forms[category].Fields {
		if other != f && other.Label.In(lang) == label {
			return label + " (" + f.Key + ")"
		}
	}
	return label
}
