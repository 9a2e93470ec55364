package web_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/account"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"
)

// routes are the addresses of a door made for these tests, beside the door of accounts that every page leads to.
func routes(s *store.Store) []web.Route {
	return append([]web.Route{{Name: "test.any", Path: "/{word}", Act: judging.ViewRound, Get: say("anything")}}, append(account.Routes(s),
		web.Route{Name: "jury.home", Path: "/jury", Act: judging.OpenDesk, Get: say("desk"), Post: say("saved")},
		web.Route{Name: "test.fault", Path: "/help/fault/{kind}", Act: judging.ViewRound, Get: fail},
		web.Route{Name: "test.panic", Path: "/help/panic", Act: judging.ViewRound, Get: func(*web.Request) error { panic("broken") }},
		web.Route{Name: "test.form", Path: "/help/form", Act: judging.ViewRound, Post: readForm},
		web.Route{Name: "test.client", Path: "/help/client", Act: judging.ViewRound, Get: client},
		web.Route{Name: "test.notice", Path: "/help/notice", Act: judging.ViewRound, Get: func(r *web.Request) error {
			r.Notice("account.password_length", "Min", 10, "Max", "<b>20</b>")
			return r.Redirect(web.SignInRoute)
		}},
	)...)
}

func say(text string) web.Handler {
	return func(r *web.Request) error {
		return r.Send(web.File{Type: "text/plain; charset=utf-8", Body: []byte(text)})
	}
}

func client(r *web.Request) error {
	return say(r.ClientIP().String() + " " + r.Link("test.form"))(r)
}

var kinds = map[string]error{
	"internal":        errors.New("a table is broken"),
	"invalid":         fault.New(fault.Invalid, "fault.invalid_form"),
	"not-found":       fault.New(fault.NotFound, "fault.not_found"),
	"unauthenticated": fault.New(fault.Unauthenticated, "web.signed_out"),
	"forbidden":       fault.New(fault.Forbidden, "web.cross_origin"),
	"conflict":        fmt.Errorf("save: %w", fault.New(fault.Conflict, "fault.already_announced")),
	"closed":          fault.New(fault.Closed, "fault.judging_closed"),
	"too-many":        fault.New(fault.TooMany, "account.too_many_failures").With("Count", 3).With("Seconds", 150),
}

func fail(r *web.Request) error { return kinds[r.Var("kind")] }

func readForm(r *web.Request) error {
	var form struct {
		Name   string         `form:"name"`
		Scores map[string]int `form:"score"`
		From   web.Moment     `form:"from"`
	}
	if err := r.Decode(&form); err != nil {
		return err
	}
	return say(fmt.Sprintln(form.Name, form.Scores, form.From.Date, form.From.Time))(r)
}

// start serves the test's routes on a store, as if browsers came to the address.
func start(t *testing.T, s *store.Store, address string) *httptest.Server {
	t.Helper()
	return logged(t, s, address, io.Discard)
}

// logged is start with a log to look at.
func logged(t *testing.T, s *store.Store, address string, log io.Writer) *httptest.Server {
	t.Helper()
	site, err := web.New(web.Options{
		URL: address, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Sessions: s.Sessions(), Healthy: s.Ping,
		Log: slog.New(slog.NewTextHandler(log, nil)),
	}, routes(s)...)
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewServer(site)
	t.Cleanup(listener.Close)
	return listener
}

type answer struct {
	*http.Response
	body string
}

// ask sends one request and follows no redirect; headers are pairs.
func ask(t *testing.T, method, address string, form url.Values, headers ...string) answer {
	t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(body)}
}

