package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// checked is a round that takes entries, with somebody who acts for each of its bodies.
type checked struct {
	*storetest.JudgedRound
	t        *testing.T
	store    *store.Store
	clerk    judging.Actor
	bodies   []string
	category string
	now      time.Time
}

func check(t *testing.T, s *store.Store, bodies int) *checked {
	t.Helper()
	c := &checked{JudgedRound: storetest.Round(t, s, 0, 0), t: t, store: s, bodies: storetest.Bodies(t, s, "CZ020", false, bodies)}
	var err error
	c.now, err = s.Now(t.Context())
	c.must(err)
	c.dates(time.Hour, 48*time.Hour)
	c.must(s.Plant(t.Context(), "update form_field set ended_at = ?", c.now)) // what is asked for is the form's matter
	c.must(s.Plant(t.Context(), "update form_part set required = (1 = 0), asked = (1 = 1)"))
	for _, body := range c.bodies {
		m, err := s.GrantMembership(t.Context(), store.Operator(), store.MembershipForm{Role: judging.Representative, Body: body,
			Person: store.Person{Email: "podatelna@example.org", Name: "Podatelna", Language: locale.Czech}})
		c.must(err)
		c.clerk = storetest.Actor(t, s, m.UserID)
	}
	setup, err := s.EditionSetup(t.Context(), c.Organizer, c.Edition.UID, locale.Czech)
	c.must(err)
	for _, category := range setup.Categories {
		if category.Slug == "obec" {
			c.category = category.UID
		}
	}
	return c
}

func (c *checked) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// dates lets entries end and the judging begin so long from the beginning of the test.
func (c *checked) dates(entries, judging time.Duration) {
	c.t.Helper()
	c.must(c.store.Plant(c.t.Context(), "update round set entries_from = ?, entries_until = ?, judging_from = ?, judging_until = ? where uid = ?",
		c.now.Add(-time.Hour), c.now.Add(entries), c.now.Add(judging), c.now.Add(judging+time.Hour), c.UID))
}

// enter hands in an entry of some bodies, by their numbers, with an address.
func (c *checked) enter(url string, bodies ...int) string {
	c.t.Helper()
	var uids []string
	for _, b := range bodies {
		uids = append(uids, c.bodies[b])
	}
	entry, err := c.store.BeginEntry(c.t.Context(), c.clerk, c.category, uids)
	c.must(err)
	c.handIn(entry, url)
	return entry
}

// handIn saves an address and hands the entry in.
func (c *checked) handIn(entry, url string) {
	c.t.Helper()
	view, err := c.store.EntryView(c.t.Context(), c.clerk, entry)
	c.must(err)
	saved, err := c.store.SaveDraft(c.t.Context(), c.clerk, entry, store.DraftForm{Revision: view.Entry.Revision, Filled: store.Filled{URL: url, Answers: store.Answers{}}})
	c.must(err)
	_, err = c.store.SubmitEntry(c.t.Context(), c.clerk, entry, store.SubmitForm{Revision: saved.Revision, Agreed: true})
	c.must(err)
}

// look reads an entry as its organizer.
func (c *checked) look(entry string) *store.EntryCheck {
	c.t.Helper()
	v, err := c.store.EntryCheck(c.t.Context(), c.Organizer, entry, locale.Czech)
	c.must(err)
	return v
}

// decide decides about an entry as it is now.
func (c *checked) decide(entry string, form store.CheckForm) error {
	c.t.Helper()
	form.Revision = c.look(entry).Entry.Revision
	return c.store.CheckEntry(c.t.Context(), c.Organizer, entry, form)
}

func (c *checked) revoke(entry, reason string) error {
	c.t.Helper()
	return c.store.RevokeCheck(c.t.Context(), c.Organizer, entry, store.RevokeForm{Revision: c.look(entry).Entry.Revision, Reason: reason})
}

// standing counts who competes in the contest.
func (c *checked) standing() int { return standing(c.t, c.store, c.JudgedRound, c.Contest) }

// want fails unless the entry is in the state and so many compete.
func (c *checked) want(when, entry string, state store.EntryState, standing int) {
	c.t.Helper()
	if got, n := c.look(entry).Entry.State, c.standing(); got != state || n != standing {
		c.t.Errorf("%s: the entry is %s and %d compete, want %s and %d", when, got, n, state, standing)
	}
}

