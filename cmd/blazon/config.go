package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"blazon/attachment"
	"blazon/document"
	"blazon/mail"
	"blazon/store"
)

// databaseConfig says where everything is kept; all commands that need the database take it.
type databaseConfig struct {
	Data     string `env:"BLAZON_DATA" default:"data" placeholder:"FOLDER" help:"Folder of attachments and of the default database (${env}; default: ${default})."`
	Database string `env:"BLAZON_DATABASE" placeholder:"ADDRESS" help:"sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME (${env}; default: blazon.db in the data folder)."`
}

func (c databaseConfig) address() string {
	if c.Database == "" {
		return "sqlite:" + filepath.Join(c.Data, "blazon.db")
	}
	return c.Database
}

// setting is the name of what says where the database is.
func (c databaseConfig) setting() string {
	if c.Database == "" {
		return "BLAZON_DATA"
	}
	return "BLAZON_DATABASE"
}

// present refuses an SQLite database that does not exist, where opening it would make an empty one.
func (c databaseConfig) present() error {
	path, file := strings.CutPrefix(c.address(), "sqlite:")
	if !file {
		return nil
	}
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("%s: %w", c.setting(), err)
	}
	return nil
}

// folder is where attachments lie.
func (c databaseConfig) folder() *attachment.Folder {
	return &attachment.Folder{Path: filepath.Join(c.Data, "attachments")}
}

// connect opens the database whatever its schema is.
func (c databaseConfig) connect(ctx context.Context, options store.Options) (*store.Store, error) {
	if options.Files == nil {
		options.Files = c.folder()
	}
	s, err := store.Open(ctx, c.address(), options)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.setting(), err)
	}
	return s, nil
}

// open connects to the database and makes sure of its schema: SQLite is brought up to date here, PostgreSQL by its
// owner's role beforehand.
func (c databaseConfig) open(ctx context.Context, options store.Options) (*store.Store, error) {
	s, err := c.connect(ctx, options)
	if err != nil {
		return nil, err
	}
	if err := ready(ctx, s); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func ready(ctx context.Context, s *store.Store) error {
	if s.MigratesItself() {
		return s.Migrate(ctx, func(string) {})
	}
	migrated, err := s.Migrated(ctx)
	if err != nil {
		return err
	}
	if !migrated {
		return fmt.Errorf("the database has not the schema of this program: run blazon migrate first, as the role that owns the tables")
	}
	return nil
}

// listenConfig says where the program listens.
type listenConfig struct {
	Listen string `env:"BLAZON_LISTEN" default:"localhost:8080" placeholder:"HOST:PORT" help:"Where to listen (${env}; default: ${default})."`
}

// local is the address by which a browser on this machine comes.
func (c listenConfig) local() string {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return ""
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

func (c listenConfig) check() error {
	_, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("BLAZON_LISTEN: %w", err)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("BLAZON_LISTEN: %q is no port from 0 to 65535", port)
	}
	return nil
}

// urlConfig says how browsers reach the site.
type urlConfig struct {
	URL string `name:"url" env:"BLAZON_URL" placeholder:"URL" help:"The address that browsers use (${env}; default: where the program listens). With https, cookies are secure."`
}

// base gives the address without a slash at its end.
func (c urlConfig) base(listen listenConfig) (string, error) {
	address := c.URL
	if address == "" {
		address = listen.local()
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" && u.Path != "/" || u.RawQuery != "" {
		return "", fmt.Errorf("BLAZON_URL: %q is not like https://competition.example.org", address)
	}
	return u.Scheme + "://" + u.Host, nil
}

// serveConfig is the configuration of the server.
type serveConfig struct {
	databaseConfig
	listenConfig
	urlConfig
	TrustedProxies []string   `env:"BLAZON_TRUSTED_PROXIES" placeholder:"NETWORK" help:"Networks of the proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8 (${env})."`
	SMTP           string     `name:"smtp" env:"BLAZON_SMTP" placeholder:"URL" help:"Mail server, such as smtp://user:password@mail.example.org:587, or smtps:// (${env}; default: no letters are sent)."`
	MailFrom       string     `env:"BLAZON_MAIL_FROM" placeholder:"ADDRESS" help:"Address that letters come from (${env})."`
	Scan           string     `env:"BLAZON_SCAN" placeholder:"COMMAND" help:"Program that looks for viruses: it gets a file's path as its last argument, and exits with 0 when the file is clean, with 1 when it is not (${env}; default: nothing is looked for)."`
	Seal           string     `name:"seal-command" env:"BLAZON_SEAL_COMMAND" placeholder:"COMMAND" help:"Program that puts the organization's electronic seal (PAdES) on certificates: it gets a PDF file on its standard input and writes it, sealed, to its standard output (${env}; default: there is no such seal)."`
	EntryMB        int64      `name:"entry-mb" env:"BLAZON_ENTRY_MB" default:"100" placeholder:"NUMBER" help:"How large the attachments of one entry may be together, in megabytes (${env}; default: ${default})."`
	Log            slog.Level `env:"BLAZON_LOG" default:"info" placeholder:"LEVEL" help:"What is logged: debug, info, warn or error (${env}; default: ${default})."`
}

// check refuses, once and at the start, what cannot be right.
func (c serveConfig) check() error {
	if err := c.listenConfig.check(); err != nil {
		return err
	}
	if _, err := c.proxies(); err != nil {
		return err
	}
	if c.MailFrom != "" { // which may stand alone while the mail server is not yet known
		if _, err := mail.ParseSender(c.MailFrom); err != nil {
			return err
		}
	}
	if c.EntryMB < 1 {
		return fmt.Errorf("BLAZON_ENTRY_MB: %d is not one megabyte or more", c.EntryMB)
	}
	if err := c.scanner(nil).Ready(); err != nil {
		return fmt.Errorf("BLAZON_SCAN: %w", err)
	}
	if err := c.outsideSeal().Ready(); err != nil {
		return fmt.Errorf("BLAZON_SEAL_COMMAND: %w", err)
	}
	_, err := c.mailServer()
	return err
}

// outsideSeal is what puts the organization's seal on certificates.
func (c serveConfig) outsideSeal() document.OutsideSeal {
	return document.OutsideSeal{Command: strings.Fields(c.Seal)}
}

// scanner is what looks for viruses in what people bring.
func (c serveConfig) scanner(log *slog.Logger) attachment.Scanner {
	return attachment.Scanner{Command: strings.Fields(c.Scan), Log: log}
}

// mailServer gives the mail server; nil: there is none.
func (c serveConfig) mailServer() (*mail.Server, error) {
	if c.SMTP == "" {
		return nil, nil
	}
	return mail.NewServer(c.SMTP, c.MailFrom)
}

func (c serveConfig) proxies() ([]netip.Prefix, error) {
	var networks []netip.Prefix
	for _, text := range c.TrustedProxies {
		network, err := netip.ParsePrefix(text)
		if address, single := netip.ParseAddr(text); single == nil {
			network, err = address.Prefix(address.BitLen())
		}
		if err != nil {
			return nil, fmt.Errorf("BLAZON_TRUSTED_PROXIES: %q is no network such as 10.0.0.0/8", text)
		}
		networks = append(networks, network.Masked())
	}
	return networks, nil
}
