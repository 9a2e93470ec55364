package account_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
)

const email = "porotce@example.org"

// TestAccount asks the same of the door on both databases.
func TestAccount(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		s.AddUser(t, email)
		for name, test := range map[string]func(*testing.T, *servertest.Server){
			"signing in and out":                         signingInAndOut,
			"signing in gives a new token":               newToken,
			"every page in every language":               everyPage,
			"saving the profile":                         savingTheProfile,
			"a new password ends the other sessions":     newPassword,
			"an invitation is accepted once":             invitation,
			"refusals tell nothing about who is a user":  refusals,
			"a limit says how long to wait":              limit,
			"pages of somebody signed in are not stored": notStored,
		} {
			t.Run(name, func(t *testing.T) { test(t, s) })
		}
	})
}

func signingInAndOut(t *testing.T, s *servertest.Server) {
	v := s.Visitor(t)
	if page := v.Get("/cs/profile"); page.Path != "/cs/sign-in?next=%2Fcs%2Fprofile" {
		t.Errorf("a stranger at the profile is sent to %s", page.Path)
	}
	v.SignIn(email)
	v.Get("/pl/profile").Has(t, "Moje konto", email, "Wyloguj się")
	if page := v.Post("/cs/sign-out", nil); page.Path != "/cs" {
		t.Errorf("signing out leads to %s", page.Path)
	}
	if page := v.Get("/en/profile"); page.Path != "/en/sign-in?next=%2Fen%2Fprofile" {
		t.Errorf("after signing out, the profile leads to %s", page.Path)
	}
}

// session gives the token of a visitor's cookie.
func session(t *testing.T, s *servertest.Server, v *servertest.Visitor) string {
	t.Helper()
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range v.Client.Jar.Cookies(u) {
		if cookie.Name == "session" {
			return cookie.Value
		}
	}
	return ""
}

func newToken(t *testing.T, s *servertest.Server) {
	v := s.Visitor(t)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	v.Client.Jar.SetCookies(u, []*http.Cookie{{Name: "session", Value: "planted", Path: "/"}})
	v.SignIn(email)
	first := session(t, s, v)
	v.SignIn(email)
	second := session(t, s, v)
	if first == "planted" || second == first || len(first) < 40 {
		t.Errorf("tokens: %q, then %q", first, second)
	}
	thief := s.Visitor(t)
	thief.Client.Jar.SetCookies(u, []*http.Cookie{{Name: "session", Value: first, Path: "/"}})
	if page := thief.Get("/cs/profile"); page.Path == "/cs/profile" {
		t.Error("the token from before signing in again still works")
	}
}

func everyPage(t *testing.T, s *servertest.Server) {
	_, token, err := s.Store.Invite(context.Background(), store.Operator(), email)
	if err != nil {
		t.Fatal(err)
	}
	v := s.Visitor(t)
	v.SignIn(email)
	for _, lang := range locale.Languages {
		for path, key := range map[string]string{"/sign-in": "account.sign_in_title", "/profile": "account.profile_title",
			"/profile/password": "account.password_title", "/invitation/" + token: "account.invitation_title"} {
			page := v.Get("/" + string(lang) + path)
			title := locale.T(lang, key)
			page.Has(t, "<title>"+title+" – Blazon</title>", ">"+title+"</h1>", `<html lang="`+string(lang)+`"`)
			if page.Status != http.StatusOK {
				t.Errorf("%s: %d", page.Path, page.Status)
			}
		}
	}
}

func savingTheProfile(t *testing.T, s *servertest.Server) {
	v := s.Visitor(t)
	v.SignIn(email)
	wrong := v.Post("/cs/profile", url.Values{"name": {""}, "language": {"pl"}})
	if wrong.Status != http.StatusUnprocessableEntity {
		t.Errorf("no name: %d", wrong.Status)
	}
	wrong.Has(t, `href="#f-name"`, `aria-invalid="true"`, `<option value="pl" selected>`, "<title>Chyba: ")
	saved := v.Post("/cs/profile", url.Values{"name": {"Porotce <1>"}, "language": {"pl"}})
	if saved.Path != "/pl/profile" {
		t.Errorf("saving leads to %s, want the page in the new language", saved.Path)
	}
	saved.Has(t, "Konto zapisano.", "Porotce &lt;1&gt;")
	v.Get("/pl/profile").Lacks(t, "Konto zapisano.")
}

