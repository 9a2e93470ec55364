package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// closingOf reads what a closing came to.
func closingOf(t *testing.T, s *store.Store, actor judging.Actor, round string) *store.ClosingView {
	t.Helper()
	view, err := s.ClosingView(t.Context(), actor, round, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// judgedIn finds one of the contests.
func judgedIn(view *store.ClosingView, uid string) *store.ClosingContest {
	at := slices.IndexFunc(view.Judged, func(c *store.ClosingContest) bool { return c.Contest.UID == uid })
	return view.Judged[at]
}

// points writes the sums of points of a contest down.
func points(c *store.ControlView) string {
	var sums []string
	for _, sum := range c.Sums {
		sums = append(sums, sum.Then.Points.String()+"/"+sum.Now.Points.String())
	}
	return strings.Join(sums, " ")
}

func TestClosingDecidesGapsAndKeepsWhatItCameTo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		r := storetest.Round(t, s, 3, 2)
		r.SubmitSheets(t, s, 0, func(candidate, _ int) string { return fmt.Sprint(candidate + 1) })
		view := closingOf(t, s, r.Organizer, r.UID)
		if view.Gaps() != 24 || view.Facts.Missing != 3 || view.Facts.TooFew != 0 || view.Last != nil || judgedIn(view, r.Contest).Control != nil {
			t.Fatalf("before the closing: %d gaps, %+v, %v", view.Gaps(), view.Facts, view.Last)
		}
		accept := func(candidate string) (list []store.ClosingDecision) {
			for _, gap := range judgedIn(view, r.Contest).Gaps {
				if gap.Candidate.UID == candidate {
					list = append(list, store.ClosingDecision{Contest: r.Contest, DecisionForm: store.DecisionForm{Kind: judging.AcceptFewer,
						Candidate: candidate, Criterion: gap.Criterion.Key, Reason: "Porotce 2 onemocněl."}})
				}
			}
			return list
		}
		exclude := store.ClosingDecision{Contest: r.Contest, DecisionForm: store.DecisionForm{Kind: judging.Exclude, Candidate: r.Candidates[2], Reason: "Web nebyl dostupný."}}
		for _, refused := range []struct {
			sentence string
			decision store.ClosingDecision
			kind     fault.Kind
		}{
			{"a decision without a reason", store.ClosingDecision{Contest: r.Contest, DecisionForm: store.DecisionForm{Kind: judging.Exclude, Candidate: r.Candidates[2]}}, fault.Invalid},
			{"a candidate that nobody knows", store.ClosingDecision{Contest: r.Contest, DecisionForm: store.DecisionForm{Kind: judging.Exclude, Candidate: "x", Reason: "?"}}, fault.Invalid},
			{"a contest that nobody knows", store.ClosingDecision{Contest: "x", DecisionForm: exclude.DecisionForm}, fault.NotFound},
		} {
			if err := s.CloseRound(ctx, r.Organizer, r.UID, exclude, refused.decision); !fault.Is(err, refused.kind) {
				t.Errorf("%s: %v", refused.sentence, err)
			}
		}
		if view := closingOf(t, s, r.Organizer, r.UID); !view.Round.ClosedAt.IsZero() {
			t.Fatal("a closing that was refused closed the round")
		}
		if err := s.CloseRound(ctx, r.Organizer, r.UID, append(accept(r.Candidates[0]), exclude)...); err != nil {
			t.Fatal(err)
		}
		view = closingOf(t, s, r.Organizer, r.UID)
		c := judgedIn(view, r.Contest).Control
		if view.Gaps() != 8 || !c.Unchanged() || c.Then.Sheets != 3 || c.Then.Duties != 6 || c.Then.Scores != 24 || points(c) != strings.TrimSpace(strings.Repeat("6/6 ", 8)) {
			t.Errorf("after the closing: %d gaps, %+v, %s", view.Gaps(), c.Then, points(c))
		}
		if err := s.ReopenRound(ctx, r.Organizer, r.UID, " "); !fault.Is(err, fault.Invalid) {
			t.Errorf("taking the closing back without a reason: %v", err)
		}
		if err := s.ReopenRound(ctx, r.Organizer, r.UID, "Porotce 2 se vrátil."); err != nil {
			t.Fatal(err)
		}
		r.SubmitSheets(t, s, 1, func(int, int) string { return "5" })
		if err := s.CloseRound(ctx, r.Organizer, r.UID); err != nil {
			t.Fatal(err)
		}
		view = closingOf(t, s, r.Organizer, r.UID)
		c = judgedIn(view, r.Contest).Control
		if len(view.Before) != 1 || view.Before[0].Reason != "Porotce 2 se vrátil." || c.Then.Sheets != 6 || !strings.HasPrefix(points(c), "21/21") {
			t.Errorf("closed again: %v, %+v", view.Before, c)
		}
		if err := s.Check(ctx, func(f store.Finding) { t.Error(f) }); err != nil {
			t.Error(err)
		}
	})
}

