package entrant_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// desk is a site with a judged round, and somebody who acts for one of its candidates.
type desk struct {
	*servertest.Server
	*storetest.JudgedRound
	t *testing.T
}

func open(t *testing.T, s *servertest.Server) *desk {
	t.Helper()
	return &desk{s, storetest.Round(t, s.Store, 4, 1), t}
}

// act carries out what must not fail.
func (d *desk) act(acts ...func(ctx context.Context) error) {
	d.t.Helper()
	for i, act := range acts {
		if err := act(d.t.Context()); err != nil {
			d.t.Fatalf("act %d: %v", i, err)
		}
	}
}

// representative signs in who acts for the body of a candidate.
func (d *desk) representative(candidate int) (c *servertest.Visitor, name string) {
	d.t.Helper()
	progress, err := d.Store.Progress(d.t.Context(), d.Organizer, d.UID, locale.Czech)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, contest := range progress.Contests {
		if contest.Contest.UID == d.JudgedRound.Contest {
			named := contest.Candidates[candidate].Candidate
			return d.acting(fmt.Sprintf("zastupce%d@example.org", candidate), named.Bodies[0].UID), named.Entrants(locale.Czech)
		}
	}
	d.t.Fatal("no such contest")
	return nil, ""
}

// acting signs in who acts for a body.
func (d *desk) acting(email, body string) *servertest.Visitor {
	d.t.Helper()
	user := d.AddUser(d.t, email)
	_, err := d.Store.GrantMembership(d.t.Context(), store.Operator(), store.MembershipForm{Role: judging.Representative, Body: body,
		Person: store.Person{Email: user.Email, Name: user.Name, Language: locale.Czech}})
	if err != nil {
		d.t.Fatal(err)
	}
	c := d.Visitor(d.t)
	c.SignIn(email)
	return c
}

// decide brings the round to its decision: points says what each candidate gets for each criterion.
func (d *desk) decide(form store.DecideForm, points ...string) {
	d.t.Helper()
	d.Submit(d.t, d.Store, func(_, candidate, _ int) string { return points[candidate] })
	d.act(func(ctx context.Context) error { return d.Store.CloseRound(ctx, d.Organizer, d.UID) },
		func(ctx context.Context) error {
			return d.Store.Decide(ctx, d.Organizer, d.JudgedRound.Contest, form)
		})
}

func (d *desk) announce(at time.Time) {
	d.t.Helper()
	d.act(func(ctx context.Context) error {
		return d.Store.Announce(ctx, d.Organizer, d.JudgedRound.Contest, at)
	})
}

func (d *desk) issue() {
	d.t.Helper()
	d.act(func(ctx context.Context) error {
		press := &paper.Press{Store: d.Store}
		if _, err := press.Issue(ctx, d.Organizer, d.UID); err != nil {
			return err
		}
		return press.Print(ctx)
	})
}

var certificateLink = regexp.MustCompile(`/cs/entrant/certificates/[^"]+\.pdf`)

