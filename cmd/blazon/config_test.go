package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"blazon/store"
)

// configured reads a configuration as serve does, from flags.
func configured(t *testing.T, flags ...string) serveConfig {
	t.Helper()
	var c serveConfig
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(flags); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestServingNeedsNoConfiguration(t *testing.T) {
	c := configured(t)
	if err := c.check(); err != nil {
		t.Error(err)
	}
	base, err := c.base(c.listenConfig)
	if err != nil || base != "http://localhost:8080" {
		t.Errorf("address: %q %v", base, err)
	}
	if c.address() != "sqlite:data/blazon.db" {
		t.Errorf("database: %q", c.address())
	}
}

func TestTheEnvironmentConfigures(t *testing.T) {
	t.Setenv("BLAZON_DATABASE", "postgres://app@db.example.org/blazon")
	t.Setenv("BLAZON_LISTEN", ":9000")
	t.Setenv("BLAZON_URL", "https://competition.example.org/")
	t.Setenv("BLAZON_TRUSTED_PROXIES", "10.1.2.3/8,192.0.2.1")
	c := configured(t)
	base, err := c.base(c.listenConfig)
	if err != nil || base != "https://competition.example.org" {
		t.Errorf("address: %q %v", base, err)
	}
	if c.address() != "postgres://app@db.example.org/blazon" || c.local() != "http://localhost:9000" {
		t.Errorf("database %q, by this machine %q", c.address(), c.local())
	}
	proxies, err := c.proxies()
	if err != nil || len(proxies) != 2 || proxies[0].String() != "10.0.0.0/8" || proxies[1].String() != "192.0.2.1/32" {
		t.Errorf("proxies: %v %v", proxies, err)
	}
}

func TestWhatCannotBeRightIsRefusedByName(t *testing.T) {
	for flag, name := range map[string]string{
		"--listen=8080":                        "BLAZON_LISTEN",
		"--listen=:99999":                      "BLAZON_LISTEN",
		"--listen=localhost:http":              "BLAZON_LISTEN",
		"--url=competition.example.org":        "BLAZON_URL",
		"--url=ftp://example.org":              "BLAZON_URL",
		"--url=https://example.org/a/path":     "BLAZON_URL",
		"--trusted-proxies=proxy":              "BLAZON_TRUSTED_PROXIES",
		"--trusted-proxies=10.0.0.0/99":        "BLAZON_TRUSTED_PROXIES",
		"--smtp=mail.example.org":              "BLAZON_SMTP",
		"--smtp=smtp://mail.example.org:0x":    "BLAZON_SMTP",
		"--smtp=smtp://mail.example.org:99999": "BLAZON_SMTP",
		"--smtp=smtp://mail.example.org:25":    "BLAZON_MAIL_FROM",
		"--mail-from=x":                        "BLAZON_MAIL_FROM",
		"--database=mysql://example.org":       "BLAZON_DATABASE",
		"--database=blazon.db":                 "BLAZON_DATABASE",
		"--database=sqlite:":                   "BLAZON_DATABASE",
		"--data=/dev/null":                     "BLAZON_DATA",
	} {
		c := configured(t, flag)
		err := c.check()
		if err == nil {
			_, err = c.base(c.listenConfig)
		}
		if err == nil {
			_, err = c.open(context.Background(), store.Options{})
		}
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v does not name %s", flag, err, name)
		}
	}
}

func TestADatabaseThatIsNotThereIsNotChecked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mistyped", "blazon.db")
	_, said, status := executed(t, built(t), "", "check", "--database=sqlite:"+path)
	if status != 1 || !strings.Contains(said, "BLAZON_DATABASE") || !strings.Contains(said, path) {
		t.Errorf("status %d, said %q", status, said)
	}
}