func TestConfirmedCorrectionsExplainWhatChangedSinceTheClosing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := closedPapers(t, s), t.Context()
		control := func() *store.ControlView { return judgedIn(closingOf(t, s, w.Organizer, w.UID), w.contest).Control }
		c := w.enter(w.secretary, w.correction(w.Jurors[0].Juror.UID, w.Candidates[1], map[string]string{"mandatory": "20", "design": "1"}))
		if v := control(); !v.Unchanged() {
			t.Errorf("a correction that is not confirmed changed %v", v.Differences)
		}
		w.must(s.ConfirmCorrection(ctx, w.chair, c))
		v := control()
		var what []string
		for _, d := range v.Differences {
			what = append(what, d.What+" "+d.Criterion.Key+" "+(d.After-d.Before).String())
		}
		if got := strings.Join(what, ", "); got != "points mandatory 18, points design -1" || !v.Explained() || len(v.Corrections) != 1 || v.Corrections[0].Cells != 2 {
			t.Errorf("%q differs, explained %t by %v", got, v.Explained(), v.Corrections)
		}
		w.sound()
	})
}

// A chair who is recused from the middle one of three sees neither its numbers, nor sums that they are in, nor places that count it.
func TestARecusedChairCannotReckonWhatIsHidden(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		r := storetest.Round(t, s, 3, 1)
		chair, err := s.AddJuror(ctx, r.Organizer, r.UID, store.JurorForm{Name: "Předseda", Role: judging.Chair, Email: "predseda@example.org"})
		must(t, err)
		_, err = s.Assign(ctx, r.Organizer, r.Contest, store.AssignForm{})
		must(t, err)
		must(t, s.Recuse(ctx, r.Organizer, store.RecusalForm{Juror: chair.UID, Candidate: r.Candidates[1], Why: judging.Recused, Reason: "Bydlí tam."}))
		r.SubmitSheets(t, s, 0, func(candidate, _ int) string { return fmt.Sprint(candidate + 1) })
		actor := storetest.Accept(t, s, storetest.Actor(t, s, chair.UserID), r.UID)
		if view := closingOf(t, s, actor, r.UID); judgedIn(view, r.Contest).Unseen != 1 || view.Gaps() != 16 {
			t.Errorf("before the closing the chair sees %d gaps", view.Gaps())
		}
		hidden := store.ClosingDecision{Contest: r.Contest, DecisionForm: store.DecisionForm{Kind: judging.Exclude, Candidate: r.Candidates[1], Reason: "?"}}
		if err := s.CloseRound(ctx, actor, r.UID, hidden); !fault.Is(err, fault.Invalid) {
			t.Errorf("a recused chair decides: %v", err)
		}
		must(t, s.CloseRound(ctx, actor, r.UID))
		control := judgedIn(closingOf(t, s, actor, r.UID), r.Contest).Control
		if len(control.Sums) > 0 || len(control.Then.Sums) > 0 || control.Then.Scores == 0 {
			t.Errorf("the chair sees the sums %v", control.Sums)
		}
		view, err := s.Tally(ctx, actor, r.Contest)
		must(t, err)
		if view.SeesAll() || view.Sees(view.Candidates[1]) || !view.Shows(view.Candidates[1]) || !view.Sees(view.Candidates[0]) {
			t.Error("the chair's sight is wrong")
		}
		rows, err := s.Coverage(ctx, actor, r.UID, r.Contest, locale.Czech)
		must(t, err)
		if row := rows.Rows[1]; !row.Unseen || row.Cells != nil || row.ByCriteria != nil {
			t.Errorf("the chair's coverage shows %+v", row)
		}
	})
}

