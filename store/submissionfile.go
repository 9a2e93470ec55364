package store

import (
	"context"
	"slices"

	"github.com/uptrace/bun"
)

// submittedFiles lists the files of an entry that would be handed in now, in the order of the fields that ask for them.
func (tx *transaction) submittedFiles(ctx context.Context, entry int64, fields []*FormField) ([]SubmittedFile, error) {
	files := []SubmittedFile{}
	err := tx.NewRaw(`select a.uid, f.key as field, a.name, a.size, a.hash from attachment a join form_field f on f.id = a.field_id
		where a.entry_id = ? and a.removed_at is null order by a.id`, entry).Scan(ctx, &files)
	place := func(f SubmittedFile) int {
		return slices.IndexFunc(fields, func(field *FormField) bool { return field.Key == f.Field })
	}
	slices.SortStableFunc(files, func(a, b SubmittedFile) int { return place(a) - place(b) })
	return files, err
}

// restoreFiles makes the entry's files those that were handed in; they were never deleted.
func (tx *transaction) restoreFiles(ctx context.Context, entry int64, files []SubmittedFile) error {
	uids := []string{""}
	for _, f := range files {
		uids = append(uids, f.UID)
	}
	_, err := tx.NewRaw("update attachment set removed_at = ? where entry_id = ? and removed_at is null and uid not in (?)",
		tx.now, entry, bun.List(uids)).Exec(ctx)
	if err != nil {
		return err
	}
	_, err = tx.NewRaw("update attachment set removed_at = null where entry_id = ? and uid in (?)", entry, bun.List(uids)).Exec(ctx)
	return err
}
