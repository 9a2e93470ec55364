package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// full is a complete sheet by the template's rubric.
func full(points string) map[string]string {
	values := map[string]string{}
	for _, key := range []string{"mandatory", "notice_board", "recommended", "services", "usability", "accessibility", "design", "security"} {
		values[key] = points
	}
	return values
}

func with(values map[string]string, key, value string) map[string]string {
	values[key] = value
	return values
}

// sheetOf finds a juror's sheet for a candidate by their numbers.
func sheetOf(t *testing.T, s *store.Store, r *storetest.JudgedRound, juror, candidate int) string {
	t.Helper()
	desk, err := s.DeskRound(t.Context(), r.Jurors[juror].Actor, r.UID, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range desk.Contests[0].Sheets {
		if sheet.Candidate.UID == r.Candidates[candidate] {
			return sheet.Assignment
		}
	}
	t.Fatalf("juror %d has no sheet for candidate %d", juror, candidate)
	return ""
}

func viewOf(t *testing.T, s *store.Store, actor judging.Actor, round, sheet string) *store.SheetView {
	t.Helper()
	view, err := s.SheetView(t.Context(), actor, round, sheet, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// stored gives the values of a sheet that are not empty.
func stored(v *store.SheetView) map[string]string {
	values := map[string]string{}
	for _, c := range v.Criteria {
		if c.Value() != "" {
			values[c.Criterion.Key] = c.Value()
		}
	}
	return values
}

func TestSavingASheet(t *testing.T) {
	tests := []struct {
		sentence string
		form     store.SheetForm
		state    store.SheetState
		values   map[string]string
		comment  string
		wrong    []string // the fields, when it is Invalid
	}{
		{"a draft may be incomplete", store.SheetForm{Values: map[string]string{"mandatory": "12"}}, store.SheetDraft,
			map[string]string{"mandatory": "12"}, "", nil},
		{"an empty draft is a draft", store.SheetForm{}, store.SheetDraft, map[string]string{}, "", nil},
		{"a complete sheet can be submitted", store.SheetForm{Values: full("5"), Submit: true}, store.SheetSubmitted, full("5"), "", nil},
		{"zero is a value", store.SheetForm{Values: full("0"), Submit: true}, store.SheetSubmitted, full("0"), "", nil},
		{"a number may have a comma, spaces and zeros", store.SheetForm{Values: map[string]string{"mandatory": " 12,0 "}}, store.SheetDraft,
			map[string]string{"mandatory": "12"}, "", nil},
		{"an incomplete sheet cannot be submitted", store.SheetForm{Values: with(full("5"), "design", " "), Submit: true}, store.SheetEmpty,
			map[string]string{}, "", []string{"score.design"}},
		{"wrong values are all named, and nothing is stored", store.SheetForm{Comment: "Pozor", Values: map[string]string{"mandatory": "20.5",
			"notice_board": "16", "recommended": "-1", "services": "pět", "usability": "15"}}, store.SheetEmpty,
			map[string]string{}, "", []string{"score.mandatory", "score.notice_board", "score.recommended", "score.services"}},
		{"what nobody asked for is left out", store.SheetForm{Values: map[string]string{"mandatory": "1", "bribe": "9"}}, store.SheetDraft,
			map[string]string{"mandatory": "1"}, "", nil},
		{"a comment keeps its lines, as everybody ends them", store.SheetForm{Comment: "Přehledné.\r\nRychlé."}, store.SheetDraft,
			map[string]string{}, "Přehledné.\nRychlé.", nil},
		{"a comment has a limit", store.SheetForm{Comment: strings.Repeat("ř", 20_001)}, store.SheetEmpty, map[string]string{}, "", []string{"comment"}},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, len(tests), 1)
		for i, test := range tests {
			form := test.form
			form.Round, form.Assignment = r.UID, sheetOf(t, s, r, 0, i)
			saved, err := s.SaveSheet(t.Context(), r.Jurors[0].Actor, form)
			if got := wrongFields(err); !slices.Equal(got, test.wrong) {
				t.Errorf("%s: wrong are %v, want %v (%v)", test.sentence, got, test.wrong, err)
			}
			view := viewOf(t, s, r.Jurors[0].Actor, r.UID, form.Assignment)
			if got := stored(view); !equal(got, test.values) || view.Sheet.State != test.state || view.Sheet.Comment != test.comment {
				t.Errorf("%s: stored is %s %v %q", test.sentence, view.Sheet.State, got, view.Sheet.Comment)
			}
			if test.wrong == nil && (saved.Revision != 1 || !saved.SavedAt.Equal(view.Sheet.SavedAt) || saved.State != test.state) {
				t.Errorf("%s: what was acknowledged, %+v, is not what is stored, %+v", test.sentence, saved, view.Sheet)
			}
			if submitted := test.state == store.SheetSubmitted; submitted == view.Sheet.SubmittedAt.IsZero() {
				t.Errorf("%s: submitted at %v", test.sentence, view.Sheet.SubmittedAt)
			}
		}
	})
}

func wrongFields(err error) (names []string) {
	if !fault.Is(err, fault.Invalid) {
		return nil
	}
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	return names
}

func equal(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for key := range a {
		if a[key] != b[key] {
			return false
		}
	}
	return true
}

func TestASheetIsSavedAgainAndAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 1)
		actor, sheet := r.Jurors[0].Actor, sheetOf(t, s, r, 0, 0)
		steps := []struct {
			sentence string
			form     store.SheetForm
			kind     fault.Kind // Internal: it is saved
			state    store.SheetState
			values   map[string]string
		}{
			{"the first save", store.SheetForm{Values: full("5")}, fault.Internal, store.SheetDraft, full("5")},
			{"an older form does not overwrite a newer sheet", store.SheetForm{Values: full("1")}, fault.Conflict, store.SheetDraft, full("5")},
			{"a form of a revision that never was neither", store.SheetForm{Revision: 7, Values: full("1")}, fault.Conflict, store.SheetDraft, full("5")},
			{"a value can be changed, another emptied", store.SheetForm{Revision: 1, Values: map[string]string{"mandatory": "6"}},
				fault.Internal, store.SheetDraft, map[string]string{"mandatory": "6"}},
			{"the same once more is a save of its own", store.SheetForm{Revision: 2, Values: map[string]string{"mandatory": "6"}},
				fault.Internal, store.SheetDraft, map[string]string{"mandatory": "6"}},
			{"it is submitted", store.SheetForm{Revision: 3, Values: full("3"), Submit: true}, fault.Internal, store.SheetSubmitted, full("3")},
			{"a submission can be taken back", store.SheetForm{Revision: 4, Values: full("3")}, fault.Internal, store.SheetDraft, full("3")},
			{"and made again", store.SheetForm{Revision: 5, Values: full("4"), Submit: true}, fault.Internal, store.SheetSubmitted, full("4")},
		}
		for _, step := range steps {
			step.form.Round, step.form.Assignment = r.UID, sheet
			_, err := s.SaveSheet(t.Context(), actor, step.form)
			if step.kind == fault.Internal && err != nil || step.kind != fault.Internal && !fault.Is(err, step.kind) {
				t.Errorf("%s: got %v", step.sentence, err)
			}
			view := viewOf(t, s, actor, r.UID, sheet)
			if got := stored(view); !equal(got, step.values) || view.Sheet.State != step.state {
				t.Errorf("%s: stored is %s %v", step.sentence, view.Sheet.State, got)
			}
			if submitted := step.state == store.SheetSubmitted; submitted == view.Sheet.SubmittedAt.IsZero() {
				t.Errorf("%s: submitted at %v", step.sentence, view.Sheet.SubmittedAt)
			}
		}
	})
}

