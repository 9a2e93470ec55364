package store_test

import (
	"slices"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// typing is a juror at one sheet.
type typing struct {
	*testing.T
	store *store.Store
	round *storetest.JudgedRound
	actor judging.Actor
	sheet string
}

func newTyping(t *testing.T, s *store.Store) *typing {
	r := storetest.Round(t, s, 3, 2)
	return &typing{t, s, r, r.Jurors[0].Actor, sheetOf(t, s, r, 0, 0)}
}

// form is what one of the juror's pages sends while he types.
func (y *typing) form(page string, seq, revision int64, comment string, values map[string]string) store.SheetForm {
	return store.SheetForm{Round: y.round.UID, Assignment: y.sheet, Typing: true, Page: page, Seq: seq, Revision: revision, Comment: comment, Values: values}
}

func (y *typing) must(err error) {
	y.Helper()
	if err != nil {
		y.Fatal(err)
	}
}

func TestWhatIsTypedStaysAsTyped(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newTyping(t, s)
		form := y.form("a", 1, 0, "Přehledné.", map[string]string{"mandatory": "12", "design": "2,5"})
		form.Remarks, form.Note = map[string]string{"mandatory": "Chybí ceník.", "bribe": "Nic."}, "Nejde otevřít."
		saved, err := s.SaveSheet(t.Context(), y.actor, form)
		y.must(err)
		if len(saved.Wrong) != 1 || saved.Wrong[0].Name != "score.design" || saved.Wrong[0].Key != "fault.score_off_step" {
			t.Errorf("wrong is %v", saved.Wrong)
		}
		view := viewOf(t, s, y.actor, y.round.UID, y.sheet)
		if got := stored(view); !equal(got, map[string]string{"mandatory": "12"}) {
			t.Errorf("the scores are %v", got)
		}
		if !equal(view.Sheet.Typed, map[string]string{"score.design": "2,5"}) || !equal(view.Sheet.Remarks, map[string]string{"mandatory": "Chybí ceník."}) ||
			view.Sheet.Note != "Nejde otevřít." || view.Sheet.State != store.SheetDraft {
			t.Errorf("stored is %+v", view.Sheet)
		}
		if got := wrongFields(view.Unfit()); !slices.Equal(got, []string{"score.design"}) {
			t.Errorf("what does not fit is %v", got)
		}
		// what no longer fits takes the place of the score that did
		_, err = s.SaveSheet(t.Context(), y.actor, y.form("a", 2, 1, strings.Repeat("ř", 20_001), map[string]string{"mandatory": "dvanáct"}))
		y.must(err)
		view = viewOf(t, s, y.actor, y.round.UID, y.sheet)
		if got := stored(view); len(got) != 0 || view.Sheet.Typed["score.mandatory"] != "dvanáct" || view.Sheet.Comment != "" ||
			len([]rune(view.Sheet.Typed["comment"])) != 20_001 {
			t.Errorf("stored is %v %v", got, view.Sheet.Typed)
		}
		submit := store.SheetForm{Round: y.round.UID, Assignment: y.sheet, Revision: 2, Submit: true, Values: with(full("5"), "design", "2,5")}
		if _, err := s.SaveSheet(t.Context(), y.actor, submit); !slices.Equal(wrongFields(err), []string{"score.design"}) {
			t.Errorf("what does not fit is submitted: %v", err)
		}
		y.sound()
	})
}

// sound fails the test for each invariant that the data breaks.
func (y *typing) sound() {
	y.Helper()
	y.must(y.store.Check(y.Context(), func(f store.Finding) { y.Error(f) }))
}

// A page that has not heard of its own save may go on, and one that was overtaken may not.
func TestWhoseSaveIsInTheWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newTyping(t, s)
		tests := []struct {
			sentence string
			form     store.SheetForm
			kind     fault.Kind // Internal: it is saved
			why      store.DraftWhy
			comment  string
			kept     []string
		}{
			{"the first save of a page", y.form("a", 1, 0, "Jedna", nil), fault.Internal, "", "Jedna", nil},
			{"the same page, whose answer was lost", y.form("a", 2, 0, "Dvě", nil), fault.Internal, "", "Dvě", nil},
			{"the same page, an earlier save that comes later", y.form("a", 1, 0, "Jedna", nil), fault.Conflict, "", "Dvě", nil},
			{"another page with an old sheet", y.form("b", 1, 1, "Jinak", nil), fault.Conflict, store.DraftConflict, "Dvě", []string{"Jinak"}},
			{"that page types on", y.form("b", 2, 1, "Jinak a víc", nil), fault.Conflict, store.DraftConflict, "Dvě", []string{"Jinak a víc"}},
			{"that page has looked at both", y.form("b", 3, 2, "Jinak a víc", nil), fault.Internal, "", "Jinak a víc", nil},
			{"the first page then has an old sheet", y.form("a", 3, 2, "Tři", nil), fault.Conflict, store.DraftConflict, "Jinak a víc", []string{"Tři"}},
		}
		for _, test := range tests {
			_, err := s.SaveSheet(t.Context(), y.actor, test.form)
			if (err == nil) != (test.kind == fault.Internal) || err != nil && !fault.Is(err, test.kind) {
				t.Errorf("%s: %v", test.sentence, err)
			}
			if err != nil {
				why, err := s.KeepDraft(t.Context(), y.actor, test.form)
				if why != test.why || (err == nil) != (test.why != "") {
					t.Errorf("%s: kept as %q (%v)", test.sentence, why, err)
				}
			}
			if comment, kept := y.texts(); comment != test.comment || !slices.Equal(kept, test.kept) {
				t.Errorf("%s: the sheet says %q, kept is %q", test.sentence, comment, kept)
			}
		}
	})
}

