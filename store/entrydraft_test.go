package store_test

import (
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

// clerk is somebody at an open call, with a clock to turn.
type clerk struct {
	*storetest.OpenCall
	t       *testing.T
	s       *store.Store
	key     string // of the field that is required
	elapsed *atomic.Int64
}

// eachClerk runs fn on both databases, with a clock that stands until it is turned.
func eachClerk(t *testing.T, fn func(c *clerk)) {
	t.Helper()
	var elapsed atomic.Int64
	begun := time.Now()
	options := store.Options{Mail: true, Now: func() time.Time { return begun.Add(time.Duration(elapsed.Load())) }}
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		elapsed.Store(0)
		call := storetest.Call(t, s)
		fn(&clerk{call, t, s, strings.TrimSuffix(strings.TrimPrefix(call.Field, "answers["), "]"), &elapsed})
	})
}

// at turns the clock to a moment.
func (c *clerk) at(moment time.Time) {
	c.t.Helper()
	now, err := c.s.Now(c.t.Context())
	c.must(err)
	c.elapsed.Add(int64(moment.Sub(now)))
}

func (c *clerk) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// refused checks that an act is refused for the reason with this key.
func (c *clerk) refused(what string, err error, kind fault.Kind, key string) {
	c.t.Helper()
	if f := fault.Of(err); err == nil || f.Kind != kind || f.Key != key {
		c.t.Errorf("%s: got %v, want %s", what, err, key)
	}
}

func (c *clerk) begin() string {
	c.t.Helper()
	entry, err := c.s.BeginEntry(c.t.Context(), c.Clerk, c.Category, c.Bodies[:1])
	c.must(err)
	return entry
}

func (c *clerk) view(entry string) *store.EntryView {
	c.t.Helper()
	v, err := c.s.EntryView(c.t.Context(), c.Clerk, entry)
	c.must(err)
	return v
}

// form is the draft with this answer, made from the revision that is stored.
func (c *clerk) form(entry, answer string) store.DraftForm {
	return c.Fill(c.view(entry), answer)
}

// lacks tells whether a field is among those that are missing or wrong.
func lacks(list []fault.Field, name string) bool {
	return slices.ContainsFunc(list, func(f fault.Field) bool { return f.Name == name })
}

func (c *clerk) save(entry, answer string) {
	c.t.Helper()
	_, err := c.s.SaveDraft(c.t.Context(), c.Clerk, entry, c.form(entry, answer))
	c.must(err)
}

func (c *clerk) submit(entry string) (*store.Submission, error) {
	c.t.Helper()
	return c.s.SubmitEntry(c.t.Context(), c.Clerk, entry, store.SubmitForm{Revision: c.view(entry).Entry.Revision, Agreed: true, Rules: 1})
}

func TestADraftIsKeptIncompleteAndSubmittedComplete(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		entry := c.begin()
		v := c.view(entry)
		if !strings.HasPrefix(v.URL, "https://") || v.Addresses[0].Source != store.URLFromRegister || !lacks(v.Lacks, c.Field) {
			c.t.Errorf("a new draft: %q %v, lacks %v", v.URL, v.Addresses, v.Lacks)
		}
		_, err := c.submit(entry)
		if f := fault.Of(err); f.Kind != fault.Invalid || !lacks(f.Fields, c.Field) {
			c.t.Errorf("submitting what is incomplete: %v", err)
		}
		c.save(entry, strings.Repeat("ž", 501))
		if v = c.view(entry); v.Answers.One(c.key) != strings.Repeat("ž", 501) || len(v.Lacks) != 1 {
			c.t.Errorf("a text that is too long is not kept in the draft: %d letters, lacks %v", len(v.Answers.One(c.key)), v.Lacks)
		}
		c.save(entry, "Má vyhledávání.")
		_, err = c.s.SubmitEntry(c.t.Context(), c.Clerk, entry, store.SubmitForm{Revision: c.view(entry).Entry.Revision, Rules: 1})
		if f := fault.Of(err); f.Kind != fault.Invalid || f.Fields[0].Name != "agreed" {
			c.t.Errorf("submitting without agreeing: %v", err)
		}
		c.must(c.s.PublishRules(c.t.Context(), c.Organizer, c.Edition.UID, store.RulesForm{Text: locale.Text{locale.Czech: "# Nová pravidla"}}))
		_, err = c.submit(entry)
		c.refused("agreeing to rules that have been replaced", err, fault.Conflict, "fault.rules_newer")
		sub, err := c.s.SubmitEntry(c.t.Context(), c.Clerk, entry, store.SubmitForm{Revision: c.view(entry).Entry.Revision, Agreed: true, Rules: 2})
		c.must(err)
		receipt, err := c.s.Receipt(c.t.Context(), c.Clerk, sub.UID)
		c.must(err)
		if receipt.Content.Answers.One(c.key) != "Má vyhledávání." || receipt.Content.Rules != 2 || receipt.Who != "Podatelna" || !receipt.Last || len(receipt.Submission.Hash()) != 64 {
			c.t.Errorf("receipt: %+v", receipt)
		}
		_, err = c.s.SaveDraft(c.t.Context(), c.Clerk, entry, c.form(entry, "Jinak."))
		c.refused("changing what is submitted", err, fault.Closed, "fault.entry_submitted")
	})
}

