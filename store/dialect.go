package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"blazon/fault"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"github.com/uptrace/bun/schema"
	sqlitedriver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// This file is the only one that knows that there are two databases.
type dialect string

const (
	sqlite   dialect = "sqlite"
	postgres dialect = "postgres"
)

// openSQLite uses one writer, whose transactions take the lock when they begin, and several readers.
// synchronous=FULL: an acknowledged save survives a power cut.
func (s *Store) openSQLite(path string, options Options) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("folder of the database: %w", err)
	}
	pragmas := url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"}}
	pragmas.Set("_txlock", "immediate")
	writer, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+pragmas.Encode())
	if err != nil {
		return err
	}
	writer.SetMaxOpenConns(1)
	pragmas.Set("_txlock", "deferred")
	pragmas.Add("_pragma", "query_only(1)")
	reader, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+pragmas.Encode())
	if err != nil {
		return err
	}
	readers := options.Connections
	if readers == 0 {
		readers = max(4, runtime.NumCPU())
	}
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	s.dialect = sqlite
	s.db = bun.NewDB(writer, sqlitedialect.New())
	s.reader = bun.NewDB(reader, sqlitedialect.New())
	return writer.Ping() // the writer makes the file and its journal before any reader looks
}

// openPostgres lets bun put the arguments into the text, so that no literal is prepared as a statement.
func (s *Store) openPostgres(address string, options Options) error {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return fmt.Errorf("database address: %w", err)
	}
	config.DefaultQueryExecMode = pgx.QueryExecModeExec
	config.RuntimeParams["timezone"] = "UTC"
	config.RuntimeParams["jit"] = "off"                            // it compiles a list's statement for 25 ms, to run it for five
	config.RuntimeParams["plan_cache_mode"] = "force_generic_plan" // of what prepared sends, from the first time on
	db := stdlib.OpenDB(*config)
	connections := options.Connections
	if connections == 0 {
		connections = 16
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	s.dialect = postgres
	s.db = bun.NewDB(db, pgdialect.New())
	s.reader = s.db
	return nil
}

// lockRound takes the round's lock: shared for saves, which go on side by side, exclusive for whatever ends or
// changes the judging. On SQLite the transaction already holds the only writer.
func (s *Store) lockRound(ctx context.Context, tx bun.Tx, uid string, mode lockMode) error {
	if s.dialect != postgres {
		return nil
	}
	call := "select pg_advisory_xact_lock(hashtextextended(?, 1))"
	if mode == shared {
		call = "select pg_advisory_xact_lock_shared(hashtextextended(?, 1))"
	}
	_, err := tx.ExecContext(ctx, call, uid)
	return err
}

// lockName takes an exclusive lock on a word, for what is counted or seeded once.
func (s *Store) lockName(ctx context.Context, tx bun.Tx, name string) error {
	if s.dialect != postgres {
		return nil
	}
	_, err := tx.ExecContext(ctx, "select pg_advisory_xact_lock(hashtextextended(?, 2))", name)
	return err
}

type lockMode int

const (
	shared lockMode = iota
	exclusive
)

// clockColumn is the one clock as an expression, for statements that read it along with the rows that they judge.
func (s *Store) clockColumn() schema.QueryWithArgs {
	if s.dialect != postgres {
		return bun.SafeQuery("?", s.processClock())
	}
	if s.now != nil {
		return bun.SafeQuery("cast(? as timestamptz)", s.processClock())
	}
	return bun.SafeQuery("clock_timestamp()")
}

// writeSheet appends the event and stores the sheet, its scores and the criteria that were emptied. A sheet that
// meanwhile has another revision is a Conflict.
func (s *Store) writeSheet(ctx context.Context, tx bun.Tx, event *Event, sheet Sheet, scores []Score, emptied []int64) error {
	if s.dialect == postgres {
		return s.writeSheetAtOnce(ctx, tx, event, sheet, scores, emptied)
	}
	result, err := tx.NewUpdate().Model(&sheet).ExcludeColumn("assignment_id").
		Where("assignment_id = ?", sheet.AssignmentID).Where("revision = ?", sheet.Revision-1).Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return sheetChanged(err)
	}
	if len(scores) > 0 {
		if _, err := tx.NewInsert().Model(&scores).On("conflict (assignment_id, criterion_id) do update").
			Set("value = excluded.value, measured = excluded.measured, saved_at = excluded.saved_at").Exec(ctx); err != nil {
			return err
		}
	}
	if len(emptied) > 0 {
		if _, err := tx.NewDelete().Model((*Score)(nil)).Where("assignment_id = ?", sheet.AssignmentID).
			Where("criterion_id in (?)", bun.List(emptied)).Exec(ctx); err != nil {
			return err
		}
	}
	_, err = tx.NewInsert().Model(event).Returning("NULL").Exec(ctx)
	return err
}

func sheetChanged(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "fault.sheet_changed")
}

// among is the condition that a column has one of some values, in words that are the same however many there are, and its argument.
func (s *Store) among(column string, values []string) (condition string, arg any) {
	if s.dialect == postgres {
		return column + " = any (?::text[])", values
	}
	list, err := json.Marshal(values)
	if err != nil {
		panic(err) // texts are always JSON
	}
	return column + " in (select value from json_each(?))", string(list)
}

// forUpdate is the ending of a SELECT whose rows are about to be changed.
func (s *Store) forUpdate(q *bun.SelectQuery) *bun.SelectQuery {
	if s.dialect == postgres {
		return q.For("update")
	}
	return q
}

// forClaim is the ending of a SELECT that picks rows for one process alone: what another has just picked is passed over.
func (s *Store) forClaim(q *bun.SelectQuery) *bun.SelectQuery {
	if s.dialect == postgres {
		return q.For("update skip locked")
	}
	return q
}

// likePrefix is the condition that a column begins with a text; the range form uses the index on both databases.
func likePrefix(prefix string) string {
	escaped := make([]byte, 0, len(prefix)+1)
	for i := range len(prefix) {
		if c := prefix[i]; c == '%' || c == '_' || c == '\\' {
			escaped = append(escaped, '\\')
		}
		escaped = append(escaped, prefix[i])
	}
	return string(append(escaped, '%'))
}

// isUnique tells whether a write failed because its key exists already.
func isUnique(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "23505"
	}
	var lite *sqlitedriver.Error
	if errors.As(err, &lite) {
		return lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	return false
}
