package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/netip"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// PasswordReset lets its holder choose a new password for an account, once.
type PasswordReset struct {
	bun.BaseModel `bun:"table:password_reset"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	UserID    int64
	TokenHash []byte
	ExpiresAt time.Time
	UsedAt    time.Time `bun:",nullzero"`
}

// ResetLife is how long a new password can be chosen by the link in a letter.
const ResetLife = time.Hour

// accountJob is the payload of a letter to an account.
type accountJob struct {
	User    int64 `json:"user"`              // 0: nobody has the address
	Removed bool  `json:"removed,omitempty"` // his second factor, by an administrator
}

// lettersZone is where the times in letters to accounts are read: they belong to no edition.
const lettersZone = "Europe/Prague"

// ForgotPassword queues a letter with a link to choose a new password by. Whether anybody has the address is told neither by the
// answer nor by its time: a job is queued in any case, and one for nobody sends nothing.
func (s *Store) ForgotPassword(ctx context.Context, email string, client netip.Addr) error {
	email = foldEmail(email)
	if err := fault.InForm(wrongEmail(email)...); err != nil {
		return err
	}
	if err := s.mailable(); err != nil {
		return err
	}
	err := s.write(ctx, func(tx *transaction) error {
		if err := tx.admitLetter(ctx, "reset", email, client); err != nil {
			return err
		}
		var user int64
		err := tx.NewRaw(`select coalesce(max(id), 0) from "user" where email = ? and (ended_at is null or ended_at > ?)`, email, tx.now).Scan(ctx, &user)
		if err != nil {
			return err
		}
		if err := tx.enqueue(ctx, SendReset, hex.EncodeToString(failureKey("reset job", email)), accountJob{User: user}); err != nil {
			return err
		}
		return tx.record(ctx, judging.Actor{}, "user.forgotten", "user", user, nil)
	})
	return wrapped("forgotten password", err)
}

// resetLetter writes the letter with the link: to a new password, or to a first one where none was chosen yet.
func (tx *transaction) resetLetter(ctx context.Context, job *Job) (*Letter, error) {
	user, err := tx.account(ctx, job)
	if err != nil || user == nil {
		return nil, err
	}
	if user.PasswordHash == "" {
		l, err := tx.accountLetter(ctx, letter.FirstPassword, user, letter.Values{})
		if err == nil {
			l.Days = int(InvitationLife / (24 * time.Hour))
			l.Token, err = tx.newToken(ctx, user.ID, job.CreatedAt)
		}
		if err != nil {
			return nil, err
		}
		return l, tx.record(ctx, judging.Actor{}, "user.invite", "user", user.ID, nil)
	}
	l, err := tx.accountLetter(ctx, letter.PasswordReset, user, letter.Values{})
	if err == nil {
		l.Token, err = tx.newReset(ctx, user.ID, job.CreatedAt)
	}
	return l, err
}

// newReset makes the secret of a link; those that were asked for before no longer work.
func (tx *transaction) newReset(ctx context.Context, user int64, since time.Time) (token string, err error) {
	_, err = tx.NewUpdate().Model((*PasswordReset)(nil)).Set("used_at = ?", tx.now).Where("user_id = ?", user).Where("used_at is null").
		Where("expires_at <= ?", since.Add(ResetLife)).Exec(ctx)
	if err != nil {
		return "", err
	}
	if token, err = tx.store.newSecret(); err != nil {
		return "", err
	}
	reset := &PasswordReset{UID: tx.store.NewUID(), UserID: user, TokenHash: hashToken(token), ExpiresAt: tx.now.Add(ResetLife)}
	_, err = tx.NewInsert().Model(reset).Exec(ctx)
	return token, err
}

// changedLetter tells an account that its password was changed.
func (tx *transaction) changedLetter(ctx context.Context, job *Job) (*Letter, error) {
	user, err := tx.account(ctx, job)
	if err != nil || user == nil {
		return nil, err
	}
	zone, err := time.LoadLocation(lettersZone)
	if err != nil {
		return nil, err
	}
	return tx.accountLetter(ctx, letter.PasswordChanged, user, letter.Values{letter.Time: locale.DateTime(user.Language, job.CreatedAt, zone)})
}

// account reads the account that a letter goes to; nil: there is none, or none any more.
func (tx *transaction) account(ctx context.Context, job *Job) (*User, error) {
	var payload accountJob
	if err := json.Unmarshal([]byte(job.Payload), &payload); err != nil {
		return nil, fmt.Errorf("payload of job %s: %w", job.UID, err)
	}
	var found []*User
	err := tx.NewSelect().Model(&found).Where("id = ?", payload.User).Where("ended_at is null or ended_at > ?", tx.now).Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

func (tx *transaction) accountLetter(ctx context.Context, kind letter.Kind, user *User, words letter.Values) (*Letter, error) {
	set, err := tx.templatesOf(ctx, 0)
	if err != nil {
		return nil, err
	}
	words[letter.Recipient] = user.Name
	filled := set.of(kind, user.Language).Fill(words)
	return &Letter{Kind: kind, Email: user.Email, Language: user.Language, Subject: filled.Subject, Text: filled.Text}, nil
}

// Reset gives the account whose password may be chosen by a token, without using it up. A token that is unknown, used, too old,
// or of an ended account is NotFound.
func (s *Store) Reset(ctx context.Context, token string) (user *User, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		user, err = tx.resettable(ctx, token)
		return err
	})
	return user, wrapped("reset", err)
}

func (tx *transaction) resettable(ctx context.Context, token string) (*User, error) {
	var found []*User
	err := tx.NewSelect().Model(&found).Where("ended_at is null or ended_at > ?", tx.now).
		Where("id in (select user_id from password_reset where token_hash = ? and used_at is null and expires_at > ?)", hashToken(token), tx.now).Scan(ctx)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "account.no_reset")
	}
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// ResetPassword chooses the password by a token, uses up every link to the account, ends its sessions and tells it so by mail.
func (s *Store) ResetPassword(ctx context.Context, token, password string) error {
	if _, err := s.Reset(ctx, token); err != nil {
		return err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	err = s.write(ctx, func(tx *transaction) error {
		user, err := tx.resettable(ctx, token)
		if err != nil {
			return err
		}
		if err := tx.lockName(ctx, "user "+user.Email); err != nil {
			return err
		}
		result, err := tx.NewUpdate().Model((*PasswordReset)(nil)).Set("used_at = ?", tx.now).Where("user_id = ?", user.ID).
			Where("used_at is null").Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 { // another request was quicker
			return absentReset(err)
		}
		_, err = tx.NewUpdate().Model((*Invitation)(nil)).Set("used_at = ?", tx.now).Where("user_id = ?", user.ID).Where("used_at is null").Exec(ctx)
		if err != nil {
			return err
		}
		if err := tx.tellChanged(ctx, user.ID); err != nil {
			return err
		}
		return tx.setPassword(ctx, judging.Actor{User: user.ID}, user.ID, hash)
	})
	return wrapped("reset password", err)
}

func absentReset(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, "account.no_reset")
}

// tellChanged queues the letter that says that a password was changed.
func (tx *transaction) tellChanged(ctx context.Context, user int64) error {
	if !tx.store.Mails() {
		return nil
	}
	return tx.enqueue(ctx, SendChanged, tx.store.NewUID(), accountJob{User: user})
}
