package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"
)

// orphanLife is how long a file is kept that nothing names: as long as an upload, or a backup, may take at the very most.
const orphanLife = 24 * time.Hour

// keptFiles selects the hashes and sizes of all files that the database names.
const keptFiles = `select hash, size from attachment union select hash, size from image union select hash, size from arms
	union select hash, size from paper union select hash, size from correction where hash <> ''
	union select hash, size from signed_minutes union select hash, size from design_picture union select hash, size from batch where hash <> ''`

// SweepFiles removes the files that have been named by nothing for a day: of uploads that came to nothing, and of attachments that
// were removed. It tells how many they were.
func (s *Store) SweepFiles(ctx context.Context) (swept int, err error) {
	now, err := s.Now(ctx)
	if err != nil {
		return 0, fmt.Errorf("sweep files: %w", err)
	}
	before := now.Add(-orphanLife)
	old, err := s.files.Old(before)
	if err != nil {
		return 0, fmt.Errorf("sweep files: %w", err)
	}
	for part := range slices.Chunk(old, 1000) {
		var named []string
		err := s.reader.NewRaw("select hash from ("+keptFiles+") kept where hash in (?)", bun.List(part)).Scan(ctx, &named)
		if err != nil {
			return swept, fmt.Errorf("sweep files: %w", err)
		}
		for _, hash := range part {
			if slices.Contains(named, hash) {
				continue
			}
			if err := s.sweep(ctx, hash, before); err != nil {
				return swept, fmt.Errorf("sweep files: %w", err)
			}
			swept++
		}
	}
	return swept, nil
}

// sweep removes a file unless it is named after all: whoever names one holds the same lock while he does.
func (s *Store) sweep(ctx context.Context, hash string, before time.Time) error {
	return s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, "file "+hash); err != nil {
			return err
		}
		var named bool
		err := tx.NewRaw("select exists (select 1 from ("+keptFiles+") kept where hash = ?)", hash).Scan(ctx, &named)
		if err != nil || named {
			return err
		}
		return s.files.RemoveOld(hash, before)
	})
}
