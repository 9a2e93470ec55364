package jobs_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"blazon/jobs"
	"blazon/mail"
	"blazon/mail/mailtest"
	"blazon/store"
	"blazon/store/storetest"
)

// This file runs the test's own program more than once, so that workers are processes of their own, as copies of the app are.

// These variables make the program such a process.
const (
	databaseOf = "BLAZON_TEST_WORKER_DATABASE"
	mailOf     = "BLAZON_TEST_WORKER_MAIL"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(databaseOf); address != "" {
		work(address, os.Getenv(mailOf))
		return
	}
	os.Exit(m.Run())
}

// work works until its input ends.
func work(database, address string) {
	s, err := store.Open(context.Background(), database, store.Options{Mail: true, Connections: 4})
	if err == nil {
		defer s.Close()
		var post *mail.Server
		if post, err = mail.NewServer(address, "soutez@example.org"); err == nil {
			ctx, stop := context.WithCancel(context.Background())
			go func() {
				_, _ = io.Copy(io.Discard, os.Stdin)
				stop()
			}()
			w := jobs.Worker{Store: s, Mail: post, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Pause: 10 * time.Millisecond,
				Link: func(letter *store.Letter) string { return "https://example.org/" + letter.Token }}
			w.Run(ctx)
			return
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// process is a worker of its own; stop ends it politely.
func process(t *testing.T, database, address string) (command *exec.Cmd, stop func()) {
	t.Helper()
	command = exec.Command(os.Args[0], "-test.run=^$")
	command.Env = append(os.Environ(), databaseOf+"="+database, mailOf+"="+address)
	command.Stderr = t.Output()
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	stop = func() {
		input.Close()
		_ = command.Wait() // a killed one has failed
	}
	t.Cleanup(stop)
	return command, stop
}

// addresses are a database of each kind.
func addresses(t *testing.T, fn func(t *testing.T, address string)) {
	t.Run("sqlite", func(t *testing.T) { fn(t, storetest.SQLiteAddress(t)) })
	t.Run("postgres", func(t *testing.T) { fn(t, storetest.PostgresAddress(t)) })
}

func TestTwoProcessesSendEachLetterOnce(t *testing.T) {
	addresses(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address, mails)
		r := storetest.Round(t, s, 0, 0)
		post := mailtest.Start(t, mailtest.Options{})
		var emails []string
		for i := range 40 {
			emails = append(emails, fmt.Sprintf("porotce%d@example.org", i+1))
		}
		invite(t, s, r, emails[:20]...)
		for range 2 {
			process(t, address, post.URL())
		}
		invite(t, s, r, emails[20:]...) // while they work
		for range emails {
			select {
			case <-post.Begun:
			case <-time.After(time.Minute):
				t.Fatalf("%d of %d letters within a minute", len(post.Letters()), len(emails))
			}
		}
		time.Sleep(200 * time.Millisecond) // twenty looks for jobs
		got := map[string]int{}
		for _, l := range post.Letters() {
			got[l.To]++
		}
		for _, email := range emails {
			if got[email] != 1 {
				t.Errorf("%s got %d letters", email, got[email])
			}
		}
	})
}

func TestTheJobOfAKilledProcessIsTakenUp(t *testing.T) {
	addresses(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address, mails)
		r := storetest.Round(t, s, 0, 0)
		slow := mailtest.Start(t, mailtest.Options{Hold: make(chan struct{})})
		invite(t, s, r, "porotce1@example.org")
		command, _ := process(t, address, slow.URL())
		select {
		case <-slow.Begun:
		case <-time.After(time.Minute):
			t.Fatal("the process sends nothing")
		}
		if err := command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = command.Wait()
		close(slow.Hold) // the letter has arrived, but nobody lives who knows

		quick := mailtest.Start(t, mailtest.Options{})
		later := func(d time.Duration) bool {
			options := mails
			options.Now = func() time.Time { return time.Now().Add(d) }
			return next(t, worker(t, storetest.Open(t, address, options), quick.URL()))
		}
		if later(0) || later(2*time.Minute) {
			t.Error("the job is taken while its process may live")
		}
		if !later(4*time.Minute) || later(time.Hour) {
			t.Error("the job is not taken up once")
		}
		first, second := letterOf(t, slow), letterOf(t, quick)
		if first.Header.Get("Message-Id") != second.Header.Get("Message-Id") {
			t.Error("the two letters have ids of their own")
		}
		for _, l := range []mailtest.Letter{first, second} {
			if _, err := s.Invitation(t.Context(), token(l)); err != nil {
				t.Errorf("a link of the two: %v", err)
			}
		}
		if _, err := s.Accept(t.Context(), token(second), "a long password of tests"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Invitation(t.Context(), token(first)); err == nil {
			t.Error("the other link works though the account is open")
		}
	})
}

func letterOf(t *testing.T, post *mailtest.Server) mailtest.Letter {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if l := post.Letters(); len(l) == 1 {
			return l[0]
		}
	}
	t.Fatal("not one letter")
	return mailtest.Letter{}
}
