package jobs

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"blazon/fault"
	"blazon/store"
)

// batchLease is how long a batch is nobody else's after its worker was last heard of.
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

// press has the log tell what goes wrong with a certificate, with the cause, which its organizer is not shown. It names nobody: faults have names in
// their messages only.
func (w *Worker) press(ctx context.Context) (store.Printing, error) {
	p, err := w.Printing(ctx)
	print := p.Print
	p.Print = func(ctx context.Context, c *store.Certificate) (file []byte, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v", p)
			}
			if err != nil && ctx.Err() == nil {
				w.Log.Log(ctx, level(err), "a certificate could not be printed", "certificate", c.UID, "error", err)
			}
		}()
		return print(ctx, c)
	}
	return p, err
}

// level is how grave an error is: that of a machine, or of what was to be printed.
func level(err error) slog.Level {
	if fault.Is(err, fault.Internal) {
		return slog.LevelError
	}
	return slog.LevelWarn
}
