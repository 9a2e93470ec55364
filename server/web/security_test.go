package web_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"blazon/store"
)

func hostileAndMistakenRequests(t *testing.T, s *store.Store) {
	site := start(t, s, "http://localhost")
	big := url.Values{"name": {strings.Repeat("x", 2<<20)}}
	for _, c := range []struct {
		about, method, path string
		form                url.Values
		headers             []string
		status              int
		header, value       string
	}{
		{about: "a form of another site", method: "POST", path: "/cs/help/form", headers: []string{"Sec-Fetch-Site", "cross-site"}, status: 403},
		{about: "a form of another origin", method: "POST", path: "/cs/help/form", headers: []string{"Origin", "https://example.org"}, status: 403},
		{about: "a form of our own", method: "POST", path: "/cs/help/form", headers: []string{"Sec-Fetch-Site", "same-origin"}, status: 200},
		{about: "a form sent through a proxy that changes the host", method: "POST", path: "/cs/help/form", headers: []string{"Origin", "http://localhost"}, status: 200},
		{about: "a form that is too large", method: "POST", path: "/cs/help/form", form: big, status: 413},
		{about: "NUL in a form", method: "POST", path: "/cs/help/form", form: url.Values{"name": {"a\x00b"}}, status: 422},
		{about: "broken UTF-8 in a form", method: "POST", path: "/cs/help/form", form: url.Values{"name": {"a\xff"}}, status: 422},
		{about: "a word where a number belongs", method: "POST", path: "/cs/help/form", form: url.Values{"score[7]": {"many"}}, status: 422},
		{about: "NUL in the address", method: "GET", path: "/cs/help/fault/%00", status: 404},
		{about: "NUL in the query", method: "GET", path: "/cs/sign-in?next=%00", status: 404},
		{about: "an address that nobody has", method: "GET", path: "/cs/a/b/c", status: 404},
		{about: "an unclean path", method: "GET", path: "/cs//sign-in", status: 404},
		{about: "a form to an unclean path", method: "POST", path: "/cs/../cs/help/form", status: 404},
		{about: "a language that we do not speak", method: "GET", path: "/de/sign-in", status: 404},
		{about: "a form to a page", method: "POST", path: "/cs/help/panic", status: 405, header: "Allow", value: "GET, HEAD"},
		{about: "a method that nobody needs", method: "DELETE", path: "/cs/sign-in", status: 405, header: "Allow", value: "GET, HEAD, POST"},
		{about: "HEAD for a page", method: "HEAD", path: "/cs/sign-in", status: 200, header: "Content-Type", value: "text/html; charset=utf-8"},
		{about: "a panic", method: "GET", path: "/cs/help/panic", status: 500},
		{about: "a session that never was", method: "GET", path: "/cs/jury", headers: []string{"Cookie", "session=invented"}, status: 303,
			header: "Location", value: "/cs/sign-in?next=%2Fcs%2Fjury"},
		{about: "a stranger's form to a door", method: "POST", path: "/cs/jury", status: 401},
	} {
		got := ask(t, c.method, site.URL+c.path, c.form, c.headers...)
		if got.StatusCode != c.status {
			t.Errorf("%s: got %d, want %d", c.about, got.StatusCode, c.status)
		}
		if c.header != "" && got.Header.Get(c.header) != c.value {
			t.Errorf("%s: %s: got %q, want %q", c.about, c.header, got.Header.Get(c.header), c.value)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"} {
			if got.Header.Get(name) != want {
				t.Errorf("%s: %s: got %q", c.about, name, got.Header.Get(name))
			}
		}
		if csp := got.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", c.about, csp)
		}
	}
}

func cookiesAndLinksAreSecureWhereBrowsersComeByHTTPS(t *testing.T, s *store.Store) {
	_, err := s.AddUser(context.Background(), store.Operator(), store.UserForm{Email: "a@example.org", Name: "A", Language: "cs", Password: "0123456789"})
	if err != nil {
		t.Fatal(err)
	}
	site := start(t, s, "https://competition.example.org")
	form := url.Values{"email": {"a@example.org"}, "password": {"0123456789"}, "next": {"//example.org"}}
	got := ask(t, "POST", site.URL+"/cs/sign-in", form, "Origin", "https://competition.example.org", "X-Forwarded-For", "198.51.100.1")
	cookies := got.Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d: got cookies %v", got.StatusCode, cookies)
	}
	if c := cookies[0]; c.Name != "__Host-session" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("session cookie: %v", c)
	}
	if to := got.Header.Get("Location"); to != "/cs" {
		t.Errorf("a foreign return path leads to %q", to)
	}
	if got.Header.Get("Strict-Transport-Security") == "" {
		t.Error("browsers are not told to come by https only")
	}
	told := ask(t, "GET", site.URL+"/cs/help/client", nil, "X-Forwarded-For", "198.51.100.1")
	if want := "198.51.100.1 https://competition.example.org/cs/help/form"; told.body != want {
		t.Errorf("client and link: got %q, want %q", told.body, want)
	}
}

func theLogTellsNoSecret(t *testing.T, s *store.Store) {
	var log bytes.Buffer
	site := logged(t, s, "http://localhost", &log)
	ask(t, "GET", site.URL+"/cs/invitation/token-of-somebody", nil)
	ask(t, "POST", site.URL+"/cs/sign-in?next=%2Fcs%2Fasked", url.Values{"email": {"somebody@example.org"}, "password": {"secret words"}})
	ask(t, "GET", site.URL+"/cs/help/fault/internal", nil, "Cookie", "session=token-of-a-session")
	site.Close()
	for _, secret := range []string{"token-of", "somebody@", "secret", "asked"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log says %q:\n%s", secret, log.String())
		}
	}
	for _, want := range []string{"path=/cs/invitation/…", "status=500", "level=ERROR msg=\"request failed\" route=test.fault error=\"a table is broken\""} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %s:\n%s", want, log.String())
		}
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 1 {
		t.Errorf("%d errors are logged, want the internal one alone", n)
	}
}