func TestWhoMaySaveWhen(t *testing.T) {
	var now time.Time
	clock := store.Options{Now: func() time.Time { return now }}
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	now = start
	storetest.EachWith(t, clock, func(t *testing.T, s *store.Store) {
		now = start
		r := storetest.Round(t, s, 1, 2)
		actor, sheet := r.Jurors[0].Actor, sheetOf(t, s, r, 0, 0)
		revision := int64(0)
		tests := []struct {
			sentence string
			before   func() error
			actor    judging.Actor
			round    string
			sheet    string
			kind     fault.Kind
		}{
			{"its juror, while judging is on", nil, actor, r.UID, sheet, fault.Internal},
			{"another juror does not know of it", nil, r.Jurors[1].Actor, r.UID, sheet, fault.NotFound},
			{"nor does the organizer", nil, r.Organizer, r.UID, sheet, fault.NotFound},
			{"nor does the public", nil, judging.Actor{}, r.UID, sheet, fault.NotFound},
			{"under another round there is no such sheet", nil, actor, r.National, sheet, fault.NotFound},
			{"there is no unknown sheet", nil, actor, r.UID, "0000000000000000", fault.NotFound},
			{"not before judging begins", func() error { now = start.Add(-61 * time.Minute); return nil }, actor, r.UID, sheet, fault.Closed},
			{"at its first moment", func() error { now = start.Add(-60 * time.Minute); return nil }, actor, r.UID, sheet, fault.Internal},
			{"just before the deadline", func() error { now = start.AddDate(0, 0, 7).Add(-time.Microsecond); return nil }, actor, r.UID, sheet, fault.Internal},
			{"not at the deadline", func() error { now = start.AddDate(0, 0, 7); return nil }, actor, r.UID, sheet, fault.Closed},
			{"not after the closing", func() error { now = start; return s.CloseRound(t.Context(), r.Organizer, r.UID) }, actor, r.UID, sheet, fault.Closed},
			{"again after the closing was taken back", func() error { return s.ReopenRound(t.Context(), r.Organizer, r.UID, "Předčasně.") }, actor, r.UID, sheet, fault.Internal},
		}
		for _, test := range tests {
			if test.before != nil {
				if err := test.before(); err != nil {
					t.Fatalf("%s: %v", test.sentence, err)
				}
			}
			saved, err := s.SaveSheet(t.Context(), test.actor, store.SheetForm{Round: test.round, Assignment: test.sheet, Revision: revision, Values: full("2")})
			if test.kind == fault.Internal && err != nil || test.kind != fault.Internal && !fault.Is(err, test.kind) {
				t.Errorf("%s: got %v", test.sentence, err)
			}
			if err == nil {
				revision = saved.Revision
			}
			viewed, err := s.SheetView(t.Context(), test.actor, test.round, test.sheet, locale.Czech)
			if hidden := test.kind == fault.NotFound; hidden != fault.Is(err, fault.NotFound) {
				t.Errorf("%s: looking at it gives %v", test.sentence, err)
			} else if !hidden && (viewed.Editable(test.actor) == nil) != (test.kind == fault.Internal) {
				t.Errorf("%s: the page says %v", test.sentence, viewed.Editable(test.actor))
			}
		}
	})
}

