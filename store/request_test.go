package store_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

var here = netip.MustParseAddr("192.0.2.1")

// letters writes every letter that waits, and gives them by their kinds.
func letters(t *testing.T, s *store.Store) map[letter.Kind]*store.Letter {
	t.Helper()
	all := map[letter.Kind]*store.Letter{}
	for _, job := range queued(t, s) {
		l, err := s.Letter(t.Context(), job)
		if err != nil {
			t.Fatal(err)
		}
		if l != nil {
			all[l.Kind] = l
			job.Answer = "250 taken"
		}
		if err := s.FinishJob(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

var asking = store.RequestForm{Email: " Tajemnice@Example.org ", Name: "Tajemnice", Function: "tajemnice úřadu", Language: locale.Czech}

func TestSomebodyAsksToActForABodyAndIsConfirmed(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 0)
		region := storetest.Organizer(t, s, r.Region)
		body, _ := bodyOf(t, s, r, 0)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(s.AskToRepresent(t.Context(), body, asking, here))
		waiting := func(when string, want int) {
			t.Helper()
			if n, err := s.WaitingRequests(t.Context(), region); n != want || err != nil {
				t.Errorf("%s: %d requests wait, want %d, %v", when, n, want, err)
			}
		}
		waiting("before the address is proven", 0)
		proof := letters(t, s)[letter.AddressCheck]
		if proof == nil || proof.Email != "tajemnice@example.org" || strings.Contains(proof.Subject+proof.Text, asking.Name) {
			t.Fatalf("the letter that asks for the address: %+v", proof)
		}
		for range 3 { // as programs do that look into mails
			if _, _, err := s.ProvableRequest(t.Context(), proof.Token); err != nil {
				t.Fatal(err)
			}
		}
		must(s.ProveRequest(t.Context(), proof.Token))
		if err := s.ProveRequest(t.Context(), proof.Token); !fault.Is(err, fault.NotFound) {
			t.Errorf("a second time: %v", err)
		}
		waiting("once it is", 1)
		list, err := s.Requests(t.Context(), region)
		must(err)
		elsewhere := storetest.Organizer(t, s, storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ051"))
		uid, yes := list[0].Request.UID, store.RequestDecision{Confirm: true}
		for who, actor := range map[string]judging.Actor{"another region's organizer": elsewhere, "the public": {}} {
			if err := s.DecideRequest(t.Context(), actor, uid, yes); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s decides: %v", who, err)
			}
		}
		must(s.DecideRequest(t.Context(), region, uid, yes))
		if err := s.DecideRequest(t.Context(), region, uid, yes); !fault.Is(err, fault.Conflict) {
			t.Errorf("decided twice: %v", err)
		}
		invited := letters(t, s)[letter.RequestConfirmed]
		if invited == nil || invited.Token == "" {
			t.Fatalf("the confirmation: %+v", invited)
		}
		user, err := s.Accept(t.Context(), invited.Token, "a long password of tests")
		must(err)
		actor := storetest.Actor(t, s, user.ID)
		own, err := s.OwnBodies(t.Context(), actor, locale.Czech)
		if must(err); len(own) != 1 || own[0].Body.UID != body {
			t.Fatalf("acts for %+v", own)
		}
		_, err = s.LeaveBody(t.Context(), actor, own[0].Membership)
		must(err)
		if storetest.Actor(t, s, user.ID).RepresentsAny() {
			t.Error("whoever has left still acts for the body")
		}
	})
}

func TestARefusedRequestNeedsAReasonAndTellsIt(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 0)
		body, _ := bodyOf(t, s, r, 0)
		for range 2 { // the later one replaces the earlier one
			if err := s.AskToRepresent(t.Context(), body, asking, here); err != nil {
				t.Fatal(err)
			}
			if err := s.ProveRequest(t.Context(), letters(t, s)[letter.AddressCheck].Token); err != nil {
				t.Fatal(err)
			}
		}
		list, err := s.Requests(t.Context(), r.Organizer)
		if err != nil || len(list) != 1 {
			t.Fatalf("%d requests, %v", len(list), err)
		}
		if err := s.DecideRequest(t.Context(), r.Organizer, list[0].Request.UID, store.RequestDecision{}); len(wrongFields(err)) != 1 {
			t.Errorf("without a reason: %v", err)
		}
		if err := s.DecideRequest(t.Context(), r.Organizer, list[0].Request.UID, store.RequestDecision{Reason: "Na úřadu vás neznají."}); err != nil {
			t.Fatal(err)
		}
		if l := letters(t, s)[letter.RequestRefused]; l == nil || !strings.Contains(l.Text, "Na úřadu vás neznají.") {
			t.Errorf("the refusal: %+v", l)
		}
	})
}