func newPassword(t *testing.T, s *servertest.Server) {
	here, there := s.Visitor(t), s.Visitor(t)
	here.SignIn(email)
	there.SignIn(email)
	for about, form := range map[string]url.Values{
		"two that differ":          {"current": {servertest.Password}, "password": {"a new password"}, "again": {"another one"}},
		"a wrong current password": {"current": {"wrong"}, "password": {"a new password"}, "again": {"a new password"}},
	} {
		if page := here.Post("/cs/profile/password", form); page.Status != http.StatusUnprocessableEntity || strings.Contains(page.Body, "a new password") {
			t.Errorf("%s: %d, or the password is sent back", about, page.Status)
		}
	}
	page := here.Post("/cs/profile/password", url.Values{"current": {servertest.Password}, "password": {servertest.Password}, "again": {servertest.Password}})
	page.Has(t, "Heslo je změněno.")
	if page := there.Get("/cs/profile"); page.Path == "/cs/profile" {
		t.Error("the other session goes on")
	}
	if page := here.Get("/cs/profile"); page.Path != "/cs/profile" {
		t.Error("one's own session has ended")
	}
}

func invitation(t *testing.T, s *servertest.Server) {
	_, token, err := s.Store.Invite(context.Background(), store.Operator(), email)
	if err != nil {
		t.Fatal(err)
	}
	v, path := s.Visitor(t), "/cs/invitation/"+token
	for range 2 {
		if page := v.Get(path); page.Status != http.StatusOK {
			t.Fatalf("looking at the invitation: %d", page.Status)
		}
	}
	form := url.Values{"password": {servertest.Password}, "again": {servertest.Password}}
	v.Post(path, form).Has(t, "Heslo je nastaveno")
	if page := v.Get("/cs/profile"); page.Path != "/cs/profile" {
		t.Error("accepting does not sign in")
	}
	for _, page := range []servertest.Page{v.Get(path), v.Post(path, form)} {
		if page.Status != http.StatusNotFound {
			t.Errorf("the second time: %d", page.Status)
		}
		page.Has(t, "Tato pozvánka už neplatí")
	}
}

func refusals(t *testing.T, s *servertest.Server) {
	var pages []string
	for _, address := range []string{email, "nikdo@example.org"} {
		page := s.Visitor(t).Post("/cs/sign-in", url.Values{"email": {address}, "password": {"wrong"}, "next": {"/cs/jury"}})
		if page.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", address, page.Status)
		}
		page.Has(t, `name="next" value="/cs/jury"`)
		page.Lacks(t, "wrong")
		pages = append(pages, strings.ReplaceAll(page.Body, address, ""))
	}
	if pages[0] != pages[1] {
		t.Error("the page for a wrong password differs from the one for an unknown address")
	}
}

func limit(t *testing.T, s *servertest.Server) {
	v := s.Visitor(t)
	var page servertest.Page
	for range 6 {
		page = v.Post("/cs/sign-in", url.Values{"email": {"guessed@example.org"}, "password": {"wrong"}})
	}
	if page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") == "" {
		t.Errorf("the sixth failure: %d, Retry-After %q", page.Status, page.Header.Get("Retry-After"))
	}
	page.Has(t, "Zkuste to znovu za 15\u00a0minut.", "guessed@example.org")
}

func notStored(t *testing.T, s *servertest.Server) {
	v := s.Visitor(t)
	if got := v.Get("/cs/sign-in").Header.Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("a stranger's page: %q", got)
	}
	v.SignIn(email)
	if got := v.Get("/cs/sign-in").Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the page of somebody signed in: %q", got)
	}
}
