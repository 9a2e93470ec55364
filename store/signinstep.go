package store

import (
	"cmp"
	"context"
	"fmt"
	"net/netip"
	"time"

	"blazon/fault"

	"github.com/uptrace/bun"
)

// SignInStep is somebody who has given the right password and is asked for a code: no session yet.
type SignInStep struct {
	bun.BaseModel `bun:"table:sign_in_step"`

	TokenHash []byte `bun:",pk"`
	UserID    int64
	ExpiresAt time.Time
}

// SignInStepLife is how long a code can be given after the password.
const SignInStepLife = 10 * time.Minute

// AskCode begins the second step of signing in for somebody whose password was right, and gives the token of it; empty: the account
// has no second factor, and needs none.
func (s *Store) AskCode(ctx context.Context, user int64) (token string, err error) {
	has, err := s.reader.NewSelect().Model((*SecondFactor)(nil)).Where("user_id = ?", user).Exists(ctx)
	if err != nil || !has {
		return "", wrapped("ask code", err)
	}
	err = s.write(ctx, func(tx *transaction) error {
		if _, err := tx.NewDelete().Model((*SignInStep)(nil)).Where("expires_at <= ?", tx.now).Exec(ctx); err != nil {
			return err
		}
		if token, err = s.newSecret(); err != nil {
			return err
		}
		step := &SignInStep{TokenHash: hashToken(token), UserID: user, ExpiresAt: tx.now.Add(SignInStepLife)}
		_, err = tx.NewInsert().Model(step).Returning("NULL").Exec(ctx)
		return err
	})
	return token, wrapped("ask code", err)
}

// AsksCode gives the account that a token asks for a code of. One that is unknown, used or too old is NotFound.
func (s *Store) AsksCode(ctx context.Context, token string) (user *User, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		user, err = tx.steppedUser(ctx, token)
		return err
	})
	return user, wrapped("asks code", err)
}

func (tx *transaction) steppedUser(ctx context.Context, token string) (*User, error) {
	var found []*User
	err := tx.NewSelect().Model(&found).Where("ended_at is null or ended_at > ?", tx.now).
		Where("id in (select user_id from sign_in_step where token_hash = ? and expires_at > ?)", hashToken(token), tx.now).Scan(ctx)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "account.no_step")
	}
	return first(found), err
}

// SignInByCode finishes signing in. A wrong code is Invalid in "code"; too many are TooMany, whatever the code, on every copy.
func (s *Store) SignInByCode(ctx context.Context, token, code string, client netip.Addr) (*User, error) {
	user, err := s.AsksCode(ctx, token)
	if err != nil {
		return nil, err
	}
	err = s.writeFactor(ctx, user.ID, client, func(tx *transaction, held *SecondFactor) error {
		if _, err := tx.steppedUser(ctx, token); err != nil { // another request may have been quicker
			return err
		}
		if held == nil {
			return fault.New(fault.NotFound, "account.no_step")
		}
		if err := tx.takeCode(ctx, held, code); err != nil {
			return err
		}
		_, err := tx.NewDelete().Model((*SignInStep)(nil)).Where("token_hash = ?", hashToken(token)).Exec(ctx)
		return err
	})
	return user, wrapped("sign in by code", err)
}

// writeFactor does something with somebody's second factor, nil where there is none, under its lock. What comes out as Invalid counts as
// a failure, of which a while allows so many; it must have written nothing.
func (s *Store) writeFactor(ctx context.Context, user int64, client netip.Addr, then func(tx *transaction, held *SecondFactor) error) error {
	account, origin := failureKey("code", fmt.Sprint(user)), failureKey("client", clientNetwork(client))
	var refused error
	err := s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, factorLock(user)); err != nil {
			return err
		}
		err := tx.count(ctx, "account.too_many_failures", attempt{account, failuresPerAccount}, attempt{origin, failuresPerClient})
		if err != nil {
			return err
		}
		held, err := tx.factorOf(ctx, user)
		if err != nil {
			return err
		}
		switch refused = then(tx, held); {
		case fault.Is(refused, fault.Invalid):
			return nil
		case refused != nil:
			return refused
		}
		return tx.forgive(ctx, account, origin)
	})
	return cmp.Or(err, refused)
}
