package server_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"
)

// twoCopies are two copies of the program on one database, with one clock.
type twoCopies struct {
	t          *testing.T
	now        time.Time
	sites      [2]*web.Site
	stores     [2]*store.Store
	statements int
	round      *storetest.JudgedRound
	page       string // of the round
	award      string // uid of the distinction
}

func newCopies(t *testing.T, address string) *twoCopies {
	c := &twoCopies{t: t, now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	options := store.Options{Now: func() time.Time { return c.now }, Connections: 1, Statement: func() { c.statements++ }}
	for i := range c.sites {
		c.stores[i] = storetest.Open(t, address, options)
		c.sites[i] = newSite(t, c.stores[i])
	}
	s := c.stores[0]
	c.round = storetest.Round(t, s, 3, 2)
	must(t, allowObjections(t.Context(), s, c.round.Organizer, c.round.Edition.UID))
	must(t, s.SetPrizes(t.Context(), c.round.Organizer, c.round.UID, map[string][]store.PrizeForm{
		c.round.Contest: {{Place: 1, Name: cs("=Cena hejtmana"), Amount: 40_000_00, Currency: "CZK"}}}))
	c.round.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "4", "3"}[candidate] })
	must(t, s.CloseRound(t.Context(), c.round.Organizer, c.round.UID))
	must(t, s.Decide(t.Context(), c.round.Organizer, c.round.Contest, store.DecideForm{Vacant: []int{2}, Reason: "Druhé místo nikdo."}))
	_, err := s.AddAward(t.Context(), c.round.Organizer, c.round.UID, store.AwardForm{Contest: c.round.Contest, Candidate: c.round.Candidates[2],
		Kind: store.AwardDistinction, Name: cs("Čestné uznání"), Citation: cs("Za odvahu.")})
	must(t, err)
	setup, err := s.RoundSetup(t.Context(), c.round.Organizer, c.round.UID)
	must(t, err)
	c.page = "/cs/" + c.round.Competition.Slug + "/" + c.round.Edition.Slug + "/" + setup.Round.Slug
	awards, err := s.RoundAwards(t.Context(), c.round.Organizer, c.round.UID)
	must(t, err)
	c.award = awards.Contests[slices.IndexFunc(awards.Contests, func(a *store.ContestAwards) bool { return len(a.Awards) > 0 })].Awards[0].UID
	return c
}

// get asks one of the copies, with pairs of a header's name and its value.
func (c *twoCopies) get(site int, method, path string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, nil)
	request.Header.Set("Accept-Language", "cs")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	c.sites[site].ServeHTTP(answer, request)
	return answer
}

// both asks both copies, which must agree, and gives what they answer.
func (c *twoCopies) both(path string) *httptest.ResponseRecorder {
	c.t.Helper()
	one, other := c.get(0, http.MethodGet, path), c.get(1, http.MethodGet, path)
	if spell(one, path) != spell(other, path) {
		c.t.Errorf("the copies differ in %s: %s", path, firstDifference(spell(one, path), spell(other, path)))
	}
	return one
}

func TestKeptPages(t *testing.T) {
	t.Parallel()
	for name, address := range databases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCopies(t, address(t))
			opens := c.now.Add(90 * time.Second)
			must(t, c.stores[0].Announce(t.Context(), c.round.Organizer, c.round.Contest, opens))
			before := c.both(c.page)
			c.now = opens.Add(-time.Microsecond)
			if again := c.both(c.page); again.Header().Get("ETag") == "" || again.Header().Get("ETag") != before.Header().Get("ETag") {
				t.Errorf("nothing has changed, but the tag: %s, then %s", before.Header().Get("ETag"), again.Header().Get("ETag"))
			}
			c.hidden()
			if hidden := c.both(c.page + "/obec"); hidden.Code != http.StatusNotFound || hidden.Header().Get("ETag") != "" {
				t.Errorf("before the announcement: %d with the tag %q", hidden.Code, hidden.Header().Get("ETag"))
			}
			c.now = opens
			if after := c.both(c.page); after.Header().Get("ETag") == before.Header().Get("ETag") || !strings.Contains(after.Body.String(), "/obec\"") {
				t.Error("at the announcement the round's page stays as it was")
			}
			c.readAgain()
			c.shown()
			c.correct()
			c.readData()
		})
	}
}