func TestStatementsOfASheet(t *testing.T) {
	counts := 0
	storetest.EachWith(t, store.Options{Statement: func() { counts++ }}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 2)
		actor, sheet := r.Jurors[0].Actor, sheetOf(t, s, r, 0, 1)
		count := func(act func() error) int {
			before := counts
			if err := act(); err != nil {
				t.Fatal(err)
			}
			return counts - before
		}
		view := count(func() error { _, err := s.SheetView(t.Context(), actor, r.UID, sheet, locale.Czech); return err })
		save := count(func() error {
			_, err := s.SaveSheet(t.Context(), actor, store.SheetForm{Round: r.UID, Assignment: sheet, Values: full("5"), Submit: true})
			return err
		})
		desk := count(func() error { _, err := s.Desk(t.Context(), actor, locale.Czech); return err })
		want := map[bool][3]int{
			true:  {10, 6, 9},  // begin, duty, sheet, event, scores, commit; viewing reads what the entry says and what was kept as well
			false: {11, 5, 10}, // begin, lock, duty, everything at once, commit; reading asks for the clock besides
		}[s.MigratesItself()]
		if got := [3]int{view, save, desk}; got != want {
			t.Errorf("viewing, saving and the desk take %v statements, want %v", got, want)
		}
		other, err := s.AddJuror(context.Background(), r.Organizer, r.National, store.JurorForm{Name: "Porotce 1", Role: judging.Member, Email: r.Jurors[0].Email})
		if err != nil {
			t.Fatal(err)
		}
		actor = storetest.Actor(t, s, other.UserID)
		storetest.Accept(t, s, actor, r.National)
		if again := count(func() error { _, err := s.Desk(t.Context(), actor, locale.Czech); return err }); again != desk {
			t.Errorf("a desk with two rounds takes %d statements, with one %d", again, desk)
		}
	})
}
