package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Session is somebody who is signed in at one browser. Its cookie's token is kept as a hash only.
type Session struct {
	bun.BaseModel `bun:"table:session"`

	TokenHash []byte `bun:",pk"`
	UserID    int64  `bun:",nullzero"`
	Data      []byte
	ExpiresAt time.Time
}

// Sessions is the Store as scs wants it: it keeps sessions and writes down what is in them. A session that it finds
// holds, beside the id of its user, that user's Actor: who asks and what they are entitled to is one statement.
type Sessions struct{ store *Store }

// Sessions gives the sessions of the store.
func (s *Store) Sessions() Sessions { return Sessions{s} }

// sessionData is what is in a session; the Actor is read anew each time and never kept.
type sessionData struct {
	User     int64          `json:"user,omitempty"`
	Deadline time.Time      `json:"deadline"`
	Actor    *judging.Actor `json:"actor,omitempty"`
}

// Encode writes a session's values; it keeps nothing but the "user".
func (Sessions) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	data := sessionData{Deadline: deadline}
	for name, value := range values {
		user, ok := value.(int64)
		if name == "user" && ok {
			data.User = user
		} else if name != "actor" {
			return nil, fmt.Errorf("a session does not keep %q", name)
		}
	}
	return json.Marshal(data)
}

// Decode reads what FindCtx gave: the values "user" and "actor".
func (Sessions) Decode(body []byte) (time.Time, map[string]any, error) {
	var data sessionData
	if err := json.Unmarshal(body, &data); err != nil {
		return time.Time{}, nil, fmt.Errorf("session: %w", err)
	}
	values := map[string]any{}
	if data.User != 0 {
		values["user"] = data.User
	}
	if data.Actor != nil {
		values["actor"] = *data.Actor
	}
	return data.Deadline, values, nil
}

// FindCtx reads a session and the actor behind it; an expired one, or one of an ended account, is not found.
func (s Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var found []entitlement
	err := s.store.prepared(ctx, s.store.reader, &found, `with visitor as (select user_id from session where token_hash = ? and expires_at > ?) ?`,
		hashToken(token), s.store.clockColumn(),
		bun.SafeQuery(entitlements, bun.Safe("(select user_id from visitor)"), s.store.clockColumn(), bun.Safe("false")))
	if err != nil {
		return nil, false, fmt.Errorf("find session: %w", err)
	}
	actor := actorOf(found)
	if !actor.SignedIn() {
		return nil, false, nil
	}
	body, err := json.Marshal(sessionData{User: actor.User, Actor: &actor})
	return body, err == nil, err
}

// CommitCtx keeps a session.
func (s Sessions) CommitCtx(ctx context.Context, token string, body []byte, expires time.Time) error {
	var data sessionData
	if err := json.Unmarshal(body, &data); err != nil {
		return fmt.Errorf("session: %w", err)
	}
	session := &Session{TokenHash: hashToken(token), UserID: data.User, Data: body, ExpiresAt: micros(expires)}
	_, err := s.store.db.NewInsert().Model(session).On("conflict (token_hash) do update").
		Set("user_id = excluded.user_id, data = excluded.data, expires_at = excluded.expires_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return nil
}

// DeleteCtx ends a session.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.store.db.NewDelete().Model((*Session)(nil)).Where("token_hash = ?", hashToken(token)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// Find is FindCtx for callers without a context, which scs asks for.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context.
func (s Sessions) Commit(token string, body []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), token, body, expires)
}

// Delete is DeleteCtx for callers without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// ForgetExpired deletes the sessions, the failures to sign in and the jobs that are over, and tells how many sessions it were.
func (s *Store) ForgetExpired(ctx context.Context) (int64, error) {
	var n int64
	err := s.write(ctx, func(tx *transaction) error {
		result, err := tx.NewDelete().Model((*Session)(nil)).Where("expires_at <= ?", tx.now).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err = result.RowsAffected(); err != nil {
			return err
		}
		_, err = tx.NewDelete().Model((*SignInFailure)(nil)).Where("failed_at <= ?", tx.now.Add(-failureWindow)).Exec(ctx)
		if err != nil {
			return err
		}
		if err := tx.forgetRequests(ctx); err != nil {
			return err
		}
		if err := tx.forgetImports(ctx); err != nil {
			return err
		}
		if err := tx.forgetBatches(ctx); err != nil {
			return err
		}
		return tx.forgetJobs(ctx)
	})
	if err != nil {
		return 0, fmt.Errorf("forget expired sessions: %w", err)
	}
	return n, nil
}

// hashToken is what is kept of a secret that somebody else holds: it has enough randomness of its own, so a bare hash does.
func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
