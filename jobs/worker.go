// Package jobs is the clockwork: it does what acts have queued, and forgets what is long over.
package jobs

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"blazon/mail"
	"blazon/store"
)

// Worker does jobs one after the other. Any number of workers, in any number of processes, may share a database.
type Worker struct {
	Store *store.Store
	Mail  *mail.Server                      // nil: letters wait in the database for a worker that has one
	Link  func(letter *store.Letter) string // where a letter leads
	Site  string                            // the front page's address
	Log   *slog.Logger

	Printing func(ctx context.Context) (store.Printing, error) // nil: what is to be printed waits for a worker that prints

	Pause time.Duration // between two looks for jobs; 0: 2 seconds
	Lease time.Duration // how long a job is nobody else's; 0: 3 minutes
}

const (
	attemptLimit = 20 * time.Second // a job that is being done when the program is told to stop still has so long
	mostAttempts = 24               // which take two and a half days
	firstDelay   = 30 * time.Second
	longestDelay = 4 * time.Hour
	forgetEvery  = time.Hour
	remindEvery  = 10 * time.Minute
)

// Run works until the context ends. The job that is being done by then is finished; a batch goes on when somebody takes it up again.
func (w *Worker) Run(ctx context.Context) {
	if w.Printing != nil {
		var printing sync.WaitGroup
		defer printing.Wait()
		printing.Go(func() { w.print(ctx) })
	}
	pause := cmp.Or(w.Pause, 2*time.Second)
	var forgotten, reminded time.Time
	for {
		if time.Since(forgotten) > forgetEvery {
			forgotten = time.Now()
			if _, err := w.Store.ForgetExpired(ctx); err != nil && ctx.Err() == nil {
				w.Log.Warn("what is over could not be forgotten", "error", err)
			}
			if _, err := w.Store.SweepFiles(ctx); err != nil && ctx.Err() == nil {
				w.Log.Warn("files that nothing names could not be removed", "error", err)
			}
		}
		if w.Mail != nil && time.Since(reminded) > remindEvery {
			reminded = time.Now()
			if err := w.Store.Remind(ctx); err != nil && ctx.Err() == nil {
				w.Log.Warn("nobody could be reminded", "error", err)
			}
		}
		worked, err := w.Next(ctx)
		if err != nil && ctx.Err() == nil {
			w.Log.Warn("no job could be taken", "error", err)
		}
		if worked && err == nil && ctx.Err() == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// Next does the next job that is due, and tells whether there was one. The error is the database's; that of the job is put
// on record with it.
func (w *Worker) Next(ctx context.Context) (worked bool, err error) {
	job, err := w.Store.ClaimJob(ctx, cmp.Or(w.Lease, 3*time.Minute), w.kinds()...)
	if err != nil || job == nil {
		return false, err
	}
	ctx = context.WithoutCancel(ctx)
	attempt, cancel := context.WithTimeout(ctx, attemptLimit)
	defer cancel()
	return true, w.settle(ctx, job, w.do(attempt, job))
}

// kinds lists what this worker can do.
func (w *Worker) kinds() []store.JobKind {
	if w.Mail == nil {
		return nil
	}
	return store.Letters()
}

// do makes one attempt at a job. A panic is the attempt's failure, not the program's.
func (w *Worker) do(ctx context.Context, job *store.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	if job.Attempts > mostAttempts {
		return fmt.Errorf("%d attempts ended with their processes", job.Attempts-1)
	}
	return w.send(ctx, job)
}

// settle puts on record how an attempt ended.
func (w *Worker) settle(ctx context.Context, job *store.Job, failure error) error {
	log := w.Log.With("job", job.UID, "kind", job.Kind, "attempt", job.Attempts)
	switch {
	case failure == nil:
		log.Info("job done")
		return w.Store.FinishJob(ctx, job)
	case final(failure) || job.Attempts >= mostAttempts:
		log.Error("job given up", "error", failure)
		return w.Store.FailJob(ctx, job, failure)
	}
	after := delay(job.Attempts)
	log.Warn("job failed, to be tried again", "error", failure, "after", after)
	return w.Store.RetryJob(ctx, job, after, failure)
}

// delay is how long to wait after an attempt: twice as long as after the one before, up to a limit.
func delay(attempts int) time.Duration {
	wait := firstDelay
	for i := 1; i < attempts && wait < longestDelay; i++ {
		wait *= 2
	}
	return min(wait, longestDelay)
}
