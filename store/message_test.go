package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// outbox lists an organizer's letters, the latest first, as "kind state".
func outbox(t *testing.T, s *store.Store, actor judging.Actor) (rows []*store.OutboxRow, said []string) {
	t.Helper()
	o, err := s.Outbox(t.Context(), actor, store.Listing{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range o.Rows {
		said = append(said, string(r.Message.Kind)+" "+string(r.Message.State))
	}
	return o.Rows, said
}

func wantOutbox(t *testing.T, s *store.Store, when string, actor judging.Actor, want ...string) []*store.OutboxRow {
	t.Helper()
	rows, said := outbox(t, s, actor)
	if !slices.Equal(said, want) {
		t.Errorf("%s: the letters are %q, want %q", when, said, want)
	}
	return rows
}

// send lets everything leave that waits.
func send(t *testing.T, s *store.Store, actor judging.Actor, kinds ...letter.Kind) (int, error) {
	t.Helper()
	_, until, err := s.Drafts(t.Context(), actor, store.OutboxSelection{})
	if err != nil {
		t.Fatal(err)
	}
	return s.SendMessages(t.Context(), actor, store.OutboxSelection{Kinds: kinds, Until: until})
}

func TestDecisionsWaitAndReceiptsLeaveByThemselves(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		c := check(t, s, 1)
		entry := c.enter("https://www.priklad.cz", 0)
		wantOutbox(t, s, "handed in", c.Organizer, "receipt queued")
		until := time.Date(2031, 4, 27, 16, 0, 0, 0, time.UTC)
		c.dates(time.Hour, 20*365*24*time.Hour)
		c.must(c.decide(entry, store.CheckForm{Outcome: store.CheckReturned, Reason: "Adresa nevede na web obce.", Fields: []string{"url"}, Until: until}))
		rows := wantOutbox(t, s, "returned", c.Organizer, "returned draft", "receipt queued")
		view, err := s.MessageView(t.Context(), c.Organizer, rows[0].Message.UID)
		c.must(err)
		for _, part := range []string{"Adresa nevede na web obce.", "27.\u00a0dubna 2031 v\u00a018:00", "{link}", "Zlatý erb"} {
			if !strings.Contains(strings.ReplaceAll(view.Message.Text, "dubna\u00a0", "dubna "), part) {
				t.Errorf("%q is not in the letter:\n%s", part, view.Message.Text)
			}
		}
		if _, err := send(t, s, c.Organizer); !slices.Equal(wrongFields(err), []string{"kinds"}) {
			t.Errorf("an empty selection: %v", err)
		}
		if _, err := send(t, s, c.Organizer, letter.Admitted); !slices.Equal(wrongFields(err), []string{"kinds"}) {
			t.Errorf("a kind of which nothing waits: %v", err)
		}
		if n, err := send(t, s, c.Organizer, letter.Returned, letter.Admitted); n != 1 || err != nil {
			t.Errorf("%d letters leave, %v", n, err)
		}
		if jobs := queued(t, s); len(jobs) != 2 {
			t.Errorf("%d jobs, want those of the receipt and the return", len(jobs))
		}
		if _, err := send(t, s, c.Organizer, letter.Returned); !slices.Equal(wrongFields(err), []string{"kinds"}) {
			t.Errorf("a second time: %v", err)
		}
	})
}

func TestOnlyTheLatestDecisionIsTold(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		c := check(t, s, 1)
		entry := c.enter("https://www.priklad.cz", 0)
		c.must(c.decide(entry, store.CheckForm{Outcome: store.CheckRejected, Reason: "Obec nesoutěží."}))
		c.must(c.revoke(entry, "Omyl."))
		wantOutbox(t, s, "taken back", c.Organizer, "rejected discarded", "receipt queued")
		c.must(c.decide(entry, store.CheckForm{Outcome: store.CheckAdmitted}))
		wantOutbox(t, s, "admitted", c.Organizer, "admitted draft", "rejected discarded", "receipt queued")
		if _, err := send(t, s, c.Organizer, letter.Admitted, letter.Rejected); err != nil {
			t.Fatal(err)
		}
		c.must(c.revoke(entry, "Ještě jednou."))
		for _, job := range queued(t, s) {
			l, err := s.Letter(t.Context(), job)
			c.must(err)
			if l != nil && l.Kind == letter.Admitted {
				t.Error("a letter leaves though what it says was taken back")
			}
		}
	})
}