// texts are the comment of the sheet, and those of the drafts that could not be saved.
func (y *typing) texts() (comment string, kept []string) {
	y.Helper()
	view := viewOf(y.T, y.store, y.actor, y.round.UID, y.sheet)
	for _, draft := range view.Kept {
		content, err := draft.Typed()
		y.must(err)
		kept = append(kept, content.Comment)
	}
	return view.Sheet.Comment, kept
}

func TestWhatComesTooLateIsKeptAndNotCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newTyping(t, s)
		submit := store.SheetForm{Round: y.round.UID, Assignment: y.sheet, Submit: true, Values: full("5")}
		_, err := s.SaveSheet(t.Context(), y.actor, submit)
		y.must(err)
		late := y.form("a", 1, 1, "Pozdě", full("1"))
		keep := func(sentence string, actor judging.Actor, want store.DraftWhy) {
			t.Helper()
			if _, err := s.SaveSheet(t.Context(), actor, late); err == nil {
				t.Errorf("%s: it is saved", sentence)
			}
			why, err := s.KeepDraft(t.Context(), actor, late)
			if why != want || (want == "") != fault.Is(err, fault.NotFound) {
				t.Errorf("%s: kept as %q (%v)", sentence, why, err)
			}
		}
		keep("a sheet that is submitted", y.actor, store.DraftSubmitted)
		y.must(s.PublishJuryText(t.Context(), y.round.Organizer, y.round.Edition.UID, y.round.UID, store.Confidentiality, juryText("Mlčenlivost.")))
		keep("a new text, which he has yet to accept", storetest.Actor(t, s, y.actor.User), store.DraftConflict)
		y.actor = storetest.Accept(t, s, y.actor, y.round.UID)
		y.must(s.CloseRound(t.Context(), y.round.Organizer, y.round.UID))
		keep("after the closing", y.actor, store.DraftLate)
		keep("somebody else's sheet", y.round.Jurors[1].Actor, "")
		view := viewOf(t, s, y.actor, y.round.UID, y.sheet)
		if view.Sheet.State != store.SheetSubmitted || !equal(stored(view), full("5")) || len(view.Kept) != 1 {
			t.Errorf("the sheet is %s %v with %d drafts", view.Sheet.State, stored(view), len(view.Kept))
		}
		coverage, err := s.Coverage(t.Context(), y.round.Organizer, y.round.UID, "", locale.Czech)
		y.must(err)
		if notes := coverage.Notes; len(notes) != 1 || notes[0].LateAt.IsZero() || notes[0].Candidate.UID != y.round.Candidates[0] || notes[0].Note != "" {
			t.Errorf("the organizer sees %+v", notes)
		}
		y.must(s.ReopenRound(t.Context(), y.round.Organizer, y.round.UID, "Omyl."))
		y.must(s.Recuse(t.Context(), y.round.Organizer, store.RecusalForm{Juror: y.round.Jurors[0].Juror.UID, Candidate: y.round.Candidates[0],
			Why: judging.Recused, Reason: "Bydlí tam."}))
		keep("a sheet that was taken away", y.actor, store.DraftWithdrawn)
		y.must(s.EndJuror(t.Context(), y.round.Organizer, y.round.Jurors[0].Juror.UID, ""))
		ended := storetest.Actor(t, s, y.actor.User)
		keep("a sheet of a seat that was ended", ended, store.DraftWithdrawn)
		if _, err := s.SheetView(t.Context(), ended, y.round.UID, y.sheet, locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("whose seat was ended sees the sheet: %v", err)
		}
		y.sound()
	})
}

func TestWordsOnACriterionThatIsOwedNoMoreStay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newTyping(t, s)
		form := y.form("a", 1, 0, "", map[string]string{"mandatory": "12", "design": "2,5"})
		form.Remarks = map[string]string{"mandatory": "Chybí ceník."}
		_, err := s.SaveSheet(t.Context(), y.actor, form)
		y.must(err)
		for _, criterion := range []string{"mandatory", "design"} {
			y.must(s.Recuse(t.Context(), y.round.Organizer, store.RecusalForm{Juror: y.round.Jurors[0].Juror.UID, Candidate: y.round.Candidates[0],
				Criterion: criterion, Why: judging.Abstained, Reason: "Nerozumím tomu."}))
		}
		saved, err := s.SaveSheet(t.Context(), y.actor, y.form("a", 2, 1, "Dál.", map[string]string{"security": "3"}))
		y.must(err)
		if saved.Remarks["mandatory"] != "Chybí ceník." || saved.Typed["score.design"] != "2,5" {
			t.Errorf("the sheet keeps %v and %v", saved.Remarks, saved.Typed)
		}
	})
}
