package store_test

import (
	"slices"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// assigned reads the contest's duties.
func assigned(t *testing.T, s *store.Store, r *storetest.JudgedRound) *store.AssignmentSetup {
	t.Helper()
	v, err := s.AssignmentSetup(t.Context(), r.Organizer, r.Contest)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// share is what a juror has in a contest, by the juror's number.
func share(v *store.AssignmentSetup, r *storetest.JudgedRound, juror int) *store.AssignedJuror {
	for _, j := range v.Jurors {
		if j.Juror.UID == r.Jurors[juror].Juror.UID {
			return j
		}
	}
	return &store.AssignedJuror{}
}

func TestAssigningTopsUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 4, 2)
		again, err := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{})
		if err != nil || *again != (store.Assigned{Kept: 8}) {
			t.Errorf("again: %+v, %v; want all kept", again, err)
		}
		r.Jurors = append(r.Jurors, storetest.Juror(t, s, r.Organizer, r.UID, 3))
		remove := store.RemoveForm{Juror: r.Jurors[0].Juror.UID, Candidates: r.Candidates[:2]}
		if err := s.RemoveAssignments(t.Context(), r.Organizer, r.Contest, remove); err != nil {
			t.Fatal(err)
		}
		if n := share(assigned(t, s, r), r, 0).Assigned; n != 2 {
			t.Errorf("%d duties after two were removed, want 2", n)
		}
		topped, err := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{})
		if err != nil || *topped != (store.Assigned{Made: 4, Restored: 2, Kept: 6}) {
			t.Errorf("topped up: %+v, %v", topped, err)
		}
	})
}

func TestASecretaryScoresNothingUnlessTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 1)
		if _, err := s.AddJuror(t.Context(), r.Organizer, r.UID, store.JurorForm{Name: "Tajemnice", Role: judging.Secretary}); err != nil {
			t.Fatal(err)
		}
		if done, err := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{}); err != nil || done.Made != 0 {
			t.Errorf("%+v, %v; want nothing new", done, err)
		}
	})
}

func TestSpecialistsScoreTheirCriteria(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 2)
		r.SubmitSheets(t, s, 1, func(candidate, criterion int) string { return "2" })
		board := store.DutyForm{Juror: r.Jurors[0].Juror.UID, Criteria: []string{"notice_board"}}
		done, err := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{Duties: []store.DutyForm{board,
			{Juror: r.Jurors[1].Juror.UID, Criteria: []string{"design"}}}})
		if err != nil || done.Kept != 6 {
			t.Fatalf("%+v, %v", done, err)
		}
		v := assigned(t, s, r)
		if got := share(v, r, 0); !slices.Equal(got.Criteria, []string{"notice_board"}) || got.Mixed {
			t.Errorf("what is not submitted takes the form's criteria over: %+v", got)
		}
		if got := share(v, r, 1); got.Criteria != nil || got.Submitted != 3 {
			t.Errorf("what is submitted keeps its own: %+v", got)
		}
		_, err = s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{Duties: []store.DutyForm{{Juror: "none"},
			{Juror: board.Juror, Criteria: []string{"beauty"}}}})
		if got := wrongFields(err); !slices.Equal(got, []string{"duties[0].juror", "duties[1].criteria"}) {
			t.Errorf("nobody and nothing: wrong fields %q", got)
		}
	})
}

func TestASubstituteTakesOverWhatIsNotSubmitted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 0)
		for n := range 2 {
			r.Jurors = append(r.Jurors, storetest.Juror(t, s, r.Organizer, r.UID, n+1))
		}
		form := store.AssignForm{Duties: []store.DutyForm{
			{Juror: r.Jurors[0].Juror.UID, Criteria: []string{"notice_board", "design"}},
			{Juror: r.Jurors[1].Juror.UID, Criteria: []string{"design", "security"}}}}
		if _, err := s.Assign(t.Context(), r.Organizer, r.Contest, form); err != nil {
			t.Fatal(err)
		}
		r.SubmitSheets(t, s, 1, func(candidate, criterion int) string { return "1" })
		one := store.RecusalForm{Juror: r.Jurors[1].Juror.UID, Candidate: r.Candidates[2], Why: judging.Recused, Reason: "bydlí tam"}
		if err := s.Recuse(t.Context(), r.Organizer, one); err != nil {
			t.Fatal(err)
		}
		if err := s.EndJuror(t.Context(), r.Organizer, r.Jurors[0].Juror.UID, r.Jurors[1].Juror.UID); err != nil {
			t.Fatal(err)
		}
		v := assigned(t, s, r)
		if got := share(v, r, 0); got.Assigned != 1 {
			t.Errorf("the leaver still owes %d, want the one that the substitute is recused from", got.Assigned)
		}
		got := share(v, r, 1)
		if !slices.Equal(got.Criteria, []string{"notice_board", "design", "security"}) || got.Submitted != 1 || !got.Mixed {
			t.Errorf("the substitute: %+v; want both shares of two candidates, to be submitted anew", got)
		}
		r.SubmitSheets(t, s, 1, func(candidate, criterion int) string { return "1" })
		if err := s.CloseRound(t.Context(), r.Organizer, r.UID); err != nil {
			t.Fatal(err)
		}
		tally, err := s.Tally(t.Context(), r.Organizer, r.Contest)
		if err != nil {
			t.Fatal(err)
		}
		open := map[int]bool{}
		for _, gap := range tally.Outcome.Gaps {
			if gap.Juror != judging.Nobody { // nobody owes the other criteria
				open[gap.Candidate] = true
			}
		}
		if len(open) != 1 || tally.Candidates[2].UID != r.Candidates[2] || !open[2] {
			t.Errorf("gaps at %v, want them at the recused candidate alone", open)
		}
		if err := s.Check(t.Context(), func(f store.Finding) { t.Error(f) }); err != nil {
			t.Fatal(err)
		}
	})
}

