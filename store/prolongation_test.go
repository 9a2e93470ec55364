package store_test

import (
	"slices"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"
)

func TestADeadlineIsMovedOnRecord(t *testing.T) {
	onClock(t, func(t *testing.T, s *store.Store, r *storetest.JudgedRound, c *hands) {
		old := phaseOf(t, s, r).Round.JudgingUntil
		move := func(until time.Time, reason string) error {
			return s.Prolong(t.Context(), r.Organizer, r.UID, store.ProlongForm{Deadline: judging.JudgingDeadline, Until: until, Reason: reason})
		}
		for _, step := range []struct {
			sentence string
			at       time.Time
			until    time.Time
			reason   string
			wrong    []string
		}{
			{"without a reason", c.now, old.AddDate(0, 0, 3), "", []string{"reason"}},
			{"into the past", c.now, c.now, "Nemoc.", []string{"until"}},
			{"to where it is", c.now, old, "Nemoc.", []string{"until"}},
			{"by three days", c.now, old.AddDate(0, 0, 3), "Nemoc porotce.", nil},
			{"brought forward by a day", c.now, old.AddDate(0, 0, 2), "Porotce je zdráv.", nil},
			{"opened again a day after it passed", old.AddDate(0, 0, 3), old.AddDate(0, 0, 9), "Výpadek serveru.", nil},
		} {
			c.now = step.at
			if got := wrongFields(move(step.until, step.reason)); !slices.Equal(got, step.wrong) {
				t.Errorf("%s: wrong fields %q, want %q", step.sentence, got, step.wrong)
			}
			if step.wrong == nil && !phaseOf(t, s, r).Round.JudgingUntil.Equal(step.until) {
				t.Errorf("%s: the deadline is %s", step.sentence, phaseOf(t, s, r).Round.JudgingUntil)
			}
		}
		moved, err := s.Prolongations(t.Context(), judging.Actor{}, r.UID)
		if err != nil || len(moved[r.UID]) != 3 {
			t.Fatalf("everybody reads %+v, %v", moved, err)
		}
		last, middle, first := moved[r.UID][0], moved[r.UID][1], moved[r.UID][2]
		if !last.Reopened() || !middle.Shortened() || first.Reopened() || first.Shortened() || !first.OldAt.Equal(old) || first.Reason != "Nemoc porotce." || first.Author != "" {
			t.Errorf("on record: %+v, %+v, %+v", first, middle, last)
		}
		if err := s.CloseRound(t.Context(), r.Organizer, r.UID); err != nil {
			t.Fatal(err)
		}
		if err := move(old.AddDate(0, 1, 0), "Ještě jednou."); !fault.Is(err, fault.Closed) {
			t.Errorf("after the closing: %v, want Closed", err)
		}
		if err := s.Prolong(t.Context(), r.Jurors[0].Actor, r.UID, store.ProlongForm{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a juror: %v, want NotFound", err)
		}
	})
}

// Whoever changes the dates of a round as such moves its deadlines, too.
func TestEditingADeadlineThatPeopleKnowNeedsAReason(t *testing.T) {
	onClock(t, func(t *testing.T, s *store.Store, r *storetest.JudgedRound, c *hands) {
		dates := phaseOf(t, s, r).Round.Dates()
		moved, removed, past := dates, dates, dates
		moved.JudgingUntil = dates.JudgingUntil.AddDate(0, 0, 1)
		removed.JudgingUntil = time.Time{}
		past.JudgingUntil = c.now.Add(-time.Minute)
		for _, step := range []struct {
			sentence string
			at       time.Time
			dates    store.Dates
			reason   string
			wrong    []string
			kept     int
		}{
			{"before the judging nobody counts on its end", dates.JudgingFrom.Add(-time.Minute), moved, "", nil, 0},
			{"later everybody does", c.now, dates, "", []string{"reason"}, 0},
			{"it is not taken away", c.now, removed, "Omyl.", []string{"judging_until"}, 0},
			{"nor moved into the past", c.now, past, "Omyl.", []string{"judging_until"}, 0},
			{"with a reason it moves", c.now, dates, "Omyl.", nil, 1},
			{"the same dates again are no change", c.now, dates, "", nil, 1},
		} {
			c.now = step.at
			err := s.UpdateRound(t.Context(), r.Organizer, r.UID, store.RoundForm{Dates: step.dates, Reason: step.reason})
			if got := wrongFields(err); !slices.Equal(got, step.wrong) || step.wrong == nil && err != nil {
				t.Errorf("%s: wrong fields %q, want %q (%v)", step.sentence, got, step.wrong, err)
			}
			if n := len(phaseOf(t, s, r).Prolongations); n != step.kept {
				t.Errorf("%s: %d deadlines on record, want %d", step.sentence, n, step.kept)
			}
		}
	})
}

func TestTheCentreMovesADeadlineOfAllRoundsOrOfNone(t *testing.T) {
	onClock(t, func(t *testing.T, s *store.Store, r *storetest.JudgedRound, c *hands) {
		until := c.now.AddDate(0, 1, 0)
		form := store.ProlongForm{Deadline: judging.JudgingDeadline, Until: until, Reason: "Volby do zastupitelstev."}
		both := []string{r.UID, r.National}
		regional := storetest.Organizer(t, s, r.Region)
		if err := s.ProlongEdition(t.Context(), regional, r.Edition.UID, both, form); !fault.Is(err, fault.NotFound) {
			t.Errorf("a region's organizer: %v, want NotFound", err)
		}
		if got := wrongFields(s.ProlongEdition(t.Context(), r.Organizer, r.Edition.UID, nil, form)); !slices.Equal(got, []string{"rounds"}) {
			t.Errorf("no round: wrong fields %q", got)
		}
		if err := s.CloseRound(t.Context(), r.Organizer, r.National); err != nil {
			t.Fatal(err)
		}
		if got := wrongFields(s.ProlongEdition(t.Context(), r.Organizer, r.Edition.UID, both, form)); !slices.Equal(got, []string{"rounds"}) {
			t.Errorf("with a closed round: wrong fields %q", got)
		}
		if phaseOf(t, s, r).Round.JudgingUntil.Equal(until) {
			t.Error("one of the rounds has moved all the same")
		}
		if err := s.ReopenRound(t.Context(), r.Organizer, r.National, "Předčasně."); err != nil {
			t.Fatal(err)
		}
		if err := s.ProlongEdition(t.Context(), r.Organizer, r.Edition.UID, both, form); err != nil {
			t.Fatal(err)
		}
		moved, err := s.Prolongations(t.Context(), judging.Actor{}, both...)
		if err != nil || len(moved[r.UID]) != 1 || len(moved[r.National]) != 1 || !moved[r.National][0].NewAt.Equal(until) {
			t.Errorf("moved: %+v, %v", moved, err)
		}
	})
}

// A contest with a deadline of its own moves by itself, and those are told whom it concerns.
func TestAMovedDeadlineIsToldToThoseWhomItConcerns(t *testing.T) {
	onClock(t, func(t *testing.T, s *store.Store, r *storetest.JudgedRound, c *hands) {
		body, _ := bodyOf(t, s, r, 0)
		other, _ := bodyOf(t, s, r, 1)
		own := c.now.AddDate(0, 0, -20)
		c.now = own.Add(-time.Hour)
		drafting := representative(t, s, "podatelna", body)
		representative(t, s, "hotovo", other)
		for statement, args := range map[string][]any{
			"update contest set entries_until = ? where uid = ?":                                               {own, r.Contest},
			"update entry set state = 'draft' where id = (select n.entry_id from candidate n where n.uid = ?)": {r.Candidates[0]},
		} {
			if err := s.Plant(t.Context(), statement, args...); err != nil {
				t.Fatal(err)
			}
		}
		c.now = own.Add(time.Hour)
		if windows := phaseOf(t, s, r).Windows; len(windows) != 2 || windows[0].Own || !windows[1].Own || !windows[1].Window.Until.Equal(own) {
			t.Errorf("the contests' windows: %+v", windows)
		}
		entries := store.ProlongForm{Deadline: judging.EntriesDeadline, Contest: r.Contest, Until: c.now.AddDate(0, 0, 5), Reason: "Výpadek."}
		if err := s.Prolong(t.Context(), r.Organizer, r.UID, entries); err != nil {
			t.Fatal(err)
		}
		c.now = c.now.AddDate(0, 0, 25)
		r.SubmitSheets(t, s, 0, func(int, int) string { return "3" })
		sheets := store.ProlongForm{Deadline: judging.JudgingDeadline, Until: c.now.AddDate(0, 0, 30), Reason: "Nemoc."}
		if err := s.Prolong(t.Context(), r.Organizer, r.UID, sheets); err != nil {
			t.Fatal(err)
		}
		var told []string
		err := s.Look(t.Context(), &told, `select m.kind || ' ' || m.state || ' ' || u.uid from message m join "user" u on u.id = m.user_id
			where m.kind like '%prolonged' order by m.id`)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"prolonged draft " + uidOf(t, s, drafting.User), "judging_prolonged draft " + uidOf(t, s, r.Jurors[1].Actor.User)}
		if !slices.Equal(told, want) {
			t.Errorf("told: %q, want %q", told, want)
		}
	})
}

// uidOf gives the uid of a user.
func uidOf(t *testing.T, s *store.Store, user int64) (uid string) {
	t.Helper()
	if err := s.Look(t.Context(), &uid, `select uid from "user" where id = ?`, user); err != nil {
		t.Fatal(err)
	}
	return uid
}
