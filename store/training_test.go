package store_test

import (
	"encoding/json"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// everythingCounted writes down all that is counted of a round, or shown of it to anybody but its jurors.
func everythingCounted(t *testing.T, s *store.Store, r *storetest.JudgedRound) string {
	t.Helper()
	ctx := t.Context()
	var all []any
	keep := func(v any, err error) {
		t.Helper()
		must(t, err)
		all = append(all, v)
	}
	setup, err := s.RoundSetup(ctx, r.Organizer, r.UID)
	must(t, err)
	all = append(all, setup.RoundCount, setup.Contests)
	for _, j := range setup.Jurors {
		all = append(all, j.Sheets, j.Submitted)
	}
	progress, err := s.Progress(ctx, r.Organizer, r.UID, locale.Czech)
	must(t, err)
	all = append(all, progress.Contests, progress.Jurors)
	list, err := s.ContestList(ctx, r.Organizer, r.Contest, store.Listing{})
	must(t, err)
	all = append(all, list.Found, list.Candidates)
	assigned, err := s.AssignmentSetup(ctx, r.Organizer, r.Contest)
	must(t, err)
	all = append(all, assigned.Candidates, assigned.Jurors)
	results, err := s.RoundResults(ctx, judging.Actor{}, store.Address{Competition: r.Competition.Slug, Edition: r.Edition.Slug, Round: r.Region.Slug})
	must(t, err)
	all = append(all, results.Contests)
	edition, err := s.EditionSetup(ctx, r.Organizer, r.Edition.UID, locale.Czech)
	keep(edition.Rounds, err)
	must(t, s.CloseRound(ctx, r.Organizer, r.UID))
	tally, err := s.Tally(ctx, r.Organizer, r.Contest)
	must(t, err)
	all = append(all, tally.Input, tally.Outcome, tally.Candidates, tally.Jurors)
	must(t, s.ReopenRound(ctx, r.Organizer, r.UID, "Pokračuje se."))
	text, err := json.Marshal(all)
	must(t, err)
	return string(text)
}

func TestATrainingCandidateIsScoredAndNeverCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := storetest.Round(t, s, 2, 2), t.Context()
		r.Submit(t, s, func(juror, candidate, _ int) string { return []string{"5", "3"}[(juror+candidate)%2] })
		before := everythingCounted(t, s, r)
		must(t, s.AddTraining(ctx, r.Organizer, r.Contest, store.TrainingForm{Title: "Cvičný web"}))
		setup, err := s.TrainingSetup(ctx, r.Organizer, r.Contest)
		must(t, err)
		training := setup.Trainings[0]
		for juror, points := range []string{"1", "4"} {
			actor := r.Jurors[juror].Actor
			if _, err := s.Calibration(ctx, actor, r.UID, training.UID); !fault.Is(err, fault.Closed) {
				t.Errorf("juror %d sees values before all have submitted: %v", juror, err)
			}
			desk, err := s.DeskRound(ctx, actor, r.UID, locale.Czech)
			must(t, err)
			sheet := desk.Contests[0].Sheets[0]
			if !sheet.Candidate.Training || sheet.Candidate.Display(locale.Czech) != "Cvičný web" || desk.Count().Sheets != 2 {
				t.Fatalf("on the desk stands %+v, and %d sheets count", sheet.Candidate, desk.Count().Sheets)
			}
			view, err := s.SheetView(ctx, actor, r.UID, sheet.Assignment, locale.Czech)
			must(t, err)
			values := map[string]string{}
			for _, c := range view.Criteria {
				values[c.Criterion.Key] = points
			}
			_, err = s.SaveSheet(ctx, actor, store.SheetForm{Round: r.UID, Assignment: sheet.Assignment, Values: values, Submit: true})
			must(t, err)
		}
		v, err := s.Calibration(ctx, r.Jurors[0].Actor, r.UID, training.UID)
		must(t, err)
		if c := v.Criteria[0]; c.Low.String() != "1" || c.High.String() != "4" || c.Spread().String() != "3" || len(c.Values) != 2 {
			t.Errorf("side by side: %+v", c)
		}
		for who, actor := range map[string]judging.Actor{"the organizer": r.Organizer, "the public": {}} {
			if _, err := s.Calibration(ctx, actor, r.UID, training.UID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s sees the values: %v", who, err)
			}
		}
		if _, err := s.Calibration(ctx, r.Jurors[0].Actor, r.UID, r.Candidates[0]); !fault.Is(err, fault.NotFound) {
			t.Errorf("values of a real candidate: %v, want NotFound", err)
		}
		if after := everythingCounted(t, s, r); after != before || strings.Contains(after, "Cvičný") {
			t.Errorf("it is counted, or shown:\n%s\n%s", before, after)
		}
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
		m, err := s.Matrix(ctx, r.Jurors[0].Actor, r.UID, r.Contest, "", locale.Czech)
		must(t, err)
		if len(m.Rows) != 3 || !m.Rows[0].Candidate.Training || m.Count().Sheets != 2 {
			t.Errorf("the matrix has %d rows, of which %d count", len(m.Rows), m.Count().Sheets)
		}
		late := storetest.Juror(t, s, r.Organizer, r.UID, 3)
		for _, c := range []struct {
			sentence string
			form     store.SeatForm
			sheets   int
		}{
			{"whoever is seated later has it, too", store.SeatForm{Role: judging.Member}, 1},
			{"but not as the secretary", store.SeatForm{Role: judging.Secretary}, 0},
			{"and again as a member", store.SeatForm{Role: judging.Member, Contests: []string{r.Contest}}, 1},
		} {
			must(t, s.SaveSeat(ctx, r.Organizer, late.Juror.UID, c.form))
			desk, err := s.DeskRound(ctx, late.Actor, r.UID, locale.Czech)
			must(t, err)
			if n := len(desk.Contests); n != c.sheets || n > 0 && !desk.Contests[0].Sheets[0].Candidate.Training {
				t.Errorf("%s: %d contests", c.sentence, n)
			}
		}
		must(t, s.RemoveTraining(ctx, r.Organizer, training.UID))
		desk, err := s.DeskRound(ctx, r.Jurors[0].Actor, r.UID, locale.Czech)
		must(t, err)
		if len(desk.Contests[0].Sheets) != 2 {
			t.Error("a training candidate that was taken away is still on the desk")
		}
	})
}
