package store

import (
	"context"
	"fmt"
	"unicode/utf8"

	"blazon/fault"

	"github.com/alexedwards/argon2id"
)

// hashing is the cost of a password: 19 MiB and two passes.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashers lets two passwords be hashed at once, so that signing in cannot use up the memory.
var hashers = make(chan struct{}, 2)

// The bounds of a password, in characters; the upper one keeps hashing cheap.
const (
	PasswordMin = 10
	PasswordMax = 200
)

// hashPassword makes the form in which a password is kept. One that is too short or too long is Invalid.
func hashPassword(ctx context.Context, password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < PasswordMin || n > PasswordMax {
		return "", fault.InForm(fault.Field{Name: "password", Key: "account.password_length",
			Args: fault.Args{"Min": PasswordMin, "Max": PasswordMax}})
	}
	if err := enter(ctx); err != nil {
		return "", err
	}
	defer leave()
	hash, err := argon2id.CreateHash(password, hashing)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// nobody is a hash that no password fits: checking it takes as long as any other.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// checkPassword tells whether a password is the one of the hash; without a hash it takes the same time and says no.
func checkPassword(ctx context.Context, password, hash string) (bool, error) {
	if hash == "" || len(password) > 4*PasswordMax {
		hash, password = nobody, ""
	}
	if err := enter(ctx); err != nil {
		return false, err
	}
	defer leave()
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("check password: %w", err)
	}
	return match && hash != nobody, nil
}

func enter(ctx context.Context) error {
	select {
	case hashers <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func leave() { <-hashers }
