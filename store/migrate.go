package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"blazon/migrations"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/uptrace/bun"
)

// Migrate brings the schema up to date and reports each migration that it applies. A database that holds the tables of
// another program is refused and left as it is.
func (s *Store) Migrate(ctx context.Context, report func(name string)) error {
	if err := s.refuseForeign(ctx); err != nil {
		return err
	}
	provider, err := s.goose()
	if err != nil {
		return err
	}
	results, err := provider.Up(ctx)
	for _, r := range results {
		report(filepath.Base(r.Source.Path))
	}
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// Migrated tells whether the schema is the one that this program was built for.
func (s *Store) Migrated(ctx context.Context) (bool, error) {
	ours, _, err := s.tables(ctx) // goose would make its table, which the app's role may not
	if err != nil || !ours {
		return false, err
	}
	provider, err := s.goose()
	if err != nil {
		return false, err
	}
	pending, err := provider.HasPending(ctx)
	return !pending, err
}

// tables tells whether any migration ever ran here, and whether there is any table at all, but for those of extensions.
func (s *Store) tables(ctx context.Context) (ours, any bool, err error) {
	query := "select count(case when name = 'goose_db_version' then 1 end) > 0, count(*) > 0 from sqlite_master where type = 'table'"
	if s.dialect == postgres {
		query = `select count(case when relname = 'goose_db_version' then 1 end) > 0, count(*) > 0 from pg_class
			where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
				and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')`
	}
	err = s.db.NewRaw(query).Scan(ctx, &ours, &any)
	return ours, any, err
}

func (s *Store) refuseForeign(ctx context.Context) error {
	ours, any, err := s.tables(ctx)
	if err == nil && any && !ours {
		err = errors.New("the database holds the tables of another program: Blazon wants one of its own")
	}
	return err
}

// MigratesItself tells whether the database is migrated at start; on PostgreSQL an owner's role does it beforehand.
func (s *Store) MigratesItself() bool { return s.dialect == sqlite }

func (s *Store) goose() (*goose.Provider, error) {
	files, err := fs.Sub(migrations.Files, string(s.dialect))
	if err != nil {
		return nil, err
	}
	if s.dialect == sqlite {
		return goose.NewProvider(goose.DialectSQLite3, s.db.DB, files)
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, s.db.DB, files, goose.WithSessionLocker(locker))
}

// GrantTo gives the app's role what it needs and no more: no DDL, and on events only INSERT and SELECT.
func (s *Store) GrantTo(ctx context.Context, role string) error {
	if s.dialect != postgres {
		return nil
	}
	name := bun.Ident(role)
	for _, statement := range []string{
		"grant usage on schema public to ?",
		"grant select, insert, update, delete on all tables in schema public to ?",
		"revoke update, delete, truncate on event from ?",
		"revoke insert, update, delete on goose_db_version from ?",
		"grant usage, select on all sequences in schema public to ?",
	} {
		if _, err := s.db.ExecContext(ctx, statement, name); err != nil {
			return fmt.Errorf("grant to the app's role: %w", err)
		}
	}
	return nil
}
