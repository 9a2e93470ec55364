package store_test

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// listed are the addresses of the entries that a listing of the edition finds, in its order.
func (c *checked) listed(actor judging.Actor, listing store.Listing) []string {
	c.t.Helper()
	list, err := c.store.Entries(c.t.Context(), actor, c.Edition.UID, locale.Czech, listing)
	c.must(err)
	return addresses(list)
}

// queued are those of the round's queue.
func (c *checked) queued(listing store.Listing) []string {
	c.t.Helper()
	list, err := c.store.Queue(c.t.Context(), c.Organizer, c.UID, locale.Czech, listing)
	c.must(err)
	return addresses(list)
}

func addresses(list *store.EntryList) (urls []string) {
	for _, e := range list.Entries {
		urls = append(urls, strings.TrimPrefix(e.Entry.URL, "https://"))
	}
	return urls
}

func TestEntriesAreListedByWhatIsAsked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 6)
		single, joint, twin := c.enter("https://a.cz", 0), c.enter("https://b.cz/web", 1, 2), c.enter("https://www.b.cz/web/", 1)
		_, back, rejected := c.enter("https://d.cz", 3), c.enter("https://e.cz", 4), c.enter("https://f.cz", 5)
		c.must(c.decide(single, store.CheckForm{Outcome: store.CheckAdmitted}))
		c.must(c.decide(back, store.CheckForm{Outcome: store.CheckReturned, Reason: "x", Fields: []string{"url"}, Until: c.now.Add(time.Hour)}))
		c.must(c.decide(rejected, store.CheckForm{Outcome: store.CheckRejected, Reason: "x"}))
		_, err := s.BeginEntry(t.Context(), c.clerk, c.category, c.bodies[5:])
		c.must(err)
		names := map[string]string{}
		for _, e := range []string{joint, twin} {
			names[e] = c.look(e).Bodies[0].Name
		}
		filter := func(pairs ...string) store.Listing {
			l := store.Listing{Filters: map[string]string{}, Sort: "time"}
			for i := 0; i < len(pairs); i += 2 {
				l.Filters[pairs[i]] = pairs[i+1]
			}
			return l
		}
		elsewhere := storetest.Organizer(t, s, storetest.Chapter(t, s, c.Organizer, c.Nation.UID, "CZ051"))
		region := storetest.Organizer(t, s, c.Region)
		for _, test := range []struct {
			about   string
			actor   judging.Actor
			listing store.Listing
			want    string
		}{
			{"everything, by time; of a draft nothing is told", region, filter(), "a.cz b.cz/web www.b.cz/web/ d.cz e.cz f.cz "},
			{"from the last", region, store.Listing{Sort: "time", Desc: true}, " f.cz e.cz d.cz www.b.cz/web/ b.cz/web a.cz"},
			{"another region's organizer", elsewhere, filter(), ""},
			{"those that are joint", region, filter("kind", "joint"), "b.cz/web"},
			{"those with the same address, however it is written", region, filter("flag", "same_url"), "b.cz/web www.b.cz/web/"},
			{"those of a body that has another", region, filter("flag", "same_body"), "b.cz/web www.b.cz/web/ "},
			{"those with nothing to look at", region, filter("flag", "none", "state", "submitted"), "d.cz"},
			{"those with something", region, filter("flag", "any", "state", "submitted"), "b.cz/web www.b.cz/web/"},
			{"one state", region, filter("state", "returned"), "e.cz"},
			{"a word of an address", region, store.Listing{Search: "web", Sort: "time"}, "b.cz/web www.b.cz/web/"},
			{"a name and an address", region, store.Listing{Search: names[twin] + " www", Sort: "time"}, "www.b.cz/web/"},
			{"a value that there is not", region, filter("flag", "color"), ""},
			{"a category and a chapter", region, filter("category", c.category, "chapter", c.Region.UID, "state", "admitted"), "a.cz"},
		} {
			if got := strings.Join(c.listed(test.actor, test.listing), " "); got != strings.TrimSuffix(test.want, " ") && got != test.want {
				t.Errorf("%s: %q, want %q", test.about, got, test.want)
			}
		}
		for _, test := range []struct{ step, want string }{{"", "b.cz/web www.b.cz/web/ d.cz e.cz"}, {"new", "b.cz/web www.b.cz/web/ d.cz"}, {"again", ""}, {"returned", "e.cz"}, {"overdue", ""}} {
			if got := strings.Join(c.queued(filter("step", test.step)), " "); got != test.want {
				t.Errorf("queue %q: %q, want %q", test.step, got, test.want)
			}
		}
		if _, err := s.Queue(t.Context(), elsewhere, c.UID, locale.Czech, store.Listing{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("another region's organizer sees the queue: %v", err)
		}
		v := c.look(twin)
		if len(v.Duplicates) != 1 || v.Duplicates[0].Entry.UID != joint || !v.Duplicates[0].SameURL || !v.Duplicates[0].SameBody || !v.Duplicates[0].Open {
			t.Errorf("the duplicates of %s: %+v", twin, v.Duplicates)
		}
	})
}

