package store

import (
	"context"
	"encoding/hex"
	"net/netip"
	"time"

	"blazon/fault"
)

// How many letters an address, and a client, may ask for within failureWindow.
const (
	lettersPerAddress = 3
	lettersPerClient  = 20
)

// attempt is one try that is counted under a key, of which so many are allowed within failureWindow.
type attempt struct {
	key     []byte
	allowed int64
}

// count counts attempts before they are made, so that some at the same time cannot outrun the limit; too many are TooMany with
// the message of the key.
func (tx *transaction) count(ctx context.Context, message string, attempts ...attempt) error {
	for _, a := range attempts {
		if err := tx.lockName(ctx, hex.EncodeToString(a.key)); err != nil {
			return err
		}
	}
	var rows []SignInFailure
	for _, a := range attempts {
		if err := tx.limit(ctx, message, a); err != nil {
			return err
		}
		rows = append(rows, SignInFailure{KeyHash: a.key, FailedAt: tx.now})
	}
	_, err := tx.NewInsert().Model(&rows).Returning("NULL").Exec(ctx)
	return err
}

// limit refuses when the last attempts under a key, as many as are allowed, all lie within the window.
func (tx *transaction) limit(ctx context.Context, message string, a attempt) error {
	var oldest []SignInFailure
	err := tx.NewSelect().Model(&oldest).Where("key_hash = ?", a.key).Where("failed_at > ?", tx.now.Add(-failureWindow)).
		Order("failed_at DESC", "id DESC").Offset(a.allowed - 1).Limit(1).Scan(ctx)
	if err != nil || len(oldest) == 0 {
		return err
	}
	wait := oldest[0].FailedAt.Add(failureWindow).Sub(tx.now)
	minutes := int((wait + time.Minute - 1) / time.Minute)
	return fault.New(fault.TooMany, message).With("Count", minutes).With("Seconds", int(wait/time.Second)+1)
}

// admitLetter counts a letter that a stranger asks for.
func (tx *transaction) admitLetter(ctx context.Context, what, email string, client netip.Addr) error {
	return tx.count(ctx, "account.too_many_letters", attempt{failureKey(what+" address", email), lettersPerAddress},
		attempt{failureKey(what+" client", clientNetwork(client)), lettersPerClient})
}