// TestSite asks the same of the site on both databases.
func TestSite(t *testing.T) {
	tests := map[string]func(*testing.T, *store.Store){
		"faults become pages in the visitors language":              faultsBecomePagesInTheVisitorsLanguage,
		"hostile and mistaken requests":                             hostileAndMistakenRequests,
		"forms are read into their struct":                          formsAreReadIntoTheirStruct,
		"the bare address leads to the visitors language":           theBareAddressLeadsToTheVisitorsLanguage,
		"the language switch keeps the page":                        theLanguageSwitchKeepsThePage,
		"cookies and links are secure where browsers come by HTTPS": cookiesAndLinksAreSecureWhereBrowsersComeByHTTPS,
		"notices are shown once and escaped":                        noticesAreShownOnceAndEscaped,
		"assets are kept by their content":                          assetsAreKeptByTheirContent,
		"the log tells no secret":                                   theLogTellsNoSecret,
		"pages are compressed for those who take that":              pagesAreCompressedForThoseWhoTakeThat,
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, test := range tests {
			t.Run(name, func(t *testing.T) { test(t, s) })
		}
	})
}

func faultsBecomePagesInTheVisitorsLanguage(t *testing.T, s *store.Store) {
	site := start(t, s, "http://localhost")
	for kind, want := range map[string]int{"internal": 500, "invalid": 422, "not-found": 404, "unauthenticated": 401,
		"forbidden": 403, "conflict": 409, "closed": 409, "too-many": 429} {
		for _, lang := range locale.Languages {
			got := ask(t, "GET", fmt.Sprintf("%s/%s/help/fault/%s", site.URL, lang, kind), nil)
			if got.StatusCode != want {
				t.Errorf("%s: got %d, want %d", kind, got.StatusCode, want)
			}
			if message := locale.Fault(lang, fault.Of(kinds[kind])); !strings.Contains(got.body, message) {
				t.Errorf("%s in %s: the page does not say %q", kind, lang, message)
			}
			if strings.Contains(got.body, "table is broken") {
				t.Errorf("%s: the page shows the cause, which is for the log", kind)
			}
		}
	}
	if got := ask(t, "GET", site.URL+"/cs/help/fault/too-many", nil); got.Header.Get("Retry-After") != "150" {
		t.Errorf("Retry-After: got %q", got.Header.Get("Retry-After"))
	}
}

func formsAreReadIntoTheirStruct(t *testing.T, s *store.Store) {
	site := start(t, s, "http://localhost")
	got := ask(t, "POST", site.URL+"/cs/help/form", url.Values{"name": {"Nový Bor"}, "score[7]": {"12"}, "score[9]": {"3"},
		"from.date": {"2023-04-27"}, "from.time": {"18:00"}})
	if want := "Nový Bor map[7:12 9:3] 2023-04-27 18:00\n"; got.body != want {
		t.Errorf("got %q, want %q", got.body, want)
	}
}

func theBareAddressLeadsToTheVisitorsLanguage(t *testing.T, s *store.Store) {
	site := start(t, s, "http://localhost")
	for _, c := range []struct{ about, accept, cookie, want string }{
		{"nothing known", "", "", "/en"},
		{"a Czech browser", "cs-CZ,cs;q=0.9,en;q=0.5", "", "/cs"},
		{"a Slovak browser", "sk", "", "/cs"},
		{"a Polish browser", "pl", "", "/pl"},
		{"a choice against the browser", "pl", "cs", "/cs"},
		{"a broken choice", "pl", "xx", "/pl"},
	} {
		got := ask(t, "GET", site.URL+"/", nil, "Accept-Language", c.accept, "Cookie", "language="+c.cookie)
		if got.StatusCode != 303 || got.Header.Get("Location") != c.want {
			t.Errorf("%s: got %d to %q, want %s", c.about, got.StatusCode, got.Header.Get("Location"), c.want)
		}
	}
	if got := ask(t, "GET", site.URL+"/cs/sign-in", nil, "Accept-Language", "pl"); !strings.HasPrefix(got.Header.Get("Set-Cookie"), "language=cs;") {
		t.Errorf("reading Czech with a Polish browser sets %q", got.Header.Get("Set-Cookie"))
	}
	if got := ask(t, "GET", site.URL+"/cs/sign-in", nil, "Accept-Language", "cs"); got.Header.Get("Set-Cookie") != "" {
		t.Errorf("reading what the browser asks for sets %q", got.Header.Get("Set-Cookie"))
	}
}

