package store

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
	"unicode"

	"blazon/judging"

	"github.com/uptrace/bun"
	"golang.org/x/mod/sumdb/note"
)

// SigningKey is a key by which this installation signs its certificates. What one that has ended signed stays signed.
type SigningKey struct {
	bun.BaseModel `bun:"table:signing_key"`

	ID      int64  `bun:",pk,autoincrement"`
	Public  string // as note's verifiers are written: "competition.example.org+1a2b3c4d+…"
	Seed    []byte // the secret of Ed25519
	BeganAt time.Time
	EndedAt time.Time `bun:",nullzero"`
}

// ed25519Algorithm is how note calls it in its keys.
const ed25519Algorithm = "\x01"

// Signer gives what signs by the key. The same text always gets the same signature.
func (k *SigningKey) Signer() (note.Signer, error) {
	name, rest, _ := strings.Cut(k.Public, "+")
	hash, _, _ := strings.Cut(rest, "+")
	secret := base64.StdEncoding.EncodeToString(append([]byte(ed25519Algorithm), k.Seed...))
	signer, err := note.NewSigner("PRIVATE+KEY+" + name + "+" + hash + "+" + secret)
	return signer, wrapped("signing key", err)
}

// SigningKey gives the key that signs now. The first time, it makes one, which bears the name of the site: its host.
func (s *Store) SigningKey(ctx context.Context, host string) (*SigningKey, error) {
	var keys []*SigningKey
	if err := s.reader.NewSelect().Model(&keys).Where("ended_at is null").Order("id DESC").Limit(1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("signing key: %w", err)
	}
	if len(keys) > 0 {
		return keys[0], nil
	}
	return s.beginKey(ctx, judging.Actor{}, host, false)
}

// SigningKeys lists all keys without their secrets, the newest first; the first time, it makes one.
func (s *Store) SigningKeys(ctx context.Context, host string) (keys []*SigningKey, err error) {
	if _, err := s.SigningKey(ctx, host); err != nil {
		return nil, err
	}
	err = s.reader.NewSelect().Model(&keys).ExcludeColumn("seed").Order("id DESC").Scan(ctx)
	return keys, wrapped("signing keys", err)
}

// RenewSigningKey ends the key that signs now, and begins another. What was signed before stays so, since all keys stay published.
func (s *Store) RenewSigningKey(ctx context.Context, actor judging.Actor, host string) (*SigningKey, error) {
	if err := judging.May(actor, judging.ManageUsers, judging.Facts{}); err != nil {
		return nil, err
	}
	return s.beginKey(ctx, actor, host, true)
}

// beginKey makes a key, unless another copy of the program was faster and its key is not to be replaced.
func (s *Store) beginKey(ctx context.Context, actor judging.Actor, host string, replace bool) (key *SigningKey, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, "signing key"); err != nil {
			return err
		}
		var there []*SigningKey
		if err := tx.NewSelect().Model(&there).Where("ended_at is null").Order("id DESC").Scan(ctx); err != nil {
			return err
		}
		if len(there) > 0 && !replace {
			key = there[0]
			return nil
		}
		if _, err := tx.NewUpdate().Model((*SigningKey)(nil)).Set("ended_at = ?", tx.now).Where("ended_at is null").Exec(ctx); err != nil {
			return err
		}
		if key, err = tx.newKey(host); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(key).Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "signing_key.begin", "signing_key", key.ID, nil)
	})
	return key, wrapped("begin signing key", err)
}

// newKey makes a key for a site.
func (tx *transaction) newKey(host string) (*SigningKey, error) {
	name := strings.Map(func(r rune) rune {
		if r == '+' || unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, host)
	if name == "" {
		name = "blazon"
	}
	seed := make([]byte, ed25519.SeedSize)
	tx.store.chance(seed)
	public, err := note.NewEd25519VerifierKey(name, ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
	if err != nil {
		return nil, err
	}
	return &SigningKey{Public: public, Seed: seed, BeganAt: tx.now}, nil
}
