package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// RecoveryCode stands in for a code of the second factor, once.
type RecoveryCode struct {
	bun.BaseModel `bun:"table:recovery_code"`

	ID       int64 `bun:",pk,autoincrement"`
	UserID   int64
	CodeHash []byte
}

// recoveryCodes is how many somebody gets at once.
const recoveryCodes = 10

// newRecoveryCodes makes somebody's codes for recovery, 80 bits in four groups each, and ends those before. They are kept as hashes only.
func (tx *transaction) newRecoveryCodes(ctx context.Context, user int64) (codes []string, err error) {
	if _, err := tx.NewDelete().Model((*RecoveryCode)(nil)).Where("user_id = ?", user).Exec(ctx); err != nil {
		return nil, err
	}
	rows := make([]RecoveryCode, recoveryCodes)
	for i := range rows {
		code := tx.store.NewUID()
		codes = append(codes, strings.Join([]string{code[:4], code[4:8], code[8:12], code[12:]}, "-"))
		rows[i] = RecoveryCode{UserID: user, CodeHash: hashToken(code)}
	}
	_, err = tx.NewInsert().Model(&rows).Returning("NULL").Exec(ctx)
	return codes, err
}

// takeCode uses up a code of somebody's second factor, or one for recovery; a wrong one is Invalid in "code".
func (tx *transaction) takeCode(ctx context.Context, f *SecondFactor, code string) error {
	code = strings.ToLower(strings.NewReplacer("-", "", " ", "", "\u00a0", "").Replace(code))
	if len(code) > 6 {
		return tx.takeRecoveryCode(ctx, f, code)
	}
	taken, right, err := f.takes(code, tx.now)
	if err != nil || !right {
		return wrongCode(err)
	}
	_, err = tx.NewUpdate().Model((*SecondFactor)(nil)).Set("taken = ?", taken).Where("user_id = ?", f.UserID).Exec(ctx)
	return err
}

func (tx *transaction) takeRecoveryCode(ctx context.Context, f *SecondFactor, code string) error {
	result, err := tx.NewUpdate().Model((*RecoveryCode)(nil)).Set("used_at = ?", tx.now).Where("user_id = ?", f.UserID).
		Where("code_hash = ?", hashToken(code)).Where("used_at is null").Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return wrongCode(err)
	}
	if err := tx.record(ctx, judging.Actor{User: f.UserID}, "user.recovery", "user", f.UserID, nil); err != nil {
		return fmt.Errorf("recovery code: %w", err)
	}
	return nil
}
