package main

import (
	"context"
	"fmt"
	"os"

	"blazon/store"
)

// restoreCommand brings a backup back.
type restoreCommand struct {
	databaseConfig `embed:""`
	File           string `arg:"" help:"File that blazon backup wrote."`
	GrantTo        string `env:"BLAZON_APP_ROLE" placeholder:"ROLE" help:"On PostgreSQL: role of the serving program, which gets the rights that it needs and no more (${env})."`
}

// Help goes on where the one line ends.
func (restoreCommand) Help() string {
	return `The database has to be empty; it may be of another kind than the one that was backed up. On PostgreSQL, use the role that owns the tables.
Afterwards everything is checked as blazon check does, and no letters leave until blazon mail on: those that waited when the
backup was made may have left since.`
}

// Run brings the backup back and checks what came.
func (c restoreCommand) Run(std streams) error {
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	ctx := context.Background()
	s, err := c.connect(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	shown := newProgress(std.err)
	manifest, err := s.Restore(ctx, file, shown.show)
	if err != nil {
		return err
	}
	if c.GrantTo != "" {
		if err := s.GrantTo(ctx, c.GrantTo); err != nil {
			return err
		}
	}
	fmt.Fprintf(std.out, "Brought back: %s\n", summary(manifest))
	fmt.Fprintln(std.out, "No letters leave until you say: blazon mail on")
	return checkAll(ctx, s, std.out)
}
