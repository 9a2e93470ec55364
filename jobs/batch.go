package jobs

import (
	"cmp"
	"context"
	"time"

	"blazon/fault"
	"blazon/store"
)

// batchLease is how long a batch is nobody else's after each of its steps. One step takes seconds; sealing by an outside program more.
const batchLease = 2 * time.Minute

// print does what waits to be printed until the context ends, beside the letters, so that neither holds up the other.
func (w *Worker) print(ctx context.Context) {
	pause := cmp.Or(w.Pause, 2*time.Second)
	for ctx.Err() == nil {
		worked, err := w.Store.WorkBatch(ctx, cmp.Or(w.Lease, batchLease), w.press)
		if err != nil && ctx.Err() == nil {
			w.Log.Warn("a batch goes on later", "error", err)
		}
		if worked && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// press has the log tell what goes wrong with a certificate that is no fault of what it says.
func (w *Worker) press(ctx context.Context) (store.Printing, error) {
	p, err := w.Printing(ctx)
	print := p.Print
	p.Print = func(ctx context.Context, c *store.Certificate) ([]byte, error) {
		file, err := print(ctx, c)
		if fault.Is(err, fault.Internal) {
			w.Log.Error("a certificate could not be printed", "certificate", c.UID, "error", err)
		}
		return file, err
	}
	return p, err
}
