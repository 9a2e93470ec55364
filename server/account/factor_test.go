package account_test

import (
	"net/http"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"blazon/judging"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"

	"github.com/pquerna/otp/totp"
)

// A competition asks for a second factor: its organizer is led to it, loses nothing, and signs in by a code from then on.
func TestOrganizersAreLedToTheirSecondFactor(t *testing.T) {
	now := time.Now().UTC()
	servertest.EachWith(t, store.Options{Now: func() time.Time { return now }}, func(t *testing.T, s *servertest.Server) {
		competition, root := storetest.Competition(t, s.Store)
		grant := func(email string) judging.Actor {
			user := s.AddUser(t, email)
			_, err := s.Store.GrantMembership(t.Context(), store.Operator(), store.MembershipForm{Role: judging.Organizer, Chapter: root.UID,
				Person: store.Person{Email: email, Name: email, Language: user.Language}})
			must(t, err)
			return storetest.Actor(t, s.Store, user.ID)
		}
		code := func(key string) string {
			code, err := totp.GenerateCode(key, now)
			must(t, err)
			return code
		}
		first, key := grant("prvni@example.org"), s.Store.NewFactorSecret()
		grant("druhy@example.org")
		if err := s.Store.SetFactorPolicy(t.Context(), first, competition.UID, now); err == nil {
			t.Error("somebody asks of others what he has not")
		}
		codes, err := s.Store.SetSecondFactor(t.Context(), first, key, store.Proof{Password: servertest.Password, Code: code(key), Client: netip.MustParseAddr("192.0.2.1")})
		must(t, err)
		must(t, s.Store.SetFactorPolicy(t.Context(), first, competition.UID, now))

		v := s.Visitor(t)
		page := v.Post("/cs/sign-in", url.Values{"email": {"prvni@example.org"}, "password": {servertest.Password}, "next": {"/cs/organizer"}})
		if page.Path != "/cs/sign-in/code?next=%2Fcs%2Forganizer" {
			t.Errorf("the password leads to %s", page.Path)
		}
		if page = v.Get("/cs/profile"); page.Path == "/cs/profile" {
			t.Error("the password alone opens the account")
		}
		if page = v.Post("/cs/sign-in/code", url.Values{"code": {"000000"}, "next": {"/cs/organizer"}}); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("a wrong code: %d", page.Status)
		}
		page.Has(t, `name="next" value="/cs/organizer"`)
		page = v.Post("/cs/sign-in/code", url.Values{"recovery": {"0000-0000-0000-0000"}})
		page.Has(t, `<details class="ds-details" open>`, `href="#f-recovery"`)
		if page = v.Post("/cs/sign-in/code", url.Values{"recovery": {codes[0]}, "next": {"/cs/organizer"}}); page.Path != "/cs/organizer" {
			t.Errorf("a code for recovery leads to %s (%d)", page.Path, page.Status)
		}

		v = s.Visitor(t)
		v.SignIn("druhy@example.org")
		if page = v.Get("/cs/organizer"); page.Path != "/cs/profile/second-factor?next=%2Fcs%2Forganizer" {
			t.Errorf("without one, the office leads to %s", page.Path)
		}
		typed := v.Post("/cs/organizer/competitions/"+competition.UID+"/chapters", url.Values{"name": {"Kraj, který někdo napsal"}})
		if typed.Status != http.StatusForbidden {
			t.Errorf("a form without one: %d", typed.Status)
		}
		typed.Has(t, `value="Kraj, který někdo napsal"`, "/cs/profile/second-factor")
		key = s.Store.NewFactorSecret()
		page = v.Post("/cs/profile/second-factor", url.Values{"secret": {key}, "code": {code(key)}, "password": {servertest.Password}, "next": {"/cs/organizer"}})
		page.Has(t, `href="/cs/organizer"`, "<li><code>")
		if page = v.Get("/cs/organizer"); page.Path != "/cs/organizer" {
			t.Errorf("with one, the office leads to %s", page.Path)
		}
	})
}