func TestTwoTabsDoNotOverwriteEachOther(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		entry := c.begin()
		old := c.form(entry, "První karta.")
		_, err := c.s.SaveDraft(c.t.Context(), c.Clerk, entry, old)
		c.must(err)
		other := old
		other.Answers = c.form(entry, "Druhá karta.").Answers
		_, err = c.s.SaveDraft(c.t.Context(), c.Clerk, entry, other)
		c.refused("saving over another tab", err, fault.Conflict, "fault.entry_changed")
		if got := c.view(entry).Answers.One(c.key); got != "První karta." {
			c.t.Errorf("stored: %q", got)
		}
		if _, err = c.s.SaveDraft(c.t.Context(), c.Clerk, entry, old); err != nil {
			c.t.Errorf("the same text sent twice: %v", err)
		}
	})
}

// What counts is the moment after the round's lock: the last microsecond is in time, the deadline itself is not.
func TestSubmittingAroundTheDeadline(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		ctx, deadline := c.t.Context(), c.Dates.EntriesUntil
		entry, late := c.begin(), c.begin()
		c.save(entry, "Včas.")
		c.save(late, "Pozdě.")
		c.at(deadline.Add(-time.Microsecond))
		if _, err := c.submit(entry); err != nil {
			c.t.Errorf("the last microsecond: %v", err)
		}
		c.at(deadline)
		_, err := c.submit(late)
		c.refused("the deadline itself", err, fault.Closed, "fault.entries_over")
		if text := locale.Fault(locale.Czech, fault.Of(err)); !strings.Contains(text, deadline.In(c.Edition.Zone()).Format("15:04")) || !strings.Contains(text, "zpracoval") {
			c.t.Errorf("the refusal says neither the deadline nor the moment: %s", text)
		}
		c.save(late, "Text po termínu se neztratí.")
		_, err = c.s.BeginEntry(ctx, c.Clerk, c.Category, c.Bodies[:1])
		c.refused("a new draft after the deadline", err, fault.Closed, "fault.entries_over")
		c.refused("taking back after the deadline", c.s.TakeBackEntry(ctx, c.Clerk, entry), fault.Closed, "fault.entries_over")
		longer := c.Dates
		longer.EntriesUntil = deadline.Add(time.Hour)
		c.Move(c.t, c.s, longer)
		if _, err := c.submit(late); err != nil {
			c.t.Errorf("after a prolongation: %v", err)
		}
	})
}

func TestTakingBackAndRestoring(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		ctx := c.t.Context()
		entry := c.begin()
		c.save(entry, "Poprvé.")
		first, err := c.submit(entry)
		c.must(err)
		c.must(c.s.TakeBackEntry(ctx, c.Clerk, entry))
		c.save(entry, "Podruhé.")
		second, err := c.submit(entry)
		c.must(err)
		if second.Version != 2 {
			c.t.Errorf("version %d", second.Version)
		}
		if r, err := c.s.Receipt(ctx, c.Clerk, first.UID); err != nil || r.Content.Answers.One(c.key) != "Poprvé." || r.Last {
			c.t.Errorf("the first submission does not stay as it was: %v", err)
		}
		c.must(c.s.TakeBackEntry(ctx, c.Clerk, entry))
		c.save(entry, "Nedopsaná změna")
		c.at(c.Dates.EntriesUntil.Add(time.Hour))
		_, err = c.submit(entry)
		c.refused("submitting after the deadline", err, fault.Closed, "fault.entries_over")
		c.must(c.s.RestoreEntry(ctx, c.Clerk, entry))
		if v := c.view(entry); v.Entry.State != store.EntrySubmitted || v.Answers.One(c.key) != "Podruhé." || len(v.Submissions) != 2 || !v.Entry.SubmittedAt.Equal(second.SubmittedAt) {
			c.t.Errorf("restored: %s %q, %d submissions", v.Entry.State, v.Answers.One(c.key), len(v.Submissions))
		}
		never := c.beginInTime()
		c.refused("restoring what was never submitted", c.s.RestoreEntry(ctx, c.Clerk, never), fault.NotFound, "fault.not_found")
		c.at(c.Dates.JudgingFrom)
		c.refused("restoring while the jury is at work", c.s.RestoreEntry(ctx, c.Clerk, never), fault.Closed, "fault.entry_judged")
	})
}

