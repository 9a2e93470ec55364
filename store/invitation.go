package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Invitation lets its holder choose the password of an account, once.
type Invitation struct {
	bun.BaseModel `bun:"table:invitation"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	UserID    int64
	TokenHash []byte
	ExpiresAt time.Time
	UsedAt    time.Time `bun:",nullzero"`
}

// InvitationLife is how long an invitation can be accepted.
const InvitationLife = 14 * 24 * time.Hour

// Invite gives the account with an e-mail address and the token of a new invitation to it; those before it no longer
// work. The token is a secret: it goes into a link and is kept as a hash only.
func (s *Store) Invite(ctx context.Context, actor judging.Actor, email string) (user *User, token string, err error) {
	user, err = s.managed(ctx, actor, email)
	if err != nil {
		return nil, "", err
	}
	err = s.write(ctx, func(tx *transaction) error {
		token, err = tx.invite(ctx, actor, user.ID)
		return err
	})
	if err != nil {
		return nil, "", fmt.Errorf("invite: %w", err)
	}
	return user, token, nil
}

func (tx *transaction) invite(ctx context.Context, actor judging.Actor, user int64) (token string, err error) {
	if token, err = tx.newToken(ctx, user, tx.now); err != nil {
		return "", err
	}
	return token, tx.record(ctx, actor, "user.invite", "user", user, nil)
}

// newToken makes an invitation; those that were made up to a moment no longer work.
func (tx *transaction) newToken(ctx context.Context, user int64, since time.Time) (token string, err error) {
	_, err = tx.NewUpdate().Model((*Invitation)(nil)).Set("used_at = ?", tx.now).Where("user_id = ?", user).Where("used_at is null").
		Where("expires_at <= ?", since.Add(InvitationLife)).Exec(ctx)
	if err != nil {
		return "", err
	}
	if token, err = tx.store.newSecret(); err != nil {
		return "", err
	}
	invitation := &Invitation{UID: tx.store.NewUID(), UserID: user, TokenHash: hashToken(token), ExpiresAt: tx.now.Add(InvitationLife)}
	_, err = tx.NewInsert().Model(invitation).Exec(ctx)
	return token, err
}

// newSecret makes the secret of a link.
func (s *Store) newSecret() (string, error) {
	var secret [24]byte
	if _, err := io.ReadFull(s.random, secret[:]); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(secret[:]), nil
}

// Invitation gives the account that a token invites to, without using it up. A token that is unknown, used, too old, or
// of an ended account is NotFound.
func (s *Store) Invitation(ctx context.Context, token string) (*User, error) {
	var user *User
	err := s.read(ctx, func(tx *transaction) error {
		invitation, err := tx.invitation(ctx, token)
		if err != nil {
			return err
		}
		user = &User{}
		return tx.NewSelect().Model(user).Where("id = ?", invitation.UserID).Scan(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("invitation: %w", err)
	}
	return user, nil
}

// Accept sets the password of the account that a token invites to, uses all of its invitations up, and gives the account.
func (s *Store) Accept(ctx context.Context, token, password string) (*User, error) {
	if _, err := s.Invitation(ctx, token); err != nil {
		return nil, err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return nil, err
	}
	user := &User{}
	err = s.write(ctx, func(tx *transaction) error {
		invitation, err := tx.invitation(ctx, token)
		if err != nil {
			return err
		}
		result, err := tx.NewUpdate().Model(invitation).Set("used_at = ?", tx.now).Where("user_id = ?", invitation.UserID).
			Where("used_at is null").Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return noInvitation(err)
		}
		if err := tx.NewSelect().Model(user).Where("id = ?", invitation.UserID).Scan(ctx); err != nil {
			return err
		}
		return tx.setPassword(ctx, judging.Actor{User: user.ID}, user.ID, hash)
	})
	if err != nil {
		return nil, fmt.Errorf("accept invitation: %w", err)
	}
	return user, nil
}

func (tx *transaction) invitation(ctx context.Context, token string) (*Invitation, error) {
	var found []*Invitation
	err := tx.NewSelect().Model(&found).Where("token_hash = ?", hashToken(token)).Where("used_at is null").Where("expires_at > ?", tx.now).
		Where("exists (?)", tx.NewSelect().TableExpr(`"user" as u`).ColumnExpr("1").
			Where("u.id = user_id").Where("u.ended_at is null or u.ended_at > ?", tx.now)).Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, noInvitation(err)
	}
	return found[0], nil
}

func noInvitation(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, "account.no_invitation")
}
