package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/uptrace/bun"
)

// transaction is one act on the database: what is read in it after its lock stays as it is until it ends.
type transaction struct {
	bun.Tx
	store *Store
	now   time.Time // asked after the lock
}

// write runs fn in a transaction that commits when fn succeeds.
func (s *Store) write(ctx context.Context, fn func(tx *transaction) error) error {
	return s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		now, err := s.clock(ctx, tx)
		if err != nil {
			return err
		}
		return fn(&transaction{Tx: tx, store: s, now: now})
	})
}

// writeRound is write with the lock of the round with this uid held; the clock is asked after the lock.
func (s *Store) writeRound(ctx context.Context, round string, mode lockMode, fn func(tx *transaction) error) error {
	return s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lockRound(ctx, tx, round, mode); err != nil {
			return err
		}
		now, err := s.clock(ctx, tx)
		if err != nil {
			return err
		}
		return fn(&transaction{Tx: tx, store: s, now: now})
	})
}

// read runs fn on one snapshot of the data, so that what a page shows belongs together.
func (s *Store) read(ctx context.Context, fn func(tx *transaction) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if s.dialect == postgres {
		options.Isolation = sql.LevelRepeatableRead
	}
	return s.reader.RunInTx(ctx, options, func(ctx context.Context, tx bun.Tx) error {
		now, err := s.clock(ctx, tx)
		if err != nil {
			return err
		}
		return fn(&transaction{Tx: tx, store: s, now: now})
	})
}

// batch is how many rows one INSERT takes, so that its text stays within some megabytes.
const batch = 20_000

// insertAll inserts any number of rows, or none; ids are not read back.
func insertAll[T any](ctx context.Context, tx *transaction, rows []T) error {
	for part := range slices.Chunk(rows, batch) {
		if _, err := tx.NewInsert().Model(&part).Returning("NULL").Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// lockName takes an exclusive lock on a word until the transaction ends.
func (tx *transaction) lockName(ctx context.Context, name string) error {
	return tx.store.lockName(ctx, tx.Tx, name)
}
