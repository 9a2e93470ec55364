package store_test

import (
	"context"
	"testing"
	"time"

	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"
)

// begin keeps a session of a user, as the server does when somebody signs in.
func begin(t *testing.T, s *store.Store, token string, user int64, expires time.Time) {
	t.Helper()
	body, err := s.Sessions().Encode(expires, map[string]any{"user": user})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Sessions().Commit(token, body, expires); err != nil {
		t.Fatal(err)
	}
}

// who gives the user of a session and whether there is one.
func who(t *testing.T, s *store.Store, token string) int64 {
	t.Helper()
	body, found, err := s.Sessions().Find(token)
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		return 0
	}
	_, values, err := s.Sessions().Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	actor, _ := values["actor"].(judging.Actor)
	if actor.User != values["user"] {
		t.Errorf("the session of user %v has the actor %v", values["user"], actor)
	}
	return actor.User
}

func TestSessionsEnd(t *testing.T) {
	clock := newClock()
	storetest.EachWith(t, clock.options(), func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		user := addUser(t, s, "porotce@example.org")
		other := addUser(t, s, "predseda@example.org")
		hour := clock.options().Now().Add(time.Hour)
		for about, end := range map[string]func() error{
			"signing out":             func() error { return s.Sessions().Delete("one") },
			"changing one's password": func() error { return s.ChangePassword(ctx, judging.Actor{User: user.ID}, secret, secret) },
			"a password set by others": func() error {
				return s.SetPassword(ctx, store.Operator(), user.Email, secret)
			},
		} {
			begin(t, s, "one", user.ID, hour)
			begin(t, s, "other", other.ID, hour)
			if got := who(t, s, "one"); got != user.ID {
				t.Errorf("before %s: user %d, want %d", about, got, user.ID)
			}
			if err := end(); err != nil {
				t.Fatal(err)
			}
			if got := who(t, s, "one"); got != 0 {
				t.Errorf("after %s the session goes on", about)
			}
			if got := who(t, s, "other"); got != other.ID {
				t.Errorf("%s ended somebody else's session", about)
			}
		}
		begin(t, s, "ended", user.ID, hour)
		if err := s.EndUser(ctx, store.Operator(), user.Email); err != nil {
			t.Fatal(err)
		}
		if who(t, s, "ended") != 0 || who(t, s, "never") != 0 {
			t.Error("an ended account, or an invented token, has a session")
		}
		clock.pass(time.Hour)
		if who(t, s, "other") != 0 {
			t.Error("a session lives longer than it may")
		}
		if n, err := s.ForgetExpired(ctx); err != nil || n != 1 {
			t.Errorf("forgotten sessions: %d (%v), want 1", n, err)
		}
	})
}

func TestASessionKeepsNothingButItsUser(t *testing.T) {
	if _, err := (store.Sessions{}).Encode(time.Now(), map[string]any{"user": int64(1), "basket": "x"}); err == nil {
		t.Error("a session keeps what it should not")
	}
}