// beginInTime begins another entry, with the clock turned back for that.
func (c *clerk) beginInTime() string {
	now, err := c.s.Now(c.t.Context())
	c.must(err)
	c.at(c.Dates.EntriesFrom)
	defer c.at(now)
	return c.begin()
}

func TestLateEntriesNeedAnOrganizerAndAReason(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		ctx := c.t.Context()
		entry, empty := c.begin(), c.begin()
		c.save(entry, "Výpadek sítě.")
		c.refused("while the entrant can still submit", c.s.AcceptLate(ctx, c.Organizer, c.Contest, entry, "Výpadek."), fault.Closed, "fault.entries_still_on")
		c.at(c.Dates.EntriesUntil)
		c.refused("by the entrant", c.s.AcceptLate(ctx, c.Clerk, c.Contest, entry, "Prosím."), fault.NotFound, "fault.not_found")
		c.refused("without a reason", c.s.AcceptLate(ctx, c.Organizer, c.Contest, entry, " "), fault.Invalid, "fault.invalid_form")
		c.refused("incomplete", c.s.AcceptLate(ctx, c.Organizer, c.Contest, empty, "Výpadek."), fault.Closed, "fault.entry_incomplete")
		c.must(c.s.AcceptLate(ctx, c.Organizer, c.Contest, entry, "Výpadek sítě v kraji."))
		late, err := c.s.LateEntries(ctx, c.Organizer, c.Contest)
		c.must(err)
		if len(late.Taken) != 1 || late.Taken[0].Submission.Reason != "Výpadek sítě v kraji." || len(late.Drafts) != 1 || late.Drafts[0].Entry.UID != empty {
			c.t.Errorf("late entries: %+v", late)
		}
		if v := c.view(entry); v.Entry.State != store.EntrySubmitted || !v.Last().Late {
			c.t.Errorf("the entry: %s", v.Entry.State)
		}
	})
}

func TestReturnedEntriesOpenOnlyWhatIsAskedFor(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		ctx := c.t.Context()
		entry := c.begin()
		c.save(entry, "Nejasné.")
		_, err := c.submit(entry)
		c.must(err)
		c.at(c.Dates.EntriesUntil.Add(time.Hour))
		until := c.Dates.EntriesUntil.Add(24 * time.Hour)
		c.must(c.s.CheckEntry(ctx, c.Organizer, entry, store.CheckForm{Revision: c.view(entry).Entry.Revision, Outcome: store.CheckReturned,
			Reason: "Popište to prosím.", Fields: []string{c.key}, Until: until}))
		form := c.form(entry, "Jasné.")
		form.Title, form.URL = "Podvržený název", "https://www.jinde.cz"
		_, err = c.s.SaveDraft(ctx, c.Clerk, entry, form)
		c.must(err)
		if v := c.view(entry); v.Material.Title != "" || v.URL == form.URL || v.Answers.One(c.key) != "Jasné." || v.Returned == nil || len(v.Asked.Fields) != 1 {
			c.t.Errorf("saved: %q %q %q, asked for %+v", v.Material.Title, v.URL, v.Answers.One(c.key), v.Asked)
		}
		c.at(until)
		_, err = c.s.SaveDraft(ctx, c.Clerk, entry, c.form(entry, "Pozdě."))
		c.refused("after its own deadline", err, fault.Closed, "fault.entries_over")
		c.at(until.Add(-time.Microsecond))
		sub, err := c.submit(entry)
		c.must(err)
		if v := c.view(entry); sub.Version != 2 || v.Entry.State != store.EntrySubmitted {
			c.t.Errorf("handed in again: version %d, %s", sub.Version, v.Entry.State)
		}
	})
}

