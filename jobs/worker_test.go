package jobs_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"blazon/jobs"
	"blazon/judging"
	"blazon/locale"
	"blazon/mail"
	"blazon/mail/mailtest"
	"blazon/server/link"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"

	"github.com/emersion/go-smtp"
)

// mails are the options of a store whose letters are sent.
var mails = store.Options{Mail: true}

// worker works for a store and hands letters over to a server.
func worker(t testing.TB, s *store.Store, address string) *jobs.Worker {
	t.Helper()
	post, err := mail.NewServer(address, "soutez@example.org")
	if err != nil {
		t.Fatal(err)
	}
	return &jobs.Worker{Store: s, Mail: post, Site: "https://example.org", Pause: 20 * time.Millisecond,
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Link: func(letter *store.Letter) string {
			return "https://example.org/" + letter.Token
		}}
}

// next has a worker do one job, and tells whether there was one.
func next(t testing.TB, w *jobs.Worker) bool {
	t.Helper()
	worked, err := w.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return worked
}

// invite seats jurors, each with a letter.
func invite(t testing.TB, s *store.Store, r *storetest.JudgedRound, emails ...string) (jurors []*store.Juror) {
	t.Helper()
	for _, email := range emails {
		j, err := s.AddJuror(t.Context(), r.Organizer, r.UID, store.JurorForm{Name: "Porotce", Role: judging.Member, Email: email, Mail: true})
		if err != nil {
			t.Fatal(err)
		}
		jurors = append(jurors, j)
	}
	return jurors
}

// token is the secret in a letter's link.
func token(l mailtest.Letter) string { return strings.TrimPrefix(l.Link(), "https://example.org/") }

func TestTheLinkInALetterOpensTheAccount(t *testing.T) {
	servertest.EachWith(t, mails, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 0, 0)
		post := mailtest.Start(t, mailtest.Options{})
		w := worker(t, s.Store, post.URL())
		w.Site = s.URL
		w.Link = func(letter *store.Letter) string { return link.Of(letter, s.Site.Link) }
		invite(t, s.Store, r, "porotce1@example.org")
		if !next(t, w) || next(t, w) {
			t.Fatal("there was not one job")
		}
		letters := post.Letters()
		if len(letters) != 1 || letters[0].To != "porotce1@example.org" || letters[0].Subject != "Pozvánka do poroty: Zlatý erb 2023" {
			t.Fatalf("got %+v", letters)
		}
		link, ok := strings.CutPrefix(letters[0].Link(), s.URL)
		if !ok {
			t.Fatalf("the link is %q", letters[0].Link())
		}
		c := s.Visitor(t)
		c.Get(link).Has(t, "porotce1@example.org", "Zvolte si heslo")
		if page := c.Post(link, url.Values{"password": {servertest.Password}, "again": {servertest.Password}}); page.Status != http.StatusOK || page.Path != "/cs/jury/"+r.UID+"/seat" {
			t.Errorf("accepting: %d at %s", page.Status, page.Path)
		}
		if page := c.Get(link); page.Status != http.StatusNotFound {
			t.Errorf("the link a second time: %d", page.Status)
		}
		juror, err := s.Store.RoundSetup(t.Context(), r.Organizer, r.UID)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Store.MailJuror(t.Context(), r.Organizer, juror.Jurors[0].Juror.UID); err != nil {
			t.Fatal(err)
		}
		next(t, w)
		if got := post.Letters()[1].Link(); got != s.URL+"/cs/sign-in" {
			t.Errorf("who has a password is sent to %q", got)
		}
	})
}

func TestOrganizersAndRepresentativesGetLetters(t *testing.T) {
	storetest.EachWith(t, mails, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 0)
		post := mailtest.Start(t, mailtest.Options{})
		w := worker(t, s, post.URL())
		body := storetest.Registered(t, s, "576964")[0]
		for _, form := range []store.MembershipForm{
			{Person: store.Person{Email: "organizator@example.org", Name: "Organizátor", Language: locale.Polish}, Role: judging.Organizer, Chapter: r.Region.UID},
			{Person: store.Person{Email: "semily@example.org", Name: "Zástupce", Language: locale.Czech}, Role: judging.Representative, Body: body},
		} {
			form.Mail = true
			m, err := s.GrantMembership(t.Context(), r.Organizer, form)
			if err != nil {
				t.Fatal(err)
			}
			if !next(t, w) {
				t.Fatalf("no letter for %s", form.Email)
			}
			if err := s.MailMember(t.Context(), r.Organizer, m.UID); err != nil || !next(t, w) {
				t.Errorf("once more for %s: %v", form.Email, err)
			}
		}
		for i, want := range []string{"Zaproszenie do organizowania konkursu: Zlatý erb, Středočeský kraj", "Přihlášky a výsledky: město Semily"} {
			letters := post.Letters()
			if got := strings.ReplaceAll(letters[2*i].Subject, "\u00a0", " "); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if _, err := s.Invitation(t.Context(), token(letters[2*i])); err == nil {
				t.Error("a letter's link works though another letter was asked for")
			}
			if _, err := s.Invitation(t.Context(), token(letters[2*i+1])); err != nil {
				t.Errorf("the last letter's link: %v", err)
			}
		}
	})
}

