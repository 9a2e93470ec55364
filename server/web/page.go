package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// Page names a template file under templates/, without its ending, and fixes the type of what it shows.
type Page[T any] string

// Show answers with the page.
func (p Page[T]) Show(r *Request, data T) error { return r.show(http.StatusOK, string(p), data) }

// Again shows the page with its form as filled in, where err says what is wrong with it. An error that no form can
// mend is returned as it came.
func (p Page[T]) Again(r *Request, err error, data T) error {
	switch f := fault.Of(err); f.Kind {
	case fault.Invalid, fault.Conflict, fault.Closed, fault.TooMany, fault.Forbidden:
		r.retryAfter(f)
		return r.show(status(err), string(p), data)
	}
	return err
}

// Fragment renders the page's own part without the layout, to be kept and shown many times.
func (p Page[T]) Fragment(s *Site, lang locale.Language, data T) (template.HTML, error) {
	return s.templates[lang].part(string(p), data)
}

// frame is what the layout shows around a page.
type frame struct {
	Language    locale.Language
	Languages   []choice
	Title       template.HTML
	Description template.HTML // empty: the page is nobody's to share
	Canonical   string        // its address with scheme and host, without what is only asked of it; empty: the page is nobody's to share
	Alternates  []choice      // the same in each language
	Picture     template.HTML // what stands for it where it is shared; empty: none
	Main        template.HTML
	Home        string
	Nav         []choice
	SignedIn    bool
	Notice      string
	Failed      bool // the page says what is wrong
}

// choice is a link of which one may be the current.
type choice struct {
	Code    string
	Text    string
	Address string
	Current bool
}

// Part answers with the page's own part alone, for a script that puts it into a page that is open.
func (p Page[T]) Part(r *Request, data T) error {
	return p.As(r, File{Name: "part.html", Type: "text/html; charset=utf-8"}, data)
}

// As answers with the page's own part alone as a file: a frame for other sites, a picture.
func (p Page[T]) As(r *Request, f File, data T) error {
	part, err := r.site.templates[r.Language].part(string(p), data)
	if err != nil {
		return err
	}
	f.Body = []byte(part)
	return r.Send(f)
}

func (r *Request) show(status int, page string, data any) error {
	set := r.site.templates[r.Language]
	title, err := set.part(page+titleSuffix, data)
	if err != nil {
		return err
	}
	main, err := set.part(page, data)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	f := r.frame(title, main)
	if status == http.StatusOK {
		if err := r.share(&f, page, data); err != nil {
			return err
		}
	}
	f.Failed = status >= 400
	if err := set.root.ExecuteTemplate(&body, "layout", f); err != nil {
		return fmt.Errorf("page %s: %w", page, err)
	}
	h := r.writer.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(r.Language))
	r.cacheControl()
	r.writer.WriteHeader(status)
	_, _ = r.writer.Write(body.Bytes()) // a client that went away is nobody's fault
	return nil
}

func (r *Request) frame(title, main template.HTML) frame {
	f := frame{Language: r.Language, Title: title, Main: main, Home: r.Home(), SignedIn: r.Actor.SignedIn(), Notice: r.takeNotice()}
	for _, l := range locale.Languages {
		f.Languages = append(f.Languages, choice{Code: string(l), Text: l.Name(), Address: r.in(l), Current: l == r.Language})
	}
	for i := range r.site.routes {
		route := &r.site.routes[i]
		if err := judging.May(r.Actor, route.Act, judging.Facts{}); route.Nav == "" || err != nil && !judging.Owed(err) { // who owes a second factor is led to it from there
			continue
		}
		f.Nav = append(f.Nav, choice{Text: r.T(route.Nav), Address: r.Address(route.Name), Current: r.route == route})
	}
	r.rememberLanguage()
	return f
}

// cacheControl keeps what a signed-in person sees out of every cache; what everybody sees is asked for anew.
func (r *Request) cacheControl() {
	h := r.writer.Header()
	if r.Actor.SignedIn() || r.route == nil {
		h.Set("Cache-Control", "no-store")
	} else if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
}
