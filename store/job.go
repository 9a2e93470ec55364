package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Job is something to be done outside of any request. It is queued in the transaction of its cause, so that the two stand
// or fall together, and is done at least once: whoever takes it holds it for a while, and when he is not heard of by then,
// another takes it.
type Job struct {
	bun.BaseModel `bun:"table:job"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	Kind         JobKind
	Key          string    // the same key is the same job
	Payload      string    // JSON, as the kind has it; ids only
	RunAt        time.Time // not before
	ClaimedUntil time.Time `bun:",nullzero"`
	Attempts     int       // that have begun
	DoneAt       time.Time `bun:",nullzero"`
	FailedAt     time.Time `bun:",nullzero"` // given up
	Error        string    // of the last attempt
	CreatedAt    time.Time

	Answer string `bun:"-"` // of the mail server that took the letter; empty: none was sent
}

// JobKind says what a job is about, and so what its payload is.
type JobKind string

// The kinds that are letters.
const (
	SendMessage JobKind = "message"          // a Message; its payload is a messageJob
	SendReset   JobKind = "password_reset"   // to whoever has forgotten a password, if anybody; its payload is an accountJob
	SendChanged JobKind = "password_changed" // to the account whose password was changed; its payload is an accountJob

	SendFactorEnded JobKind = "factor_ended" // to the account whose second factor was switched off or removed; its payload is an accountJob
)

// Letters lists the kinds that are letters.
func Letters() []JobKind { return []JobKind{SendMessage, SendReset, SendChanged, SendFactorEnded} }

// jobLife is how long a job that is done or given up is remembered.
const jobLife = 30 * 24 * time.Hour

// queuing is a job about to be queued.
type queuing struct {
	key     string
	payload any
	at      time.Time // not before; zero: at once
}

// enqueue queues a job, to be done as soon as the transaction has committed, or when its time has come. A job with its key that is still waiting is
// replaced; one that is being done meanwhile is done once more.
func (tx *transaction) enqueue(ctx context.Context, kind JobKind, key string, payload any) error {
	return tx.enqueueAll(ctx, kind, []queuing{{key: key, payload: payload}})
}

// enqueueAll is enqueue for many jobs, at least one, in one statement.
func (tx *transaction) enqueueAll(ctx context.Context, kind JobKind, list []queuing) error {
	jobs := make([]*Job, len(list))
	for i, q := range list {
		body, err := json.Marshal(q.payload)
		if err != nil {
			return err
		}
		jobs[i] = &Job{UID: tx.store.NewUID(), Kind: kind, Key: string(kind) + " " + q.key, Payload: string(body), RunAt: tx.now, CreatedAt: tx.now}
		if q.at.After(tx.now) {
			jobs[i].RunAt = q.at
		}
	}
	_, err := tx.NewInsert().Model(&jobs).Returning("NULL").On("conflict (key) do update").
		Set("uid = excluded.uid, payload = excluded.payload, run_at = excluded.run_at, created_at = excluded.created_at").
		Set("attempts = 0, claimed_until = null, done_at = null, failed_at = null, error = ''").Exec(ctx)
	if err != nil {
		return fmt.Errorf("queue %s: %w", kind, err)
	}
	return nil
}

// ClaimJob takes the next job of the kinds that is due, for so long; nil: none is. No other process gets it until then.
func (s *Store) ClaimJob(ctx context.Context, lease time.Duration, kinds ...JobKind) (*Job, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	waiting, err := s.jobWaits(ctx, kinds)
	if err != nil || !waiting { // looked at without a lock, so that an idle worker is in nobody's way
		return nil, wrapped("look for a job", err)
	}
	var job *Job
	err = s.write(ctx, func(tx *transaction) error {
		var found []*Job
		err := s.forClaim(due(tx.NewSelect().Model(&found), kinds, tx.now).Order("run_at", "id").Limit(1)).Scan(ctx)
		if err != nil || len(found) == 0 {
			return err
		}
		job = found[0]
		job.Attempts++
		job.ClaimedUntil = tx.now.Add(lease)
		_, err = tx.NewUpdate().Model(job).Column("attempts", "claimed_until").WherePK().Exec(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim a job: %w", err)
	}
	return job, nil
}

// jobWaits looks whether a job is due, and whether letters leave at all: there are no other jobs.
func (s *Store) jobWaits(ctx context.Context, kinds []JobKind) (bool, error) {
	now, err := s.Now(ctx)
	if err != nil {
		return false, err
	}
	var look struct{ Waiting, Off bool }
	err = s.reader.NewRaw("select exists (?) as waiting, exists (select 1 from attribute where name = ?) as off",
		due(s.reader.NewSelect().Model((*Job)(nil)).ColumnExpr("1"), kinds, now), mailOff).Scan(ctx, &look)
	s.silent.Store(err == nil && look.Off)
	return look.Waiting && !look.Off, err
}

func due(q *bun.SelectQuery, kinds []JobKind, now time.Time) *bun.SelectQuery {
	return q.Where("done_at is null").Where("failed_at is null").Where("kind in (?)", bun.List(kinds)).
		Where("run_at <= ?", now).Where("claimed_until is null or claimed_until <= ?", now)
}

// FinishJob puts a job on record as done, and what the mail server answered with the letter.
func (s *Store) FinishJob(ctx context.Context, job *Job) error {
	state := MessageSent
	if job.Answer == "" {
		state = "" // nothing was sent
	}
	return s.settleJob(ctx, job, outcome{state, job.Answer}, func(q *bun.UpdateQuery, now time.Time) { q.Set("done_at = ?, error = ''", now) })
}

// RetryJob gives a job back, to be tried again after a while.
func (s *Store) RetryJob(ctx context.Context, job *Job, after time.Duration, reason error) error {
	return s.settleJob(ctx, job, outcome{MessageQueued, shortened(reason)}, func(q *bun.UpdateQuery, now time.Time) {
		q.Set("run_at = ?, error = ?", now.Add(after), shortened(reason))
	})
}

// FailJob gives a job up.
func (s *Store) FailJob(ctx context.Context, job *Job, reason error) error {
	return s.settleJob(ctx, job, outcome{MessageFailed, shortened(reason)}, func(q *bun.UpdateQuery, now time.Time) {
		q.Set("failed_at = ?, error = ?", now, shortened(reason))
	})
}

// outcome is what an attempt came to for the letter that it was about.
type outcome struct {
	state  MessageState // empty: nothing
	answer string
}

// settleJob ends an attempt. One whose job somebody else has taken meanwhile, or that was queued anew, changes nothing.
func (s *Store) settleJob(ctx context.Context, job *Job, o outcome, set func(q *bun.UpdateQuery, now time.Time)) error {
	err := s.write(ctx, func(tx *transaction) error {
		q := tx.NewUpdate().Model((*Job)(nil)).Set("claimed_until = null").
			Where("id = ?", job.ID).Where("uid = ?", job.UID).Where("attempts = ?", job.Attempts)
		set(q, tx.now)
		result, err := q.Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 || o.state == "" || job.Kind != SendMessage {
			return err
		}
		return tx.settleMessage(ctx, job, o)
	})
	return wrapped("settle a job", err)
}

// settleMessage puts on the letter's record what an attempt came to. One that was sent after somebody discarded it was sent.
func (tx *transaction) settleMessage(ctx context.Context, job *Job, o outcome) error {
	var payload messageJob
	if err := json.Unmarshal([]byte(job.Payload), &payload); err != nil {
		return err
	}
	from := []MessageState{MessageQueued}
	if o.state == MessageSent {
		from = append(from, MessageDiscarded)
	}
	_, err := tx.NewUpdate().Model((*Message)(nil)).Set("state = ?, answer = ?, attempts = ?, answered_at = ?", o.state, o.answer, job.Attempts, tx.now).
		Where("id = ?", payload.Message).Where("state in (?)", bun.List(from)).Exec(ctx)
	return err
}

// forgetJobs deletes the jobs that are long over.
func (tx *transaction) forgetJobs(ctx context.Context) error {
	_, err := tx.NewDelete().Model((*Job)(nil)).Where("coalesce(done_at, failed_at) <= ?", tx.now.Add(-jobLife)).Exec(ctx)
	return err
}

// shortened keeps what a foreign server answered within bounds.
func shortened(reason error) string {
	text := []rune(reason.Error())
	return string(text[:min(len(text), 500)])
}

func wrapped(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
