package store

import (
	"context"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/pquerna/otp/hotp"
	"github.com/uptrace/bun"
)

// SecondFactor is what a program on somebody's telephone makes codes of, each good for half a minute (RFC 6238).
type SecondFactor struct {
	bun.BaseModel `bun:"table:second_factor"`

	UserID    int64 `bun:",pk"`
	Secret    string
	Taken     int64 // the half minute of the code that was taken last; none up to it is taken again
	CreatedAt time.Time
}

// codeSeconds is how long a code is good; one from just before or after is taken, too, since clocks differ.
const codeSeconds = 30

// secretEncoding writes secrets as the programs on telephones read them.
var secretEncoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewFactorSecret makes the secret of a second factor, 160 bits as 32 letters and digits. It is good once a code of it is confirmed.
func (s *Store) NewFactorSecret() string {
	var b [20]byte
	s.chance(b[:])
	return secretEncoding.EncodeToString(b[:])
}

// takes gives the half minute of which a code is, if it may be taken now: none that was taken already, or is older than that.
func (f *SecondFactor) takes(code string, now time.Time) (taken int64, right bool, err error) {
	code = strings.Join(strings.Fields(code), "")
	step := now.Unix() / codeSeconds
	for n := step - 1; n <= step+1; n++ {
		want, err := hotp.GenerateCode(f.Secret, uint64(n))
		if err != nil {
			return 0, false, fmt.Errorf("second factor: %w", err)
		}
		if n > f.Taken && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			taken, right = n, true
		}
	}
	return taken, right, nil
}

// Proof is how somebody who is signed in shows that it is himself: by his password and a code.
type Proof struct {
	Password string
	Code     string // of the second factor, or one for recovery
	Client   netip.Addr
}

// HasSecondFactor tells whether the actor has one, since when, and how many codes for recovery are left.
func (s *Store) HasSecondFactor(ctx context.Context, actor judging.Actor) (since time.Time, codes int, err error) {
	if err := judging.May(actor, judging.ViewProfile, judging.Facts{}); err != nil {
		return time.Time{}, 0, err
	}
	var found []struct {
		CreatedAt time.Time
		Codes     int
	}
	err = s.reader.NewRaw(`select f.created_at, (select count(*) from recovery_code c where c.user_id = f.user_id and c.used_at is null) as codes
		from second_factor f where f.user_id = ?`, actor.User).Scan(ctx, &found)
	if err != nil || len(found) == 0 {
		return time.Time{}, 0, wrapped("second factor", err)
	}
	return found[0].CreatedAt, found[0].Codes, nil
}

// SetSecondFactor gives the actor a second factor by a secret of which the proof has a code, ends all his sessions, and gives the codes
// for recovery. Who has one already is Conflict.
func (s *Store) SetSecondFactor(ctx context.Context, actor judging.Actor, secret string, proof Proof) (codes []string, err error) {
	if raw, err := secretEncoding.DecodeString(secret); err != nil || len(raw) != 20 {
		return nil, fault.New(fault.Invalid, "fault.invalid_form")
	}
	if err := s.provePassword(ctx, actor, proof); err != nil {
		return nil, err
	}
	err = s.writeFactor(ctx, actor.User, proof.Client, func(tx *transaction, held *SecondFactor) error {
		if held != nil {
			return fault.New(fault.Conflict, "account.factor_there")
		}
		f := &SecondFactor{UserID: actor.User, Secret: secret, CreatedAt: tx.now}
		taken, right, err := f.takes(proof.Code, tx.now)
		if err != nil || !right {
			return wrongCode(err)
		}
		f.Taken = taken
		if _, err := tx.NewInsert().Model(f).Returning("NULL").Exec(ctx); err != nil {
			return err
		}
		if codes, err = tx.newRecoveryCodes(ctx, actor.User); err != nil {
			return err
		}
		if err := tx.endSessions(ctx, actor.User); err != nil {
			return err
		}
		return tx.record(ctx, actor, "user.factor_set", "user", actor.User, nil)
	})
	return codes, wrapped("set second factor", err)
}

