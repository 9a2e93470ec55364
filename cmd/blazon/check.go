package main

import (
	"context"
	"fmt"
	"io"

	"blazon/store"
)

// checkCommand holds the data against its invariants, such as that every result still tallies to what was decided.
type checkCommand struct {
	databaseConfig `embed:""`
}

// Help goes on where the one line ends.
func (checkCommand) Help() string {
	return `Prints one line for each finding: the thing, its id, and what should hold of it. Nothing is changed. The exit status is 1 when
anything was found.`
}

// Run prints the findings.
func (c checkCommand) Run(std streams) error {
	if err := c.present(); err != nil {
		return err
	}
	return c.act(func(ctx context.Context, s *store.Store) error { return checkAll(ctx, s, std.out) })
}

// checkAll prints the findings; any makes the exit status 1.
func checkAll(ctx context.Context, s *store.Store, out io.Writer) error {
	found := 0
	err := s.Check(ctx, func(f store.Finding) {
		found++
		fmt.Fprintln(out, f)
	})
	if err != nil {
		return err
	}
	if found > 0 {
		return status(1)
	}
	fmt.Fprintln(out, "Everything holds.")
	return nil
}
