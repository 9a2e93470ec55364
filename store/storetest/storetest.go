// Package storetest opens real databases for tests: each test runs on SQLite and on PostgreSQL.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"blazon/attachment"
	"blazon/store"

	_ "github.com/jackc/pgx/v5/stdlib" // names the driver for the server's own databases
)

// Postgres is the environment variable with the URL of a PostgreSQL server on which tests may create databases;
// make test and tools/postgres.sh set it.
const Postgres = "BLAZON_TEST_POSTGRES"

// Each runs fn on an empty, migrated store of each kind.
func Each(t *testing.T, fn func(t *testing.T, s *store.Store)) {
	EachWith(t, store.Options{}, fn)
}

// EachWith is Each with options, such as a clock of the test's own.
func EachWith(t *testing.T, options store.Options, fn func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, Open(t, SQLiteAddress(t), options)) })
	t.Run("postgres", func(t *testing.T) { fn(t, Open(t, PostgresAddress(t), options)) })
}

// Open opens a store that closes with the test.
func Open(t testing.TB, address string, options store.Options) *store.Store {
	t.Helper()
	if options.Files == nil {
		options.Files = &attachment.Folder{Path: t.TempDir()}
	}
	s, err := store.Open(context.Background(), address, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Empty gives the addresses of two databases without a schema.
func Empty(t testing.TB) map[string]string {
	t.Helper()
	return map[string]string{
		"sqlite":   "sqlite:" + filepath.Join(t.TempDir(), "empty.db"),
		"postgres": createDatabase(t, "template0"),
	}
}

var sqliteTemplate = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "blazon-storetest-")
	if err != nil {
		return "", err
	}
	file := filepath.Join(folder, "template.db")
	return file, migrate("sqlite:" + file)
})

// SQLiteAddress copies the migrated template into the test's own folder.
func SQLiteAddress(t testing.TB) string {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	return Copy(t, "sqlite:"+template)
}

// Copy copies a database that nobody has open, into one that is gone when the test ends.
func Copy(t testing.TB, address string) string {
	t.Helper()
	original, isFile := strings.CutPrefix(address, "sqlite:")
	if !isFile {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return createDatabase(t, strings.TrimPrefix(u.Path, "/"))
	}
	body, err := os.ReadFile(original)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "blazon.db")
	if err := os.WriteFile(copied, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + copied
}

var postgresTemplate = sync.OnceValues(func() (string, error) {
	name := "template_" + random()
	if err := onServer(fmt.Sprintf("create database %s template template0", name)); err != nil {
		return "", err
	}
	return name, migrate(databaseURL(name))
})

// PostgresAddress creates a database out of the migrated template, dropped when the test ends.
func PostgresAddress(t testing.TB) string {
	t.Helper()
	if os.Getenv(Postgres) == "" {
		t.Fatalf("%s is not set: run the tests with make test, or under tools/postgres.sh", Postgres)
	}
	template, err := postgresTemplate()
	if err != nil {
		t.Fatal(err)
	}
	return createDatabase(t, template)
}

func createDatabase(t testing.TB, template string) string {
	t.Helper()
	name := "test_" + random()
	if err := onServer(fmt.Sprintf("create database %s template %s strategy file_copy", name, template)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := onServer(fmt.Sprintf("drop database %s with (force)", name)); err != nil {
			t.Error(err)
		}
	})
	return databaseURL(name)
}

func migrate(address string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx, func(string) {}); err != nil {
		s.Close()
		return err
	}
	return s.Close()
}

func onServer(statement string) error {
	db, err := sql.Open("pgx", os.Getenv(Postgres))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

func databaseURL(name string) string {
	u, err := url.Parse(os.Getenv(Postgres))
	if err != nil {
		return ""
	}
	u.Path = "/" + name
	return u.String()
}

func random() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
