package store_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// closedPapers is a round of three that was judged and closed: everybody gave 3, 2 and 1, but the juror without an account nothing.
func closedPapers(t *testing.T, s *store.Store) *paperWorld {
	t.Helper()
	w := newPaperWorld(t, s)
	w.Submit(t, s, func(_, candidate, _ int) string { return []string{"3", "2", "1"}[candidate] })
	for n := range 3 {
		w.must(s.ConfirmPaper(t.Context(), w.chair, w.UID, w.key(w.secretary, w.form(w.absent.UID, []string{"3", "2", "1"}[n], n))))
	}
	w.must(s.CloseRound(t.Context(), w.Organizer, w.UID))
	return w
}

// correction changes values of one juror for one candidate.
func (w *paperWorld) correction(juror, candidate string, values map[string]string) store.CorrectionForm {
	w.t.Helper()
	d, err := w.CorrectionDraft(w.t.Context(), w.Organizer, w.contest, juror, candidate, locale.Czech)
	w.must(err)
	return store.CorrectionForm{Contest: w.contest, Reason: "Přehozené řádky.",
		Sheets: []store.SheetForm{{Assignment: d.Sheet.UID, Revision: d.Sheet.Revision(), Values: values}}}
}

func (w *paperWorld) enter(actor judging.Actor, form store.CorrectionForm) string {
	w.t.Helper()
	c, err := w.EnterCorrection(w.t.Context(), actor, form)
	w.must(err)
	return c.UID
}

// places gives the candidates' places by their numbers.
func (w *paperWorld) places() (places []int) {
	w.t.Helper()
	view, err := w.Tally(w.t.Context(), w.Organizer, w.contest)
	w.must(err)
	places = make([]int, len(w.Candidates))
	for _, st := range view.Outcome.Standings {
		places[slices.Index(w.Candidates, view.Candidates[st.Candidate].UID)] = st.Place
	}
	return places
}

func TestACorrectionTakesTwoPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := closedPapers(t, s), t.Context()
		w.must(s.Decide(ctx, w.Organizer, w.contest, store.DecideForm{}))
		form := w.correction(w.Jurors[0].Juror.UID, w.Candidates[1], map[string]string{"mandatory": "20", "design": "2"})
		form.File = store.ScanForm{Name: "dopis.pdf", Content: strings.NewReader("%PDF-1.7\ndopis")}
		meeting, err := s.PlanMeeting(ctx, w.secretary, w.UID, store.MeetingForm{Contests: []string{w.contest}})
		w.must(err)
		w.must(s.OpenMeeting(ctx, w.chair, meeting))
		c := w.enter(w.secretary, form)
		if got := w.places(); !slices.Equal(got, []int{1, 2, 3}) {
			t.Fatalf("it counts before it is confirmed: %v", got)
		}
		view, err := s.CorrectionView(ctx, w.chair, w.UID, c, locale.Czech)
		w.must(err)
		if cells := view.Item.Cells; len(cells) != 1 || cells[0].Old() != "2" || cells[0].New() != "20" || cells[0].Criterion.Key != "mandatory" ||
			cells[0].Candidate.UID != w.Candidates[1] || view.Item.EnteredBy != "secretary" || !view.Decided {
			t.Errorf("the chair sees %+v", view.Item)
		}
		if m := view.Moves; len(m) != 2 || m[0].Candidate.UID != w.Candidates[1] || m[0].Before.Place != 2 || m[0].After.Place != 1 || m[1].After.Place != 2 {
			t.Errorf("the consequence is %+v", m)
		}
		w.refused("the secretary does not confirm", s.ConfirmCorrection(ctx, w.secretary, c), fault.NotFound)
		w.refused("a member does not know of it", s.ConfirmCorrection(ctx, w.Jurors[0].Actor, c), fault.NotFound)
		_, err = s.EnterCorrection(ctx, w.Organizer, w.correction(w.Jurors[0].Juror.UID, w.Candidates[1], map[string]string{"mandatory": "1"}))
		w.refused("a score waits in one correction", err, fault.Conflict)
		w.must(s.ConfirmCorrection(ctx, w.chair, c))
		record, err := s.MeetingRecord(ctx, w.secretary, meeting, locale.Czech)
		w.must(err)
		if m := record.Moments; len(m) != 3 || m[1].Kind != "entered" || m[2].Kind != "corrected" || m[2].Correction.DecidedBy != "chair" {
			t.Errorf("the meeting's course is %+v", m)
		}
		if got := w.places(); !slices.Equal(got, []int{2, 1, 3}) {
			t.Errorf("the places are %v", got)
		}
		tally, err := s.Tally(ctx, w.Organizer, w.contest)
		w.must(err)
		if !tally.Outdated() {
			t.Error("the decided result is not outdated")
		}
		w.must(s.Decide(ctx, w.Organizer, w.contest, store.DecideForm{}))
		list, err := s.Corrections(ctx, w.chair, w.UID, locale.Czech)
		w.must(err)
		if len(list.Corrections) != 1 || list.Corrections[0].DecidedBy != "chair" || list.Corrections[0].Correction.State != store.CorrectionConfirmed {
			t.Errorf("the list is %+v", list.Corrections)
		}
		w.refused("nothing is confirmed twice", s.ConfirmCorrection(ctx, w.Organizer, c), fault.Conflict)
		w.sound()
		file, _ := backup(t, s)
		back := vacant(t, "sqlite")
		if _, err := back.Restore(ctx, bytes.NewReader(file), ignore); err != nil {
			t.Fatal(err)
		}
		_, scan, err := back.OpenCorrectionFile(ctx, w.chair, w.UID, c)
		w.must(err)
		scan.Close()
		if found := findings(t, back); len(found) > 0 {
			t.Errorf("restored: %v", found)
		}
	})
}