// RenewRecoveryCodes gives the actor new codes for recovery; those before are good no more.
func (s *Store) RenewRecoveryCodes(ctx context.Context, actor judging.Actor, proof Proof) (codes []string, err error) {
	err = s.proven(ctx, actor, proof, func(tx *transaction) error {
		if codes, err = tx.newRecoveryCodes(ctx, actor.User); err != nil {
			return err
		}
		return tx.record(ctx, actor, "user.recovery_codes", "user", actor.User, nil)
	})
	return codes, wrapped("renew recovery codes", err)
}

// EndSecondFactor switches the actor's second factor off, and tells him so by mail.
func (s *Store) EndSecondFactor(ctx context.Context, actor judging.Actor, proof Proof) error {
	err := s.proven(ctx, actor, proof, func(tx *transaction) error {
		if err := tx.endFactor(ctx, actor.User, false); err != nil {
			return err
		}
		return tx.record(ctx, actor, "user.factor_end", "user", actor.User, nil)
	})
	return wrapped("end second factor", err)
}

// proven does something with the second factor of an actor who proves that it is himself.
func (s *Store) proven(ctx context.Context, actor judging.Actor, proof Proof, then func(tx *transaction) error) error {
	if err := s.provePassword(ctx, actor, proof); err != nil {
		return err
	}
	return s.writeFactor(ctx, actor.User, proof.Client, func(tx *transaction, held *SecondFactor) error {
		if held == nil {
			return fault.New(fault.Conflict, "account.factor_gone")
		}
		if err := tx.takeCode(ctx, held, proof.Code); err != nil {
			return err
		}
		return then(tx)
	})
}

// provePassword asks for the actor's password, which is guessed at as seldom as when signing in.
func (s *Store) provePassword(ctx context.Context, actor judging.Actor, proof Proof) error {
	user, err := s.Profile(ctx, actor)
	if err != nil {
		return err
	}
	if _, err = s.SignIn(ctx, user.Email, proof.Password, proof.Client); fault.Is(err, fault.Invalid) {
		return fault.InForm(fault.Field{Name: "password", Key: "account.wrong_current"})
	}
	return err
}

// RemoveSecondFactor takes somebody's second factor away, who has lost it, for a reason that goes on record and is told him by mail.
// It ends his sessions. Nobody removes his own: he switches it off by a code.
func (s *Store) RemoveSecondFactor(ctx context.Context, actor judging.Actor, email, reason string) error {
	user, err := s.managed(ctx, actor, email)
	if err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	var wrong fields
	wrong.word("reason", reason, true, maxNote)
	if err := wrong.err(); err != nil {
		return err
	}
	if user.ID == actor.User { // by the password alone he would be rid of it
		return fault.InForm(fault.Field{Name: "email", Key: "account.factor_own"})
	}
	err = s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, factorLock(user.ID)); err != nil {
			return err
		}
		held, err := tx.factorOf(ctx, user.ID)
		if err != nil {
			return err
		}
		if held == nil {
			return fault.InForm(fault.Field{Name: "email", Key: "account.factor_none"})
		}
		if err := tx.endFactor(ctx, user.ID, true); err != nil {
			return err
		}
		if err := tx.endSessions(ctx, user.ID); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "user.factor_remove", "user", user.ID, nil, reason)
	})
	return wrapped("remove second factor", err)
}

// endFactor deletes a second factor with its codes, and queues the letter about it.
func (tx *transaction) endFactor(ctx context.Context, user int64, removed bool) error {
	for _, model := range []any{(*SecondFactor)(nil), (*RecoveryCode)(nil), (*SignInStep)(nil)} {
		if _, err := tx.NewDelete().Model(model).Where("user_id = ?", user).Exec(ctx); err != nil {
			return err
		}
	}
	if !tx.store.Mails() {
		return nil
	}
	return tx.enqueue(ctx, SendFactorEnded, tx.store.NewUID(), accountJob{User: user, Removed: removed})
}

func (tx *transaction) factorOf(ctx context.Context, user int64) (*SecondFactor, error) {
	var found []*SecondFactor
	err := tx.NewSelect().Model(&found).Where("user_id = ?", user).Scan(ctx)
	return first(found), err
}

func factorLock(user int64) string { return fmt.Sprintf("second factor %d", user) }

func wrongCode(err error) error {
	if err != nil {
		return err
	}
	return fault.InForm(fault.Field{Name: "code", Key: "account.wrong_code"})
}