func theLanguageSwitchKeepsThePage(t *testing.T, s *store.Store) {
	site := start(t, s, "http://localhost")
	got := ask(t, "GET", site.URL+"/cs/sign-in?next=%2Fcs%2Fjury", nil)
	if want := `href="/pl/sign-in?next=%2Fcs%2Fjury"`; !strings.Contains(got.body, want) {
		t.Errorf("the page has no link %s", want)
	}
}

func noticesAreShownOnceAndEscaped(t *testing.T, s *store.Store) {
	site := start(t, s, "http://localhost")
	sent := ask(t, "GET", site.URL+"/cs/help/notice", nil, "Accept-Language", "cs")
	cookie := sent.Header.Get("Set-Cookie")
	name, _, _ := strings.Cut(cookie, ";")
	shown := ask(t, "GET", site.URL+sent.Header.Get("Location"), nil, "Cookie", name, "Accept-Language", "cs")
	if !strings.Contains(shown.body, "&lt;b&gt;20&lt;/b&gt;") || !strings.Contains(shown.body, `role="status"`) {
		t.Error("the notice is not shown, or not escaped")
	}
	if gone := shown.Header.Get("Set-Cookie"); !strings.Contains(gone, "Max-Age=0") {
		t.Errorf("the notice stays: %q", gone)
	}
	for _, forged := range []string{"!", "bm90IGpzb24", "eyJrZXkiOiJubyBzdWNoIGtleSJ9"} {
		if got := ask(t, "GET", site.URL+"/cs/sign-in", nil, "Cookie", "notice="+forged); strings.Contains(got.body, `role="status"`) {
			t.Errorf("a forged notice %s is shown", forged)
		}
	}
}

func assetsAreKeptByTheirContent(t *testing.T, s *store.Store) {
	if !web.HasBundle() {
		t.Fatal("the browser bundle is missing: run make generate")
	}
	site := start(t, s, "http://localhost")
	page := ask(t, "GET", site.URL+"/cs/sign-in", nil)
	_, rest, _ := strings.Cut(page.body, `<link rel="stylesheet" href="`)
	address, _, _ := strings.Cut(rest, `"`)
	css := ask(t, "GET", site.URL+address, nil)
	if css.StatusCode != 200 || !strings.Contains(css.Header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(css.Header.Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d %v", address, css.StatusCode, css.Header)
	}
	if again := ask(t, "GET", site.URL+"/static/app.css", nil, "If-None-Match", css.Header.Get("ETag")); again.StatusCode != 304 || again.body != "" {
		t.Errorf("asked again: %d", again.StatusCode)
	}
	if old := ask(t, "GET", site.URL+"/static/app.css?v=old", nil); old.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("an old address may be kept: %q", old.Header.Get("Cache-Control"))
	}
	if got := ask(t, "GET", site.URL+"/static/.gitkeep", nil); got.StatusCode != 404 {
		t.Errorf("a hidden file: %d", got.StatusCode)
	}
}

func pagesAreCompressedForThoseWhoTakeThat(t *testing.T, s *store.Store) {
	site := start(t, s, "http://localhost")
	plain := ask(t, "GET", site.URL+"/cs/sign-in", nil, "Accept-Encoding", "identity")
	small := ask(t, "GET", site.URL+"/cs/sign-in", nil, "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(strings.NewReader(small.body))
	if err != nil {
		t.Fatalf("not compressed: %v", err)
	}
	body, err := io.ReadAll(z)
	if err != nil || string(body) != plain.body {
		t.Errorf("unpacked it is another page: %v", err)
	}
	if small.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("Vary: %q", small.Header.Get("Vary"))
	}
}
