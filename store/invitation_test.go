package store_test

import (
	"context"
	"net/netip"
	"sync"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAnInvitationIsAcceptedOnce(t *testing.T) {
	clock := newClock()
	storetest.EachWith(t, clock.options(), func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		form := store.UserForm{Email: "porotce@example.org", Name: "Porotce 1", Language: locale.Czech}
		if _, err := s.AddUser(ctx, store.Operator(), form); err != nil {
			t.Fatal(err)
		}
		invite := func() string {
			_, token, err := s.Invite(ctx, store.Operator(), form.Email)
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		replaced, token := invite(), invite()
		if user, err := s.Invitation(ctx, token); err != nil || user.Email != form.Email {
			t.Errorf("looking at the invitation: %v %v", user, err)
		}
		if _, err := s.Accept(ctx, token, "short"); !fault.Is(err, fault.Invalid) {
			t.Errorf("a short password: %v", err)
		}
		if _, err := s.Accept(ctx, token, secret); err != nil {
			t.Fatalf("accepting: %v", err)
		}
		if _, err := s.SignIn(ctx, form.Email, secret, netip.MustParseAddr("192.0.2.1")); err != nil {
			t.Errorf("signing in afterwards: %v", err)
		}
		old := invite()
		clock.pass(14 * 24 * time.Hour)
		for about, token := range map[string]string{"used": token, "replaced": replaced, "too old": old, "invented": "x"} {
			if _, err := s.Invitation(ctx, token); !fault.Is(err, fault.NotFound) {
				t.Errorf("looking at an invitation that is %s: %v", about, err)
			}
			if _, err := s.Accept(ctx, token, secret); !fault.Is(err, fault.NotFound) {
				t.Errorf("accepting an invitation that is %s: %v", about, err)
			}
		}
		if _, _, err := s.Invite(ctx, judging.Actor{User: 1}, form.Email); !fault.Is(err, fault.NotFound) {
			t.Errorf("a user who is no administrator invites: %v", err)
		}
	})
}

func TestTwoWhoAcceptAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		addUser(t, s, "porotce@example.org")
		_, token, err := s.Invite(ctx, store.Operator(), "porotce@example.org")
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			group.Go(func() { _, errs[i] = s.Accept(ctx, token, secret) })
		}
		group.Wait()
		accepted := 0
		for _, err := range errs {
			if err == nil {
				accepted++
			} else if !fault.Is(err, fault.NotFound) {
				t.Error(err)
			}
		}
		if accepted != 1 {
			t.Errorf("%d of 4 accepted one invitation", accepted)
		}
	})
}
