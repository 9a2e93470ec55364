package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// Printing is how papers become files. The functions may be called from several goroutines at once.
type Printing struct {
	DesignVersion string
	Address       func(code string) string // where whoever has a code verifies it; nil, or an empty answer: certificates bear no address
	// Print gives the file of one certificate, which is kept. Its fault is put on record with the certificate, and the others go on.
	Print func(ctx context.Context, c *Certificate) ([]byte, error)
	// PrintAll writes certificates one after the other into one file, with bleed and crop marks if it is wanted. It calls each after every
	// certificate, and stops with its error.
	PrintAll func(to io.Writer, certificates []*Certificate, marks bool, each func() error) error
	// Results gives the result sheet of a round as the actor may see it.
	Results func(ctx context.Context, actor judging.Actor, round string) ([]byte, error)
}

// A batch that was taken up so often and still is not done is given up: it ends each process that works on it.
const mostTakings = 20

// retryAfter is how long a batch waits after an error of the machine.
const retryAfter = 30 * time.Second

// WorkBatch takes up the batch that waits longest and works on it until it is over or the context ends, and tells whether there was one. The
// batch is nobody else's for so long after the worker was last heard of. What goes wrong with the batch itself is put on record with it; the error is the
// machine's, and the batch is tried again.
func (s *Store) WorkBatch(ctx context.Context, lease time.Duration, press func(ctx context.Context) (Printing, error)) (worked bool, err error) {
	b, err := s.claimBatch(ctx, lease)
	if err != nil || b == nil {
		return false, wrapped("claim a batch", err)
	}
	w := &batchWork{Batch: b, store: s, lease: lease, press: press}
	if b.Attempts > mostTakings { // whoever took it up the last time did not live to say how it went
		return true, wrapped("give a batch up", w.end(ctx, BatchFailed, "fault.internal"))
	}
	if err = w.held(ctx); err == nil || errors.Is(err, errGone) {
		return true, nil
	}
	calm := context.WithoutCancel(ctx)
	if ctx.Err() != nil {
		return true, wrapped("put a batch aside", s.putAside(calm, b, 0))
	}
	if f := fault.Of(err); f.Kind != fault.Internal || b.Attempts >= mostTakings {
		return true, wrapped("give a batch up", w.end(calm, BatchFailed, f.Key))
	}
	return true, fmt.Errorf("batch %s: %w", b.UID, errors.Join(err, s.putAside(calm, b, retryAfter)))
}

// WorkBatches works on batches until none waits, for programs that have no worker beside them.
func (s *Store) WorkBatches(ctx context.Context, press func(ctx context.Context) (Printing, error)) error {
	for {
		if worked, err := s.WorkBatch(ctx, time.Hour, press); err != nil || !worked {
			return err
		}
	}
}

// claimBatch takes up the batch that waits longest, for so long; nil: none waits. What is made of certificates' files waits until they are
// printed.
func (s *Store) claimBatch(ctx context.Context, lease time.Duration) (*Batch, error) {
	now, err := s.Now(ctx)
	if err != nil {
		return nil, err
	}
	const free = openBatch + ` and (claimed_until is null or claimed_until <= ?)
		and (kind in ('print', 'results') or not exists (select 1 from batch p where p.kind = 'print' and p.round_id = batch.round_id and p.state in ('waiting', 'running')))`
	waits, err := s.reader.NewSelect().Model((*Batch)(nil)).Where(free, now).Exists(ctx) // without a lock, so that an idle worker is in nobody's way
	if err != nil || !waits {
		return nil, err
	}
	var b *Batch
	err = s.write(ctx, func(tx *transaction) error {
		var found []*Batch
		err := s.forClaim(tx.NewSelect().Model(&found).Where(free, tx.now).Order("id").Limit(1)).Scan(ctx)
		if err != nil || len(found) == 0 {
			return err
		}
		b = found[0]
		b.State, b.ClaimedUntil = BatchRunning, tx.now.Add(lease)
		b.Attempts++
		b.Revision++
		_, err = tx.NewUpdate().Model(b).Column("state", "claimed_until", "attempts", "revision").WherePK().Exec(ctx)
		return err
	})
	return b, err
}

// putAside gives a batch back, to be taken up again after a while.
func (s *Store) putAside(ctx context.Context, b *Batch, after time.Duration) error {
	return s.write(ctx, func(tx *transaction) error {
		_, err := tx.NewUpdate().Model((*Batch)(nil)).Set("claimed_until = ?", tx.now.Add(after)).Where("id = ?", b.ID).
			Where("attempts = ?", b.Attempts).Where("state = ?", BatchRunning).Exec(ctx)
		return err
	})
}

// batchWork is the work on a batch that was taken up.
type batchWork struct {
	*Batch
	store    *Store
	lease    time.Duration
	press    func(ctx context.Context) (Printing, error)
	printing Printing
	moved    time.Time // when it was last told how far it is
}

// work goes on until the batch is over. A panic is the batch's failure, not the program's.
func (w *batchWork) work(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	if w.Kind == PrintCertificates {
		return w.printCertificates(ctx)
	}
	if w.printing, err = w.press(ctx); err != nil {
		return err
	}
	return w.makeFile(ctx)
}

// held works on the batch and holds it meanwhile, however long a step takes. When the batch is cancelled or somebody else's, the work is stopped.
func (w *batchWork) held(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.hold(ctx, stop)
	}()
	err := w.work(ctx)
	stop(nil)
	<-ended // so that nobody holds what is put aside
	if errors.Is(context.Cause(ctx), errGone) {
		return errGone
	}
	return err
}

// hold puts off the end of the lease again and again, and stops the work with errGone where there is none to put off.
func (w *batchWork) hold(ctx context.Context, stop context.CancelCauseFunc) {
	id, attempts := w.ID, w.Attempts
	tick := time.NewTicker(max(w.lease/3, time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		held, err := w.store.holdBatch(ctx, id, attempts, w.lease)
		if err == nil && !held { // a database that does not answer is asked again
			stop(errGone)
		}
	}
}

// holdBatch holds a batch for so long from now on, and tells whether it was still the worker's who took it up.
func (s *Store) holdBatch(ctx context.Context, id int64, attempts int, lease time.Duration) (held bool, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		result, err := tx.NewUpdate().Model((*Batch)(nil)).Set("claimed_until = ?", tx.now.Add(lease)).Where("id = ?", id).
			Where("attempts = ?", attempts).Where("state = ?", BatchRunning).Exec(ctx)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		held = n > 0
		return err
	})
	return held, err
}

// end puts on record that the batch is over.
func (w *batchWork) end(ctx context.Context, state BatchState, key string) error {
	return w.store.writeBatch(ctx, w.Batch, w.lease, func(tx *transaction) error { return w.over(ctx, tx, state, key) })
}

func (w *batchWork) over(ctx context.Context, tx *transaction, state BatchState, key string) error {
	w.State, w.Error = state, key
	return tx.record(ctx, judging.Actor{User: w.UserID}, "batch.end", "batch", w.ID, map[string]any{"state": state, "done": w.Done, "hash": w.Hash})
}

// tellEvery is how long a batch that makes one file says nothing of how far it is.
const tellEvery = 500 * time.Millisecond

// moveOn counts one more paper of the file that is being made, and tells of it now and then; it finds out whether the batch was cancelled.
func (w *batchWork) moveOn(ctx context.Context) error {
	w.Done++
	if time.Since(w.moved) < tellEvery {
		return ctx.Err()
	}
	w.moved = time.Now()
	return w.store.writeBatch(ctx, w.Batch, w.lease, func(*transaction) error { return nil })
}
