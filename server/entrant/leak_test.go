package entrant_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// twin is one of two sites alike.
type twin struct {
	*servertest.Server
	chance *rand.ChaCha8
}

// twins are two sites alike: the same clock, the same ids.
func twins(t *testing.T, fn func(t *testing.T, a, b *twin, clock *atomic.Int64)) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLiteAddress, "postgres": storetest.PostgresAddress} {
		t.Run(name, func(t *testing.T) {
			var passed atomic.Int64
			begun := time.Now()
			start := func() *twin {
				chance := rand.NewChaCha8([32]byte{1})
				return &twin{servertest.Start(t, storetest.Open(t, address(t), store.Options{Random: chance,
					Now: func() time.Time { return begun.Add(time.Duration(passed.Load())) }})), chance}
			}
			fn(t, start(), start(), &passed)
		})
	}
}

func TestNothingLeaksBeforeTheAnnouncement(t *testing.T) {
	twins(t, func(t *testing.T, a, b *twin, clock *atomic.Int64) {
		var desks []*desk
		var visitors [][]*servertest.Visitor
		for _, s := range []*twin{a, b} {
			d := open(t, s.Server)
			first, _ := d.representative(0)
			last, _ := d.representative(3)
			desks, visitors = append(desks, d), append(visitors, []*servertest.Visitor{first, last})
		}
		// differ tells whether the pages of a representative differ between the two sites.
		differ := func(who int) bool {
			pages := []servertest.Page{visitors[0][who].Get("/cs/entrant"), visitors[1][who].Get("/cs/entrant")}
			if pages[0].Status != http.StatusOK || !strings.Contains(pages[0].Body, "Středočeský kraj") {
				t.Fatalf("the page: %d", pages[0].Status)
			}
			return strings.ReplaceAll(pages[0].Body, a.URL, "") != strings.ReplaceAll(pages[1].Body, b.URL, "")
		}
		check := func(stage string) {
			t.Helper()
			for who := range 2 {
				if differ(who) {
					t.Errorf("%s, the page of representative %d depends on the hidden result", stage, who+1)
				}
			}
		}
		check("before the decision")
		desks[0].decide(store.DecideForm{}, "4", "3", "2", "1")
		desks[1].decide(store.DecideForm{}, "1", "2", "3", "4")
		check("decided")
		for _, d := range desks {
			d.act(func(ctx context.Context) error {
				return d.Store.Advance(ctx, d.Organizer, d.JudgedRound.Contest, store.AdvanceForm{})
			})
			d.issue()
		}
		check("advanced, certificates issued")
		for _, d := range desks {
			now, err := d.Store.Now(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			d.announce(now.Add(time.Hour))
		}
		check("announced for later")
		clock.Store(int64(time.Hour - time.Microsecond))
		check("the moment before T0")
		clock.Store(int64(time.Hour))
		for who := range 2 {
			if !differ(who) {
				t.Errorf("after T0 the pages of representative %d are still alike, so the comparison shows nothing", who+1)
			}
		}
		visitors[0][0].Get("/cs/entrant").Has(t, "1.\u00a0místo", "Celostátní kolo")
		visitors[0][1].Get("/cs/entrant").Lacks(t, "Celostátní kolo")
	})
}

// hide adds four towns to the round's first category, and gives its uid.
func (d *desk) hide() (contest string) {
	d.t.Helper()
	setup, err := d.Store.EditionSetup(d.t.Context(), d.Organizer, d.Edition.UID, locale.Czech)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, r := range setup.Rounds {
		if r.Round.UID == d.UID {
			contest = r.Contests[0].Contest.UID
		}
	}
	d.act(func(ctx context.Context) error {
		_, err := d.Store.Enrol(ctx, d.Organizer, contest, store.EnrolForm{Bodies: storetest.Bodies(d.t, d.Store, "CZ020", true, 4)})
		return err
	}, func(ctx context.Context) error {
		_, err := d.Store.Assign(ctx, d.Organizer, contest, store.AssignForm{})
		return err
	})
	return contest
}

// certify decides a contest, in which so many of the best get nothing, and issues its certificates.
func (d *desk) certify(contest string, withheld int) (issued int) {
	d.t.Helper()
	view, err := d.Store.Tally(d.t.Context(), d.Organizer, contest)
	if err != nil {
		d.t.Fatal(err)
	}
	form := store.DecideForm{Reason: "Podmínky nesplnil nikdo."}
	for _, c := range view.Candidates[:withheld] {
		form.Withheld = append(form.Withheld, c.UID)
	}
	d.act(func(ctx context.Context) error { return d.Store.Decide(ctx, d.Organizer, contest, form) },
		func(ctx context.Context) (err error) {
			press := &paper.Press{Store: d.Store}
			if issued, err = press.Issue(ctx, d.Organizer, d.UID); err != nil {
				return err
			}
			return press.Print(ctx)
		})
	return issued
}

// seen is everything that becomes public with the contest: its pages, and the laureate's page and certificate.
func (d *desk) seen(laureate *servertest.Visitor) map[string]string {
	d.t.Helper()
	link := certificateLink.FindString(laureate.Get("/cs/entrant").Body)
	all := map[string]string{}
	for path, v := range map[string]*servertest.Visitor{
		"/cs/entrant": laureate, link: laureate,
		"/cs/zlaty-erb/2023/stredocesky-kraj": d.Visitor(d.t), "/cs/zlaty-erb/2023/stredocesky-kraj/obec": d.Visitor(d.t),
	} {
		page := v.Get(path)
		all[path] = fmt.Sprintln(page.Status, page.Header["Content-Disposition"]) + strings.ReplaceAll(page.Body, d.URL, "")
	}
	if !strings.HasPrefix(all[link], "200 [inline; filename=diplom-2023-stredocesky-kraj-obec-1.pdf]") || !strings.Contains(printed(d.t, laureate.Get(link).Body), "č. 2023/stredocesky-kraj/obec/1 ") {
		d.t.Errorf("the first certificate of the contest has another number: %.100q", all[link])
	}
	return all
}

func TestNumbersOfCertificatesDoNotCountTheHiddenOnes(t *testing.T) {
	twins(t, func(t *testing.T, a, b *twin, _ *atomic.Int64) {
		var pages []map[string]string
		var hidden []int
		for withheld, s := range []*twin{a, b} {
			d := open(t, s.Server)
			laureate, _ := d.representative(0)
			first := d.hide()
			d.Submit(t, d.Store, func(_, candidate, _ int) string { return []string{"4", "3", "2", "1"}[candidate] })
			d.act(func(ctx context.Context) error { return d.Store.CloseRound(ctx, d.Organizer, d.UID) })
			hidden = append(hidden, d.certify(first, 2*withheld))
			s.chance.Seed([32]byte{2}) // the codes to come are the same in both
			d.certify(d.JudgedRound.Contest, 0)
			d.announce(time.Time{})
			pages = append(pages, d.seen(laureate))
		}
		if hidden[0] != 3 || hidden[1] != 1 {
			t.Errorf("the hidden contests have %d certificates, want 3 and 1: otherwise the comparison shows nothing", hidden)
		}
		if !slices.Equal(slices.Sorted(maps.Keys(pages[0])), slices.Sorted(maps.Keys(pages[1]))) || len(pages[0]) != 4 {
			t.Fatalf("the addresses differ: %q, %q", slices.Collect(maps.Keys(pages[0])), slices.Collect(maps.Keys(pages[1])))
		}
		for path, page := range pages[0] {
			if page != pages[1][path] {
				t.Errorf("%s depends on how many certificates are hidden", path)
			}
		}
	})
}
