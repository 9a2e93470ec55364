package store

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/uptrace/bun"
)

// Restore brings a backup of either database back into an empty one, with its files, and brings it up to date. It reads the backup
// twice: before anything is written, it is known to be whole. No letters leave afterwards until TurnMailOn. What is not empty,
// or not whole, or made by a newer program, is refused.
func (s *Store) Restore(ctx context.Context, from io.ReadSeeker, progress func(done, total int)) (*Manifest, error) {
	manifest, err := readBackup(from, nil)
	if err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	if err := s.migrateTo(ctx, manifest.Schema); err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	err = s.write(ctx, func(tx *transaction) error { return tx.refill(ctx, from, manifest, progress) })
	if err == nil {
		err = s.Migrate(ctx, func(string) {})
	}
	if err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	return manifest, nil
}

// migrateTo gives an empty database the schema that a backup was made with.
func (s *Store) migrateTo(ctx context.Context, version int64) error {
	if err := s.refuseForeign(ctx); err != nil {
		return err
	}
	provider, err := s.goose()
	if err != nil {
		return err
	}
	sources := provider.ListSources()
	if newest := sources[len(sources)-1].Version; version > newest {
		return fmt.Errorf("the backup was made by a newer program: it has the schema %d, this one knows %d", version, newest)
	}
	if _, err := provider.UpTo(ctx, version); err != nil {
		return err
	}
	switch now, err := provider.GetDBVersion(ctx); {
	case err != nil:
		return err
	case now != version:
		return fmt.Errorf("the database has the schema %d already, the backup has %d: give it a database without any", now, version)
	}
	return nil
}

// refill fills the tables in one transaction, so that a restoration that fails leaves them empty.
func (tx *transaction) refill(ctx context.Context, from io.Reader, manifest *Manifest, progress func(done, total int)) error {
	tables, err := tx.dataTables(ctx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		var used bool
		if err := tx.NewRaw("select exists (select 1 from ?)", bun.Ident(t.name)).Scan(ctx, &used); err != nil {
			return err
		}
		if used {
			return fmt.Errorf("the database is not empty: the table %s has rows", t.name)
		}
	}
	r := &restoration{ctx: ctx, tx: tx, tables: map[string]*table{}, progress: progress, total: len(manifest.Files)}
	for _, m := range manifest.Tables {
		t, err := matching(tables, m)
		if err != nil {
			return err
		}
		r.tables[t.name] = t
		r.total += m.Rows
	}
	err = tx.withoutReferences(ctx, func() error {
		_, err := readBackup(from, r)
		return err
	})
	if err != nil {
		return err
	}
	for _, m := range manifest.Tables {
		if m.NextID > 0 {
			if err := tx.setNextID(ctx, r.tables[m.Name], m.NextID); err != nil {
				return err
			}
		}
	}
	return tx.turnMailOff(ctx)
}

// matching finds the table that a backed-up one goes into, with its columns in the backup's order.
func matching(tables []*table, m ManifestTable) (*table, error) {
	at := slices.IndexFunc(tables, func(t *table) bool { return t.name == m.Name })
	if at < 0 {
		return nil, fmt.Errorf("there is no table %s", m.Name)
	}
	t := *tables[at]
	t.columns = nil
	for _, name := range m.Columns {
		i := slices.IndexFunc(tables[at].columns, func(c column) bool { return c.name == name })
		if i < 0 {
			return nil, fmt.Errorf("the table %s has no column %s", m.Name, name)
		}
		t.columns = append(t.columns, tables[at].columns[i])
	}
	return &t, nil
}