// readAgain asks for a page that is kept in all the ways in which it may be asked for.
func (c *twoCopies) readAgain() {
	t, path := c.t, c.page+"/obec"
	plain := c.both(path)
	tag := plain.Header().Get("ETag")
	c.statements = 0
	if packed := c.get(0, http.MethodGet, path, "Accept-Encoding", "gzip"); unpack(t, packed) != plain.Body.String() ||
		packed.Header().Get("ETag") == tag || packed.Header().Get("Vary") != "Accept-Encoding, Cookie" {
		t.Errorf("packed it is another page, or says no other name: %v", packed.Header())
	}
	if c.statements != 1 {
		t.Errorf("a page that is kept takes %d statements", c.statements)
	}
	head := c.get(0, http.MethodHead, path)
	if head.Header().Get("ETag") != tag || head.Header().Get("Content-Length") != plain.Header().Get("Content-Length") || head.Body.Len() > 0 {
		t.Errorf("HEAD answers %v, GET %v", head.Header(), plain.Header())
	}
	for _, ask := range []struct {
		headers string
		status  int
		body    string
	}{
		{"If-None-Match: " + tag, http.StatusNotModified, ""},
		{"If-None-Match: W/" + tag + `, "other"`, http.StatusNotModified, ""},
		{`If-None-Match: "other"`, http.StatusOK, plain.Body.String()},
		{"Range: bytes=0-9", http.StatusPartialContent, plain.Body.String()[:10]},
		{"Range: bytes=0-9; If-Range: \"other\"", http.StatusOK, plain.Body.String()},
		{"Accept-Encoding: gzip;q=0", http.StatusOK, plain.Body.String()},
	} {
		var headers []string
		for header := range strings.SplitSeq(ask.headers, "; ") {
			name, value, _ := strings.Cut(header, ": ")
			headers = append(headers, name, value)
		}
		if answer := c.get(1, http.MethodGet, path, headers...); answer.Code != ask.status || answer.Body.String() != ask.body {
			t.Errorf("%s: %d with %d bytes", ask.headers, answer.Code, answer.Body.Len())
		}
	}
	if own := c.get(0, http.MethodGet, path, "Cookie", "notice=eyJrZXkiOiJ3ZWIuc2tpcCJ9"); own.Header().Get("ETag") != "" || !strings.Contains(own.Body.String(), "role=\"status\"") {
		t.Error("a page with a notice is kept, or lacks it")
	}
	if chosen := c.get(0, http.MethodGet, path, "Accept-Language", "pl"); !strings.Contains(chosen.Header().Get("Set-Cookie"), "language=cs") {
		t.Error("who reads in another language than the browser's is not remembered for it")
	}
}

// correct publishes a corrected version on one copy, which is on the other at once.
func (c *twoCopies) correct() {
	t, s, r, ctx := c.t, c.stores[1], c.round, context.Background()
	before := c.both(c.page + "/obec")
	list, err := s.ContestList(ctx, r.Organizer, r.Contest, store.Listing{})
	must(t, err)
	one := list.Candidates[0]
	clerk := storetest.Representative(t, s, "starosta@example.org", one.Bodies[0].UID)
	must(t, s.MakeObjection(ctx, clerk, store.ObjectionForm{Entry: one.EntryUID, Contest: r.Contest, About: store.AboutFact, Words: "Body jsou prohozené."}))
	all, err := s.Objections(ctx, r.Organizer, r.Contest, locale.Czech)
	must(t, err)
	must(t, s.DecideObjection(ctx, r.Organizer, all.Items[0].Objection.UID, store.ObjectionUpheld, "Ano."))
	erratum, err := s.EnterErratum(ctx, r.Organizer, store.ErratumForm{Contest: r.Contest, Words: cs("Oprava: body byly prohozené.")})
	must(t, err)
	if waiting := c.both(c.page + "/obec"); strings.Contains(waiting.Body.String(), "byly prohozené") {
		t.Error("a correction that nobody has confirmed is shown")
	}
	must(t, s.ConfirmErratum(ctx, storetest.Organizer(t, s, r.Region), erratum))
	after := c.both(c.page + "/obec")
	if !strings.Contains(after.Body.String(), "byly prohozené") || after.Header().Get("ETag") == before.Header().Get("ETag") {
		t.Error("the corrected version is not shown")
	}
	if old := c.get(0, http.MethodGet, c.page+"/obec", "If-None-Match", before.Header().Get("ETag")); old.Code != http.StatusOK {
		t.Errorf("who has the version before is answered with %d", old.Code)
	}
}

func unpack(t *testing.T, answer *httptest.ResponseRecorder) string {
	t.Helper()
	z, err := gzip.NewReader(answer.Body)
	must(t, err)
	text, err := io.ReadAll(z)
	must(t, err)
	return string(text)
}
