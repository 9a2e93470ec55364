package store_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// This file runs the test's own program a second and a third time, so that the races are between processes with a store
// of their own each, as two copies of the app are.

// childOf names the variable that makes the program such a process: the address of its database.
const childOf = "BLAZON_TEST_CHILD_OF"

func TestMain(m *testing.M) {
	if address := os.Getenv(childOf); address != "" {
		serveOrders(address)
		return
	}
	os.Exit(m.Run())
}

// order is one line to a process. At, a moment in Unix microseconds, lets two processes begin together.
type order struct {
	Act       string // "save", "storm" or "close"
	User      int64
	Round     string
	Contest   string
	Sheets    []stormSheet
	Unguarded bool // save without the round's lock
	At        int64
}

// stormSheet is a sheet to be saved over and over, from a revision on.
type stormSheet struct {
	User     int64
	Sheet    string
	Revision int64
	Seed     int64 // makes the values
}

// answer is one line from a process. A save is acknowledged by its sheet and the revision that it made.
type answer struct {
	Act      string // of the order; "ack" for each save of a storm
	Sheet    string
	Revision int64
	Refused  string            // key of the fault
	Counted  map[string]string // after closing: what the tally counts
	Broken   string            // any other error
}

// values are those that a save with a seed gives: they tell it from the 300 saves before.
func values(seed int64) map[string]string {
	points := map[string]string{}
	for key := range full("") {
		points[key] = strconv.FormatInt((seed+int64(len(key)))%6, 10)
	}
	points["mandatory"] = strconv.FormatInt(seed%21, 10)
	points["notice_board"] = strconv.FormatInt(seed/21%16, 10)
	return points
}

// serveOrders carries orders out until its input ends.
func serveOrders(address string) {
	s, err := store.Open(context.Background(), address, store.Options{Connections: 8})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer s.Close()
	p := &process{store: s, out: json.NewEncoder(os.Stdout)}
	orders := json.NewDecoder(os.Stdin)
	p.say(answer{Act: "ready"})
	var under sync.WaitGroup
	for {
		var o order
		if err := orders.Decode(&o); err != nil {
			break
		}
		under.Go(func() { p.carryOut(o) })
	}
	under.Wait()
}

type process struct {
	store *store.Store
	mutex sync.Mutex
	out   *json.Encoder
}

func (p *process) say(a answer) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if err := p.out.Encode(a); err != nil {
		os.Exit(1) // nobody listens any more
	}
}

func (p *process) carryOut(o order) {
	time.Sleep(time.Until(time.UnixMicro(o.At)))
	switch o.Act {
	case "storm":
		var savers sync.WaitGroup
		for _, sheet := range o.Sheets {
			savers.Go(func() { p.storm(o, sheet) })
		}
		savers.Wait()
		p.say(answer{Act: "storm"})
	case "save":
		p.say(p.save(o, o.Sheets[0]))
	case "close":
		p.say(p.close(o))
	}
}

// storm saves a sheet until it is refused.
func (p *process) storm(o order, sheet stormSheet) {
	for {
		a := p.save(o, sheet)
		a.Act = "ack"
		p.say(a)
		if a.Refused != "" || a.Broken != "" {
			return
		}
		sheet.Revision, sheet.Seed = a.Revision, a.Revision
	}
}

func (p *process) save(o order, sheet stormSheet) answer {
	ctx := context.Background()
	actor, err := p.store.Actor(ctx, sheet.User)
	if err != nil {
		return failed("save", err)
	}
	form := store.SheetForm{Round: o.Round, Assignment: sheet.Sheet, Revision: sheet.Revision, Values: values(sheet.Seed), Submit: true}
	save := p.store.SaveSheet
	if o.Unguarded {
		save = p.store.SaveSheetUnguarded
	}
	saved, err := save(ctx, actor, form)
	a := failed("save", err)
	a.Sheet, a.Revision = sheet.Sheet, saved.Revision
	return a
}

// close closes the round and tells at once what the tally counts.
func (p *process) close(o order) answer {
	ctx := context.Background()
	actor, err := p.store.Actor(ctx, o.User)
	if err == nil {
		err = p.store.CloseRound(ctx, actor, o.Round)
	}
	a := failed("close", err)
	if err == nil {
		if a.Counted, err = counted(ctx, p.store, actor, o.Contest); err != nil {
			return failed("close", err)
		}
	}
	return a
}

func failed(act string, err error) answer {
	switch f := fault.Of(err); {
	case err == nil:
		return answer{Act: act}
	case f.Kind != fault.Internal:
		return answer{Act: act, Refused: f.Key}
	}
	return answer{Act: act, Broken: err.Error()}
}

// counted is what goes into a contest's tally: each score by its juror, candidate and criterion.
func counted(ctx context.Context, s *store.Store, actor judging.Actor, contest string) (map[string]string, error) {
	view, err := s.Tally(ctx, actor, contest)
	if err != nil {
		return nil, err
	}
	scores := map[string]string{}
	for _, score := range view.Input.Scores {
		cell := view.Input.Jurors[score.Juror].ID + " " + view.Input.Candidates[score.Candidate].ID + " " + view.Input.Criteria[score.Criterion].ID
		scores[cell] = score.Value.String()
	}
	return scores, nil
}

// child is such a process, seen from the test.
type child struct {
	t       *testing.T
	command *exec.Cmd
	orders  io.WriteCloser
	answers chan answer // closed when the process has ended
}

func startChild(t *testing.T, address string) *child {
	t.Helper()
	c := &child{t: t, command: exec.Command(os.Args[0], "-test.run=^$"), answers: make(chan answer, 1024)}
	c.command.Env = append(os.Environ(), childOf+"="+address)
	c.command.Stderr = t.Output()
	var err error
	if c.orders, err = c.command.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer close(c.answers)
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var a answer
			if json.Unmarshal(lines.Bytes(), &a) == nil { // a process that was killed may end in half a line
				c.answers <- a
			}
		}
	}()
	t.Cleanup(func() {
		c.orders.Close()
		go func() {
			for range c.answers { // whatever else it says
			}
		}()
		<-ended
		_ = c.command.Wait() // a killed one has failed
	})
	c.wait("ready")
	return c
}

func (c *child) order(o order) {
	c.t.Helper()
	if err := json.NewEncoder(c.orders).Encode(o); err != nil {
		c.t.Fatal(err)
	}
}

// wait reads answers up to one of an act, and gives them all.
func (c *child) wait(act string) (before []answer, last answer) {
	c.t.Helper()
	late := time.After(time.Minute)
	for {
		select {
		case a, ok := <-c.answers:
			switch {
			case !ok:
				c.t.Fatalf("the process ended before it answered %q", act)
			case a.Broken != "":
				c.t.Fatalf("%s: %s", a.Act, a.Broken)
			case a.Act == act:
				return before, a
			}
			before = append(before, a)
		case <-late:
			c.t.Fatalf("no answer %q within a minute", act)
		}
	}
}

// allSheets lists every sheet of a round's contest, with the user that it belongs to.
func allSheets(t *testing.T, s *store.Store, jurors []judging.Actor, round string) (sheets []stormSheet) {
	t.Helper()
	for _, actor := range jurors {
		desk, err := s.DeskRound(t.Context(), actor, round, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		for _, sheet := range desk.Contests[0].Sheets {
			sheets = append(sheets, stormSheet{User: actor.User, Sheet: sheet.Assignment})
		}
	}
	return sheets
}