func TestWhoSeesLettersAndMayLetThemLeave(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		c := check(t, s, 1)
		c.must(c.decide(c.enter("https://www.priklad.cz", 0), store.CheckForm{Outcome: store.CheckAdmitted}))
		region := storetest.Organizer(t, s, c.Region)
		elsewhere := storetest.Organizer(t, s, storetest.Chapter(t, s, c.Organizer, c.Nation.UID, "CZ051"))
		rows := wantOutbox(t, s, "the region's organizer", region, "admitted draft", "receipt queued")
		wantOutbox(t, s, "another region's", elsewhere)
		wantOutbox(t, s, "an administrator", judging.Actor{User: 1, Administrator: true})
		uid := rows[0].Message.UID
		words := letter.Template{Subject: "x", Text: "y"}
		for who, actor := range map[string]judging.Actor{"another region's organizer": elsewhere, "the entrant": c.clerk, "the public": {}} {
			for what, act := range map[string]func() error{
				"looks":    func() error { _, err := s.MessageView(t.Context(), actor, uid); return err },
				"rewrites": func() error { return s.SaveMessage(t.Context(), actor, uid, words) },
				"sends":    func() error { return s.SendMessage(t.Context(), actor, uid) },
				"discards": func() error { return s.DiscardMessage(t.Context(), actor, uid) },
				"marks":    func() error { return s.MarkBounce(t.Context(), actor, uid, "") },
			} {
				if err := act(); !fault.Is(err, fault.NotFound) {
					t.Errorf("%s %s: %v", who, what, err)
				}
			}
		}
		if n, err := send(t, s, elsewhere, letter.Admitted); n != 0 || !fault.Is(err, fault.Invalid) {
			t.Errorf("another region's organizer sends %d, %v", n, err)
		}
		if err := s.SaveMessage(t.Context(), region, uid, letter.Template{Subject: "Soutěžíte", Text: "Gratulujeme, {kdo}!"}); !slices.Equal(wrongFields(err), []string{"text"}) {
			t.Errorf("a field that nobody fills in: %v", err)
		}
		c.must(s.SaveMessage(t.Context(), region, uid, letter.Template{Subject: "Soutěžíte", Text: "Gratulujeme! {link}"}))
		c.must(s.SendMessage(t.Context(), region, uid))
		if err := s.SendMessage(t.Context(), region, uid); !fault.Is(err, fault.Closed) {
			t.Errorf("once more: %v", err)
		}
		if err := s.SaveMessage(t.Context(), region, uid, words); !fault.Is(err, fault.Closed) {
			t.Errorf("rewritten after it left: %v", err)
		}
	})
}

func TestWithoutMailLettersStayInTheOutbox(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := check(t, s, 1)
		c.must(c.decide(c.enter("https://www.priklad.cz", 0), store.CheckForm{Outcome: store.CheckAdmitted}))
		wantOutbox(t, s, "without mail", c.Organizer, "admitted draft", "receipt draft")
		if _, err := send(t, s, c.Organizer, letter.Receipt); !fault.Is(err, fault.Closed) {
			t.Errorf("sending: %v", err)
		}
		if err := s.ForgotPassword(t.Context(), "podatelna@example.org", here); !fault.Is(err, fault.Closed) {
			t.Errorf("a forgotten password: %v", err)
		}
		if len(queued(t, s)) != 0 {
			t.Error("jobs are queued")
		}
	})
}

func TestAnAddressThatLettersComeBackFromWaits(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		c := check(t, s, 2)
		c.enter("https://www.priklad.cz", 0)
		job := queued(t, s)[0]
		if _, err := s.Letter(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		job.Answer = "250 taken"
		c.must(s.FinishJob(t.Context(), job))
		rows := wantOutbox(t, s, "sent", c.Organizer, "receipt sent")
		c.must(s.MarkBounce(t.Context(), c.Organizer, rows[0].Message.UID, "schránka neexistuje"))
		c.enter("https://www.jiny.cz", 1)
		wantOutbox(t, s, "while it comes back", c.Organizer, "receipt draft", "receipt bounced")
		members, err := s.Representatives(t.Context(), c.Organizer, c.bodies[0])
		if c.must(err); len(members) != 1 || !members[0].Away {
			t.Errorf("who acts for the body is listed as %+v", members)
		}
		counts, _, err := s.Drafts(t.Context(), c.Organizer, store.OutboxSelection{})
		if c.must(err); len(counts) != 1 || counts[0].Letters != 0 || counts[0].Away != 1 {
			t.Errorf("counted: %+v", counts)
		}
		if err := s.SendMessage(t.Context(), c.Organizer, rows[0].Message.UID); !fault.Is(err, fault.Closed) {
			t.Errorf("again to the same address: %v", err)
		}
		c.must(s.EndBounce(t.Context(), c.Organizer, rows[0].Message.UID))
		c.must(s.SendMessage(t.Context(), c.Organizer, rows[0].Message.UID))
		if n, err := send(t, s, c.Organizer, letter.Receipt); n != 1 || err != nil {
			t.Errorf("what waited: %d, %v", n, err)
		}
	})
}

