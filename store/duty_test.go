package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestADutyThatWasTakenAway(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 1)
		ctx, actor, sheet := t.Context(), r.Jurors[0].Actor, sheetOf(t, s, r, 0, 0)
		save := func(revision int64, values map[string]string) error {
			_, err := s.SaveSheet(ctx, actor, store.SheetForm{Round: r.UID, Assignment: sheet, Revision: revision, Values: values, Submit: true})
			return err
		}
		if err := save(0, full("5")); err != nil {
			t.Fatal(err)
		}
		release := func(criterion string) string {
			err := s.Recuse(ctx, r.Organizer, store.RecusalForm{Juror: r.Jurors[0].Juror.UID, Candidate: r.Candidates[0], Criterion: criterion,
				Why: judging.NotApplicable, Reason: "Obec úřední desku na webu nemá."})
			if err != nil {
				t.Fatal(err)
			}
			var uid string
			if err := s.Look(ctx, &uid, "select uid from recusal where ended_at is null"); err != nil {
				t.Fatal(err)
			}
			return uid
		}
		recusal := release("notice_board")
		if view := viewOf(t, s, actor, r.UID, sheet); len(view.Criteria) != 7 || view.Siblings[0].Owed != 7 || view.Siblings[0].Scored != 7 {
			t.Errorf("a criterion taken away is still there: %d criteria, %+v", len(view.Criteria), view.Siblings[0])
		}
		if err := save(viewOf(t, s, actor, r.UID, sheet).Sheet.Revision, with(full("7"), "security", "4")); err != nil {
			t.Fatal(err)
		}
		if err := s.EndRecusal(ctx, r.Organizer, recusal, "omyl"); err != nil {
			t.Fatal(err)
		}
		if got := stored(viewOf(t, s, actor, r.UID, sheet)); got["notice_board"] != "5" || got["mandatory"] != "7" {
			t.Errorf("the stray score did not outlast a save: %v", got)
		}
		release("")
		revision := int64(2)
		if err := save(revision, full("1")); !fault.Is(err, fault.NotFound) {
			t.Errorf("a juror who is recused from the candidate saves: %v", err)
		}
		if _, err := s.SheetView(ctx, actor, r.UID, sheet, locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("a juror who is recused from the candidate sees its sheet: %v", err)
		}
		desk, err := s.DeskRound(ctx, actor, r.UID, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		if desk.Sheet(sheet) != nil || desk.Count() != (store.Count{Sheets: 1}) {
			t.Errorf("a candidate that the juror is recused from is on the desk: %+v", desk.Count())
		}
	})
}