func TestWhoeverLeftLosesTheEntryAtOnce(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		ctx := c.t.Context()
		entry := c.begin()
		other := storetest.Representative(c.t, c.s, "jiny@example.org", c.Bodies[1])
		for what, err := range map[string]error{
			"saving":     func() error { _, err := c.s.SaveDraft(ctx, other, entry, c.form(entry, "x")); return err }(),
			"seeing":     func() error { _, err := c.s.EntryView(ctx, other, entry); return err }(),
			"submitting": func() error { _, err := c.s.SubmitEntry(ctx, other, entry, store.SubmitForm{}); return err }(),
			"restoring":  c.s.RestoreEntry(ctx, other, entry),
			"joining":    c.s.JoinEntry(ctx, other, entry, c.Bodies[1:2]),
			"entering another's body": func() error {
				_, err := c.s.BeginEntry(ctx, other, c.Category, c.Bodies[:1])
				return err
			}(),
		} {
			c.refused(what+" another's entry", err, fault.NotFound, "fault.not_found")
		}
		c.must(c.s.JoinEntry(ctx, c.Clerk, entry, c.Bodies[1:2]))
		members, err := c.s.Representatives(ctx, c.Organizer, c.Bodies[0])
		c.must(err)
		c.must(c.s.EndMembership(ctx, c.Organizer, members[0].Membership.UID))
		gone := storetest.Actor(c.t, c.s, c.Clerk.User)
		_, err = c.s.EntryView(ctx, gone, entry)
		c.refused("seeing it after leaving", err, fault.NotFound, "fault.not_found")
	})
}

func TestAutomaticEntriesAreConfirmedByTheirEntrant(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		ctx := c.t.Context()
		_, err := c.s.Enrol(ctx, c.Organizer, c.Contest, store.EnrolForm{Bodies: c.Bodies[:1]})
		c.must(err)
		own, err := c.s.OwnEntries(ctx, c.Clerk, locale.Czech)
		c.must(err)
		entry := own[0].Entry.UID
		before := c.view(entry).URL
		changed, err := c.s.ConfirmFacts(ctx, c.Clerk, entry, store.FactForm{URL: "www.spravna-adresa.cz", Supplier: "Galileo"})
		c.must(err)
		v := c.view(entry)
		if !changed || v.URL != "https://www.spravna-adresa.cz" || v.Supplier != "Galileo" || v.Entry.URLConfirmedAt.IsZero() || len(v.Addresses) != 2 || v.Addresses[0].URL != before {
			c.t.Errorf("confirmed: %v %q %q, addresses %v", changed, v.URL, v.Supplier, v.Addresses)
		}
		c.at(c.Dates.JudgingFrom)
		changed, err = c.s.ConfirmFacts(ctx, c.Clerk, entry, store.FactForm{URL: "https://www.novejsi.cz"})
		c.must(err)
		if v = c.view(entry); changed || v.URL != "https://www.spravna-adresa.cz" || len(v.Remarks) != 1 || !strings.Contains(v.Remarks[0].Remark.Text, "novejsi.cz") {
			c.t.Errorf("while the jury is at work: %v %q, remarks %v", changed, v.URL, v.Remarks)
		}
		c.must(c.s.AnswerRemark(ctx, c.Organizer, c.Contest, entry, "Děkujeme, předáme porotě."))
		list, err := c.s.Remarks(ctx, c.Organizer, c.Contest)
		c.must(err)
		if len(list.Entries) != 1 || list.Entries[0].Waits() || len(list.Entries[0].Remarks) != 2 {
			c.t.Errorf("remarks: %+v", list.Entries)
		}
	})
}

func TestCallsSayWhatABodyCanEnter(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		states := func(actor judging.Actor) map[string]string {
			calls, err := c.s.Calls(c.t.Context(), actor, locale.Czech)
			c.must(err)
			got := map[string]string{}
			for _, call := range calls {
				for _, o := range call.Offers {
					got[o.Category.Slug] = o.State()
				}
			}
			return got
		}
		if got := states(c.Clerk); got["obec"] != store.OfferOpen || got["orp"] != store.OfferRefused {
			c.t.Errorf("a municipality: %v", got)
		}
		elsewhere := storetest.Representative(c.t, c.s, "liberec@example.org", storetest.Bodies(c.t, c.s, "CZ051", false, 1)[0])
		if got := states(elsewhere); got["obec"] != store.OfferOpen {
			c.t.Errorf("a region without a chapter enters the nation's round: %v", got)
		}
		chapter := storetest.Chapter(c.t, c.s, c.Organizer, c.Nation.UID, "CZ051")
		if got := states(elsewhere); got["obec"] != store.OfferNoPart {
			c.t.Errorf("the chapter %s takes no part: %v", chapter.Slug, got)
		}
		c.at(c.Dates.EntriesFrom.Add(-time.Microsecond))
		if got := states(c.Clerk); got["obec"] != store.OfferSoon {
			c.t.Errorf("before entries open: %v", got)
		}
		c.at(c.Dates.EntriesUntil)
		if got := states(c.Clerk); len(got) != 0 {
			c.t.Errorf("after the deadline: %v", got)
		}
	})
}
