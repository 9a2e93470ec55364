package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/paper"
	"blazon/store"
	"blazon/store/storetest"
)

func TestVerifySaysWhatIsOnACertificateOrWhatDoesNotHold(t *testing.T) {
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s := storetest.Open(t, storetest.SQLiteAddress(t), store.Options{})
	content := store.CertificateContent{Entrants: []string{"město Semily"}, Place: 1, Last: 1, Category: "Nejlepší web města", Citation: "Za přístupnost.",
		Occasion: store.Occasion{Language: locale.Czech, Competition: "Zlatý erb", Edition: 25, Year: 2023, Round: "Liberecký kraj", TimeZone: "Europe/Prague",
			HeldAt: time.Date(2023, 4, 27, 8, 0, 0, 0, time.UTC)}}
	body, err := json.Marshal(content)
	must(err)
	printed := func() []byte {
		t.Helper()
		press := &paper.Press{Store: s, Site: "https://erb.example.org"}
		printing, err := press.Printing(ctx)
		must(err)
		c := &store.Certificate{Series: "2023/liberecky-kraj/orp", Serial: 1, Code: "7QF3-K9TM", Language: locale.Czech, Content: string(body),
			IssuedAt: time.Date(2023, 4, 20, 8, 0, 0, 0, time.UTC), Address: printing.Address("7QF3-K9TM")}
		file, err := printing.Print(ctx, c)
		must(err)
		return file
	}
	folder := t.TempDir()
	put := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		must(os.WriteFile(path, content, 0o600))
		return path
	}
	file := printed()
	if !bytes.Equal(file, printed()) {
		t.Error("the same certificate is printed as different files")
	}
	first, err := s.SigningKey(ctx, "")
	must(err)
	second, err := s.RenewSigningKey(ctx, store.Operator(), "erb.example.org")
	must(err)
	good, renewed := put("good.pdf", file), put("renewed.pdf", printed())
	changed := put("changed.pdf", bytes.Replace(file, []byte("/Lang(cs)"), []byte("/Lang(pl)"), 1))
	keys := put("keys.txt", []byte(second.Public+"\n"+first.Public+"\n"))
	for sentence, c := range map[string]struct {
		args   []string
		status int
		says   []string
	}{
		"as it was issued":               {[]string{good, "--key", keys}, 0, []string{"VALID", "erb.example.org", "město Semily", "1st place", "Nejlepší web města", "Za přístupnost.", "https://erb.example.org/v/7QF3-K9TM", "27 April 2023"}},
		"by one key on the command line": {[]string{good, "--key", first.Public}, 0, []string{"VALID"}},
		"signed by the next key":         {[]string{renewed, "--key", keys}, 0, []string{"VALID"}},
		"a key that did not sign it":     {[]string{good, "--key", second.Public}, 1, []string{"NOT VALID", "erb.example.org"}},
		"changed":                        {[]string{changed, "--key", keys}, 1, []string{"NOT VALID", "changed"}},
		"something else":                 {[]string{keys, "--key", keys}, 1, []string{"NOT VALID", "not signed"}},
		"no key":                         {[]string{good}, 2, []string{"--key keys.txt"}},
		"a key that is none":             {[]string{good, "--key", "a+b"}, 2, []string{"is no key"}},
		"no such file":                   {[]string{filepath.Join(folder, "none.pdf"), "--key", keys}, 2, []string{"no such file"}},
	} {
		var said bytes.Buffer
		status := run(append([]string{"verify"}, c.args...), streams{strings.NewReader(""), &said, &said})
		if status != c.status {
			t.Errorf("%s: exit status %d, want %d: %s", sentence, status, c.status, &said)
		}
		for _, word := range c.says {
			if !strings.Contains(strings.ReplaceAll(said.String(), "\u00a0", " "), word) {
				t.Errorf("%s: %q is not said: %s", sentence, word, &said)
			}
		}
	}
	var said bytes.Buffer
	if run([]string{"verify", "-", "--key", keys}, streams{bytes.NewReader(file), &said, &said}) != 0 {
		t.Errorf("from standard input: %s", &said)
	}
}
