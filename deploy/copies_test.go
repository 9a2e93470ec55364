package deploy

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// program is the built Blazon with the environment of one installation.
type program struct {
	path string
	env  []string
}

// build builds Blazon as it is.
func build(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "blazon")
	if out, err := exec.Command("go", "build", "-o", path, "../cmd/blazon").CombinedOutput(); err != nil {
		t.Fatalf("build: %v: %s", err, out)
	}
	return path
}

func (p program) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.path, args...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH")}, p.env...)
	return cmd
}

func (p program) run(t *testing.T, input string, args ...string) {
	t.Helper()
	cmd := p.command(args...)
	cmd.Stdin = strings.NewReader(input)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("blazon %s: %v: %s", strings.Join(args, " "), err, out)
	}
}

// serve starts a copy and gives what ends it politely.
func (p program) serve(t *testing.T, listen string) (stop func()) {
	t.Helper()
	copied := program{p.path, append([]string{"BLAZON_LISTEN=" + listen}, p.env...)}
	cmd := copied.command("serve")
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			t.Errorf("the copy on %s: %v\n%s", listen, err, &log)
		}
	}
	t.Cleanup(stop)
	waitFor(t, "the copy on "+listen, func() bool { return copied.command("health").Run() == nil })
	return stop
}

// visitor gives a client that keeps cookies, follows no redirect, and comes from an address of this machine's own.
func (p proxy) visitor(t *testing.T, from string) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	transport := p.client.Transport.(*http.Transport).Clone()
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, strings.Replace(address, "localhost", "127.0.0.1", 1))
	}
	return &http.Client{Jar: jar, Transport: transport, CheckRedirect: p.client.CheckRedirect}
}

// signIn posts the form as a browser would, with a forged address that the proxy has to drop.
func (p proxy) signIn(t *testing.T, visitor *http.Client, email, password string) *http.Response {
	t.Helper()
	form := url.Values{"email": {email}, "password": {password}}
	request, err := http.NewRequest(http.MethodPost, p.address+"/en/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", p.address)
	request.Header.Set("X-Forwarded-For", "203.0.113."+strconv.Itoa(rand.IntN(250)))
	response, err := visitor.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response
}

// status asks for a page and gives its status.
func (p proxy) status(t *testing.T, visitor *http.Client, path string) int {
	t.Helper()
	response, err := visitor.Get(p.address + path)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode
}

// startCopies starts two copies under the app's role behind Caddy, with one account in the database.
func startCopies(t *testing.T) (p proxy, stopOne func()) {
	t.Helper()
	server := server(t)
	makeRoles(t, server)
	blazon := build(t)
	program{blazon, []string{"BLAZON_DATABASE=" + as("blazon_owner", server), "BLAZON_APP_ROLE=blazon_app"}}.run(t, "", "migrate")

	one, two := fmt.Sprintf("127.0.0.1:%d", freePort(t)), fmt.Sprintf("127.0.0.1:%d", freePort(t))
	p = startCaddy(t, one, two)
	app := program{blazon, []string{"BLAZON_DATABASE=" + as("blazon_app", server), "BLAZON_DATA=" + t.TempDir(),
		"BLAZON_URL=" + p.address, "BLAZON_TRUSTED_PROXIES=127.0.0.1/32"}}
	app.run(t, "a long password\n", "user", "add", "--name", "Organizer", "--password-file", "-", "organizer@example.org")
	stopOne = app.serve(t, one)
	app.serve(t, two)
	waitFor(t, "Caddy to find the copies", func() bool { return p.status(t, p.client, "/en/sign-in") == http.StatusOK })
	return p, stopOne
}

func TestTwoCopiesBehindCaddyAreOneSite(t *testing.T) {
	p, stopOne := startCopies(t)
	t.Run("clients behind the proxy are told apart", func(t *testing.T) { tellsClientsApart(t, p) })
	t.Run("a session goes on when its copy stops", func(t *testing.T) { keepsSession(t, p, stopOne) })
}

func tellsClientsApart(t *testing.T, p proxy) {
	guesser, refused := p.visitor(t, "127.0.0.2"), 0
	for i := range 40 {
		email := fmt.Sprintf("guess%d@example.org", i)
		if p.signIn(t, guesser, email, "a wrong password").StatusCode == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != 10 {
		t.Errorf("%d of 40 guesses were refused, want the 10 above the limit, whatever the guesser says of his address", refused)
	}
	other := p.visitor(t, "127.0.0.3")
	if got := p.signIn(t, other, "organizer@example.org", "a long password").StatusCode; got != http.StatusSeeOther {
		t.Errorf("somebody else's sign-in: %d", got)
	}
}

func keepsSession(t *testing.T, p proxy, stopOne func()) {
	organizer := p.visitor(t, "127.0.0.1")
	if got := p.status(t, organizer, "/en/profile"); got == http.StatusOK {
		t.Fatal("the profile was shown to somebody who is not signed in")
	}
	response := p.signIn(t, organizer, "organizer@example.org", "a long password")
	if to, err := response.Location(); err != nil || !strings.HasPrefix(to.String(), p.address+"/") {
		t.Fatalf("sign-in: %s, to %v", response.Status, to)
	}
	if cookie := response.Header.Get("Set-Cookie"); !strings.HasPrefix(cookie, "__Host-") || !strings.Contains(cookie, "; Secure") {
		t.Errorf("the session's cookie is not bound to this host and to https: %s", cookie)
	}
	for range 6 {
		if got := p.status(t, organizer, "/en/profile"); got != http.StatusOK {
			t.Errorf("signed in, both copies up: %d", got)
		}
	}
	stopOne()
	for range 6 {
		if got := p.status(t, organizer, "/en/profile"); got != http.StatusOK {
			t.Errorf("signed in, one copy stopped: %d", got)
		}
	}
}