func TestEverybodyWithNothingToLookAtIsAdmittedAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 4)
		first := c.enter("https://a.cz", 0)
		for i, url := range []string{"https://b.cz", "https://c.cz", "http://www.c.cz"} {
			c.enter(url, i+1)
		}
		a, err := s.Admission(t.Context(), c.Organizer, c.UID)
		if err != nil || a.Waiting != 4 || a.Clear != 2 || len(a.Categories) != 1 || a.Categories[0].Clear != 2 {
			t.Fatalf("%+v wait, %v", a, err)
		}
		c.must(c.decide(first, store.CheckForm{Outcome: store.CheckRejected, Reason: "x"}))
		if _, err := s.AdmitAll(t.Context(), c.Organizer, c.UID, a.Clear); !fault.Is(err, fault.Conflict) || c.standing() != 0 {
			t.Errorf("with a number that is no longer right: %v, and %d compete", err, c.standing())
		}
		if _, err := s.AdmitAll(t.Context(), c.clerk, c.UID, 1); !fault.Is(err, fault.NotFound) {
			t.Errorf("whoever acts for a body admits: %v", err)
		}
		if n, err := s.AdmitAll(t.Context(), c.Organizer, c.UID, 1); err != nil || n != 1 || c.standing() != 1 {
			t.Errorf("%d admitted, %v; %d compete", n, err, c.standing())
		}
		if got := c.queued(store.Listing{}); !slices.Equal(got, []string{"c.cz", "http://www.c.cz"}) {
			t.Errorf("%v wait", got)
		}
		var letters int
		c.must(s.Look(t.Context(), &letters, "select count(*) from message where state = 'draft' and kind = 'admitted'"))
		if letters != 1 {
			t.Errorf("%d letters about an admission wait to be sent, want 1", letters)
		}
	})
}

func TestTheOrganizerSaysWhoseAnEntryIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 2)
		entry := c.enter("https://a.cz", 0)
		other := storetest.Registered(t, s, "576964")[0] // Semily, in another region and with extended powers
		set := func(reason string, bodies ...string) error {
			return s.SetEntryBodies(t.Context(), c.Organizer, entry, store.BodiesForm{Revision: c.look(entry).Entry.Revision, Bodies: bodies, Reason: reason})
		}
		if err := set("", c.bodies[0], other); !fault.Is(err, fault.Invalid) {
			t.Errorf("without a reason: %v, want Invalid", err)
		}
		if err := set("x"); !fault.Is(err, fault.Invalid) {
			t.Errorf("without a body: %v, want Invalid", err)
		}
		c.must(set("Web mají společný.", c.bodies[0], other))
		v := c.look(entry)
		if len(v.Bodies) != 2 || v.Bodies[1].UID != other || len(v.Refused) != 1 || v.Flags.Ineligible == "" {
			t.Errorf("the entry is of %+v, of whom %+v is not eligible", v.Bodies, v.Refused)
		}
		c.must(set("Omyl.", c.bodies[1]))
		if v := c.look(entry); len(v.Bodies) != 1 || v.Bodies[0].UID != c.bodies[1] {
			t.Errorf("the entry is of %+v", v.Bodies)
		}
		if err := s.SetEntryBodies(t.Context(), c.Organizer, entry, store.BodiesForm{Bodies: c.bodies[:1], Reason: "x"}); !fault.Is(err, fault.Conflict) {
			t.Errorf("an entry that is not as it was seen: %v, want Conflict", err)
		}
	})
}

// Lists take as many statements for one entry as for three.
func TestListsOfEntriesTakeAConstantNumberOfStatements(t *testing.T) {
	var statements atomic.Int64
	storetest.EachWith(t, store.Options{Statement: func() { statements.Add(1) }}, func(t *testing.T, s *store.Store) {
		c := check(t, s, 3)
		counts := map[string][]int64{}
		for i := range c.bodies {
			entry := c.enter(fmt.Sprintf("https://same.cz/%d", i/2), i)
			if i == 1 {
				continue // with one entry, and with three
			}
			for name, read := range map[string]func() error{
				"entries": func() error {
					_, err := s.Entries(t.Context(), c.Organizer, c.Edition.UID, locale.Czech, store.Listing{Search: "same", Filters: map[string]string{"flag": "none"}})
					return err
				},
				"queue": func() error {
					_, err := s.Queue(t.Context(), c.Organizer, c.UID, locale.Czech, store.Listing{})
					return err
				},
				"check":     func() error { _, err := s.EntryCheck(t.Context(), c.Organizer, entry, locale.Czech); return err },
				"admission": func() error { _, err := s.Admission(t.Context(), c.Organizer, c.UID); return err },
				"candidates": func() error {
					_, err := s.ContestList(t.Context(), c.Organizer, c.Contest, store.Listing{Search: "same"})
					return err
				},
			} {
				before := statements.Load()
				c.must(read())
				counts[name] = append(counts[name], statements.Load()-before)
			}
		}
		for name, n := range counts {
			if n[0] != n[1] {
				t.Errorf("%s: %d statements for one entry, %d for three", name, n[0], n[1])
			}
		}
	})
}
