// Package servertest runs the whole site on real databases, and browses it as a person would.
package servertest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"
)

// Server is the site on a store of its own.
type Server struct {
	Store *store.Store
	Site  *web.Site
	URL   string
}

// Each runs fn with an empty site on each database.
func Each(t *testing.T, fn func(t *testing.T, s *Server)) {
	t.Helper()
	EachWith(t, store.Options{}, fn)
}

// EachWith is Each with options for the store, such as a clock of the test's own.
func EachWith(t *testing.T, options store.Options, fn func(t *testing.T, s *Server)) {
	t.Helper()
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) { fn(t, Start(t, s)) })
}

// Start serves a store until the test ends.
func Start(t testing.TB, s *store.Store) *Server {
	t.Helper()
	listener := httptest.NewUnstartedServer(nil)
	address := "http://" + listener.Listener.Addr().String()
	site, err := server.New(s, server.Options{URL: address, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		t.Fatal(err)
	}
	listener.Config.Handler = site
	listener.Start()
	t.Cleanup(listener.Close)
	return &Server{Store: s, Site: site, URL: address}
}

// Password is the password of every account that AddUser makes.
const Password = "a long password of tests"

// AddUser makes an account that can sign in with Password.
func (s *Server) AddUser(t testing.TB, email string) *store.User {
	t.Helper()
	user, err := s.Store.AddUser(context.Background(), store.Operator(),
		store.UserForm{Email: email, Name: email, Language: locale.Czech, Password: Password})
	if err != nil {
		t.Fatal(err)
	}
	return user
}

// Visitor is somebody at a browser.
type Visitor struct {
	t      testing.TB
	server *Server
	Client *http.Client
}

// Visitor opens a browser of its own, which follows redirects and keeps cookies.
func (s *Server) Visitor(t testing.TB) *Visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Visitor{t: t, server: s, Client: &http.Client{Jar: jar}}
}

// Page is what a visitor got in the end.
type Page struct {
	Status int
	Path   string // with its query, after redirects
	Body   string
	Header http.Header
}

// Get opens an address of the site.
func (v *Visitor) Get(path string) Page {
	v.t.Helper()
	return v.do(http.MethodGet, path, nil)
}

// Post sends a form to an address of the site.
func (v *Visitor) Post(path string, form url.Values) Page {
	v.t.Helper()
	return v.do(http.MethodPost, path, form)
}

// SignIn signs in to an account that AddUser made.
func (v *Visitor) SignIn(email string) {
	v.t.Helper()
	page := v.Post("/cs/sign-in", url.Values{"email": {email}, "password": {Password}, "next": {"/cs/profile"}})
	if page.Status != http.StatusOK || page.Path != "/cs/profile" {
		v.t.Fatalf("signing in as %s: got %d at %s", email, page.Status, page.Path)
	}
}

// Upload sends a form with a file in its field "file".
func (v *Visitor) Upload(path string, form url.Values, name string, content []byte) Page {
	v.t.Helper()
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for field, values := range form {
		for _, value := range values {
			v.must(parts.WriteField(field, value))
		}
	}
	part, err := parts.CreateFormFile("file", name)
	v.must(err)
	_, err = part.Write(content)
	v.must(err)
	v.must(parts.Close())
	return v.send(http.MethodPost, path, parts.FormDataContentType(), &body)
}

func (v *Visitor) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

func (v *Visitor) do(method, path string, form url.Values) Page {
	v.t.Helper()
	return v.send(method, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

func (v *Visitor) send(method, path, contentType string, body io.Reader) Page {
	v.t.Helper()
	request, err := http.NewRequest(method, v.server.URL+path, body)
	v.must(err)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", contentType)
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	response, err := v.Client.Do(request)
	v.must(err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	v.must(err)
	return Page{Status: response.StatusCode, Path: response.Request.URL.RequestURI(), Body: string(answer), Header: response.Header}
}

// Has fails the test unless the page shows every text.
func (p Page) Has(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(p.Body, text) {
			t.Errorf("page %s (%d) does not show %q", p.Path, p.Status, text)
		}
	}
}

// Lacks fails the test if the page shows any of the texts.
func (p Page) Lacks(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(p.Body, text) {
			t.Errorf("page %s (%d) shows %q", p.Path, p.Status, text)
		}
	}
}