// recuseLate opens a closed round again to recuse somebody.
func recuseLate(t *testing.T, s *store.Store, r *storetest.JudgedRound, juror, candidate string) {
	t.Helper()
	must(t, s.ReopenRound(t.Context(), r.Organizer, r.UID, "Porotce je vyloučen."))
	must(t, s.Recuse(t.Context(), r.Organizer, store.RecusalForm{Juror: juror, Candidate: candidate, Why: judging.Recused, Reason: "Bydlí tam."}))
	must(t, s.CloseRound(t.Context(), r.Organizer, r.UID))
}

// A chair who is recused from one of two excluded candidates takes back only the decision about the other.
func TestARecusedChairTakesNoHiddenDecisionBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := deliberate(t, s)
		ctx := t.Context()
		recuseLate(t, s, d.JudgedRound, d.chair.Juror.UID, d.Candidates[4])
		out := func(n int) store.DecisionForm {
			return store.DecisionForm{Kind: judging.Exclude, Candidate: d.Candidates[n], Reason: "Web je v rekonstrukci."}
		}
		d.must(s.AddDecision(ctx, d.Organizer, d.Contest, out(3), out(4)))
		view, err := s.Tally(ctx, d.Organizer, d.Contest)
		d.must(err)
		if err := s.RevokeDecision(ctx, d.chair.Actor, d.Contest, view.Decisions[1].UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the chair takes the hidden one back: %v", err)
		}
		d.must(s.RevokeDecision(ctx, d.chair.Actor, d.Contest, view.Decisions[0].UID))
		view, err = s.Tally(ctx, d.Organizer, d.Contest)
		d.must(err)
		if len(view.Decisions) != 1 || view.Candidates[4].ID != view.Decisions[0].CandidateID {
			t.Errorf("left are %d decisions", len(view.Decisions))
		}
	})
}

func TestCoverageTellsWhoOpenedScoredAndSubmitted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		r := storetest.Round(t, s, 4, 2)
		sheets := allSheets(t, s, []judging.Actor{r.Jurors[0].Actor}, r.UID)
		for _, actor := range []judging.Actor{r.Jurors[1].Actor, r.Jurors[0].Actor, r.Jurors[0].Actor} { // somebody else's are passed over
			must(t, s.OpenSheets(ctx, actor, sheets[0].Sheet, sheets[1].Sheet))
		}
		_, err := s.SaveSheet(ctx, r.Jurors[0].Actor, store.SheetForm{Round: r.UID, Assignment: sheets[1].Sheet, Values: map[string]string{"mandatory": "3"},
			Note: "Web se předělává."})
		must(t, err)
		form := store.SheetForm{Round: r.UID, Assignment: sheets[2].Sheet, Submit: true, Values: map[string]string{}}
		for _, c := range []string{"mandatory", "notice_board", "recommended", "services", "usability", "accessibility", "design", "security"} {
			form.Values[c] = "5"
		}
		_, err = s.SaveSheet(ctx, r.Jurors[0].Actor, form)
		must(t, err)
		must(t, s.Recuse(ctx, r.Organizer, store.RecusalForm{Juror: r.Jurors[0].Juror.UID, Candidate: r.Candidates[3], Why: judging.Abstained, Reason: "Zdržel se."}))
		view, err := s.Coverage(ctx, r.Organizer, r.UID, "", locale.Czech)
		must(t, err)
		var states []string
		for _, row := range view.Rows {
			states = append(states, fmt.Sprintf("%s %d/%d", row.Cells[0].State, row.Cells[0].Scored, row.Cells[0].Owed))
		}
		if got := strings.Join(states, ", "); got != "opened 0/8, draft 1/8, submitted 8/8, released 0/0" {
			t.Errorf("the first juror's cells: %s", got)
		}
		if c := view.Rows[2].ByCriteria[0]; c.Owed != 2 || c.Submitted != 1 {
			t.Errorf("the third candidate's first criterion: %+v", c)
		}
		if row := view.Rows[3]; row.Sheets != 1 || len(view.Seats) != 2 || view.Seats[0].Submitted != 1 || view.Seats[0].Drafts != 1 {
			t.Errorf("counts: %+v, %+v", row.Count, view.Seats[0].Count)
		}
		if n := view.Notes; len(n) != 1 || n[0].Note != "Web se předělává." || n[0].Candidate.UID != r.Candidates[1] || n[0].Juror.UID != r.Jurors[0].Juror.UID {
			t.Errorf("the notes to the chair are %+v", n)
		}
		must(t, s.Recuse(ctx, r.Organizer, store.RecusalForm{Juror: r.Jurors[1].Juror.UID, Candidate: r.Candidates[1], Why: judging.Recused, Reason: "Bydlí tam."}))
		must(t, s.SaveSeat(ctx, r.Organizer, r.Jurors[1].Juror.UID, store.SeatForm{Role: judging.Chair}))
		view, err = s.Coverage(ctx, storetest.Actor(t, s, r.Jurors[1].Juror.UserID), r.UID, "", locale.Czech)
		must(t, err)
		if len(view.Notes) != 0 {
			t.Errorf("a recused chair reads %+v", view.Notes)
		}
	})
}

func TestLateJurorsAreRemindedOnceADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := storetest.Round(t, s, 2, 2)
		r.SubmitSheets(t, s, 0, func(int, int) string { return "1" })
		all := store.LateForm{Jurors: []string{r.Jurors[0].Juror.UID, r.Jurors[1].Juror.UID}, Words: "Prosíme do pátku."}
		for _, c := range []struct {
			sentence string
			actor    judging.Actor
			form     store.LateForm
			n        int
			kind     fault.Kind
		}{
			{"a juror does not remind", r.Jurors[0].Actor, all, 0, fault.NotFound},
			{"nobody is chosen", r.Organizer, store.LateForm{}, 0, fault.Invalid},
			{"the one who is late is", r.Organizer, all, 1, -1},
			{"not twice on one day", r.Organizer, all, 0, fault.Invalid},
		} {
			n, err := s.RemindLate(ctx, c.actor, r.UID, c.form)
			if n != c.n || c.kind < 0 && err != nil || c.kind >= 0 && !fault.Is(err, c.kind) {
				t.Errorf("%s: %d, %v", c.sentence, n, err)
			}
		}
		outbox, err := s.Outbox(ctx, r.Organizer, store.Listing{Page: 1})
		must(t, err)
		if len(outbox.Rows) != 1 || !strings.Contains(outbox.Rows[0].Message.Text, "Prosíme do pátku.") || outbox.Rows[0].Message.Email != r.Jurors[1].Email {
			t.Errorf("the outbox holds %d letters", len(outbox.Rows))
		}
		must(t, s.CloseRound(ctx, r.Organizer, r.UID))
		if _, err := s.RemindLate(ctx, r.Organizer, r.UID, all); !fault.Is(err, fault.Closed) {
			t.Errorf("after the closing: %v", err)
		}
	})
}

// The coverage takes as many statements for many candidates and jurors as for few, and so does the closing.
func TestCoverageTakesAConstantNumberOfStatements(t *testing.T) {
	var statements atomic.Int64
	read := func(size int) int64 {
		s := storetest.Open(t, storetest.SQLiteAddress(t), store.Options{Statement: func() { statements.Add(1) }})
		r := storetest.Round(t, s, size, size)
		r.SubmitSheets(t, s, 0, func(int, int) string { return "1" })
		before := statements.Load()
		_, err := s.Coverage(t.Context(), r.Organizer, r.UID, r.Contest, locale.Czech)
		must(t, err)
		closingOf(t, s, r.Organizer, r.UID)
		return statements.Load() - before
	}
	if few, many := read(1), read(4); few != many {
		t.Errorf("%d statements for one candidate, %d for four", few, many)
	}
}
