package deploy

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// proxy is a Caddy with the production Caddyfile before some copies.
type proxy struct {
	address string // https://localhost:PORT
	plain   string // http://localhost:PORT
	client  *http.Client
}

// startCaddy starts Caddy for localhost, with a certificate of its own that the client trusts.
func startCaddy(t *testing.T, copies ...string) proxy {
	t.Helper()
	home, plain, secure := t.TempDir(), freePort(t), freePort(t)
	var log bytes.Buffer
	cmd := exec.Command("caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile")
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home,
		"BLAZON_SITE=localhost", "BLAZON_COPIES=" + strings.Join(copies, " "),
		"BLAZON_HTTP_PORT=" + strconv.Itoa(plain), "BLAZON_HTTPS_PORT=" + strconv.Itoa(secure)}
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil || t.Failed() {
			t.Logf("Caddy: %v\n%s", err, &log)
		}
	})
	p := proxy{address: fmt.Sprintf("https://localhost:%d", secure), plain: fmt.Sprintf("http://localhost:%d", plain)}
	authority := filepath.Join(home, "caddy/pki/authorities/local/root.crt")
	waitFor(t, "Caddy's certificate", func() bool {
		pem, err := os.ReadFile(authority)
		roots := x509.NewCertPool()
		if err != nil || !roots.AppendCertsFromPEM(pem) {
			return false
		}
		p.client = &http.Client{
			Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
		_, err = p.client.Get(p.address)
		return err == nil
	})
	return p
}

// freePort asks the kernel for a port that nobody has.
func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// waitFor asks again and again, for half a minute at most.
func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// get asks the proxy, with a header that a visitor forged.
func (p proxy) get(t *testing.T, address string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Forwarded-For", "203.0.113.9")
	request.Header.Set("X-Forwarded-Proto", "http")
	request.Header.Set("X-Forwarded-Host", "evil.example.org")
	response, err := p.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// echo answers with its name and with what the proxy told it of the visitor.
func echo(name string) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := r.Header
		fmt.Fprintln(w, name, r.Host, h.Get("X-Forwarded-For"), h.Get("X-Forwarded-Proto"), h.Get("X-Forwarded-Host"))
	}))
}

func TestCaddyTellsTheCopiesTheTruthAndLeavesOutADeadOne(t *testing.T) {
	one, two := echo("one"), echo("two")
	defer one.Close()
	defer two.Close()
	p := startCaddy(t, one.Listener.Addr().String(), two.Listener.Addr().String())
	host := strings.TrimPrefix(p.address, "https://")

	seen := map[string]bool{}
	waitFor(t, "both copies", func() bool {
		response, body := p.get(t, p.address)
		name, told, _ := strings.Cut(strings.TrimSpace(body), " ")
		client, _, _ := strings.Cut(strings.TrimPrefix(told, host+" "), " ")
		if want := host + " " + client + " https " + host; told != want || !net.ParseIP(client).IsLoopback() {
			t.Fatalf("the copy was told %q", told)
		}
		if hsts := response.Header.Get("Strict-Transport-Security"); hsts != "max-age=31536000" {
			t.Fatalf("Strict-Transport-Security: %q", hsts)
		}
		seen[name] = true
		return seen["one"] && seen["two"]
	})

	one.Close()
	for range 10 {
		if response, body := p.get(t, p.address); response.StatusCode != http.StatusOK || !strings.HasPrefix(body, "two ") {
			t.Errorf("with one copy dead: %s %q", response.Status, body)
		}
	}

	response, _ := p.get(t, p.plain+"/cs")
	if to := response.Header.Get("Location"); response.StatusCode != http.StatusPermanentRedirect || !strings.HasPrefix(to, "https://localhost") {
		t.Errorf("by http: %s to %q", response.Status, to)
	}
}
