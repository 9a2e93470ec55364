package main

import (
	"context"
	"errors"
	"fmt"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"
)

// userCommand looks after accounts from the machine itself, where there may be no administrator yet.
type userCommand struct {
	Add      userAddCommand      `cmd:"" help:"Make an account, such as the first administrator's of an empty database."`
	Password userPasswordCommand `cmd:"" help:"Give an account a new password and end its sessions."`
	Invite   userInviteCommand   `cmd:"" help:"Print a link by which somebody chooses the password of an account."`
	Factor   userFactorCommand   `cmd:"" help:"Take the second factor of an account away, for somebody who has lost it."`
	End      userEndCommand      `cmd:"" help:"End an account; what it did stays on record."`
}

type userAddCommand struct {
	databaseConfig `embed:""`
	passwordSource `embed:""`
	Email          string `arg:"" help:"E-mail address to sign in with."`
	Name           string `required:"" help:"Name of the person."`
	Language       string `enum:"cs,pl,en" default:"en" help:"Language of pages and mails: cs, pl or en (default: ${default})."`
	Admin          bool   `help:"Let the account manage accounts and registers."`
}

// Run adds the account.
func (c userAddCommand) Run(std streams) error {
	password, err := c.read(std)
	if err != nil {
		return err
	}
	form := store.UserForm{Email: c.Email, Name: c.Name, Language: locale.Language(c.Language), Administrator: c.Admin, Password: password}
	return c.act(func(ctx context.Context, s *store.Store) error {
		user, err := s.AddUser(ctx, store.Operator(), form)
		if err == nil {
			fmt.Fprintf(std.out, "%s can sign in.\n", user.Email)
		}
		return err
	})
}

type userPasswordCommand struct {
	databaseConfig `embed:""`
	passwordSource `embed:""`
	Email          string `arg:"" help:"E-mail address of the account."`
}

// Run sets the password.
func (c userPasswordCommand) Run(std streams) error {
	password, err := c.read(std)
	if err != nil {
		return err
	}
	return c.act(func(ctx context.Context, s *store.Store) error {
		return s.SetPassword(ctx, store.Operator(), c.Email, password)
	})
}

type userInviteCommand struct {
	databaseConfig `embed:""`
	listenConfig   `embed:""`
	urlConfig      `embed:""`
	Email          string `arg:"" help:"E-mail address of the account."`
}

// Run prints the link.
func (c userInviteCommand) Run(std streams) error {
	base, err := c.base(c.listenConfig)
	if err != nil {
		return err
	}
	return c.act(func(ctx context.Context, s *store.Store) error {
		user, token, err := s.Invite(ctx, store.Operator(), c.Email)
		if err == nil {
			fmt.Fprintf(std.out, "%s/%s/invitation/%s\n", base, user.Language, token)
		}
		return err
	})
}

type userFactorCommand struct {
	databaseConfig `embed:""`
	Email          string `arg:"" help:"E-mail address of the account."`
	Reason         string `required:"" help:"Why: it goes on record."`
}

// Run removes the second factor.
func (c userFactorCommand) Run() error {
	return c.act(func(ctx context.Context, s *store.Store) error {
		return s.RemoveSecondFactor(ctx, store.Operator(), c.Email, c.Reason)
	})
}

type userEndCommand struct {
	databaseConfig `embed:""`
	Email          string `arg:"" help:"E-mail address of the account."`
}

// Run ends the account.
func (c userEndCommand) Run() error {
	return c.act(func(ctx context.Context, s *store.Store) error { return s.EndUser(ctx, store.Operator(), c.Email) })
}

// act opens the database for one act and says in plain words why it was refused.
func (c databaseConfig) act(fn func(context.Context, *store.Store) error) error {
	ctx := context.Background()
	s, err := c.open(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	return inWords(fn(ctx, s))
}

// inWords gives a refusal as a person reads it; the commands speak English.
func inWords(err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind == fault.Internal {
		return err
	}
	if len(f.Fields) > 0 {
		return errors.New(locale.Field(locale.English, f.Fields[0]))
	}
	return errors.New(locale.Fault(locale.English, f))
}
