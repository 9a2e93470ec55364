package store_test

import (
	"context"
	"net/netip"
	"sync"
	"testing"
	"time"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

const secret = "a password of tests"

// clock is a time that the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2023, 4, 27, 10, 0, 0, 0, time.UTC)} }

func (c *clock) options() store.Options {
	return store.Options{Now: func() time.Time {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.now
	}}
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func addUser(t *testing.T, s *store.Store, email string) *store.User {
	t.Helper()
	user, err := s.AddUser(context.Background(), store.Operator(),
		store.UserForm{Email: email, Name: "Porotce 1", Language: locale.Czech, Password: secret})
	if err != nil {
		t.Fatal(err)
	}
	return user
}

func TestSigningIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		addUser(t, s, "Porotce@Example.org")
		addUser(t, s, "ended@example.org")
		if err := s.EndUser(ctx, store.Operator(), "ended@example.org"); err != nil {
			t.Fatal(err)
		}
		invited := store.UserForm{Email: "invited@example.org", Name: "Porotce 2", Language: locale.Czech}
		if _, err := s.AddUser(ctx, store.Operator(), invited); err != nil {
			t.Fatal(err)
		}
		for i, c := range []struct {
			about, email, password string
			right                  bool
		}{
			{"the right password", "porotce@example.org", secret, true},
			{"the address in other letters", " POROTCE@example.ORG", secret, true},
			{"a wrong password", "porotce@example.org", "another password", false},
			{"no password", "porotce@example.org", "", false},
			{"an address that nobody has", "nobody@example.org", secret, false},
			{"an ended account", "ended@example.org", secret, false},
			{"an account that has no password yet", "invited@example.org", "", false},
		} {
			user, err := s.SignIn(ctx, c.email, c.password, netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}))
			if c.right && (err != nil || user.Email != "porotce@example.org") {
				t.Errorf("%s: %v", c.about, err)
			}
			if !c.right && (!fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Key != "account.wrong_password") {
				t.Errorf("%s: got %v, want the same refusal as for all", c.about, err)
			}
		}
	})
}

func TestGuessingIsLimited(t *testing.T) {
	clock := newClock()
	storetest.EachWith(t, clock.options(), func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		addUser(t, s, "porotce@example.org")
		try := func(password string, client byte) error {
			_, err := s.SignIn(ctx, "porotce@example.org", password, netip.AddrFrom4([4]byte{192, 0, 2, client}))
			return err
		}
		for i := range byte(5) {
			if err := try("wrong", i); !fault.Is(err, fault.Invalid) {
				t.Fatalf("failure %d: %v", i+1, err)
			}
			clock.pass(time.Minute)
		}
		err := try(secret, 99)
		if !fault.Is(err, fault.TooMany) {
			t.Fatalf("after five failures even the right password is refused: %v", err)
		}
		if got := fault.Of(err).Args["Count"]; got != 10 {
			t.Errorf("minutes to wait: got %v, want 10", got)
		}
		clock.pass(10 * time.Minute)
		if err := try(secret, 1); err != nil {
			t.Errorf("after the wait: %v", err)
		}
		for range 4 {
			if err := try("wrong", 1); !fault.Is(err, fault.Invalid) {
				t.Errorf("success forgave the failures before it, but now: %v", err)
			}
		}
	})
}

func TestGuessingFromOneAddressIsLimited(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		client := netip.MustParseAddr("2001:db8::1")
		neighbor := netip.MustParseAddr("2001:db8::ffff")
		other := netip.MustParseAddr("2001:db8:0:1::1")
		var last error
		for i := range 31 {
			_, last = s.SignIn(context.Background(), string(rune('a'+i))+"@example.org", "", client)
		}
		if !fault.Is(last, fault.TooMany) {
			t.Errorf("the 31st account: %v", last)
		}
		if _, err := s.SignIn(context.Background(), "x@example.org", "", neighbor); !fault.Is(err, fault.TooMany) {
			t.Errorf("another address of the same subscriber: %v", err)
		}
		if _, err := s.SignIn(context.Background(), "x@example.org", "", other); !fault.Is(err, fault.Invalid) {
			t.Errorf("another subscriber: %v", err)
		}
	})
}

func TestAttemptsAtOnceCannotOutrunTheLimit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		addUser(t, s, "porotce@example.org")
		var group sync.WaitGroup
		var mu sync.Mutex
		kinds := map[fault.Kind]int{}
		for i := range byte(20) {
			group.Go(func() {
				_, err := s.SignIn(context.Background(), "porotce@example.org", "wrong", netip.AddrFrom4([4]byte{192, 0, 2, i}))
				mu.Lock()
				defer mu.Unlock()
				kinds[fault.Of(err).Kind]++
			})
		}
		group.Wait()
		if kinds[fault.Invalid] != 5 || kinds[fault.TooMany] != 15 {
			t.Errorf("of 20 attempts at once: %v, want 5 Invalid and 15 TooMany", kinds)
		}
	})
}
