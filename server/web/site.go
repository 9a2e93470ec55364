// Package web is the kit of the doors: route tables, requests, pages, forms, sessions, and the security stack around them.
package web

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"

	"blazon/judging"

	"github.com/alexedwards/scs/v2"
	"github.com/gorilla/mux"
)

// Options are what a site needs from outside.
type Options struct {
	URL            string         // where browsers reach the site; https makes cookies secure
	TrustedProxies []netip.Prefix // whose X-Forwarded-For and X-Forwarded-Proto are believed
	Sessions       SessionStore
	Healthy        func(context.Context) error // nil means that requests can be served
	Public         Public
	Log            *slog.Logger
}

// SessionStore keeps sessions and decodes them; a session that it finds holds, beside its user, the user's Actor.
type SessionStore interface {
	scs.CtxStore
	scs.Codec
}

// Site is the web application: the routes of all doors behind the security stack.
type Site struct {
	options   Options
	base      *url.URL
	routes    []Route
	byName    map[string]*Route
	sessions  *scs.SessionManager
	templates templateSet
	assets    assets
	keeper    *keeper
	handler   http.Handler

	stopping chan struct{} // closed when the site is to stop
	stop     func()
}

// New puts the routes together. They are tried in their order, but those that begin with a word of their own come before
// those that begin with any. A route that is not complete, a name that comes twice, a first word that no slug is kept
// from, and a template that does not parse are errors.
func New(options Options, routes ...Route) (*Site, error) {
	base, err := url.Parse(options.URL)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("site: %q is no URL", options.URL)
	}
	base.Path = strings.TrimSuffix(base.Path, "/")
	s := &Site{options: options, base: base, byName: map[string]*Route{}, routes: slices.Clone(routes), keeper: newKeeper(options.Public),
		stopping: make(chan struct{})}
	s.stop = sync.OnceFunc(func() { close(s.stopping) })
	slices.SortStableFunc(s.routes, func(a, b Route) int { return cmp.Compare(a.catchall(), b.catchall()) })
	for i := range s.routes {
		if err := s.add(&s.routes[i]); err != nil {
			return nil, err
		}
	}
	if s.assets, err = bundle(); err != nil {
		return nil, err
	}
	if s.templates, err = s.shareTemplates(); err != nil {
		return nil, err
	}
	s.sessions = newSessions(options.Sessions, s.secure())
	s.handler = s.stack(s.router())
	return s, nil
}

// ServeHTTP answers a request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Routes lists all routes, for whoever walks them.
func (s *Site) Routes() []Route { return s.routes }

// secure tells whether browsers come by https.
func (s *Site) secure() bool { return s.base.Scheme == "https" }

// router leaves unclean paths alone: mux would answer them with a redirect that turns a POST into a GET.
func (s *Site) router() *mux.Router {
	router := mux.NewRouter().SkipClean(true)
	router.HandleFunc("/", s.chooseLanguage)
	router.HandleFunc("/healthz", s.health)
	router.HandleFunc("/robots.txt", robots)
	router.PathPrefix(assetPrefix).HandlerFunc(s.asset)
	words := map[int]*mux.Router{}
	for i := range s.routes {
		route := &s.routes[i]
		n := strings.Count(route.pattern(), "/")
		if words[n] == nil {
			words[n] = router.MatcherFunc(hasWords(n)).Subrouter()
		}
		words[n].Handle(route.pattern(), s.serve(route))
	}
	router.NotFoundHandler = http.HandlerFunc(s.notFound)
	return router
}

// hasWords matches the addresses of so many words: mux tries one pattern after the other, and no variable has a slash.
func hasWords(n int) mux.MatcherFunc {
	return func(r *http.Request, _ *mux.RouteMatch) bool { return strings.Count(r.URL.Path, "/") == n }
}

// serve answers the requests of one route.
func (s *Site) serve(route *Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r, err := s.request(w, hr, route)
		if err == nil {
			err = s.handle(r)
		}
		if err != nil {
			r.fail(err)
		}
	})
}

// handle asks who may, before the handler is called at all.
func (s *Site) handle(r *Request) error {
	handler := r.route.handler(r.Method)
	if handler == nil {
		return methodNotAllowed(r)
	}
	if err := r.limitBody(r.route.Most); err != nil {
		return err
	}
	if err := judging.May(r.Actor, r.route.Act, judging.Facts{}); err != nil {
		return r.turnAway(err)
	}
	if s.keeper.keeps(r) {
		return s.keeper.serve(r, handler)
	}
	return handler(r)
}
