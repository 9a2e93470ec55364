package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"blazon/store/storetest"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of the server's own databases
)

// serving is a program that serves.
type serving struct {
	address string
	command *exec.Cmd
	log     *bytes.Buffer
	data    string // its folder
}

// served starts the program on a free port and waits until it is well.
func served(t *testing.T, program, database string) *serving {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listen := listener.Addr().String()
	listener.Close()
	s := &serving{address: "http://" + listen, command: exec.Command(program, "serve"), log: &bytes.Buffer{}, data: t.TempDir()}
	s.command.Env = append(os.Environ(), "BLAZON_LISTEN="+listen, "BLAZON_DATABASE="+database, "BLAZON_DATA="+s.data)
	s.command.Stdout, s.command.Stderr = s.log, s.log
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.command.Process.Kill() })
	t.Setenv("BLAZON_LISTEN", listen)
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if _, _, status := executed(t, program, "", "health"); status == 0 {
			return s
		}
		if time.Now().After(end) {
			t.Fatalf("it does not serve:\n%s", s.log)
		}
	}
}

// stop ends the program politely and tells how it went.
func (s *serving) stop(t *testing.T) {
	t.Helper()
	if err := s.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.command.Wait(); err != nil {
		t.Errorf("stopped: %v\n%s", err, s.log)
	}
}

func TestServingOnEachDatabase(t *testing.T) {
	program := built(t)
	for name, database := range map[string]string{"sqlite": "sqlite:" + filepath.Join(t.TempDir(), "new", "blazon.db"), "postgres": storetest.PostgresAddress(t)} {
		t.Run(name, func(t *testing.T) {
			s := served(t, program, database)
			response, err := http.Get(s.address + "/cs/sign-in")
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			response.Body.Close()
			if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(body), "Přihlášení") {
				t.Errorf("the sign-in page: %d %v", response.StatusCode, err)
			}
			s.stop(t)
			if !strings.Contains(s.log.String(), "serves "+s.address) {
				t.Errorf("it does not say where it serves:\n%s", s.log)
			}
			if _, _, status := executed(t, program, "", "health"); status == 0 {
				t.Error("health finds a program that has stopped")
			}
		})
	}
}

// TestTheAppsRoleServesWhatTheOwnersRoleMigrated is about PostgreSQL alone: SQLite has no roles.
func TestTheAppsRoleServesWhatTheOwnersRoleMigrated(t *testing.T) {
	program, address := built(t), storetest.Empty(t)["postgres"]
	owner, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { owner.Close() })
	role := fmt.Sprintf("app_%d_%d", os.Getpid(), time.Now().UnixNano())
	statement(t, owner, "create role "+role+" login")
	t.Cleanup(func() {
		statement(t, owner, "drop owned by "+role)
		statement(t, owner, "drop role "+role)
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User(role)
	app := u.String()

	if _, said, status := executed(t, program, "", "serve", "--listen", "127.0.0.1:0", "--database", app); status == 0 || !strings.Contains(said, "run blazon migrate first") {
		t.Errorf("before migrating: status %d, %q", status, said)
	}
	if said, errors, status := executed(t, program, "", "migrate", "--database", address, "--grant-to", role); status != 0 || !strings.Contains(said, "0001_spine.sql") {
		t.Fatalf("migrating: status %d, %q %q", status, said, errors)
	}
	if said, _, status := executed(t, program, "", "migrate", "--database", address); status != 0 || !strings.Contains(said, "up to date") {
		t.Errorf("migrating again: status %d, %q", status, said)
	}
	if _, said, status := executed(t, program, "a long password\n", "user", "add", "--name=Porotce", "a@example.org", "--database", app); status != 0 {
		t.Errorf("the app's role adds a user: %q", said)
	}
	served(t, program, app).stop(t)

	db, err := sql.Open("pgx", app)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, forbidden := range []string{"update event set act = 'x'", "delete from event", "truncate event", "create table t (a int)", "drop table event"} {
		if _, err := db.ExecContext(context.Background(), forbidden); err == nil {
			t.Errorf("the app's role may %s", forbidden)
		}
	}
}

func statement(t *testing.T, db *sql.DB, text string) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), text); err != nil {
		t.Errorf("%s: %v", text, err)
	}
}