func TestAnEditionsOwnWordsAndSettings(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		c := check(t, s, 1)
		words := letter.Template{Subject: "Máme to: {entry}", Text: "{recipient}, děkujeme. {link}"}
		if err := s.SaveMessageWords(t.Context(), storetest.Organizer(t, s, c.Region), c.Edition.UID, letter.Receipt, locale.Czech, words); !fault.Is(err, fault.NotFound) {
			t.Errorf("a region's organizer words the edition's letters: %v", err)
		}
		if err := s.SaveMessageWords(t.Context(), c.Organizer, c.Edition.UID, letter.PasswordReset, locale.Czech, words); !fault.Is(err, fault.NotFound) {
			t.Errorf("the edition words letters to accounts: %v", err)
		}
		bad := letter.Template{Subject: "x", Text: "{sleva}"}
		if err := s.SaveMessageWords(t.Context(), c.Organizer, c.Edition.UID, letter.Receipt, locale.Czech, bad); !slices.Equal(wrongFields(err), []string{"text"}) {
			t.Errorf("an unknown field: %v", err)
		}
		site := letter.Template{Subject: "Web", Text: "Web"}
		c.must(s.SaveMessageWords(t.Context(), store.Operator(), "", letter.Receipt, locale.Czech, site))
		c.must(s.SaveMessageWords(t.Context(), c.Organizer, c.Edition.UID, letter.Receipt, locale.Czech, words))
		c.must(s.SaveMessageSettings(t.Context(), c.Organizer, c.Edition.UID, nil))
		c.enter("https://www.priklad.cz", 0)
		rows := wantOutbox(t, s, "where nothing leaves by itself", c.Organizer, "receipt draft")
		if got := rows[0].Message; !strings.HasPrefix(got.Subject, "Máme to: obec ") || got.Text != "Podatelna, děkujeme. {link}" {
			t.Errorf("it says %q: %q", got.Subject, got.Text)
		}
		c.must(s.SaveMessageWords(t.Context(), c.Organizer, c.Edition.UID, letter.Receipt, locale.Czech, letter.Template{}))
		v, err := s.MessageWords(t.Context(), c.Organizer, c.Edition.UID, letter.Receipt, locale.Czech)
		if c.must(err); v.Words != site || v.Written {
			t.Errorf("without own words: %+v", v.Words)
		}
	})
}

func TestPeopleAreRemindedOnceBeforeADeadline(t *testing.T) {
	clock := newClock()
	options := clock.options()
	options.Mail = true
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		c := check(t, s, 2)
		c.dates(5*24*time.Hour, 6*24*time.Hour)
		draft, err := s.BeginEntry(t.Context(), c.clerk, c.category, c.bodies[:1])
		c.must(err)
		c.enter("https://www.priklad.cz", 1)
		for _, step := range []struct {
			after time.Duration
			want  int // reminders in all
		}{{0, 0}, {2*24*time.Hour + time.Minute, 1}, {time.Hour, 1}, {47 * time.Hour, 2}, {23 * time.Hour, 2}, {2 * time.Hour, 2}} {
			clock.pass(step.after)
			c.must(s.Remind(t.Context()))
			c.must(s.Remind(t.Context()))
			rows, _ := outbox(t, s, c.Organizer)
			n := 0
			for _, r := range rows {
				if r.Message.Kind == letter.DraftReminder && r.Message.EntryID != 0 {
					n++
				}
			}
			if n != step.want {
				t.Errorf("%v later: %d reminders about %s, want %d", step.after, n, draft, step.want)
			}
		}
		for _, job := range queued(t, s) {
			if l, err := s.Letter(t.Context(), job); err != nil || l != nil && l.Kind == letter.DraftReminder {
				t.Errorf("a reminder leaves after the deadline, %v", err)
			}
		}
	})
}
