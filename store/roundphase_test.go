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

// hands are those of the clock that a test sets.
type hands struct{ now time.Time }

// onClock runs fn on both databases with a round of three candidates and two jurors, whose judging began an hour ago.
func onClock(t *testing.T, fn func(t *testing.T, s *store.Store, r *storetest.JudgedRound, c *hands)) {
	t.Helper()
	c := &hands{}
	storetest.EachWith(t, store.Options{Now: func() time.Time { return c.now }}, func(t *testing.T, s *store.Store) {
		c.now = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
		fn(t, s, storetest.Round(t, s, 3, 2), c)
	})
}

func phaseOf(t *testing.T, s *store.Store, r *storetest.JudgedRound) *store.RoundPhase {
	t.Helper()
	v, err := s.RoundPhase(t.Context(), r.Organizer, r.UID)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The round goes its whole way by hand, ahead of its clock; at each step what is refused changes nothing.
func TestARoundIsMovedOnByHand(t *testing.T) {
	onClock(t, func(t *testing.T, s *store.Store, r *storetest.JudgedRound, c *hands) {
		dates := phaseOf(t, s, r).Round.Dates()
		decided := func() {
			r.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "4", "3"}[candidate] })
			for _, err := range []error{s.CloseRound(t.Context(), r.Organizer, r.UID), s.Decide(t.Context(), r.Organizer, r.Contest, store.DecideForm{})} {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, step := range []struct {
			sentence string
			at       time.Time
			before   func()
			move     judging.Move
			reason   string
			want     fault.Kind // -1: done
			phase    judging.Phase
		}{
			{"rules that nobody has published make one think", dates.EntriesFrom.AddDate(0, 0, -3), nil, judging.OpenEntering, "", fault.Invalid, judging.Planned},
			{"the judging does not begin before the entries", dates.EntriesFrom.AddDate(0, 0, -3), nil, judging.StartJudging, "", fault.Closed, judging.Planned},
			{"entries open three days early", dates.EntriesFrom.AddDate(0, 0, -3), nil, judging.OpenEntering, "Pravidla jsou na webu kraje.", -1, judging.Entries},
			{"a deadline that people know does not move in silence", dates.EntriesFrom, nil, judging.EndEntering, " ", fault.Invalid, judging.Entries},
			{"entries end early", dates.EntriesFrom, nil, judging.EndEntering, "Všichni už jsou přihlášení.", -1, judging.FormalCheck},
			{"the judging begins early", dates.EntriesFrom.AddDate(0, 0, 1), nil, judging.StartJudging, "", -1, judging.Judging},
			{"sheets are missing", dates.EntriesFrom.AddDate(0, 0, 2), nil, judging.EndJudging, "", fault.Invalid, judging.Judging},
			{"the sheets' deadline is now", dates.EntriesFrom.AddDate(0, 0, 2), nil, judging.EndJudging, "Porota se dohodla.", -1, judging.Deliberation},
			{"nothing is finished that is not closed", dates.EntriesFrom.AddDate(0, 0, 3), nil, judging.FinishRound, "Hotovo.", fault.Closed, judging.Deliberation},
			{"what is not announced makes one think", dates.EntriesFrom.AddDate(0, 0, 1), decided, judging.FinishRound, "", fault.Invalid, judging.Deliberation},
			{"everything is done", dates.EntriesFrom.AddDate(0, 0, 3), nil, judging.FinishRound, "Vyhlásí se na radnici.", -1, judging.Finished},
			{"it was not", dates.EntriesFrom.AddDate(0, 0, 4), nil, judging.ContinueRound, "", -1, judging.Deliberation},
		} {
			c.now = step.at
			if step.before != nil {
				step.before()
			}
			err := s.MoveRound(t.Context(), r.Organizer, r.UID, store.MoveForm{Move: step.move, Reason: step.reason})
			if got := kindOf(err); got != step.want {
				t.Errorf("%s: got %v, want kind %d", step.sentence, err, step.want)
			}
			if got := phaseOf(t, s, r).Phase(); got != step.phase {
				t.Errorf("%s: the round is in %s, want %s", step.sentence, got, step.phase)
			}
		}
		v := phaseOf(t, s, r)
		var acts []string
		for _, m := range v.Moves {
			acts = append(acts, m.Act)
		}
		if want := []string{"continue", "finish", "end_judging", "close", "start_judging", "end_entries", "open_entries"}; !slices.Equal(acts, want) {
			t.Errorf("on record: %q, want %q", acts, want)
		}
		if v.Moves[1].Note != "Vyhlásí se na radnici." || v.Moves[1].Author == "" {
			t.Errorf("the finish is on record as %+v", v.Moves[1])
		}
		if n := len(v.Prolongations); n != 2 || !v.Prolongations[0].Shortened() || !v.Prolongations[1].OldAt.Equal(dates.EntriesUntil) {
			t.Errorf("deadlines on record: %+v", v.Prolongations)
		}
	})
}

func kindOf(err error) fault.Kind {
	if err == nil {
		return -1
	}
	return fault.Of(err).Kind
}

// What a finished round rests from, and whose round it is.
func TestAFinishedRoundRests(t *testing.T) {
	onClock(t, func(t *testing.T, s *store.Store, r *storetest.JudgedRound, _ *hands) {
		r.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "4", "3"}[candidate] })
		for _, err := range []error{
			s.CloseRound(t.Context(), r.Organizer, r.UID),
			s.Decide(t.Context(), r.Organizer, r.Contest, store.DecideForm{}),
			s.MoveRound(t.Context(), r.Organizer, r.UID, store.MoveForm{Move: judging.FinishRound, Reason: "Vyhlásí se na radnici."}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		other := storetest.Organizer(t, s, storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ051"))
		for sentence, c := range map[string]struct {
			err  error
			want fault.Kind
		}{
			"announcing":                {s.Announce(t.Context(), r.Organizer, r.Contest, time.Time{}), fault.Closed},
			"deciding again":            {s.Decide(t.Context(), r.Organizer, r.Contest, store.DecideForm{}), fault.Closed},
			"reopening":                 {s.ReopenRound(t.Context(), r.Organizer, r.UID, "Předčasně."), fault.Closed},
			"prolonging":                {s.Prolong(t.Context(), r.Organizer, r.UID, store.ProlongForm{Deadline: judging.JudgingDeadline}), fault.Closed},
			"a juror's taking it back":  {s.MoveRound(t.Context(), r.Jurors[0].Actor, r.UID, store.MoveForm{Move: judging.ContinueRound}), fault.NotFound},
			"another region's doing so": {s.MoveRound(t.Context(), other, r.UID, store.MoveForm{Move: judging.ContinueRound}), fault.NotFound},
		} {
			if got := kindOf(c.err); got != c.want {
				t.Errorf("%s: got %v, want kind %d", sentence, c.err, c.want)
			}
		}
	})
}
