package account_test

import (
	"net/http"
	"testing"

	"blazon/server/servertest"
)

func TestSigningInAndOut(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		s.AddUser(t, "porotce@example.org")
		v := s.Visitor(t)
		if page := v.Get("/cs/profile"); page.Path != "/cs/sign-in?next=%2Fcs%2Fprofile" {
			t.Errorf("a stranger at the profile is sent to %s", page.Path)
		}
		v.SignIn("porotce@example.org")
		v.Get("/pl/profile").Has(t, "Moje konto", "porotce@example.org", "Wyloguj się")
		if page := v.Post("/cs/sign-out", nil); page.Path != "/cs" {
			t.Errorf("signing out leads to %s", page.Path)
		}
		if page := v.Get("/en/profile"); page.Status != http.StatusOK || page.Path != "/en/sign-in?next=%2Fen%2Fprofile" {
			t.Errorf("after signing out, the profile leads to %s", page.Path)
		}
	})
}
