package public_test

import (
	"context"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/paper"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// certified is a round whose result is announced for a moment, with its certificates; the first that was issued was superseded.
func certified(t *testing.T, s *servertest.Server, at time.Time) (r *storetest.JudgedRound, superseded *store.IssuedCertificate, valid []*store.IssuedCertificate) {
	t.Helper()
	ctx, press := context.Background(), &paper.Press{Store: s.Store, Site: s.URL}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	issue := func() []*store.IssuedCertificate {
		t.Helper()
		_, err := press.Issue(ctx, r.Organizer, r.UID)
		must(err)
		must(press.Print(ctx))
		all, err := s.Store.Certificates(ctx, r.Organizer, r.UID)
		must(err)
		return all.Issued
	}
	r = storetest.Round(t, s.Store, 3, 1)
	r.Submit(t, s.Store, func(_, candidate, _ int) string { return []string{"3", "2", "1"}[candidate] })
	must(s.Store.CloseRound(ctx, r.Organizer, r.UID))
	must(s.Store.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
	superseded = issue()[0]
	_, err := s.Store.AddAward(ctx, r.Organizer, r.UID, store.AwardForm{Contest: r.Contest, Kind: store.AwardForPlace, Place: 1, Amount: 2_000_000, Currency: "CZK",
		Name: locale.Text{locale.Czech: "1. místo"}})
	must(err)
	valid = issue()
	must(s.Store.Announce(ctx, r.Organizer, r.Contest, at))
	return r, superseded, valid
}

func TestWhoeverHasACertificateReadsAllThatIsOnItAndWhetherItHolds(t *testing.T) {
	clock := time.Now()
	servertest.EachWith(t, store.Options{Now: func() time.Time { return clock }}, func(t *testing.T, s *servertest.Server) {
		ctx := context.Background()
		opens := clock.Add(time.Hour)
		r, superseded, valid := certified(t, s, opens)
		first, second := valid[0], valid[1]
		c := s.Visitor(t)
		c.Get("/cs") // which remembers the language
		read := func(code string) string {
			t.Helper()
			page := c.Get("/cs/verify/" + url.PathEscape(code))
			if page.Status != 404 || page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("X-Robots-Tag") != "noindex, nofollow" {
				t.Errorf("%s: %d, %v", code, page.Status, page.Header)
			}
			page.Header.Del("Date")
			page.Header.Del("Content-Length") // of the address, which the page repeats
			return strings.NewReplacer(url.PathEscape(code), "…", code, "…").Replace(page.Body + strings.Join(page.Header.Values("Set-Cookie"), ""))
		}
		absent := read("0000-0000-0000-0000-0000-0000-0000")
		for _, code := range []string{first.Code, strings.ToLower(superseded.Code), "0000", "Příliš žluťoučký", "'--"} {
			if got := read(code); got != absent {
				t.Errorf("%s looks otherwise than a code that nobody has", code)
			}
		}

		clock = opens
		defer func() { clock = opens.Add(-time.Hour) }()
		page := c.Get("/v/" + strings.ToLower(strings.ReplaceAll(first.Code, "-", "")))
		page.Has(t, "Diplom platí", first.Entrants[0], "1.\u00a0místo", "20\u00a0000\u00a0Kč", first.Number(), first.Code, first.FileHash, s.URL+"/v/"+first.Code, "/cs/zlaty-erb/2023/stredocesky-kraj/obec")
		if page.Status != 200 || !strings.HasPrefix(page.Path, "/cs/verify/") || page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("X-Robots-Tag") == "" {
			t.Errorf("%d at %s, %v", page.Status, page.Path, page.Header)
		}
		c.Get("/en/verify?code="+url.QueryEscape(" "+strings.ToLower(first.Code))).Has(t, "The certificate is valid", "1st\u00a0place", `lang="cs">`+first.Entrants[0])
		if page := c.Get("/cs/verify?code=%C5%99"); page.Status != 422 {
			t.Errorf("what cannot be a code: %d", page.Status)
		}

		page = c.Get("/cs/verify/" + superseded.Code)
		page.Has(t, "Diplom byl nahrazen", "/cs/verify/"+first.Code, superseded.Entrants[0], superseded.FileHash)
		page.Lacks(t, "Diplom platí", "Kč")
		if err := s.Store.RevokeCertificate(ctx, r.Organizer, second.UID, "Vytištěno s chybou."); err != nil {
			t.Fatal(err)
		}
		c.Get("/cs/verify/"+second.Code).Has(t, "Diplom byl zneplatněn", "Vytištěno s chybou.")
		keys := c.Get("/keys.txt")
		key, _, _ := strings.Cut(keys.Body, "\n")
		c.Get("/cs/keys").Has(t, strings.ReplaceAll(key, "+", "&#43;"), "podepisuje nyní")
		if !strings.HasPrefix(key, strings.TrimPrefix(s.URL, "http://")+"+") || strings.Contains(keys.Body, "PRIVATE") {
			t.Errorf("the keys are %q", keys.Body)
		}
	})
}

func TestAFileIsComparedInTheBrowser(t *testing.T) {
	s := servertest.Start(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	r, _, valid := certified(t, s, time.Time{})
	_, file, err := s.Store.CertificateFile(context.Background(), r.Organizer, valid[0].UID)
	if err != nil {
		t.Fatal(err)
	}
	tab := browsertest.New(t, s.URL)
	tab.Emulate(360, browsertest.Light)
	tab.Open("/cs/verify/" + valid[0].Code)
	tab.Drop("#verify-drop", "diplom.pdf", file[:len(file)-1])
	tab.Await("diplom.pdf: není to původní soubor")
	tab.Drop("#verify-drop", "diplom.pdf", file)
	tab.Await("diplom.pdf: je to původní soubor.")
	for _, trouble := range append(tab.Axe(), tab.Sideways()...) {
		t.Error(trouble)
	}
}
