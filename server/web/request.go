package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"unicode/utf8"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/gorilla/mux"
)

// Request is what a handler gets: the request, who asks, in which language, and the ways to answer.
type Request struct {
	*http.Request
	Actor    judging.Actor // the zero Actor where nobody is signed in
	Language locale.Language

	site   *Site
	route  *Route // nil where no route matched
	writer http.ResponseWriter
}

// request reads who asks; it always gives a Request, so that even a failure can be answered.
func (s *Site) request(w http.ResponseWriter, hr *http.Request, route *Route) (*Request, error) {
	r := s.stranger(w, hr)
	r.route = route
	if err := wellFormed(hr); err != nil {
		return r, err
	}
	return r, r.loadSession()
}

// stranger is a Request of somebody who may be anybody, in the language of the address.
func (s *Site) stranger(w http.ResponseWriter, hr *http.Request) *Request {
	word, _, _ := strings.Cut(strings.TrimPrefix(hr.URL.Path, "/"), "/")
	lang, ok := locale.Parse(word)
	if !ok {
		lang = preferred(hr)
	}
	return &Request{Request: hr, Language: lang, site: s, writer: w}
}

// wellFormed refuses addresses that no database would take.
func wellFormed(hr *http.Request) error {
	texts := []string{hr.URL.Path}
	for name, values := range hr.URL.Query() {
		texts = append(append(texts, name), values...)
	}
	for _, text := range texts {
		if !sound(text) {
			return fault.New(fault.NotFound, "fault.not_found")
		}
	}
	return nil
}

// sound tells whether a text is UTF-8 without NUL.
func sound(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

// Var gives a variable of the path: Var("sheet") for "/jury/sheets/{sheet}".
func (r *Request) Var(name string) string { return mux.Vars(r.Request)[name] }

// Query gives a value of the query, empty where it is missing.
func (r *Request) Query(name string) string { return r.URL.Query().Get(name) }

// T gives a message in the request's language.
func (r *Request) T(key string, args ...any) string { return locale.T(r.Language, key, args...) }

// Address gives the address of a route in the request's language, from pairs of a name and a value. A route that
// does not exist or lacks a value is a defect of the program.
func (r *Request) Address(name string, pairs ...any) string {
	address, err := r.site.address(r.Language, name, pairs...)
	if err != nil {
		panic(err)
	}
	return address
}

// Home is the address of the front page in the request's language.
func (r *Request) Home() string { return "/" + string(r.Language) }

// Link is Address with scheme and host, for mails and documents.
func (r *Request) Link(name string, pairs ...any) string {
	return r.site.Link(r.Language, name, pairs...)
}

// LinkIn is Link in another language than the request's: that of whoever gets a letter.
func (r *Request) LinkIn(lang locale.Language, name string, pairs ...any) string {
	return r.site.Link(lang, name, pairs...)
}

// Site is the address of the front page in no language, with scheme and host.
func (r *Request) Site() string { return r.site.base.String() }

// Redirect sends the browser on to a route with GET.
func (r *Request) Redirect(name string, pairs ...any) error {
	return r.redirect(r.Address(name, pairs...))
}

// RedirectTo sends the browser on to a path of our own, such as one that Return gave.
func (r *Request) RedirectTo(path string) error {
	if !local(path) {
		return fmt.Errorf("redirect to a foreign address")
	}
	return r.redirect(path)
}

func (r *Request) redirect(address string) error {
	r.writer.Header().Set("Cache-Control", "no-store")
	r.writer.Header().Set("Location", address)
	r.writer.WriteHeader(http.StatusSeeOther)
	return nil
}

// Return gives the path that the query or the form names under "next", if it is one of our own.
func (r *Request) Return() (path string, ok bool) {
	path = r.FormValue("next")
	return path, path != "" && local(path)
}

// local tells whether an address stays on this site: "//host" and "/\host" are foreign to a browser.
func local(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t")
}

// ClientIP is the client's address, as the nearest trusted proxy saw it.
func (r *Request) ClientIP() netip.Addr { return clientIP(r.Request, r.site.options.TrustedProxies) }

// File is an answer that is no page.
type File struct {
	Name       string // as it is saved
	Type       string // "application/pdf"
	Body       []byte
	Attachment bool // saved at once, rather than shown
}

// Send answers with a file.
func (r *Request) Send(f File) error {
	h := r.writer.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Length", fmt.Sprint(len(f.Body)))
	h.Set("Content-Disposition", disposition(f))
	r.cacheControl()
	_, _ = r.writer.Write(f.Body) // a client that went away is nobody's fault
	return nil
}

// Writer is for answers that are written piece by piece; the handler must not fail once it has written.
func (r *Request) Writer() http.ResponseWriter { return r.writer }

// Route is the name of the address that is asked for.
func (r *Request) Route() string { return r.name() }

// name is the route's, for logs.
func (r *Request) name() string {
	if r.route == nil {
		return "none"
	}
	return r.route.Name
}
