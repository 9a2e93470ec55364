// Package store is the memory of Blazon: one concrete Store on PostgreSQL and SQLite, one file per noun.
package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"blazon/attachment"

	"github.com/uptrace/bun"
)

// Store reads and writes everything that Blazon remembers. It is safe for concurrent use.
type Store struct {
	db      *bun.DB // writes; on SQLite a single connection
	reader  *bun.DB // reads; on PostgreSQL the same pool
	dialect dialect
	now     func() time.Time // nil: the database's clock where it has one
	random  io.Reader
	mail    bool        // letters are sent
	silent  atomic.Bool // but none leave now, as was seen last: see MailOff
	files   *attachment.Folder

	entryBytes int64 // of all files of one entry, at most

	statement func() // told of statements that bun does not see; nil in production
}

// Options are whether letters are sent, and what tests set otherwise than production does.
type Options struct {
	Mail        bool               // somebody sends letters, so that acts may queue some
	Files       *attachment.Folder // where attachments lie; nil: none can be brought or opened
	EntryBytes  int64              // of all files of one entry, at most; 0: 100 MB
	Now         func() time.Time   // replaces the one clock that the store asks
	Random      io.Reader          // replaces crypto/rand as the source of ids and codes
	Connections int                // most connections to PostgreSQL, or readers of SQLite; 0: a good default
	Statement   func()             // told of every statement, BEGIN and COMMIT among them, so that tests can count them
}

// Open connects to "sqlite:PATH" or "postgres://…". It does not migrate.
func Open(ctx context.Context, address string, options Options) (*Store, error) {
	s := &Store{now: options.Now, random: options.Random, mail: options.Mail, files: options.Files,
		entryBytes: cmp.Or(options.EntryBytes, 100e6)}
	if s.files == nil {
		s.files = &attachment.Folder{}
	}
	if s.random == nil {
		s.random = rand.Reader
	}
	var err error
	switch {
	case strings.HasPrefix(address, "sqlite:") && address != "sqlite:":
		err = s.openSQLite(strings.TrimPrefix(address, "sqlite:"), options)
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		err = s.openPostgres(address, options)
	default:
		return nil, errors.New("the database is neither sqlite:PATH nor postgres://…") // the address may hold a password
	}
	if err != nil {
		return nil, err
	}
	if options.Statement != nil {
		s.statement = options.Statement
		s.watch(options.Statement)
	}
	if err := s.Ping(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	return s, nil
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.reader.PingContext(ctx) }

// Close ends all connections.
func (s *Store) Close() error {
	err := s.db.Close()
	if s.reader != s.db {
		if readerErr := s.reader.Close(); err == nil {
			err = readerErr
		}
	}
	return err
}

// Now asks the one clock: the server's on PostgreSQL, the process's on SQLite. UTC, in microseconds.
func (s *Store) Now(ctx context.Context) (time.Time, error) { return s.clock(ctx, s.reader) }

func (s *Store) clock(ctx context.Context, db bun.IDB) (time.Time, error) {
	if s.now != nil || s.dialect != postgres {
		return s.processClock(), nil
	}
	var now time.Time
	err := db.NewRaw("select clock_timestamp()").Scan(ctx, &now)
	return micros(now), err
}

func (s *Store) processClock() time.Time {
	if s.now != nil {
		return micros(s.now())
	}
	return micros(time.Now())
}

func micros(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

var uidEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewUID makes a random id of 80 bits for addresses: 16 characters that are hard to misread.
func (s *Store) NewUID() string {
	var b [10]byte
	s.chance(b[:])
	return uidEncoding.EncodeToString(b[:])
}

// NewSeed makes a random number for a draw: one of six digits, which people can read out.
func (s *Store) NewSeed() int64 {
	var b [8]byte
	s.chance(b[:])
	return 100_000 + int64(binary.BigEndian.Uint64(b[:])%900_000)
}

// chance fills b with random bytes.
func (s *Store) chance(b []byte) {
	if _, err := io.ReadFull(s.random, b); err != nil {
		panic(fmt.Errorf("no randomness: %w", err))
	}
}
