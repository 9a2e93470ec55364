package store_test

import (
	"slices"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestTheDeskLeadsFromSheetToSheet(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 4, 2)
		actor := r.Jurors[0].Actor
		save := func(candidate int, form store.SheetForm) {
			t.Helper()
			form.Round, form.Assignment = r.UID, sheetOf(t, s, r, 0, candidate)
			if _, err := s.SaveSheet(t.Context(), actor, form); err != nil {
				t.Fatal(err)
			}
		}
		save(0, store.SheetForm{Values: full("5"), Submit: true})
		save(1, store.SheetForm{Values: map[string]string{"mandatory": "1", "design": "2"}})
		desk, err := s.Desk(t.Context(), actor, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		if len(desk) != 1 || len(desk[0].Contests) != 1 {
			t.Fatalf("desk: %d rounds, %+v", len(desk), desk)
		}
		round := desk[0]
		if got, want := round.Count(), (store.Count{Sheets: 4, Submitted: 1, Drafts: 1}); got != want {
			t.Errorf("counted %+v, want %+v", got, want)
		}
		var order, sheets []string
		var scored []int
		for _, sheet := range round.Contests[0].Sheets {
			order, sheets, scored = append(order, sheet.Candidate.UID), append(sheets, sheet.Assignment), append(scored, sheet.Scored)
			if sheet.Owed != 8 {
				t.Errorf("%d criteria are owed, want 8", sheet.Owed)
			}
		}
		if !slices.Equal(order, r.Candidates) || !slices.Equal(scored, []int{8, 2, 0, 0}) {
			t.Errorf("order %v, want %v; scored %v", order, r.Candidates, scored)
		}
		next := []struct {
			sentence, after, want string
		}{
			{"at first it is the first that is missing", "", sheets[1]},
			{"after the submitted one it is the next", sheets[0], sheets[1]},
			{"after a missing one it is the one behind", sheets[1], sheets[2]},
			{"after the last it goes on from the start", sheets[3], sheets[1]},
			{"after a sheet of another round it is the first", "0000000000000000", sheets[1]},
		}
		for _, test := range next {
			if got := round.NextMissing(test.after); got == nil || got.Assignment != test.want {
				t.Errorf("%s: got %+v, want %s", test.sentence, got, test.want)
			}
		}
		for candidate := 1; candidate < 4; candidate++ {
			form := store.SheetForm{Values: full("4"), Submit: true}
			if candidate == 1 {
				form.Revision = 1
			}
			save(candidate, form)
		}
		view := viewOf(t, s, actor, r.UID, sheets[0])
		if view.NextMissing() != nil || view.Previous() != nil || view.Next() == nil || view.Next().Assignment != sheets[1] {
			t.Errorf("around the first sheet: %v %v %v", view.Previous(), view.Next(), view.NextMissing())
		}
	})
}

func TestADeskIsOnesOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 2)
		tests := []struct {
			sentence string
			actor    judging.Actor
			round    string
			sheets   int
			kind     fault.Kind
		}{
			{"a juror has his sheets", r.Jurors[0].Actor, r.UID, 2, fault.Internal},
			{"in a round without him he has nothing", r.Jurors[0].Actor, r.National, 0, fault.NotFound},
			{"an organizer has no desk", r.Organizer, r.UID, 0, fault.NotFound},
			{"nor has the public", judging.Actor{}, r.UID, 0, fault.NotFound},
		}
		for _, test := range tests {
			round, err := s.DeskRound(t.Context(), test.actor, test.round, locale.Czech)
			if test.kind != fault.Internal {
				if !fault.Is(err, test.kind) {
					t.Errorf("%s: got %v", test.sentence, err)
				}
				continue
			}
			if err != nil || round.Count().Sheets != test.sheets {
				t.Errorf("%s: got %v %v", test.sentence, round, err)
			}
		}
		if err := s.RemoveAssignments(t.Context(), r.Organizer, r.Contest, store.RemoveForm{Juror: r.Jurors[0].Juror.UID, Candidates: r.Candidates[:1]}); err != nil {
			t.Fatal(err)
		}
		if round, err := s.DeskRound(t.Context(), r.Jurors[0].Actor, r.UID, locale.Czech); err != nil || round.Count().Sheets != 1 {
			t.Errorf("a duty that was taken away is on the desk: %v %v", round, err)
		}
	})
}

// A juror of the next round must not learn from his desk who won, before everybody does.
func TestTheDeskKeepsAWinnerSecret(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	storetest.EachWith(t, store.Options{Now: func() time.Time { return now }}, func(t *testing.T, s *store.Store) {
		start := now
		defer func() { now = start }()
		ctx := t.Context()
		r := storetest.Round(t, s, 2, 2)
		r.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "3"}[candidate] })
		juror := storetest.Juror(t, s, r.Organizer, r.National, 9)
		for _, act := range []func() error{
			func() error { return s.CloseRound(ctx, r.Organizer, r.UID) },
			func() error { return s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}) },
			func() error { return s.Advance(ctx, r.Organizer, r.Contest, store.AdvanceForm{}) },
			func() error { return s.Announce(ctx, r.Organizer, r.Contest, now.Add(time.Hour)) },
			func() error { _, err := s.Assign(ctx, r.Organizer, r.Target, store.AssignForm{}); return err },
		} {
			if err := act(); err != nil {
				t.Fatal(err)
			}
		}
		var sheet string
		if err := s.Look(ctx, &sheet, "select a.uid from assignment a join contest c on c.id = a.contest_id where c.uid = ?", r.Target); err != nil {
			t.Fatal(err)
		}
		for _, moment := range []struct {
			sentence string
			later    time.Duration
			shown    bool
		}{{"before T0", 0, false}, {"just before T0", time.Hour - time.Microsecond, false}, {"at T0", time.Hour, true}} {
			now = start.Add(moment.later)
			round, err := s.DeskRound(ctx, juror.Actor, r.National, locale.Czech)
			if err != nil {
				t.Fatal(err)
			}
			if shown := round.Count().Sheets == 1; shown != moment.shown || len(round.Contests) != round.Count().Sheets {
				t.Errorf("%s: the desk has %d contests with %d sheets", moment.sentence, len(round.Contests), round.Count().Sheets)
			}
			_, viewErr := s.SheetView(ctx, juror.Actor, r.National, sheet, locale.Czech)
			_, saveErr := s.SaveSheet(ctx, juror.Actor, store.SheetForm{Round: r.National, Assignment: sheet, Values: full("1")})
			if moment.shown && (viewErr != nil || saveErr != nil) {
				t.Errorf("%s: %v, %v", moment.sentence, viewErr, saveErr)
			}
			if !moment.shown && (!fault.Is(viewErr, fault.NotFound) || !fault.Is(saveErr, fault.NotFound)) {
				t.Errorf("%s: the sheet is there: %v, %v", moment.sentence, viewErr, saveErr)
			}
		}
	})
}
