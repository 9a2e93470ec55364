package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func (y *typing) own() *store.OwnSheets {
	y.Helper()
	own, err := y.store.OwnSheets(y.Context(), y.actor, y.round.UID, locale.Czech)
	y.must(err)
	return own
}

// looked are the revisions of all sheets, as the last look has them.
func looked(own *store.OwnSheets) map[string]int64 {
	revisions := map[string]int64{}
	for _, sheet := range own.Contests[0].Sheets {
		revisions[sheet.Assignment] = sheet.Revision
	}
	return revisions
}

func TestAllThatWasLookedAtIsSubmitted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newTyping(t, s)
		save := func(sheet int, revision int64, values map[string]string) {
			t.Helper()
			_, err := s.SaveSheet(t.Context(), y.actor, store.SheetForm{Round: y.round.UID, Assignment: sheetOf(t, s, y.round, 0, sheet),
				Revision: revision, Values: values, Typing: true, Page: "open", Seq: 1 + revision})
			y.must(err)
		}
		save(0, 0, full("5"))
		save(1, 0, with(full("4"), "design", ""))
		save(2, 0, full("3"))
		seen := looked(y.own())
		save(2, 1, full("2")) // after the look
		before := y.own().Code()
		n, err := s.SubmitSheets(t.Context(), y.actor, y.round.UID, seen)
		if count := y.own().Count(); n != 1 || err != nil || count.Submitted != 1 || count.Drafts != 2 {
			t.Errorf("%d are submitted (%v), of %+v", n, err, count)
		}
		if after := y.own(); after.Code() == before || after.Code() != y.own().Code() {
			t.Error("the check code does not tell a submission from none, or is not the same twice")
		}
		if n, err = s.SubmitSheets(t.Context(), y.actor, y.round.UID, looked(y.own())); n != 1 || err != nil {
			t.Errorf("%d are submitted the second time (%v)", n, err)
		}
		for sheet, gaps := range []int{0, 1, 0} {
			if own := y.own().Contests[0].Sheets[sheet]; len(own.Gaps()) != gaps || own.Complete() != (gaps == 0) || !own.Flat() {
				t.Errorf("sheet %d: %d gaps", sheet, len(own.Gaps()))
			}
		}
		old := store.SheetForm{Round: y.round.UID, Assignment: sheetOf(t, s, y.round, 0, 0), Revision: 1, Values: full("1"), Page: "open", Seq: 2}
		if _, err := s.SaveSheet(t.Context(), y.actor, old); !fault.Is(err, fault.Conflict) {
			t.Errorf("a page that was open before all was submitted takes it back: %v", err)
		}
		if n, err = s.TakeBackSheets(t.Context(), y.actor, y.round.UID); n != 2 || err != nil || y.own().Count().Submitted != 0 {
			t.Errorf("%d are taken back (%v)", n, err)
		}
		y.sound()
		y.history()
		y.must(s.CloseRound(t.Context(), y.round.Organizer, y.round.UID))
		if _, err = s.SubmitSheets(t.Context(), y.actor, y.round.UID, looked(y.own())); !fault.Is(err, fault.Closed) {
			t.Errorf("after the closing: %v", err)
		}
		if _, err = s.SubmitSheets(t.Context(), y.round.Organizer, y.round.UID, seen); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody without a seat: %v", err)
		}
	})
}

// history is that of the sheet which was changed after the look, and of no other juror's.
func (y *typing) history() {
	y.Helper()
	sheet := sheetOf(y.T, y.store, y.round, 0, 2)
	history, err := y.store.SheetHistory(y.Context(), y.actor, y.round.UID, sheet, locale.Czech)
	y.must(err)
	var states []store.SheetState
	for _, change := range history.Changes {
		states = append(states, change.State)
		if change.By != "" {
			y.Errorf("a change of the juror's own is %s's", change.By)
		}
	}
	if len(states) != 4 || states[0] != store.SheetDraft || states[1] != store.SheetSubmitted || len(history.Changes[2].Cells) != 8 ||
		history.Changes[2].Cells[0].Was.String() != "3" || history.Changes[2].Cells[0].Is.String() != "2" || history.Changes[3].Cells[0].Was != nil {
		y.Errorf("the history is %v", states)
	}
	if _, err := y.store.SheetHistory(y.Context(), y.round.Jurors[1].Actor, y.round.UID, sheet, locale.Czech); !fault.Is(err, fault.NotFound) {
		y.Errorf("another juror sees the history: %v", err)
	}
}

func TestAJurorAbstains(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newTyping(t, s)
		form := store.AbstentionForm{Round: y.round.UID, Assignment: y.sheet, Criterion: "design", Reason: "Na vzhled nemám oko."}
		tests := []struct {
			sentence string
			actor    judging.Actor
			change   func(*store.AbstentionForm)
			kind     fault.Kind
		}{
			{"without a reason", y.actor, func(f *store.AbstentionForm) { f.Reason = " " }, fault.Invalid},
			{"from what nobody asks for", y.actor, func(f *store.AbstentionForm) { f.Criterion = "bribe" }, fault.Invalid},
			{"for somebody else", y.round.Jurors[1].Actor, func(*store.AbstentionForm) {}, fault.NotFound},
		}
		for _, test := range tests {
			changed := form
			test.change(&changed)
			if err := s.Abstain(t.Context(), test.actor, changed); !fault.Is(err, test.kind) {
				t.Errorf("%s: %v", test.sentence, err)
			}
		}
		y.must(s.Abstain(t.Context(), y.actor, form))
		_, err := s.SaveSheet(t.Context(), y.actor, store.SheetForm{Round: y.round.UID, Assignment: y.sheet, Submit: true, Values: with(full("5"), "design", "")})
		y.must(err) // it is complete without the criterion
		form.Criterion = ""
		y.must(s.Abstain(t.Context(), y.actor, form))
		if _, err := s.SheetView(t.Context(), y.actor, y.round.UID, y.sheet, locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("the sheet is still there: %v", err)
		}
		list, err := s.Abstentions(t.Context(), y.actor, y.round.UID, locale.Czech)
		if err != nil || len(list) != 2 || list[0].Criterion.Empty() || !list[1].Criterion.Empty() || list[1].Candidate.UID != y.round.Candidates[0] {
			t.Fatalf("declined is %+v (%v)", list, err)
		}
		if others, err := s.Abstentions(t.Context(), y.round.Jurors[1].Actor, y.round.UID, locale.Czech); err != nil || len(others) != 0 {
			t.Errorf("another juror sees %d (%v)", len(others), err)
		}
		if err := s.EndAbstention(t.Context(), y.round.Jurors[1].Actor, y.round.UID, list[1].Recusal.UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another juror takes it back: %v", err)
		}
		y.must(s.EndAbstention(t.Context(), y.actor, y.round.UID, list[1].Recusal.UID))
		if view := viewOf(t, s, y.actor, y.round.UID, y.sheet); len(view.Criteria) != 7 || view.Sheet.State != store.SheetSubmitted {
			t.Errorf("the sheet is back with %d criteria, %s", len(view.Criteria), view.Sheet.State)
		}
		y.must(s.CloseRound(t.Context(), y.round.Organizer, y.round.UID))
		if err := s.EndAbstention(t.Context(), y.actor, y.round.UID, list[0].Recusal.UID); !fault.Is(err, fault.Closed) {
			t.Errorf("after the closing: %v", err)
		}
		y.sound()
	})
}