// A gap among the places would tell a chair the place of the candidate that is hidden from him.
func TestARecusedChairSeesNoConsequences(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := closedPapers(t, s), t.Context()
		setup, err := s.RoundSetup(ctx, w.Organizer, w.UID)
		w.must(err)
		chair := setup.Jurors[slices.IndexFunc(setup.Jurors, func(j store.JurorSetup) bool { return j.Juror.Role == judging.Chair })].Juror
		recuseLate(t, s, w.JudgedRound, chair.UID, w.Candidates[2])
		c := w.enter(w.secretary, w.correction(w.Jurors[0].Juror.UID, w.Candidates[1], map[string]string{"mandatory": "20"}))
		for actor, withheld := range map[*judging.Actor]bool{&w.chair: true, &w.Organizer: false} {
			view, err := s.CorrectionView(ctx, *actor, w.UID, c, locale.Czech)
			w.must(err)
			if view.Withheld != withheld || (len(view.Moves) == 0) != withheld || len(view.Item.Cells) != 1 {
				t.Errorf("withheld %t, %d moves", view.Withheld, len(view.Moves))
			}
		}
	})
}

func TestACorrectionOfWhatWasNotSubmitted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newPaperWorld(t, s), t.Context()
		for n := range 2 {
			w.JudgedRound.SubmitSheets(t, s, n, func(candidate, _ int) string { return "3" })
		}
		_, err := s.SaveSheet(ctx, w.Jurors[0].Actor, store.SheetForm{Round: w.UID, Assignment: sheetOf(t, s, w.JudgedRound, 0, 0), Revision: 1, Values: full("4")})
		w.must(err) // taken back to a draft, which does not count
		long := strings.Repeat("ř", 20_001)
		_, err = s.SaveSheet(ctx, w.Jurors[0].Actor, store.SheetForm{Round: w.UID, Assignment: sheetOf(t, s, w.JudgedRound, 0, 0), Revision: 2, Typing: true,
			Values: with(with(full("4"), "design", "pěkné"), "mandatory", "2,5"), Comment: long, Note: "Nejde otevřít."})
		w.must(err)
		w.must(s.CloseRound(ctx, w.Organizer, w.UID))
		nothing := w.correction(w.Jurors[0].Juror.UID, w.Candidates[0], map[string]string{"design": ""})
		_, err = s.EnterCorrection(ctx, w.chair, nothing)
		if got := wrongFields(err); !slices.Equal(got, []string{"sheets"}) {
			t.Errorf("what changes nothing: %v", got)
		}
		c := w.enter(w.chair, w.correction(w.Jurors[0].Juror.UID, w.Candidates[0], with(full("5"), "design", "")))
		w.refused("whoever entered it does not confirm it", s.ConfirmCorrection(ctx, w.chair, c), fault.Forbidden)
		view, err := s.CorrectionView(ctx, w.Organizer, w.UID, c, locale.Czech)
		w.must(err)
		if view.GapsBefore-view.GapsAfter != 7 || len(view.Moves) > 0 {
			t.Errorf("gaps %d → %d, moves %v", view.GapsBefore, view.GapsAfter, view.Moves)
		}
		w.must(s.ConfirmCorrection(ctx, w.Organizer, c))
		tally, err := s.Tally(ctx, w.Organizer, w.contest)
		w.must(err)
		sheet := viewOf(t, s, w.Jurors[0].Actor, w.UID, sheetOf(t, s, w.JudgedRound, 0, 0)).Sheet
		if !equal(sheet.Typed, map[string]string{"comment": long, "score.design": "pěkné"}) || sheet.Note != "Nejde otevřít." {
			t.Errorf("of what the juror typed there is left %v, %q", sheet.Typed, sheet.Note)
		}
		if len(tally.Outcome.Gaps) != view.GapsAfter {
			t.Errorf("%d gaps, %d were foretold: a draft came to count", len(tally.Outcome.Gaps), view.GapsAfter)
		}
		gone := w.enter(w.chair, w.correction(w.Jurors[1].Juror.UID, w.Candidates[0], map[string]string{"design": ""}))
		w.must(s.ConfirmCorrection(ctx, w.Organizer, gone))
		if tally, err = s.Tally(ctx, w.Organizer, w.contest); err != nil || len(tally.Outcome.Gaps) != view.GapsAfter+1 {
			t.Errorf("a score that was taken away leaves %d gaps, %v", len(tally.Outcome.Gaps), err)
		}
		w.sound()
	})
}

