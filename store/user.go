package store

import (
	"context"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// User is a person with an account.
type User struct {
	bun.BaseModel `bun:"table:user"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	Email         string // lower case
	Name          string
	Language      locale.Language
	PasswordHash  string // empty: invited, has not chosen one
	Administrator bool
	CreatedAt     time.Time
	EndedAt       time.Time `bun:",nullzero"`
}

// UserForm is what is filled in about a user.
type UserForm struct {
	Email         string
	Name          string
	Language      locale.Language
	Administrator bool
	Password      string // empty: the user chooses one by invitation
}

// Operator is whoever runs the program's commands on the machine itself: no user, but entitled to make some.
func Operator() judging.Actor { return judging.Actor{Administrator: true} }

// AddUser makes an account. Without a password nobody can sign in to it until an invitation is accepted.
func (s *Store) AddUser(ctx context.Context, actor judging.Actor, form UserForm) (*User, error) {
	if err := judging.May(actor, judging.ManageUsers, judging.Facts{}); err != nil {
		return nil, err
	}
	user, err := form.user()
	if err != nil {
		return nil, err
	}
	if form.Password != "" {
		if user.PasswordHash, err = hashPassword(ctx, form.Password); err != nil {
			return nil, err
		}
	}
	err = s.write(ctx, func(tx *transaction) error { return tx.addUser(ctx, actor, user) })
	if err != nil {
		return nil, fmt.Errorf("add user: %w", err)
	}
	return user, nil
}

// addUser inserts an account that has been checked.
func (tx *transaction) addUser(ctx context.Context, actor judging.Actor, user *User) error {
	user.UID, user.CreatedAt = tx.store.NewUID(), tx.now
	if _, err := tx.NewInsert().Model(user).Exec(ctx); isUnique(err) {
		return fault.InForm(fault.Field{Name: "email", Key: "account.email_taken"})
	} else if err != nil {
		return err
	}
	return tx.record(ctx, actor, "user.add", "user", user.ID, map[string]bool{"administrator": user.Administrator})
}

// user checks the form; what is wrong is Invalid, with the fields' names.
func (form UserForm) user() (*User, error) {
	user := &User{Email: foldEmail(form.Email), Name: strings.TrimSpace(form.Name), Language: form.Language, Administrator: form.Administrator}
	wrong := append(wrongEmail(user.Email), wrongName(user.Name)...)
	if _, known := locale.Parse(string(user.Language)); !known {
		wrong = append(wrong, fault.Field{Name: "language", Key: "account.bad_language"})
	}
	return user, fault.InForm(wrong...)
}

func wrongEmail(email string) []fault.Field {
	if address, err := mail.ParseAddress(email); err != nil || address.Address != email || len(email) > 254 {
		return []fault.Field{{Name: "email", Key: "account.bad_email"}}
	}
	return nil
}

func wrongName(name string) []fault.Field {
	if n := utf8.RuneCountInString(name); n == 0 || n > 200 {
		return []fault.Field{{Name: "name", Key: "account.bad_name"}}
	}
	return nil
}

// Profile gives the actor's own account.
func (s *Store) Profile(ctx context.Context, actor judging.Actor) (*User, error) {
	if err := judging.May(actor, judging.ViewProfile, judging.Facts{}); err != nil {
		return nil, err
	}
	user := &User{}
	if err := s.reader.NewSelect().Model(user).Where("id = ?", actor.User).Scan(ctx); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return user, nil
}

// SaveProfile changes the name and the language of the actor's own account.
func (s *Store) SaveProfile(ctx context.Context, actor judging.Actor, name string, lang locale.Language) error {
	if err := judging.May(actor, judging.ViewProfile, judging.Facts{}); err != nil {
		return err
	}
	name = strings.TrimSpace(name)
	wrong := wrongName(name)
	if _, known := locale.Parse(string(lang)); !known {
		wrong = append(wrong, fault.Field{Name: "language", Key: "account.bad_language"})
	}
	if err := fault.InForm(wrong...); err != nil {
		return err
	}
	err := s.write(ctx, func(tx *transaction) error {
		_, err := tx.NewUpdate().Model((*User)(nil)).Set("name = ?, language = ?", name, lang).Where("id = ?", actor.User).Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "user.save", "user", actor.User, nil)
	})
	if err != nil {
		return fmt.Errorf("save profile: %w", err)
	}
	return nil
}

// ChangePassword replaces the actor's own password and ends all sessions; the current one must be right.
func (s *Store) ChangePassword(ctx context.Context, actor judging.Actor, current, password string) error {
	user, err := s.Profile(ctx, actor)
	if err != nil {
		return err
	}
	right, err := checkPassword(ctx, current, user.PasswordHash)
	if err != nil {
		return err
	}
	if !right {
		return fault.InForm(fault.Field{Name: "current", Key: "account.wrong_current"})
	}
	return s.setPassword(ctx, actor, user.ID, password)
}

// SetPassword gives the account with an e-mail address a new password and ends its sessions.
func (s *Store) SetPassword(ctx context.Context, actor judging.Actor, email, password string) error {
	user, err := s.managed(ctx, actor, email)
	if err != nil {
		return err
	}
	return s.setPassword(ctx, actor, user.ID, password)
}

func (s *Store) setPassword(ctx context.Context, actor judging.Actor, user int64, password string) error {
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	err = s.write(ctx, func(tx *transaction) error {
		if err := tx.tellChanged(ctx, user); err != nil {
			return err
		}
		return tx.setPassword(ctx, actor, user, hash)
	})
	if err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	return nil
}

func (tx *transaction) setPassword(ctx context.Context, actor judging.Actor, user int64, hash string) error {
	if _, err := tx.NewUpdate().Model((*User)(nil)).Set("password_hash = ?", hash).Where("id = ?", user).Exec(ctx); err != nil {
		return err
	}
	if err := tx.endSessions(ctx, user); err != nil {
		return err
	}
	for _, link := range []any{(*Invitation)(nil), (*PasswordReset)(nil)} { // what was sent before sets no password after it
		if _, err := tx.NewUpdate().Model(link).Set("used_at = ?", tx.now).Where("user_id = ?", user).Where("used_at is null").Exec(ctx); err != nil {
			return err
		}
	}
	return tx.record(ctx, actor, "user.password", "user", user, nil)
}

// EndUser ends an account: nobody signs in to it any more, and its sessions are over. What it did stays on record.
func (s *Store) EndUser(ctx context.Context, actor judging.Actor, email string) error {
	user, err := s.managed(ctx, actor, email)
	if err != nil {
		return err
	}
	err = s.write(ctx, func(tx *transaction) error {
		if _, err := tx.NewUpdate().Model(user).Set("ended_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := tx.endSessions(ctx, user.ID); err != nil {
			return err
		}
		return tx.record(ctx, actor, "user.end", "user", user.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("end user: %w", err)
	}
	return nil
}

// endSessions signs somebody out everywhere, also where he is just about to give a code.
func (tx *transaction) endSessions(ctx context.Context, user int64) error {
	for _, model := range []any{(*Session)(nil), (*SignInStep)(nil)} {
		if _, err := tx.NewDelete().Model(model).Where("user_id = ?", user).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// managed finds the account that somebody who manages users means.
func (s *Store) managed(ctx context.Context, actor judging.Actor, email string) (*User, error) {
	if err := judging.May(actor, judging.ManageUsers, judging.Facts{}); err != nil {
		return nil, err
	}
	var found []*User
	if err := s.reader.NewSelect().Model(&found).Where("email = ?", foldEmail(email)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("user: %w", err)
	}
	if len(found) == 0 {
		return nil, fault.New(fault.NotFound, "account.no_such_user")
	}
	return found[0], nil
}
