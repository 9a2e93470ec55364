package main

import (
	"context"
	"fmt"

	"blazon/store"
)

// migrateCommand brings the database's schema up to date, under the role that owns the tables.
type migrateCommand struct {
	databaseConfig `embed:""`
	GrantTo        string `env:"BLAZON_APP_ROLE" placeholder:"ROLE" help:"On PostgreSQL: role of the serving program, which gets the rights that it needs and no more (${env})."`
}

// Run migrates and says what it did.
func (c migrateCommand) Run(std streams) error {
	ctx := context.Background()
	s, err := c.connect(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	applied := 0
	err = s.Migrate(ctx, func(name string) {
		applied++
		fmt.Fprintln(std.out, "Applied", name)
	})
	if err != nil {
		return err
	}
	if applied == 0 {
		fmt.Fprintln(std.out, "The database is up to date.")
	}
	if c.GrantTo == "" {
		return nil
	}
	return s.GrantTo(ctx, c.GrantTo)
}
