package main

import (
	"context"
	"fmt"

	"blazon/store"
)

// mailCommand lets letters leave, or keeps them from it: after a backup was brought back none do.
type mailCommand struct {
	On     mailOnCommand     `cmd:"" help:"Let letters leave again."`
	Off    mailOffCommand    `cmd:"" help:"Keep letters from leaving; they wait."`
	Status mailStatusCommand `cmd:"" help:"Tell whether letters leave."`
}

type mailOnCommand struct {
	databaseConfig `embed:""`
	SendWaiting    bool `help:"Also send the letters that waited when mail was turned off. Without, they are given up: after a restoration, nobody knows whether they left before."`
}

// Run turns mail on.
func (c mailOnCommand) Run(std streams) error {
	return c.act(func(ctx context.Context, s *store.Store) error {
		givenUp, err := s.TurnMailOn(ctx, c.SendWaiting)
		if err == nil {
			fmt.Fprintf(std.out, "Letters leave again; %d old ones were given up.\n", givenUp)
		}
		return err
	})
}

type mailOffCommand struct {
	databaseConfig `embed:""`
}

// Run turns mail off.
func (c mailOffCommand) Run(std streams) error {
	return c.act(func(ctx context.Context, s *store.Store) error {
		err := s.TurnMailOff(ctx)
		if err == nil {
			fmt.Fprintln(std.out, "No letters leave until you say: blazon mail on")
		}
		return err
	})
}

type mailStatusCommand struct {
	databaseConfig `embed:""`
}

// Run tells how it is.
func (c mailStatusCommand) Run(std streams) error {
	return c.act(func(ctx context.Context, s *store.Store) error {
		since, err := s.MailOff(ctx)
		if err != nil || since.IsZero() {
			if err == nil {
				fmt.Fprintln(std.out, "Letters leave.")
			}
			return err
		}
		waiting, err := s.Waiting(ctx)
		if err == nil {
			fmt.Fprintf(std.out, "No letters have left since %s; %d that were there already wait.\n", since.Format("2006-01-02 15:04:05 MST"), waiting)
		}
		return err
	})
}
