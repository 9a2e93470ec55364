package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"blazon/store"
)

// kinds are the two databases.
var kinds = []string{"PostgreSQL", "SQLite"}

// address gives a new, empty database of a kind.
func (b *bench) address(kind, name string) (string, error) {
	if kind == "SQLite" {
		return "sqlite:" + b.folder + "/" + name + ".db", nil
	}
	return createDatabase(b, fmt.Sprintf("%s_%d", name, time.Now().UnixNano()))
}

// open opens and migrates a database.
func (b *bench) open(address string) (*store.Store, error) {
	s, err := store.Open(b.ctx, address, store.Options{})
	if err != nil {
		return nil, err
	}
	return s, s.Migrate(b.ctx, func(string) {})
}

// databaseURL names another database of the same server.
func databaseURL(server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

// site is a running blazon.
type site struct {
	url     string
	process *exec.Cmd
	output  bytes.Buffer
}

// serve starts the built program on a free port and waits until it is healthy.
func (b *bench) serve(database string) (*site, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	listen := listener.Addr().String()
	listener.Close()
	s := &site{url: "http://" + listen}
	s.process = exec.Command(b.program, "serve")
	s.process.Env = append(os.Environ(), "BLAZON_DATABASE="+database, "BLAZON_LISTEN="+listen, "BLAZON_DATA="+b.folder, "BLAZON_URL="+s.url)
	s.process.Stdout, s.process.Stderr = io.Discard, &s.output
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	for range 200 {
		if answer, err := http.Get(s.url + "/healthz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return s, nil
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
	return nil, fmt.Errorf("blazon serve did not become healthy:\n%s", s.output.String())
}

func (s *site) stop() {
	s.process.Process.Signal(os.Interrupt)
	s.process.Wait()
}

// resident gives the memory of the process, in bytes.
func (s *site) resident() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.SplitSeq(string(status), "\n") {
		if value, found := strings.CutPrefix(line, "VmRSS:"); found {
			kilobytes, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			return kilobytes << 10, err
		}
	}
	return 0, fmt.Errorf("no VmRSS of process %d", s.process.Process.Pid)
}

// visitor is a browser with cookies.
type visitor struct {
	*http.Client
	site *site
}

func (s *site) visitor() *visitor {
	jar, _ := cookiejar.New(nil) // never fails
	return &visitor{site: s, Client: &http.Client{Jar: jar, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// post sends a form and reads the answer to its end.
func (v *visitor) post(path string, form url.Values) (*http.Response, []byte, error) {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, v.site.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.do(request)
}

// get reads a page to its end.
func (v *visitor) get(path string) (*http.Response, []byte, error) {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, v.site.url+path, nil)
	if err != nil {
		return nil, nil, err
	}
	return v.do(request)
}

func (v *visitor) do(request *http.Request) (*http.Response, []byte, error) {
	answer, err := v.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer, body, err
}

func (v *visitor) signIn(email, password string) error {
	answer, body, err := v.post("/en/sign-in", url.Values{"email": {email}, "password": {password}})
	if err == nil && answer.StatusCode != http.StatusSeeOther {
		err = fmt.Errorf("sign in as %s: %s\n%s", email, answer.Status, body)
	}
	return err
}
