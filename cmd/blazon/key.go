package main

import (
	"context"
	"fmt"
	"time"

	"blazon/server/paper"
	"blazon/store"
)

// keyCommand looks after the keys that sign certificates.
type keyCommand struct {
	List  keyListCommand  `cmd:"" help:"List all keys, the newest first, with the days from which and until which they signed."`
	Renew keyRenewCommand `cmd:"" help:"Sign with a new key from now on; what the ones before signed stays valid."`
}

// keyConfig says where the keys are, and what a new one is named after.
type keyConfig struct {
	databaseConfig `embed:""`
	listenConfig   `embed:""`
	urlConfig      `embed:""`
}

// host is what a new key is named after.
func (c keyConfig) host() (string, error) {
	base, err := c.base(c.listenConfig)
	return paper.HostOf(base), err
}

type keyListCommand struct {
	keyConfig `embed:""`
}

// Run lists the keys.
func (c keyListCommand) Run(std streams) error {
	host, err := c.host()
	if err != nil {
		return err
	}
	return c.act(func(ctx context.Context, s *store.Store) error {
		keys, err := s.SigningKeys(ctx, host)
		for _, k := range keys {
			until := "now"
			if !k.EndedAt.IsZero() {
				until = k.EndedAt.Format(time.DateOnly)
			}
			fmt.Fprintf(std.out, "%s  %s – %s\n", k.Public, k.BeganAt.Format(time.DateOnly), until)
		}
		return err
	})
}

type keyRenewCommand struct {
	keyConfig `embed:""`
}

// Run begins a new key.
func (c keyRenewCommand) Run(std streams) error {
	host, err := c.host()
	if err != nil {
		return err
	}
	return c.act(func(ctx context.Context, s *store.Store) error {
		key, err := s.RenewSigningKey(ctx, store.Operator(), host)
		if err == nil {
			fmt.Fprintln(std.out, key.Public)
		}
		return err
	})
}
