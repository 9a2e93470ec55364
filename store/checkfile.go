package store

import (
	"context"
	"maps"
	"slices"
)

// checkFiles holds the files in the folder of attachments against the rows that name them. It reads every one of them.
func (tx *transaction) checkFiles(ctx context.Context, report func(Finding)) error {
	for _, i := range fileInvariants {
		if err := tx.checkInvariant(ctx, i, report); err != nil {
			return err
		}
	}
	var rows []struct{ Object, UID, Hash string }
	err := tx.NewRaw(`select 'attachment' as object, uid, hash from attachment union all select 'image', hash, hash from image
		union all select 'paper', uid, hash from paper union all select 'correction', uid, hash from correction where hash <> '' union all select 'arms', uid, hash from arms
		union all select 'signed_minutes', uid, hash from signed_minutes union all select 'design_picture', uid, hash from design_picture
		union all select 'batch', uid, hash from batch where hash <> ''
		order by 1, 2`).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	sound := map[string]bool{}
	for _, row := range rows {
		if _, known := sound[row.Hash]; !known {
			if sound[row.Hash], err = tx.store.files.Sound(row.Hash); err != nil {
				return err
			}
		}
		if !sound[row.Hash] {
			report(Finding{"its file is there, with the content that it had", row.Object, row.UID})
		}
	}
	return tx.checkSubmittedFiles(ctx, report)
}

var fileInvariants = []invariant{
	{"the logo that it names is kept", "chapter_setting",
		`select 'of chapter ' || c.uid from chapter_setting s join chapter c on c.id = s.chapter_id
		where s.logo <> '' and not exists (select 1 from image i where i.hash = s.logo)`},
	{"the logo that it names is kept", "partner",
		`select p.uid from partner p where p.logo <> '' and not exists (select 1 from image i where i.hash = p.logo)`},
	{"the question that it answers asks for files", "attachment",
		`select a.uid from attachment a join form_field f on f.id = a.field_id where f.kind <> 'file'`},
}

// checkSubmittedFiles finds the files that were handed in and are no longer on record.
func (tx *transaction) checkSubmittedFiles(ctx context.Context, report func(Finding)) error {
	rows, err := tx.NewSelect().Model((*Submission)(nil)).Where(`content like '%"hash":"%'`).Order("id").Rows(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	named := map[string][]SubmittedFile{} // by the submission's uid
	for rows.Next() {
		sub := &Submission{}
		if err := tx.store.db.ScanRow(ctx, rows, sub); err != nil {
			return err
		}
		content, err := sub.Read()
		if err != nil {
			report(Finding{"what was handed in can be read", "submission", sub.UID})
			continue
		}
		named[sub.UID] = content.Files
	}
	if err := rows.Err(); err != nil || len(named) == 0 {
		return err
	}
	var kept []struct{ UID, Hash string }
	if err := tx.NewRaw("select uid, hash from attachment").Scan(ctx, &kept); err != nil {
		return err
	}
	hashes := map[string]string{}
	for _, k := range kept {
		hashes[k.UID] = k.Hash
	}
	for _, uid := range slices.Sorted(maps.Keys(named)) {
		if slices.ContainsFunc(named[uid], func(f SubmittedFile) bool { return hashes[f.UID] != f.Hash }) {
			report(Finding{"every file that was handed in is on record", "submission", uid})
		}
	}
	return nil
}