func TestAnEntryIsReturnedCompletedAdmittedAndTakenBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 1)
		entry := c.enter("https://www.priklad.cz/stary", 0)
		c.want("handed in", entry, store.EntrySubmitted, 0)
		again := store.CheckForm{Outcome: store.CheckReturned, Reason: "Adresa nevede na web obce.", Fields: []string{"url"}, Until: c.now.Add(24 * time.Hour)}
		c.must(c.decide(entry, again))
		c.want("returned", entry, store.EntryReturned, 0)
		c.dates(-time.Minute, 48*time.Hour) // the deadline of the round has passed, that of the return has not
		c.handIn(entry, "https://www.priklad.cz/novy")
		c.want("completed", entry, store.EntrySubmitted, 0)
		if v := c.look(entry); len(v.Submissions) != 2 || v.Material.URL != "https://www.priklad.cz/novy" || len(v.Checks) != 1 {
			t.Errorf("%d submissions, the last with %s; %d decisions", len(v.Submissions), v.Material.URL, len(v.Checks))
		}
		c.must(c.decide(entry, store.CheckForm{Outcome: store.CheckAdmitted}))
		c.want("admitted", entry, store.EntryAdmitted, 1)
		if err := c.revoke(entry, " "); !fault.Is(err, fault.Invalid) {
			t.Errorf("taking back without a reason: %v, want Invalid", err)
		}
		c.must(c.revoke(entry, "Přijato omylem."))
		c.want("taken back", entry, store.EntrySubmitted, 0)
		c.must(c.decide(entry, store.CheckForm{Outcome: store.CheckRejected, Reason: "Web není obce."}))
		c.want("rejected", entry, store.EntryRejected, 0)
		c.must(c.revoke(entry, "Obec doložila, že je."))
		c.must(c.decide(entry, store.CheckForm{Outcome: store.CheckAdmitted}))
		c.want("admitted after all", entry, store.EntryAdmitted, 1)
		v := c.look(entry)
		if len(v.Checks) != 4 || v.Checks[1].Check.RevokedFor != "Obec doložila, že je." || v.Checks[2].Revoker == "" || v.Last() != v.Checks[0] {
			t.Errorf("on record are %d decisions: %+v", len(v.Checks), v.Checks)
		}
	})
}

func TestWhatIsTakenBackFromAnEntrantIsAsItWasHandedIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 1)
		entry := c.enter("https://www.priklad.cz", 0)
		c.must(c.decide(entry, store.CheckForm{Outcome: store.CheckReturned, Reason: "Doplňte název.", Fields: []string{"title"}, Until: c.now.Add(time.Hour)}))
		view, err := s.EntryView(t.Context(), c.clerk, entry)
		c.must(err)
		_, err = s.SaveDraft(t.Context(), c.clerk, entry, store.DraftForm{Revision: view.Entry.Revision,
			Filled: store.Filled{Title: "Rozepsáno", URL: "https://cizi.cz", Answers: store.Answers{}}})
		c.must(err)
		if v := c.look(entry); v.Entry.Title != "Rozepsáno" || v.Entry.URL != "https://www.priklad.cz" || v.Material.Title != "" {
			t.Errorf("a returned entry says %q, %s; what was handed in is %q", v.Entry.Title, v.Entry.URL, v.Material.Title)
		}
		c.must(c.revoke(entry, "Název není třeba."))
		if v := c.look(entry); v.Entry.State != store.EntrySubmitted || v.Entry.Title != "" {
			t.Errorf("taken back, the entry is %s and says %q", v.Entry.State, v.Entry.Title)
		}
	})
}

func TestADecisionMustSayWhatItNeeds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 1)
		entry := c.enter("https://www.priklad.cz", 0)
		tomorrow := c.now.Add(24 * time.Hour)
		for _, test := range []struct {
			about string
			form  store.CheckForm
			want  []string
		}{
			{"no decision", store.CheckForm{}, []string{"outcome"}},
			{"a rejection without a reason", store.CheckForm{Outcome: store.CheckRejected, Reason: " "}, []string{"reason"}},
			{"a return that asks for nothing", store.CheckForm{Outcome: store.CheckReturned}, []string{"fields", "until", "reason"}},
			{"a return that asks for what there is not", store.CheckForm{Outcome: store.CheckReturned, Reason: "x", Fields: []string{"url", "color"}, Until: tomorrow}, []string{"fields"}},
			{"a deadline that has passed", store.CheckForm{Outcome: store.CheckReturned, Reason: "x", Fields: []string{"url"}, Until: c.now.Add(-time.Second)}, []string{"until"}},
			{"a deadline after the judging begins", store.CheckForm{Outcome: store.CheckReturned, Reason: "x", Fields: []string{"url"}, Until: c.now.Add(49 * time.Hour)}, []string{"until"}},
		} {
			err := c.decide(entry, test.form)
			var got []string
			for _, f := range fault.Of(err).Fields {
				got = append(got, f.Name)
			}
			if !fault.Is(err, fault.Invalid) || !slices.Equal(got, test.want) {
				t.Errorf("%s: %v names %v, want %v", test.about, err, got, test.want)
			}
		}
		c.want("after all of them", entry, store.EntrySubmitted, 0)
	})
}

