package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"blazon/fault"

	"github.com/uptrace/bun"
)

// SignInFailure is one attempt to sign in that failed, kept under the hash of the account's or the client's address.
type SignInFailure struct {
	bun.BaseModel `bun:"table:sign_in_failure"`

	ID       int64 `bun:",pk,autoincrement"`
	KeyHash  []byte
	FailedAt time.Time
}

// How many failures a while allows before it has to pass: an account is guessed at from many addresses, and many
// people share the address of their office.
const (
	failureWindow      = 15 * time.Minute
	failuresPerAccount = 5
	failuresPerClient  = 30
)

// SignIn gives the user with the e-mail address and the password. Both a wrong password and an address that nobody has
// are the same Invalid fault after the same time; too many failures are TooMany, whatever the password, on every copy.
func (s *Store) SignIn(ctx context.Context, email, password string, client netip.Addr) (*User, error) {
	email = foldEmail(email)
	account, origin := failureKey("account", email), failureKey("client", clientNetwork(client))
	if err := s.admit(ctx, account, origin); err != nil {
		return nil, err
	}
	var found []User
	err := s.reader.NewSelect().Model(&found).Where("email = ?", email).
		Where("ended_at is null or ended_at > ?", s.clockColumn()).Limit(1).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	user := &User{}
	if len(found) > 0 {
		user = &found[0]
	}
	right, err := checkPassword(ctx, password, user.PasswordHash)
	if err != nil {
		return nil, err
	}
	return user, s.settle(ctx, right, account, origin)
}

// admit counts the attempt as failed before it is made, so that attempts at the same time cannot outrun the limit;
// settle forgives the one that succeeds.
func (s *Store) admit(ctx context.Context, account, origin []byte) error {
	return s.write(ctx, func(tx *transaction) error {
		return tx.count(ctx, "account.too_many_failures", attempt{account, failuresPerAccount}, attempt{origin, failuresPerClient})
	})
}

// settle forgets the failures of an account that has signed in, and one of its client's.
func (s *Store) settle(ctx context.Context, right bool, account, origin []byte) error {
	if !right {
		return fault.InForm(fault.Field{Name: "email", Key: "account.wrong_password"})
	}
	return s.write(ctx, func(tx *transaction) error { return tx.forgive(ctx, account, origin) })
}

// forgive forgets what was counted as failed under an account's key, and the latest under its client's.
func (tx *transaction) forgive(ctx context.Context, account, origin []byte) error {
	if _, err := tx.NewDelete().Model((*SignInFailure)(nil)).Where("key_hash = ?", account).Exec(ctx); err != nil {
		return err
	}
	latest := tx.NewSelect().Model((*SignInFailure)(nil)).Column("id").Where("key_hash = ?", origin).
		Order("failed_at DESC", "id DESC").Limit(1)
	_, err := tx.NewDelete().Model((*SignInFailure)(nil)).Where("id in (?)", latest).Exec(ctx)
	return err
}

// clientNetwork is what counts as one client: an IPv4 address, or the /64 that one IPv6 subscriber has.
func clientNetwork(client netip.Addr) string {
	if client.Is6() {
		if network, err := client.Prefix(64); err == nil {
			return network.String()
		}
	}
	return client.String()
}

func failureKey(kind, name string) []byte {
	sum := sha256.Sum256([]byte(kind + ":" + name))
	return sum[:]
}

// foldEmail gives the form in which addresses are kept and compared.
func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
