package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAccountsFromTheCommandLine(t *testing.T) {
	program, folder := built(t), t.TempDir()
	t.Setenv("BLAZON_DATABASE", "sqlite:"+filepath.Join(folder, "blazon.db"))
	t.Setenv("BLAZON_URL", "https://competition.example.org")
	file := filepath.Join(folder, "password")
	if err := os.WriteFile(file, []byte("a long password\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		about, in string
		args      []string
		status    int
		out, err  string // a part of what is said
	}{
		{"the first administrator", "a long password\n", []string{"add", "--admin", "--name=Správce", "admin@example.org"}, 0, "admin@example.org can sign in", ""},
		{"a password from a file", "", []string{"add", "--name=Porotce 1", "--password-file", file, "porotce@example.org"}, 0, "can sign in", ""},
		{"a file that is missing", "", []string{"add", "--name=Porotce 2", "--password-file", file + "x", "dva@example.org"}, 1, "", "no such file"},
		{"the same address again", "a long password\n", []string{"add", "--name=Porotce 1", "ADMIN@example.org"}, 1, "", "has an account with this e-mail already"},
		{"a short password", "short\n", []string{"add", "--name=Porotce 2", "dva@example.org"}, 1, "", "from 10 to 200 characters"},
		{"no password at all", "", []string{"add", "--name=Porotce 2", "dva@example.org"}, 1, "", "--password-file"},
		{"a password as an argument", "", []string{"add", "--name=Porotce 2", "--password=x", "dva@example.org"}, 2, "", "unknown flag --password"},
		{"no name", "a long password\n", []string{"add", "dva@example.org"}, 2, "", "missing flags: --name"},
		{"another password", "another password\n", []string{"password", "porotce@example.org"}, 0, "", ""},
		{"an account that is not there", "another password\n", []string{"password", "nikdo@example.org"}, 1, "", "Nobody has an account"},
		{"an invitation", "", []string{"invite", "porotce@example.org"}, 0, "https://competition.example.org/en/invitation/", ""},
		{"an end", "", []string{"end", "porotce@example.org"}, 0, "", ""},
	} {
		out, errors, status := executed(t, program, c.in, append([]string{"user"}, c.args...)...)
		if status != c.status || !strings.Contains(out, c.out) || !strings.Contains(errors, c.err) {
			t.Errorf("%s: status %d, want %d; said %q %q", c.about, status, c.status, out, errors)
		}
		if strings.Contains(out+errors, "account.") {
			t.Errorf("%s: says a key: %q", c.about, out+errors)
		}
	}
}