func TestALeaverWithoutASubstituteLeavesGaps(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 2)
		r.SubmitSheets(t, s, 0, func(candidate, criterion int) string { return "1" })
		if err := s.EndJuror(t.Context(), r.Organizer, r.Jurors[1].Juror.UID, ""); err != nil {
			t.Fatal(err)
		}
		if err := s.EndJuror(t.Context(), r.Organizer, r.Jurors[1].Juror.UID, ""); !slices.Equal(wrongFields(err), []string{"juror"}) {
			t.Errorf("leaving twice: %v", err)
		}
		if err := s.CloseRound(t.Context(), r.Organizer, r.UID); err != nil {
			t.Fatal(err)
		}
		tally, err := s.Tally(t.Context(), r.Organizer, r.Contest)
		if err != nil || len(tally.Outcome.Gaps) != 2*8 {
			t.Errorf("%d gaps, %v; want what the leaver owed", len(tally.Outcome.Gaps), err)
		}
	})
}

func TestARecusalIsAskedForOnceAndCanEnd(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 1)
		form := store.RecusalForm{Juror: r.Jurors[0].Juror.UID, Candidate: r.Candidates[0], Why: judging.Abstained, Reason: "nezná"}
		for range 2 {
			if err := s.Recuse(t.Context(), r.Organizer, form); err != nil {
				t.Fatal(err)
			}
		}
		form.Criterion = "design"
		if err := s.Recuse(t.Context(), r.Organizer, form); err != nil {
			t.Fatal(err)
		}
		v := assigned(t, s, r)
		if len(v.Recusals) != 2 || v.Recusals[0].Juror.Name != "Porotce 1" || v.Recusals[1].Criterion.Key != "design" {
			t.Fatalf("recusals: %+v", v.Recusals)
		}
		for _, recusal := range v.Recusals {
			if err := s.EndRecusal(t.Context(), r.Organizer, recusal.Recusal.UID, "omyl"); err != nil {
				t.Fatal(err)
			}
		}
		if v = assigned(t, s, r); len(v.Recusals) != 0 {
			t.Errorf("still in force: %+v", v.Recusals)
		}
		for name, c := range map[string]struct {
			change func(*store.RecusalForm)
			want   string
		}{
			"no reason":            {func(f *store.RecusalForm) { f.Reason = "" }, "reason"},
			"an unknown kind":      {func(f *store.RecusalForm) { f.Why = "bored" }, "why"},
			"a foreign candidate":  {func(f *store.RecusalForm) { f.Candidate = "none" }, "candidate"},
			"an unknown criterion": {func(f *store.RecusalForm) { f.Criterion = "beauty" }, "criterion"},
		} {
			wrong := form
			c.change(&wrong)
			if got := wrongFields(s.Recuse(t.Context(), r.Organizer, wrong)); !slices.Equal(got, []string{c.want}) {
				t.Errorf("%s: wrong fields %q, want %s", name, got, c.want)
			}
		}
	})
}

func TestAssigningTakesAsManyStatementsForManyAsForOne(t *testing.T) {
	var statements int
	storetest.EachWith(t, store.Options{Statement: func() { statements++ }}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 60, 0)
		count := func(candidates []string, jurors ...int) int {
			form := store.AssignForm{Candidates: candidates}
			for _, n := range jurors {
				seat := storetest.Juror(t, s, r.Organizer, r.UID, n)
				form.Duties = append(form.Duties, store.DutyForm{Juror: seat.Juror.UID, Criteria: []string{"design", "security"}})
			}
			statements = 0
			if _, err := s.Assign(t.Context(), r.Organizer, r.Contest, form); err != nil {
				t.Fatal(err)
			}
			return statements
		}
		if one, many := count(r.Candidates[:1], 1), count(r.Candidates, 2, 3, 4); one != many {
			t.Errorf("%d statements for one duty, %d for 180", one, many)
		}
		read := func() int {
			statements = 0
			assigned(t, s, r)
			return statements
		}
		before := read()
		if _, err := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{}); err != nil {
			t.Fatal(err)
		}
		if after := read(); after != before {
			t.Errorf("reading the duties takes %d statements, %d with more of them", before, after)
		}
		if _, err := s.Office(t.Context(), r.Organizer, locale.Czech); err != nil {
			t.Fatal(err)
		}
	})
}
