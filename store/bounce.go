package store

import (
	"context"
	"strings"
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Bounce is an e-mail address that letters come back from: further ones wait for an organizer.
type Bounce struct {
	bun.BaseModel `bun:"table:bounce"`

	Email    string `bun:",pk"`
	Reason   string
	UserID   int64 `bun:",nullzero"` // who said so
	MarkedAt time.Time
}

// isAway is the condition that letters to an address, a column, come back.
func isAway(email string) string {
	return "exists (select 1 from bounce where bounce.email = " + email + ")"
}

// MarkBounce says that a letter came back, and that further ones to its address wait. It takes who looks after the letter.
func (s *Store) MarkBounce(ctx context.Context, actor judging.Actor, message, reason string) error {
	var wrong fields
	wrong.word("reason", reason, false, maxName)
	if err := wrong.err(); err != nil {
		return err
	}
	err := s.writeMessage(ctx, actor, message, func(tx *transaction, m *Message) error {
		b := &Bounce{Email: m.Email, Reason: strings.TrimSpace(reason), UserID: actor.User, MarkedAt: tx.now}
		_, err := tx.NewInsert().Model(b).Returning("NULL").On("conflict (email) do update").
			Set("reason = excluded.reason, user_id = excluded.user_id, marked_at = excluded.marked_at").Exec(ctx)
		if err != nil {
			return err
		}
		if m.State == MessageSent || m.State == MessageFailed {
			if _, err := tx.NewUpdate().Model(m).Set("state = ?", MessageBounced).WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "message.bounce", "message", m.ID, nil)
	})
	return wrapped("mark bounce", err)
}

// EndBounce says that letters to the address of a letter arrive again. It takes who looks after the letter.
func (s *Store) EndBounce(ctx context.Context, actor judging.Actor, message string) error {
	err := s.writeMessage(ctx, actor, message, func(tx *transaction, m *Message) error {
		if _, err := tx.NewDelete().Model((*Bounce)(nil)).Where("email = ?", m.Email).Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "message.bounce_end", "message", m.ID, nil)
	})
	return wrapped("end bounce", err)
}
