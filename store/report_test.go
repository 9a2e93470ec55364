package store_test

import (
	"strconv"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAReportCountsAResultInOtherWays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 5, 3)
		_, err := s.Report(ctx, r.Organizer, r.Contest)
		if !fault.Is(err, fault.Closed) {
			t.Errorf("before the closing: %v, want Closed", err)
		}
		must(t, s.Recuse(ctx, r.Organizer, store.RecusalForm{Juror: r.Jurors[2].Juror.UID, Candidate: r.Candidates[4], Why: judging.Recused, Reason: "Pracuje tam."}))
		r.Submit(t, s, func(juror, candidate, criterion int) string {
			if juror == 2 && candidate == 2 {
				return "5" // who makes the third level with the second: without one of the others it would be ahead
			}
			return strconv.Itoa(4 - candidate)
		})
		chair := judging.Actor{User: r.Jurors[2].Actor.User, Seats: []judging.Seat{{Juror: r.Jurors[2].Juror.ID, Round: r.Jurors[2].Juror.RoundID, Role: judging.Chair}}}
		must(t, s.CloseRound(ctx, r.Organizer, r.UID))
		v, err := s.Report(ctx, r.Organizer, r.Contest)
		must(t, err)
		changes := map[judging.VariantKind]int{}
		for i := range v.Variants {
			if v.Variants[i].Changes() {
				changes[v.Variants[i].Kind]++
			}
		}
		if len(v.Variants) != 3+3+8 || changes[judging.ByMedian] != 0 || changes[judging.WithoutJuror] != 2 {
			t.Errorf("%d variants, changes %v", len(v.Variants), changes)
		}
		for what, read := range map[string]func(actor judging.Actor) error{
			"the report":       func(actor judging.Actor) error { _, err := s.Report(ctx, actor, r.Contest); return err },
			"the score matrix": func(actor judging.Actor) error { _, err := s.ScoreMatrix(ctx, actor, r.Contest); return err },
			"the history": func(actor judging.Actor) error {
				_, err := s.RoundHistory(ctx, actor, r.UID, locale.Czech)
				return err
			},
		} {
			if err := read(chair); fault.Of(err).Key != "report.recused" {
				t.Errorf("%s, for a chair who is recused: %v", what, err)
			}
			if err := read(r.Jurors[0].Actor); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s, for a member: %v, want NotFound", what, err)
			}
		}
	})
}

func TestTheScoreMatrixIsTheWholeRecord(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 2)
		r.SubmitSheets(t, s, 0, func(candidate, criterion int) string { return strconv.Itoa(candidate) })
		must(t, s.Recuse(ctx, r.Organizer, store.RecusalForm{Juror: r.Jurors[0].Juror.UID, Candidate: r.Candidates[0], Why: judging.Recused, Reason: "Pracuje tam."})) // late: its scores are stray
		must(t, s.Recuse(ctx, r.Organizer, store.RecusalForm{Juror: r.Jurors[1].Juror.UID, Candidate: r.Candidates[1], Why: judging.Abstained, Reason: "Nestihl."}))
		must(t, s.CloseRound(ctx, r.Organizer, r.UID))
		m, err := s.ScoreMatrix(ctx, r.Organizer, r.Contest)
		must(t, err)
		count := map[store.ScoreState]int{}
		for _, row := range m.Rows {
			count[row.State]++
			if row.State == store.ScoreCounted && (row.Value.String() != strconv.Itoa(row.Candidate) || row.SubmittedAt.IsZero()) {
				t.Errorf("%+v", row)
			}
		}
		want := map[store.ScoreState]int{store.ScoreStray: 8, store.ScoreCounted: 16, store.ScoreAbstained: 8, store.ScoreMissing: 16}
		for state, n := range want {
			if count[state] != n {
				t.Errorf("%s: %d cells, want %d of %v", state, count[state], n, count)
			}
		}
		h, err := s.RoundHistory(ctx, r.Organizer, r.UID, locale.Czech)
		must(t, err)
		told := map[string]*store.PastAct{}
		for _, act := range h.Acts {
			told[act.Act] = act
		}
		if last := told["recusal.add"]; last == nil || last.Juror != r.Jurors[1].Juror.Name || last.Candidate == "" || last.Contest == "" {
			t.Errorf("the recusal in the history: %+v", last)
		}
		if told["sheet.save"] == nil || told["round.close"] == nil || told["contest.assign"] == nil {
			t.Errorf("the history lacks acts: %d are told", len(told))
		}
	})
}