func TestWhoExistsIsNotTold(t *testing.T) {
	clock := newClock()
	options := clock.options()
	options.Mail = true
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		addUser(t, s, "porotce1@example.org")
		for _, email := range []string{"porotce1@example.org", "nikdo@example.org"} {
			if err := s.ForgotPassword(t.Context(), email, here); err != nil {
				t.Errorf("%s: %v", email, err)
			}
		}
		var n int
		if err := s.Look(t.Context(), &n, "select count(*) from job where kind = 'password_reset'"); err != nil || n != 2 {
			t.Errorf("%d jobs for two addresses, %v", n, err)
		}
		if got := letters(t, s); len(got) != 1 || got[letter.PasswordReset].Email != "porotce1@example.org" {
			t.Errorf("letters: %+v", got)
		}
		for _, email := range []string{"porotce1@example.org", "nikdo@example.org"} {
			for i := range 3 {
				if err := s.ForgotPassword(t.Context(), email, here); fault.Is(err, fault.TooMany) != (i == 2) {
					t.Errorf("%s, request %d: %v", email, i+2, err)
				}
			}
		}
		clock.pass(16 * time.Minute)
		if err := s.ForgotPassword(t.Context(), "nikdo@example.org", here); err != nil {
			t.Errorf("after a while: %v", err)
		}
		for i := range 20 {
			err := s.ForgotPassword(t.Context(), strings.Repeat("x", i+1)+"@example.org", here)
			if limited := i == 19; fault.Is(err, fault.TooMany) != limited {
				t.Errorf("address %d of one client: %v", i+1, err)
			}
		}
	})
}

func TestAPasswordIsResetOnceAndEndsEverythingElse(t *testing.T) {
	clock := newClock()
	options := clock.options()
	options.Mail = true
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		user := addUser(t, s, "porotce1@example.org")
		ask := func() string {
			t.Helper()
			if err := s.ForgotPassword(t.Context(), user.Email, here); err != nil {
				t.Fatal(err)
			}
			return letters(t, s)[letter.PasswordReset].Token
		}
		old := ask()
		clock.pass(time.Minute)
		token := ask()
		if _, err := s.Reset(t.Context(), old); !fault.Is(err, fault.NotFound) {
			t.Errorf("a link that a later one replaced: %v", err)
		}
		var texts []string
		if err := s.Look(t.Context(), &texts, "select payload || key || error from job union all select body from event"); err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			if strings.Contains(text, token) || strings.Contains(text, user.Email) {
				t.Errorf("the database says %q", text)
			}
		}
		if err := s.ResetPassword(t.Context(), token, "krátké"); !fault.Is(err, fault.Invalid) {
			t.Errorf("a short password: %v", err)
		}
		body, err := s.Sessions().Encode(clock.now.Add(time.Hour), map[string]any{"user": user.ID})
		if err == nil {
			err = s.Sessions().CommitCtx(t.Context(), "elsewhere", body, clock.now.Add(time.Hour))
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := s.ResetPassword(t.Context(), token, "another long password"); err != nil {
			t.Fatal(err)
		}
		if _, found, err := s.Sessions().FindCtx(t.Context(), "elsewhere"); found || err != nil {
			t.Errorf("a session goes on, %v", err)
		}
		if err := s.ResetPassword(t.Context(), token, "a third long password"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a second time: %v", err)
		}
		if letters(t, s)[letter.PasswordChanged] == nil {
			t.Error("the account is not told that its password was changed")
		}
		if _, err := s.SignIn(t.Context(), user.Email, "another long password", here); err != nil {
			t.Errorf("signing in: %v", err)
		}
		late := ask()
		clock.pass(time.Hour)
		if _, err := s.Reset(t.Context(), late); !fault.Is(err, fault.NotFound) {
			t.Errorf("after an hour: %v", err)
		}
	})
}

func TestWhoWasOnlyInvitedGetsAFreshInvitation(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 1)
		if err := s.ForgotPassword(t.Context(), r.Jurors[0].Email, here); err != nil {
			t.Fatal(err)
		}
		l := letters(t, s)[letter.FirstPassword]
		if l == nil {
			t.Fatal("no letter")
		}
		if user, err := s.Accept(t.Context(), l.Token, "a long password of tests"); err != nil || user.ID != r.Jurors[0].Actor.User {
			t.Errorf("%+v, %v", user, err)
		}
	})
}
