// Package server puts the doors together and serves them.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"blazon/document"
	"blazon/server/account"
	"blazon/server/attachment"
	"blazon/server/ceremony"
	"blazon/server/entrant"
	"blazon/server/jury"
	"blazon/server/keying"
	"blazon/server/opendata"
	"blazon/server/organizer"
	"blazon/server/paper"
	"blazon/server/public"
	"blazon/server/room"
	"blazon/server/web"
	"blazon/store"
)

// Options are what the site needs to know of its surroundings.
type Options struct {
	URL            string // where browsers reach the site
	TrustedProxies []netip.Prefix
	Seal           document.OutsideSeal // that the organization puts on certificates
	Log            *slog.Logger
}

// New makes the site of a store.
func New(s *store.Store, options Options) (*web.Site, error) {
	routes := slices.Concat(
		account.Routes(s),
		attachment.Routes(s),
		ceremony.Routes(s),
		jury.Seated(slices.Concat(jury.Routes(s), keying.Routes(s), room.Routes(s))),
		entrant.Routes(s),
		organizer.Routes(s, Press(s, options)),
		opendata.Routes(s),
		public.Routes(s),
	)
	return web.New(web.Options{
		URL:            options.URL,
		TrustedProxies: options.TrustedProxies,
		Sessions:       s.Sessions(),
		Healthy:        healthy(s),
		Public:         everybodys(s),
		Log:            options.Log,
	}, routes...)
}

// Press makes the files of the site's certificates.
func Press(s *store.Store, options Options) *paper.Press {
	return &paper.Press{Store: s, Site: strings.TrimSuffix(options.URL, "/"), Seal: options.Seal}
}

// everybodys tells when pages that everybody sees alike have to be made anew.
func everybodys(s *store.Store) web.Public {
	return web.Public{Turn: s.NextTurn, State: func(ctx context.Context) (web.State, error) {
		r, err := s.Revision(ctx)
		return web.State{Revision: fmt.Sprint(r.Event, ".", r.Recent), At: r.Now}, err
	}}
}

// healthy tells whether the database answers and has the schema that the program was built for. The schema is asked
// only until it was right once: it does not go back.
func healthy(s *store.Store) func(context.Context) error {
	var migrated atomic.Bool
	return func(ctx context.Context) error {
		if migrated.Load() {
			return s.Ping(ctx)
		}
		ok, err := s.Migrated(ctx)
		if err == nil && !ok {
			err = errors.New("the database has another schema than the program")
		}
		migrated.Store(err == nil)
		return err
	}
}

// HTTP is a server for the site with limits on how long a client may take. It does not listen yet. When it shuts down, the
// answers that go on end.
func HTTP(site *web.Site, log *slog.Logger) *http.Server {
	h := &http.Server{
		Handler:           site,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       60 * time.Second,
		WriteTimeout:      120 * time.Second,
		IdleTimeout:       120 * time.Second,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	h.RegisterOnShutdown(site.Stop)
	return h
}
