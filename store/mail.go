package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// mailOff is the attribute that keeps letters from leaving; its value is since when.
const mailOff = "mail_off"

// errRestored is why letters are given up that a backup brought back.
var errRestored = errors.New("brought back from a backup: it may have been sent before")

// MailOff tells since when no letters leave, after a backup was brought back or because the operator said so; the zero time: they do.
func (s *Store) MailOff(ctx context.Context) (time.Time, error) {
	value, err := s.Attribute(ctx, mailOff)
	if err != nil || value == "" {
		return time.Time{}, err
	}
	since, err := time.Parse(time.RFC3339Nano, value)
	return since, wrapped("mail off", err)
}

// TurnMailOff keeps letters from leaving. Those that wait go on waiting.
func (s *Store) TurnMailOff(ctx context.Context) error {
	err := s.write(ctx, func(tx *transaction) error { return tx.turnMailOff(ctx) })
	return wrapped("turn mail off", err)
}

func (tx *transaction) turnMailOff(ctx context.Context) error {
	_, err := tx.NewInsert().Model(&Attribute{Name: mailOff, Value: tx.now.Format(time.RFC3339Nano)}).
		On("conflict (name) do nothing").Exec(ctx)
	tx.store.silent.Store(true)
	return err
}

// Waiting counts the letters that wait to leave and were there when mail was turned off.
func (s *Store) Waiting(ctx context.Context) (int, error) {
	jobs, err := s.waiting(ctx)
	return len(jobs), err
}

func (s *Store) waiting(ctx context.Context) (jobs []*Job, err error) {
	since, err := s.MailOff(ctx)
	if err != nil || since.IsZero() {
		return nil, err
	}
	err = s.reader.NewSelect().Model(&jobs).Where("done_at is null").Where("failed_at is null").Where("created_at <= ?", since).Scan(ctx)
	return jobs, wrapped("waiting letters", err)
}

// TurnMailOn lets letters leave again. Those that waited when mail was turned off are given up, since they may have left before the
// backup was brought back, unless they shall be sent.
func (s *Store) TurnMailOn(ctx context.Context, send bool) (givenUp int, err error) {
	if !send {
		jobs, err := s.waiting(ctx)
		if err != nil {
			return 0, err
		}
		for _, job := range jobs {
			if err := s.FailJob(ctx, job, errRestored); err != nil {
				return givenUp, fmt.Errorf("turn mail on: %w", err)
			}
			givenUp++
		}
	}
	err = s.write(ctx, func(tx *transaction) error {
		_, err := tx.NewDelete().Model((*Attribute)(nil)).Where("name = ?", mailOff).Exec(ctx)
		return err
	})
	s.silent.Store(false)
	return givenUp, wrapped("turn mail on", err)
}
