package store_test

import (
	"context"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAccountsAreChecked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		addUser(t, s, "taken@example.org")
		good := store.UserForm{Email: "new@example.org", Name: "Porotce 1", Language: locale.Polish, Password: secret}
		for _, c := range []struct {
			about, field string
			change       func(*store.UserForm)
		}{
			{"no address", "email", func(f *store.UserForm) { f.Email = "" }},
			{"an address without a host", "email", func(f *store.UserForm) { f.Email = "porotce" }},
			{"an address with a name", "email", func(f *store.UserForm) { f.Email = "Porotce <a@example.org>" }},
			{"an address that is taken, in other letters", "email", func(f *store.UserForm) { f.Email = "TAKEN@example.org" }},
			{"no name", "name", func(f *store.UserForm) { f.Name = " " }},
			{"a name of 201 letters", "name", func(f *store.UserForm) { f.Name = strings.Repeat("ř", 201) }},
			{"a language that we do not speak", "language", func(f *store.UserForm) { f.Language = "de" }},
			{"a short password", "password", func(f *store.UserForm) { f.Password = "123456789" }},
			{"a password of 201 characters", "password", func(f *store.UserForm) { f.Password = strings.Repeat("x", 201) }},
		} {
			form := good
			c.change(&form)
			_, err := s.AddUser(ctx, store.Operator(), form)
			if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != c.field {
				t.Errorf("%s: got %v", c.about, err)
			}
		}
		for about, actor := range map[string]judging.Actor{"a stranger": {}, "a user": {User: 1}} {
			if _, err := s.AddUser(ctx, actor, good); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s may add users: %v", about, err)
			}
		}
		user, err := s.AddUser(ctx, store.Operator(), good)
		if err != nil || user.ID == 0 || user.PasswordHash == "" || strings.Contains(user.PasswordHash, secret) {
			t.Errorf("a complete form: %v %v", user, err)
		}
	})
}

func TestOwnProfileAndPassword(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		user := addUser(t, s, "porotce@example.org")
		actor := judging.Actor{User: user.ID}
		if err := s.SaveProfile(ctx, actor, " Předseda ", locale.Polish); err != nil {
			t.Fatal(err)
		}
		got, err := s.Profile(ctx, actor)
		if err != nil || got.Name != "Předseda" || got.Language != locale.Polish {
			t.Errorf("saved profile: %v %v", got, err)
		}
		for about, c := range map[string]struct{ current, password, field string }{
			"a wrong current password": {"wrong", "another long password", "current"},
			"a short new password":     {secret, "short", "password"},
		} {
			err := s.ChangePassword(ctx, actor, c.current, c.password)
			if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != c.field {
				t.Errorf("%s: %v", about, err)
			}
		}
		for about, err := range map[string]error{
			"profile":  s.SaveProfile(ctx, judging.Actor{}, "Nikdo", locale.Czech),
			"password": s.ChangePassword(ctx, judging.Actor{}, "", secret),
			"another":  s.SetPassword(ctx, actor, "porotce@example.org", secret),
			"end":      s.EndUser(ctx, actor, "porotce@example.org"),
		} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s without the right: %v", about, err)
			}
		}
	})
}
