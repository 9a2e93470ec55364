package store

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"blazon/fault"
	"blazon/judging"
)

// stepSize is how many certificates are printed between two looks whether the batch goes on.
const stepSize = 8

// A certificate is printed as soon as its file has a hash.
const (
	printed   = "file_hash <> ''"
	unprinted = "file_hash = ''"
)

// certificatesOfRound selects the certificates of a round that hold.
const certificatesOfRound = "revoked_at is null and contest_id in (select id from contest where round_id = ?)"

func (tx *transaction) countCertificates(ctx context.Context, round int64, which string) (int, error) {
	n, err := tx.NewSelect().Model((*Certificate)(nil)).Where(certificatesOfRound, round).Where(which).Count(ctx)
	return int(n), err
}

// printCertificates prints the round's certificates that have no file yet, some at a time, until there is none left but those that failed.
func (w *batchWork) printCertificates(ctx context.Context) error {
	for {
		list, err := w.unprinted(ctx, stepSize)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			err = w.printSome(ctx, list)
		} else {
			err = w.endPrinting(ctx)
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || !w.State.Open() {
			return err
		}
	}
}

// unprinted reads the next certificates that this batch has to print.
func (w *batchWork) unprinted(ctx context.Context, most int64) (list []*Certificate, err error) {
	err = w.store.read(ctx, func(tx *transaction) error {
		list, err = tx.toPrint(ctx, w.Batch, most)
		return err
	})
	return list, err
}

func (tx *transaction) toPrint(ctx context.Context, b *Batch, most int64) (list []*Certificate, err error) {
	err = tx.NewSelect().Model(&list).Where(certificatesOfRound, b.RoundID).Where(unprinted).
		Where("not exists (select 1 from batch_failure x where x.batch_id = ? and x.certificate_id = certificate.id)", b.ID).Order("id").Limit(most).Scan(ctx)
	if err == nil {
		err = tx.readLooks(ctx, list...)
	}
	return list, err
}

// endPrinting ends the batch, unless there is more to print by now: who issues holds the same lock.
func (w *batchWork) endPrinting(ctx context.Context) error {
	return w.store.writeBatch(ctx, w.Batch, w.lease, func(tx *transaction) error {
		more, err := tx.toPrint(ctx, w.Batch, 1)
		if err != nil || len(more) > 0 {
			return err
		}
		w.Total = w.Done // some may have been revoked meanwhile
		return w.over(ctx, tx, BatchDone, "")
	})
}

// printedFile is what became of printing a certificate: a file or a failure.
type printedFile struct {
	certificate *Certificate
	content     []byte
	err         error
}

// printSome prints certificates side by side, with the key that signs by now, and then puts all of them on record at once.
func (w *batchWork) printSome(ctx context.Context, list []*Certificate) (err error) {
	if w.printing, err = w.press(ctx); err != nil {
		return err
	}
	files := make([]printedFile, len(list))
	next := make(chan int)
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(list)) {
		group.Go(func() {
			for i := range next {
				files[i] = w.print(ctx, list[i])
			}
		})
	}
	for i := range list {
		next <- i
	}
	close(next)
	group.Wait()
	return w.store.writeBatch(ctx, w.Batch, w.lease, func(tx *transaction) error { return w.keepSome(ctx, tx, files) })
}

// print makes the file of one certificate. A panic is its failure.
func (w *batchWork) print(ctx context.Context, c *Certificate) (f printedFile) {
	f.certificate = c
	defer func() {
		if p := recover(); p != nil {
			f.err = fmt.Errorf("certificate %s: panic: %v", c.UID, p)
		}
	}()
	f.content, f.err = w.printing.Print(ctx, c)
	return f
}

// keepSome puts on record what was printed, and what could not be.
func (w *batchWork) keepSome(ctx context.Context, tx *transaction, files []printedFile) error {
	var record struct {
		Batch   int64   `json:"batch"`
		Printed []int64 `json:"printed,omitempty"`
		Failed  []int64 `json:"failed,omitempty"`
	}
	record.Batch = w.ID
	for _, f := range files {
		if f.err != nil {
			failure := &BatchFailure{UID: tx.store.NewUID(), BatchID: w.ID, CertificateID: f.certificate.ID, Error: fault.Of(f.err).Key}
			if _, err := tx.NewInsert().Model(failure).Returning("NULL").Exec(ctx); err != nil {
				return err
			}
			record.Failed = append(record.Failed, f.certificate.ID)
		} else {
			if err := tx.keepCertificate(ctx, f.certificate, f.content); err != nil {
				return err
			}
			record.Printed = append(record.Printed, f.certificate.ID)
		}
	}
	w.Done += len(files)
	w.Total = max(w.Total, w.Done)
	return tx.record(ctx, judging.Actor{User: w.UserID}, "certificate.print", "round", w.RoundID, record)
}
