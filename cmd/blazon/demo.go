package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/store"
)

// demoCommand fills an unused database with real competitions, for whoever wants to look around.
type demoCommand struct {
	databaseConfig `embed:""`
	listenConfig   `embed:""`
	urlConfig      `embed:""`

	Size string `enum:"small,national" default:"small" help:"small: what was published of some years; national: also an edition of the whole country that takes entries now (default: ${default})."`
	PDF  string `name:"pdf" placeholder:"FOLDER" help:"Also write the result sheets and certificates into this folder, and list them."`
}

// demoAttribute is where the database remembers that it holds the demo, and whether all of it.
const (
	demoAttribute = "demo"
	demoBegun     = "begun"
	demoReady     = "ready"
)

// Run fills the database, or leaves a filled one as it is; one that holds anything else is refused.
func (c demoCommand) Run(std streams) error {
	ctx := context.Background()
	clock := &demoClock{}
	s, err := c.connect(ctx, store.Options{Now: clock.now})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Migrate(ctx, func(string) {}); err != nil {
		return err
	}
	state, err := s.Attribute(ctx, demoAttribute)
	if err != nil {
		return err
	}
	switch state {
	case demoReady:
		fmt.Fprintln(std.out, "The demo is there already and stays as it is.")
	case demoBegun:
		return fmt.Errorf("the demo was interrupted while it was made: delete the database and begin anew")
	default:
		if err := c.fill(ctx, s, clock, std.out); err != nil {
			return err
		}
	}
	if c.PDF != "" {
		return printDemo(ctx, s, c.PDF, std.out)
	}
	return nil
}

func (c demoCommand) fill(ctx context.Context, s *store.Store, clock *demoClock, out io.Writer) error {
	unused, err := s.Unused(ctx)
	if err != nil {
		return err
	}
	if !unused {
		return fmt.Errorf("the database holds something else already: the demo wants one of its own")
	}
	data, err := readDemo()
	if err != nil {
		return err
	}
	if err := s.SetAttribute(ctx, demoAttribute, demoBegun); err != nil {
		return err
	}
	fmt.Fprintln(out, "Filling the municipal registers …")
	if _, err := s.SeedRegisters(ctx); err != nil {
		return err
	}
	fmt.Fprintln(out, "Filling the demo: Zlatý erb 2025, 2023, 2022 and 2014, Samorządowy Lider Cyfryzacji 2019 and 2018 …")
	base, err := c.base(c.listenConfig)
	if err != nil {
		return err
	}
	d := &demo{ctx: ctx, store: s, press: &paper.Press{Store: s, Site: base}, data: data, clock: clock, users: map[string]int64{}}
	if err := d.fill(); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if c.Size == "national" {
		fmt.Fprintln(out, "Filling an edition of the whole country: 14 regions, 150 jurors, some 700 entries …")
		if err := d.nation(); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	return s.SetAttribute(ctx, demoAttribute, demoReady)
}

// demoClock is the store's clock while the demo is made: each act happens on the day when it happened, and a little later
// than the one before. It reads the real time until it is set.
type demoClock struct {
	lock sync.Mutex
	at   time.Time
}

func (c *demoClock) now() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.at.IsZero() {
		return time.Now()
	}
	c.at = c.at.Add(7 * time.Second)
	return c.at
}

func (c *demoClock) set(at time.Time) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.at = at
}

// greetDemo tells who can sign in where the database holds the demo.
func greetDemo(ctx context.Context, s *store.Store, out io.Writer) error {
	state, err := s.Attribute(ctx, demoAttribute)
	if err != nil || state != demoReady {
		return err
	}
	data, err := readDemo()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Sign in with the password %s as\n", data.Password)
	for _, account := range [][2]string{
		{demoEmail("porotce", 4), "a juror of the national round, with three sheets to finish"},
		{demoEmail("porotce", 3), "a juror of the national round, who has to do with a supplier"},
		{demoEmail("porotce", 5), "a juror of the national round who was invited and has not answered yet"},
		{demoEmail("poradatel", 0), "the organizer of Zlatý erb"},
		{demoEmail("liberec", 0), "the organizer of its rounds in the Liberec Region: that of 2022 is sealed, and its ceremony can begin"},
		{demoEmail("semily", 0), "the representative of the town of Semily"},
		{demoEmail("organizator", 0), "the organizer of Samorządowy Lider Cyfryzacji"},
		{demoEmail("spravce", 0), "the administrator"},
	} {
		fmt.Fprintf(out, "  %-26s %s\n", account[0], account[1])
	}
	return nil
}

// printDemo writes the documents of every announced round and names them.
func printDemo(ctx context.Context, s *store.Store, folder string, out io.Writer) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	overview, err := s.Overview(ctx)
	if err != nil {
		return err
	}
	for _, c := range overview.Competitions {
		for _, e := range c.Editions {
			rounds, err := s.EditionOverview(ctx, c.Competition.Slug, e.Slug, locale.English)
			if err != nil {
				return err
			}
			for _, r := range rounds.Rounds {
				address := store.Address{Competition: c.Competition.Slug, Edition: e.Slug, Round: r.Round.Slug}
				if err := printRound(ctx, s, address, r, folder, out); err != nil {
					return fmt.Errorf("%v: %w", address, err)
				}
			}
		}
	}
	return nil
}

// printRound writes a round's result sheet, and its certificates in one file.
func printRound(ctx context.Context, s *store.Store, address store.Address, r *store.RoundOverview, folder string, out io.Writer) error {
	results, err := s.RoundSheet(ctx, address)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	name := filepath.Join(folder, address.Competition+"-"+address.Edition+"-"+address.Round)
	sheet, err := paper.ResultSheet(results, results.Rounds[0].Language())
	if err != nil {
		return err
	}
	if err := writeDocument(name+"-results.pdf", sheet, out); err != nil {
		return err
	}
	certificates, err := s.Certificates(ctx, demoOrganizer(r.Chapter.Path), r.Round.UID)
	if err != nil {
		return err
	}
	var valid []*store.Certificate
	for _, c := range certificates.Issued {
		if c.RevokedAt.IsZero() {
			valid = append(valid, &c.Certificate)
		}
	}
	if len(valid) == 0 {
		return nil
	}
	file, err := paper.Certificates(valid...)
	if err != nil {
		return err
	}
	return writeDocument(name+"-certificates.pdf", file, out)
}

func writeDocument(path string, body []byte, out io.Writer) error {
	if err := os.WriteFile(path, body, 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, path)
	return err
}

// demoOrganizer acts for the program itself, which made the rounds that it prints.
func demoOrganizer(path string) judging.Actor {
	return judging.Actor{Memberships: []judging.Membership{{Role: judging.Organizer, Chapter: path}}}
}
