package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"blazon/jobs"
	"blazon/server"
	"blazon/server/link"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

// serveCommand serves the site until it is told to stop.
type serveCommand struct {
	serveConfig `embed:""`
}

// grace is how long requests that have begun may take once the program is told to stop.
const grace = 25 * time.Second

// Run serves until SIGTERM or SIGINT.
func (c serveCommand) Run(std streams) error {
	if err := c.check(); err != nil {
		return err
	}
	base, err := c.base(c.listenConfig)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	log := slog.New(slog.NewTextHandler(std.err, &slog.HandlerOptions{Level: c.Log}))
	files := c.folder()
	files.Scan = c.scanner(log)
	s, err := c.open(ctx, store.Options{Mail: c.SMTP != "", Files: files, EntryBytes: c.EntryMB * 1e6})
	if err != nil {
		return err
	}
	defer s.Close()
	return c.serve(ctx, std, s, base, log)
}

func (c serveCommand) serve(ctx context.Context, std streams, s *store.Store, base string, log *slog.Logger) error {
	if !web.HasBundle() {
		log.Warn("the browser bundle is missing, so pages look bare: run make generate and build again")
	}
	if seeded, err := s.SeedRegisters(ctx); err != nil {
		return err
	} else if seeded {
		log.Info("the registers that come with the program are in the database")
	}
	if _, err := s.SigningKey(ctx, paper.HostOf(base)); err != nil {
		return err // it is there before the first certificate, so that its day tells nothing of a result
	}
	if since, err := s.MailOff(ctx); err != nil {
		return err
	} else if !since.IsZero() {
		log.Warn("no letters leave until blazon mail on", "since", since)
	}
	proxies, err := c.proxies()
	if err != nil {
		return err
	}
	options := server.Options{URL: base, TrustedProxies: proxies, Seal: c.outsideSeal(), Log: log}
	site, err := server.New(s, options)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("BLAZON_LISTEN: %w", err)
	}
	fmt.Fprintf(std.out, "Blazon %s serves %s\n", version, base)
	if err := greetDemo(ctx, s, std.out); err != nil {
		return err
	}
	rest, err := c.work(ctx, s, site, options)
	if err != nil {
		return err
	}
	defer rest()
	return serveUntil(ctx, server.HTTP(site, log), listener)
}

// work does in the background what requests have queued, until the context ends or rest is called, which waits for the job
// that is being done.
func (c serveCommand) work(ctx context.Context, s *store.Store, site *web.Site, options server.Options) (rest func(), err error) {
	post, err := c.mailServer()
	if err != nil {
		return nil, err
	}
	worker := &jobs.Worker{Store: s, Mail: post, Site: options.URL, Log: options.Log, Link: func(l *store.Letter) string { return link.Of(l, site.Link) },
		Printing: server.Press(s, options).Printing}
	ctx, cancel := context.WithCancel(ctx)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		worker.Run(ctx)
	}()
	return func() { cancel(); <-stopped }, nil
}

// serveUntil serves until the context ends, then lets the requests that have begun finish.
func serveUntil(ctx context.Context, h *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := h.Shutdown(last); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
