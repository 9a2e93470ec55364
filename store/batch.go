package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Batch is work on many papers, which is done step by step outside of any request: whoever takes it holds it for a while, moves it on with
// each step, and when he is not heard of by then, another goes on where he stopped.
type Batch struct {
	bun.BaseModel `bun:"table:batch"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	Kind         BatchKind
	EditionID    int64
	RoundID      int64       `bun:",nullzero"` // none: of the whole edition
	Params       BatchParams `bun:",type:text"`
	Total        int         // papers
	Done         int         // of them, those included that failed
	State        BatchState
	Error        string    // key of why it failed
	ClaimedUntil time.Time `bun:",nullzero"`
	Attempts     int       // how often it was taken up; whoever works knows by it whether it is still his
	Revision     int64     // counts what there is to see
	Hash         string    // SHA-256 of the file that it made, in hex; empty: none
	Size         int64     // of that file, in bytes
	Type         string    // of that file: "pdf", "zip"
	UserID       int64     `bun:",nullzero"` // who started it
	CreatedAt    time.Time
	EndedAt      time.Time `bun:",nullzero"`
}

// BatchParams are a batch's switches.
type BatchParams struct {
	Marks  bool    `json:"marks,omitempty"`  // a print file has bleed and crop marks
	Rounds []int64 `json:"rounds,omitempty"` // row ids of those whose result sheets are printed
}

// BatchKind is what a batch makes.
type BatchKind string

// The kinds of batches.
const (
	PrintCertificates BatchKind = "print"      // each certificate that has no file yet gets one
	PrintFile         BatchKind = "print_file" // all certificates of a round in one file
	ZipFiles          BatchKind = "zip"        // the files of a round's certificates in one archive
	PrintResults      BatchKind = "results"    // the result sheets of an edition's rounds in one archive
)

// BatchState is how far a batch is.
type BatchState string

// The states of a batch.
const (
	BatchWaiting   BatchState = "waiting"
	BatchRunning   BatchState = "running"
	BatchDone      BatchState = "done"
	BatchCancelled BatchState = "cancelled"
	BatchFailed    BatchState = "failed"
)

// Open tells whether there is still something to wait for.
func (s BatchState) Open() bool { return s == BatchWaiting || s == BatchRunning }

// HasFile tells whether the batch has made something to download.
func (b *Batch) HasFile() bool { return b.State == BatchDone && b.Hash != "" }

// batchLife is how long a batch that is over is remembered, with the file that it made.
const batchLife = 7 * 24 * time.Hour

// KeptUntil gives when the file of a batch that is done goes away.
func (b *Batch) KeptUntil() time.Time { return b.EndedAt.Add(batchLife) }

// BatchFailure is a certificate that a batch could not print.
type BatchFailure struct {
	bun.BaseModel `bun:"table:batch_failure"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	BatchID       int64
	CertificateID int64
	Error         string // key
}

// openBatch is the condition that a batch is not over.
const openBatch = "state in ('waiting', 'running')"

// errGone tells who works on a batch that it is not his any more: it was cancelled, or another took it up.
var errGone = errors.New("the batch is somebody else's, or over")

// writeBatch runs fn under a batch's lock as long as it is still the worker's who took it up; else it is errGone. Then it moves on.
func (s *Store) writeBatch(ctx context.Context, b *Batch, lease time.Duration, fn func(tx *transaction) error) error {
	return s.write(ctx, func(tx *transaction) error {
		if err := tx.lockBatches(ctx, b); err != nil {
			return err
		}
		var own []Batch
		err := tx.NewSelect().Model(&own).Where("id = ?", b.ID).Where("attempts = ?", b.Attempts).Where("state = ?", BatchRunning).Scan(ctx)
		if err != nil {
			return err
		}
		if len(own) == 0 {
			return errGone
		}
		b.Total, b.Revision = own[0].Total, own[0].Revision // more may have been issued
		if err := fn(tx); err != nil {
			return err
		}
		b.Revision++
		b.ClaimedUntil = tx.now.Add(lease)
		if !b.State.Open() {
			b.ClaimedUntil, b.EndedAt = time.Time{}, tx.now
		}
		_, err = tx.NewUpdate().Model(b).Column("total", "done", "state", "error", "revision", "claimed_until", "ended_at", "hash", "size", "type").WherePK().Exec(ctx)
		return err
	})
}

// lockBatches takes the lock of all batches of a batch's edition.
func (tx *transaction) lockBatches(ctx context.Context, b *Batch) error {
	return tx.lockName(ctx, fmt.Sprintf("batches %d", b.EditionID))
}

// forgetBatches deletes the batches that are long over; the files that they made are swept up.
func (tx *transaction) forgetBatches(ctx context.Context) error {
	const over = "ended_at <= ?"
	before := tx.now.Add(-batchLife)
	_, err := tx.NewDelete().Model((*BatchFailure)(nil)).Where("batch_id in (select id from batch where "+over+")", before).Exec(ctx)
	if err == nil {
		_, err = tx.NewDelete().Model((*Batch)(nil)).Where(over, before).Exec(ctx)
	}
	return err
}

// starter is who started a batch, with the rights that he has now.
func (tx *transaction) starter(ctx context.Context, b *Batch) (judging.Actor, error) {
	if b.UserID == 0 {
		return Operator(), nil
	}
	return tx.store.actor(ctx, tx, b.UserID)
}
