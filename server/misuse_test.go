package server_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"
)

// misuse is a request that no visitor gets through with, whoever it is.
type misuse struct {
	about, method, path string
	body                string
	headers             map[string]string
	status              int
	fault               *fault.Fault // whose message the page shows
	allow               string       // the header that says what would have been right
}

// TestMisuses sends every route what it must refuse, in every language.
func TestMisuses(t *testing.T) {
	site := newSite(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	for _, lang := range locale.Languages {
		all := mistakes(lang)
		for _, route := range site.Routes() {
			all = append(all, misuses(route, lang)...)
		}
		for _, m := range all {
			m.check(t, site, lang)
		}
	}
}

// mistakes are addresses that are none, and a form that is too large.
func mistakes(lang locale.Language) []misuse {
	absent, form := fault.New(fault.NotFound, "fault.not_found"), map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	home := "/" + string(lang)
	return []misuse{
		{about: "an unknown door", method: "GET", path: home + "/a/b/c/d/e/f", status: 404, fault: absent},
		{about: "an unknown page of a door", method: "GET", path: home + "/organizer/nothing/at/all/here", status: 404, fault: absent},
		{about: "an unknown competition", method: "GET", path: home + "/nothing", status: 404, fault: absent},
		{about: "a form to an unknown page", method: "POST", path: home + "/a/b/c/d/e/f", headers: form, status: 404, fault: absent},
		{about: "a page with a slash too many", method: "GET", path: home + "/sign-in/", status: 404, fault: absent},
		{about: "a form that is too large", method: "POST", path: home + "/sign-in", headers: form, body: "email=" + strings.Repeat("x", 2<<20),
			status: 413, fault: fault.New(fault.Invalid, "web.too_large")},
		{about: "a form that is none", method: "POST", path: home + "/sign-in", headers: form, body: "%", status: 422, fault: fault.New(fault.Invalid, "web.bad_form")},
	}
}

// misuses are methods that a route does not take, and forms to it that another site sends.
func misuses(route web.Route, lang locale.Language) (list []misuse) {
	words := map[string]string{}
	for _, found := range variable.FindAllStringSubmatch(route.Path, -1) {
		words[found[1]] = "nothing"
	}
	path := strings.Replace(pathOf(route, words), "/cs", "/"+string(lang), 1)
	takes := map[string]bool{"GET": route.Get != nil, "HEAD": route.Get != nil, "POST": route.Post != nil, "PUT": false, "PATCH": false,
		"DELETE": false, "OPTIONS": false}
	var allow []string
	for _, method := range []string{"GET", "HEAD", "POST"} {
		if takes[method] {
			allow = append(allow, method)
		}
	}
	for _, method := range slices.Sorted(maps.Keys(takes)) {
		if !takes[method] {
			list = append(list, misuse{about: method + " " + route.Name, method: method, path: path, status: 405,
				fault: fault.New(fault.NotFound, "fault.not_found"), allow: strings.Join(allow, ", ")})
		}
	}
	if route.Post == nil {
		return list
	}
	foreign := fault.New(fault.Forbidden, "web.cross_origin")
	return append(list,
		misuse{about: "another site's form to " + route.Name, method: "POST", path: path, headers: map[string]string{"Sec-Fetch-Site": "cross-site"}, status: 403, fault: foreign},
		misuse{about: "a sister site's form to " + route.Name, method: "POST", path: path, headers: map[string]string{"Sec-Fetch-Site": "same-site"}, status: 403, fault: foreign},
		misuse{about: "another origin's form to " + route.Name, method: "POST", path: path, headers: map[string]string{"Origin": "https://example.org"}, status: 403, fault: foreign})
}

func (m misuse) check(t *testing.T, site http.Handler, lang locale.Language) {
	t.Helper()
	request := httptest.NewRequest(m.method, m.path, strings.NewReader(m.body))
	request.Header.Set("Accept-Language", string(lang)) // for addresses that have no language
	for name, value := range m.headers {
		request.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	site.ServeHTTP(answer, request)
	if answer.Code != m.status || answer.Header().Get("Allow") != m.allow {
		t.Errorf("%s, %s: got %d, allowed are %q; want %d, %q", m.path, m.about, answer.Code, answer.Header().Get("Allow"), m.status, m.allow)
	}
	if answer.Header().Get("Content-Language") != string(lang) || !strings.Contains(answer.Body.String(), locale.Fault(lang, m.fault)) {
		t.Errorf("%s, %s: the page is in %q, or does not say %q", m.path, m.about, answer.Header().Get("Content-Language"), locale.Fault(lang, m.fault))
	}
}
