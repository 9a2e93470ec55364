package store_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"blazon/store"
	"blazon/store/storetest"
)

// A PostgreSQL that is killed in the middle of saves, its postmaster and all its workers, loses none that were acknowledged.
func TestAKilledPostgresLosesNoSave(t *testing.T) {
	p := newPostmaster(t)
	empty, err := store.Open(t.Context(), p.address(), store.Options{})
	must(t, err)
	must(t, empty.Migrate(t.Context(), func(string) {}))
	must(t, empty.Close())
	k := newKilling(t, p.address())
	for cycle := range times(3, 20) {
		c := startChild(t, k.address)
		c.order(order{Act: "storm", Round: k.round, Sheets: k.sheets})
		for range 30 {
			_, a := c.wait("ack")
			k.note(a)
		}
		p.kill()
		for running := len(k.sheets); running > 0; { // what was acknowledged before it died counts, and each saver ends with an error
			a, alive := <-c.answers
			switch {
			case !alive:
				t.Fatal("the process that saves has ended, too")
			case a.Broken != "":
				running--
			default:
				k.note(a)
			}
		}
		c.orders.Close()
		p.start()
		k.store = storetest.Open(t, k.address, store.Options{Connections: 2}) // the connections of the one before are dead
		if wrong := k.check(); len(wrong) > 0 {
			t.Fatalf("cycle %d: %s", cycle+1, strings.Join(wrong, "; "))
		}
		must(t, k.store.Check(t.Context(), func(f store.Finding) { t.Errorf("cycle %d: check finds %+v", cycle+1, f) }))
	}
}

// postmaster is a PostgreSQL of the test's own, which writes its commits through.
type postmaster struct {
	t       *testing.T
	bin     string // its programs' folder
	home    string
	port    int
	command *exec.Cmd
}

func newPostmaster(t *testing.T) *postmaster {
	t.Helper()
	home, err := os.MkdirTemp("", "blazon-postmaster-") // not below the test's own folder, which only its user may enter
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(home) })
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		t.Fatalf("no PostgreSQL in /usr/lib/postgresql: %v", err)
	}
	slices.Sort(found)
	p := &postmaster{t: t, bin: found[len(found)-1], home: home}
	if owner := p.owner(); owner != nil {
		must(t, os.Chown(home, int(owner.Uid), int(owner.Gid)))
	}
	out, err := p.program("initdb", "--pgdata="+home+"/data", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale").CombinedOutput()
	if err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	p.port = free.Addr().(*net.TCPAddr).Port
	must(t, free.Close())
	p.start()
	t.Cleanup(p.kill)
	return p
}

// owner is who runs the server in place of root, whom it refuses; nil: the test's own user.
func (p *postmaster) owner() *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.ParseUint(u.Uid, 10, 32)
			gid, _ := strconv.ParseUint(u.Gid, 10, 32)
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		}
	}
	p.t.Fatal("there is neither a user postgres nor nobody")
	return nil
}

// program is one of the server's.
func (p *postmaster) program(name string, arguments ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(p.bin, name), arguments...)
	c.Dir, c.Env = p.home, append(os.Environ(), "LC_ALL=C")
	c.SysProcAttr = &syscall.SysProcAttr{Credential: p.owner()}
	return c
}

func (p *postmaster) address() string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", p.port)
}

// start starts the server, which first takes back what was not committed, and waits until it answers.
func (p *postmaster) start() {
	p.t.Helper()
	log, err := os.OpenFile(filepath.Join(p.home, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	must(p.t, err)
	defer log.Close()
	p.command = p.program("postgres", "-D", p.home+"/data", "-p", strconv.Itoa(p.port), "-k", p.home, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60")
	p.command.Stdout, p.command.Stderr = log, log
	must(p.t, p.command.Start())
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(20 * time.Millisecond) {
		if s, err := store.Open(p.t.Context(), p.address(), store.Options{Connections: 1}); err == nil {
			var one int
			err = s.Look(p.t.Context(), &one, "select 1")
			s.Close()
			if err == nil {
				return
			}
		}
	}
	text, _ := os.ReadFile(filepath.Join(p.home, "log"))
	p.t.Fatalf("PostgreSQL did not start again:\n%s", text)
}

// kill kills the server with all its processes at once, as a cut of power would: it is stopped first, so that it starts none to replace
// those that die. They hold its memory until they are gone, and while they do, it does not start again.
func (p *postmaster) kill() {
	if p.command == nil {
		return
	}
	master := p.command.Process.Pid
	must(p.t, syscall.Kill(master, syscall.SIGSTOP))
	workers := childrenOf(p.t, master)
	for _, pid := range append(workers, master) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	_ = p.command.Wait() // it was killed
	p.command = nil
	for begun := time.Now(); slices.ContainsFunc(workers, lives); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			p.t.Fatal("processes of the server that was killed are still there")
		}
	}
}

// lives tells whether a process has not ended: one that only waits for its parent to take note has.
func lives(pid int) bool {
	state := stateOf(fmt.Sprintf("/proc/%d/stat", pid))
	return len(state) > 0 && state[0] != "Z" && state[0] != "X"
}

// stateOf reads a process's fields from its state on; none: it has ended.
func stateOf(path string) []string {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:])) // state, parent, …
}

// childrenOf lists the processes that a process has started.
func childrenOf(t *testing.T, parent int) (children []int) {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	must(t, err)
	for _, path := range stats {
		if fields := stateOf(path); len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			must(t, err)
			children = append(children, pid)
		}
	}
	return children
}