func TestWhoMayCheckAndWhen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 2)
		waiting, admitted := c.enter("https://a.cz", 0), c.enter("https://b.cz", 1)
		draft, err := s.BeginEntry(t.Context(), c.clerk, c.category, c.bodies[:1])
		c.must(err)
		c.must(c.decide(admitted, store.CheckForm{Outcome: store.CheckAdmitted}))
		elsewhere := storetest.Organizer(t, s, storetest.Chapter(t, s, c.Organizer, c.Nation.UID, "CZ051"))
		region := storetest.Organizer(t, s, c.Region)
		form := store.CheckForm{Revision: c.look(waiting).Entry.Revision, Outcome: store.CheckAdmitted}
		for who, actor := range map[string]judging.Actor{"another region": elsewhere, "the entrant": c.clerk, "nobody": {}} {
			_, err := s.EntryCheck(t.Context(), actor, waiting, locale.Czech)
			if decided := s.CheckEntry(t.Context(), actor, waiting, form); !fault.Is(err, fault.NotFound) || !fault.Is(decided, fault.NotFound) {
				t.Errorf("%s sees the check: %v, and decides: %v; want NotFound", who, err, decided)
			}
		}
		if err := c.decide(draft, store.CheckForm{Outcome: store.CheckAdmitted}); !fault.Is(err, fault.Closed) {
			t.Errorf("admitting a draft: %v, want Closed", err)
		}
		if v := c.look(draft); v.Material != nil {
			t.Error("an organizer reads a draft")
		}
		c.dates(-2*time.Minute, -time.Minute) // the judging is on
		if err := c.revoke(admitted, "Pozdě."); !fault.Is(err, fault.Closed) {
			t.Errorf("taking back while the jury judges: %v, want Closed", err)
		}
		if err := c.decide(waiting, store.CheckForm{Outcome: store.CheckReturned, Reason: "x"}); !fault.Is(err, fault.Closed) {
			t.Errorf("returning while the jury judges: %v, want Closed", err)
		}
		if err := s.CheckEntry(t.Context(), region, waiting, form); err != nil {
			t.Errorf("what waits is admitted while the jury judges: %v", err)
		}
		c.want("then", waiting, store.EntryAdmitted, 2)
		c.must(s.CloseRound(t.Context(), c.Organizer, c.UID))
		if err := c.decide(waiting, store.CheckForm{Outcome: store.CheckRejected, Reason: "x"}); !fault.Is(err, fault.Closed) {
			t.Errorf("deciding once the judging is closed: %v, want Closed", err)
		}
	})
}

func TestOfTwoWhoDecideAtOnceOneIsTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 4)
		for i := range c.bodies {
			entry := c.enter(fmt.Sprintf("https://obec%d.cz", i), i)
			revision := c.look(entry).Entry.Revision
			forms := []store.CheckForm{{Outcome: store.CheckAdmitted}, {Outcome: store.CheckRejected, Reason: "Není web obce."}, {Outcome: store.CheckAdmitted}}
			errs := make([]error, len(forms))
			var group sync.WaitGroup
			for n, form := range forms {
				form.Revision = revision
				group.Go(func() { errs[n] = s.CheckEntry(context.WithoutCancel(t.Context()), c.Organizer, entry, form) })
			}
			group.Wait()
			done, told := 0, 0
			for _, err := range errs {
				switch {
				case err == nil:
					done++
				case fault.Is(err, fault.Conflict):
					told++
				default:
					t.Error(errors.Join(err))
				}
			}
			v := c.look(entry)
			if done != 1 || told != 2 || len(v.Checks) != 1 || string(v.Checks[0].Check.Outcome) != string(v.Entry.State) {
				t.Errorf("%d decided, %d were told; on record: %d, and the entry is %s", done, told, len(v.Checks), v.Entry.State)
			}
		}
	})
}