// clock goes on when it is told to.
type clock struct {
	mutex sync.Mutex
	now   time.Time
}

func (c *clock) options() store.Options {
	return store.Options{Mail: true, Now: func() time.Time {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		return c.now
	}}
}

func (c *clock) pass(d time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(d)
}

func TestALetterWaitsForAServerThatIsAway(t *testing.T) {
	c := &clock{now: time.Now()}
	storetest.EachWith(t, c.options(), func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		away := mailtest.Start(t, mailtest.Options{})
		away.Stop()
		w := worker(t, s, away.URL())
		invite(t, s, r, "porotce1@example.org")
		for i, wait := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute} {
			if !next(t, w) {
				t.Fatalf("attempt %d is not made", i+1)
			}
			c.pass(wait - time.Second)
			if next(t, w) {
				t.Errorf("attempt %d is made too soon", i+2)
			}
			c.pass(time.Second)
		}
		back := mailtest.Start(t, mailtest.Options{Address: away.Address})
		if !next(t, w) || len(back.Letters()) != 1 {
			t.Errorf("%d letters once the server is back", len(back.Letters()))
		}
		c.pass(24 * time.Hour)
		if next(t, w) {
			t.Error("what is done is done again")
		}
	})
}

func TestALetterIsGivenUpInTheEnd(t *testing.T) {
	c := &clock{now: time.Now()}
	storetest.EachWith(t, c.options(), func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		unknown := &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
		busy := &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 0}, Message: "come again"}
		for _, refused := range []struct {
			answer error
			want   int
		}{{unknown, 1}, {busy, 24}} {
			asked, begun := 0, c.now
			post := mailtest.Start(t, mailtest.Options{Refuse: func(string) error { asked++; return refused.answer }})
			w := worker(t, s, post.URL())
			w.Log = slog.New(slog.DiscardHandler)
			invite(t, s, r, map[error]string{unknown: "nikdo@example.org", busy: "porotce1@example.org"}[refused.answer])
			for next(t, w) {
				c.pass(4 * time.Hour)
			}
			if asked != refused.want || c.now.Sub(begun) > 5*24*time.Hour {
				t.Errorf("%v: asked %d times, want %d", refused.answer, asked, refused.want)
			}
		}
	})
}

func TestNoLetterToWhomHasLeft(t *testing.T) {
	storetest.EachWith(t, mails, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		post := mailtest.Start(t, mailtest.Options{})
		left := invite(t, s, r, "porotce1@example.org", "porotce2@example.org")[0]
		if err := s.EndJuror(t.Context(), r.Organizer, left.UID, ""); err != nil {
			t.Fatal(err)
		}
		if err := s.MailJuror(t.Context(), r.Organizer, left.UID); err == nil {
			t.Error("who has left is mailed")
		}
		w := worker(t, s, post.URL())
		for range 2 {
			if !next(t, w) {
				t.Fatal("a job is missing")
			}
		}
		if got := post.Letters(); len(got) != 1 || got[0].To != "porotce2@example.org" {
			t.Errorf("got %+v", got)
		}
	})
}

func TestAWorkerThatIsStoppedFinishesItsLetter(t *testing.T) {
	storetest.EachWith(t, mails, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		post := mailtest.Start(t, mailtest.Options{Hold: make(chan struct{})})
		w := worker(t, s, post.URL())
		invite(t, s, r, "porotce1@example.org", "porotce2@example.org")
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			w.Run(ctx)
		}()
		<-post.Begun
		stop()
		select {
		case <-ended:
			t.Error("it ended in the middle of a letter")
		case <-time.After(100 * time.Millisecond):
		}
		close(post.Hold)
		<-ended
		if n := len(post.Letters()); n != 1 {
			t.Errorf("%d letters were sent", n)
		}
		if !next(t, w) || next(t, w) || len(post.Letters()) != 2 {
			t.Errorf("%d letters in the end", len(post.Letters()))
		}
	})
}

func TestAWorkerWithoutMailLeavesLettersAlone(t *testing.T) {
	storetest.EachWith(t, mails, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		invite(t, s, r, "porotce1@example.org")
		w := worker(t, s, "smtp://127.0.0.1:1?tls=none")
		w.Mail = nil
		if next(t, w) {
			t.Error("it took a letter")
		}
	})
}