func TestAnEntrantSeesWhatCameOfTheEntryAndGetsTheCertificate(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := open(t, s)
		c, name := d.representative(0)
		c.Get("/cs/entrant").Has(t, name, "Nejlepší webové stránky obce", "porota hodnotí")
		d.decide(store.DecideForm{}, "4", "3", "2", "1")
		c.Get("/cs/entrant").Has(t, "výsledek dosud nebyl vyhlášen")
		d.act(func(ctx context.Context) error {
			_, err := s.Store.AddAward(ctx, d.Organizer, d.UID, store.AwardForm{Contest: d.JudgedRound.Contest, Candidate: d.Candidates[0], Kind: "special",
				Name: locale.Text{locale.Czech: "Cena hejtmana"}, Amount: 2_000_000, Currency: "CZK", Citation: locale.Text{locale.Czech: "Za přístupnost."}})
			return err
		})
		d.issue()
		d.announce(time.Time{})
		page := c.Get("/cs/entrant")
		page.Has(t, "1.\u00a0místo", "Cena hejtmana", "Za přístupnost.", "20\u00a0000\u00a0Kč", "/cs/zlaty-erb/2023/stredocesky-kraj/obec")
		links := certificateLink.FindAllString(page.Body, -1)
		if len(links) != 2 {
			t.Fatalf("links to certificates: %q", links)
		}
		for i, want := range []string{"1. místo", "Cena hejtmana"} {
			file := c.Get(links[i])
			if file.Status != http.StatusOK || file.Header.Get("Content-Type") != "application/pdf" || !strings.Contains(file.Header.Get("Content-Disposition"), "diplom-2023-stredocesky-kraj-obec-") {
				t.Errorf("certificate: %d %v", file.Status, file.Header)
			}
			if said := printed(t, file.Body); !strings.Contains(said, want) || !strings.Contains(said, strings.ReplaceAll(name, "\u00a0", " ")) {
				t.Errorf("the certificate of %q says %q", want, said)
			}
		}
		other, _ := d.representative(3)
		other.Get("/cs/entrant").Lacks(t, name, "Cena hejtmana")
		stranger := d.acting("jiny@example.org", storetest.Registered(t, s.Store, "576964")[0])
		stranger.Get("/cs/entrant").Has(t, "žádná přihláška není")
		for who, v := range map[string]*servertest.Visitor{"another entrant": other, "who competes elsewhere": stranger} {
			if page := v.Get(links[0]); page.Status != http.StatusNotFound {
				t.Errorf("%s gets the certificate: %d", who, page.Status)
			}
		}
		if page := s.Visitor(t).Get(links[0]); !strings.HasPrefix(page.Path, "/cs/sign-in") {
			t.Errorf("the public is sent to %s", page.Path)
		}
	})
}

// printed is what a PDF says, with white space made one.
func printed(t *testing.T, file string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

func TestStatesOfAnEntryInWords(t *testing.T) {
	var passed atomic.Int64
	begun := time.Now()
	options := store.Options{Now: func() time.Time { return begun.Add(time.Duration(passed.Load())) }}
	servertest.EachWith(t, options, func(t *testing.T, s *servertest.Server) {
		passed.Store(0)
		d := open(t, s)
		passed.Store(int64(-2 * time.Hour)) // the judging began an hour ago
		visitors := make([]*servertest.Visitor, 4)
		for i := range visitors {
			visitors[i], _ = d.representative(i)
		}
		say := func(about string, texts ...string) {
			t.Helper()
			for i, text := range texts {
				page := visitors[i].Get("/cs/entrant")
				if !strings.Contains(page.Body, text) {
					t.Errorf("%s: the page of candidate %d does not say %q", about, i+1, text)
				}
			}
		}
		say("before the judging", "přihlášeno")
		passed.Store(0)
		d.act(func(ctx context.Context) error {
			return s.Store.WithdrawCandidate(ctx, d.Organizer, d.Candidates[3], "Stáhla se.")
		})
		say("judging", "porota hodnotí", "porota hodnotí", "porota hodnotí", "staženo ze soutěže")
		passed.Store(int64(8 * 24 * time.Hour))
		say("after the deadline", "výsledek dosud nebyl vyhlášen")
		passed.Store(0)
		d.Submit(t, s.Store, func(_, candidate, _ int) string { return []string{"3", "2", "1"}[candidate] })
		d.act(
			func(ctx context.Context) error { return s.Store.CloseRound(ctx, d.Organizer, d.UID) },
			func(ctx context.Context) error {
				return s.Store.AddDecision(ctx, d.Organizer, d.JudgedRound.Contest, store.DecisionForm{Kind: judging.Exclude, Candidate: d.Candidates[2], Reason: "Porušila pravidla."})
			},
			func(ctx context.Context) error {
				return s.Store.Decide(ctx, d.Organizer, d.JudgedRound.Contest, store.DecideForm{Withheld: d.Candidates[:1], Reason: "Podmínky nesplnil nikdo."})
			})
		d.announce(time.Time{})
		say("announced", "místo nebylo uděleno", "2.\u00a0místo", "mimo pořadí", "staženo ze soutěže")
	})
}