func TestWhatIsNotCorrected(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := closedPapers(t, s), t.Context()
		juror := w.Jurors[0].Juror.UID
		form := w.correction(juror, w.Candidates[0], map[string]string{"design": "99"})
		_, err := s.EnterCorrection(ctx, w.chair, form)
		if got := wrongFields(err); !slices.Equal(got, []string{"score." + form.Sheets[0].Assignment + ".design"}) {
			t.Errorf("wrong are %v", got)
		}
		form.Reason = " "
		_, err = s.EnterCorrection(ctx, w.chair, form)
		if got := wrongFields(err); !slices.Equal(got, []string{"reason"}) {
			t.Errorf("wrong are %v", got)
		}
		_, err = s.EnterCorrection(ctx, w.Jurors[0].Actor, w.correction(juror, w.Candidates[0], map[string]string{"design": "1"}))
		w.refused("a member corrects nothing", err, fault.NotFound)
		c := w.enter(w.chair, w.correction(juror, w.Candidates[0], map[string]string{"design": "1"}))
		w.refused("a rejection has a reason", s.RejectCorrection(ctx, w.Organizer, c, ""), fault.Invalid)
		w.must(s.ReopenRound(ctx, w.Organizer, w.UID, "Předčasně."))
		w.refused("nothing is corrected while the scores are the jurors'", s.ConfirmCorrection(ctx, w.Organizer, c), fault.Closed)
		_, err = s.SaveSheet(ctx, w.Jurors[0].Actor, store.SheetForm{Round: w.UID, Assignment: form.Sheets[0].Assignment, Revision: form.Sheets[0].Revision,
			Values: full("2"), Submit: true})
		w.must(err)
		w.must(s.CloseRound(ctx, w.Organizer, w.UID))
		w.refused("a score that is another by now is not overwritten", s.ConfirmCorrection(ctx, w.Organizer, c), fault.Conflict)
		w.must(s.RejectCorrection(ctx, w.Organizer, c, "Kolo bylo znovu otevřené."))
		other := w.enter(w.chair, w.correction(juror, w.Candidates[0], map[string]string{"design": "1"}))
		w.must(s.WithdrawCorrection(ctx, w.chair, other))
		w.sound()
	})
}

func TestCorrectionsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := closedPapers(t, s), context.Background()
		juror := w.Jurors[0].Juror.UID
		for _, value := range []string{"5", "6", "7"} {
			form := w.correction(juror, w.Candidates[0], map[string]string{"design": value})
			var entered string
			enter := func(actor judging.Actor) func() error {
				return func() error {
					c, err := s.EnterCorrection(ctx, actor, form)
					if err == nil {
						entered = c.UID
					}
					return err
				}
			}
			if done := atOnce(t, enter(w.secretary), enter(w.secretary), enter(w.secretary)); done != 1 {
				t.Fatalf("%d corrections of one score wait", done)
			}
			confirm := func(actor judging.Actor) func() error {
				return func() error { return s.ConfirmCorrection(ctx, actor, entered) }
			}
			again := w.correction(juror, w.Candidates[0], map[string]string{"design": "8"})
			if done := atOnce(t, confirm(w.chair), confirm(w.Organizer), func() error {
				_, err := s.EnterCorrection(ctx, w.secretary, again) // of what it was: waits already, or has changed
				return err
			}); done != 1 {
				t.Errorf("%d of three succeeded", done)
			}
			if view := viewOf(t, s, w.Jurors[0].Actor, w.UID, form.Sheets[0].Assignment); stored(view)["design"] != value {
				t.Errorf("the score is %s, want %s", stored(view)["design"], value)
			}
		}
		w.sound()
	})
}
