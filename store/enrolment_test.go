package store_test

import (
	"maps"
	"slices"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

// standing counts a contest's candidates who are not withdrawn.
func standing(t *testing.T, s *store.Store, r *storetest.JudgedRound, contest string) int {
	t.Helper()
	list, err := s.ContestList(t.Context(), r.Organizer, contest, store.Listing{Filters: map[string]string{"standing": "yes"}})
	if err != nil {
		t.Fatal(err)
	}
	return list.Found.Total
}

func TestEnrollingTwiceIsEnrollingOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		bodies := storetest.Bodies(t, s, "CZ020", false, 5)
		for turn, want := range []store.Enrolment{{Added: 3}, {Added: 2, Kept: 3}, {Kept: 5}} {
			got, err := s.Enrol(t.Context(), r.Organizer, r.Contest, store.EnrolForm{Bodies: bodies[:min(3+2*turn, 5)]})
			if err != nil {
				t.Fatal(err)
			}
			if got.Added != want.Added || got.Kept != want.Kept || len(got.Refused) != 0 {
				t.Errorf("turn %d: %+v, want %+v", turn, got, want)
			}
		}
		if n := standing(t, s, r, r.Contest); n != 5 {
			t.Errorf("%d candidates, want 5", n)
		}
		if got, err := s.Enrol(t.Context(), r.Organizer, r.Target, store.EnrolForm{Bodies: bodies}); err != nil || got.Added != 5 {
			t.Errorf("the same bodies straight into the nation's contest: %+v, %v", got, err)
		}
	})
}

func TestWhoIsNotEligibleNeedsAReason(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		small := storetest.Bodies(t, s, "CZ020", false, 1)
		town := storetest.Bodies(t, s, "CZ020", true, 1)
		foreign := storetest.Bodies(t, s, "CZ051", false, 1)
		all := slices.Concat(small, town, foreign)
		got, err := s.Enrol(t.Context(), r.Organizer, r.Contest, store.EnrolForm{Bodies: all})
		if err != nil {
			t.Fatal(err)
		}
		refused := map[string]register.Reason{}
		for _, body := range got.Refused {
			refused[body.Body.UID] = body.Reason
		}
		want := map[string]register.Reason{town[0]: register.IsORP, foreign[0]: register.WrongRegion}
		if got.Added != 1 || !maps.Equal(refused, want) {
			t.Errorf("%d added, refused %v, want %v", got.Added, refused, want)
		}
		if got, err = s.Enrol(t.Context(), r.Organizer, r.Contest, store.EnrolForm{Bodies: all, Reason: "rozhodnutí výboru"}); err != nil ||
			got.Added != 2 || got.Kept != 1 || len(got.Refused) != 0 {
			t.Errorf("with a reason: %+v, %v", got, err)
		}
	})
}

func TestAllEligibleBodiesOfTheChaptersRegion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		storetest.Bodies(t, s, "CZ020", false, 30)
		storetest.Bodies(t, s, "CZ020", true, 4)
		storetest.Bodies(t, s, "CZ051", false, 7)
		for contest, want := range map[string]int{r.Contest: 30, r.Target: 37} {
			for _, added := range []int{want, 0} {
				got, err := s.EnrolEligible(t.Context(), r.Organizer, contest)
				if err != nil || got.Added != added || got.Added+got.Kept != want {
					t.Errorf("%+v, %v; want %d added of %d", got, err, added, want)
				}
			}
		}
	})
}

func TestEnrollingTakesAsManyStatementsForManyAsForOne(t *testing.T) {
	var statements int
	options := store.Options{Statement: func() { statements++ }}
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		bodies := storetest.Bodies(t, s, "CZ020", false, 900)
		count := func(bodies []string) int {
			statements = 0
			if _, err := s.Enrol(t.Context(), r.Organizer, r.Contest, store.EnrolForm{Bodies: bodies}); err != nil {
				t.Fatal(err)
			}
			return statements
		}
		if one, many := count(bodies[:1]), count(bodies[1:]); one != many {
			t.Errorf("%d statements for one body, %d for 899", one, many)
		}
	})
}

func TestATitledEntryStandsBesideTheEntrantsOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 0)
		bodies := storetest.Bodies(t, s, "CZ020", false, 3)
		form := store.EntryForm{Bodies: bodies[:1], Title: "Portál občana", URL: "https://portal.example.org", Late: "Dodatečně."}
		for range 2 { // an entrant may have several, even of the same name
			if _, err := s.AddEntry(t.Context(), r.Organizer, r.Contest, form); err != nil {
				t.Fatal(err)
			}
		}
		joint := store.EntryForm{Bodies: []string{bodies[2], bodies[0]}, Title: "Společný portál", Late: "Dodatečně."}
		uid, err := s.AddEntry(t.Context(), r.Organizer, r.Contest, joint)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.ContestList(t.Context(), r.Organizer, r.Contest, store.Listing{})
		if err != nil || list.Found.Total != 5 {
			t.Fatalf("%d candidates, %v; want 5", list.Found.Total, err)
		}
		for _, c := range list.Candidates {
			if c.UID == uid && (len(c.Bodies) != 2 || c.Bodies[0].UID != bodies[2] || c.Title != "Společný portál") {
				t.Errorf("the joint entry: %+v", c.NamedCandidate)
			}
		}
		for name, c := range map[string]struct {
			form store.EntryForm
			want []string
		}{
			"nobody enters":                       {store.EntryForm{Title: "x"}, []string{"bodies"}},
			"a body that is not there":            {store.EntryForm{Bodies: []string{"none"}}, []string{"bodies"}},
			"the same body twice":                 {store.EntryForm{Bodies: []string{bodies[0], bodies[0]}}, []string{"bodies"}},
			"an address that is none":             {store.EntryForm{Bodies: bodies[:1], URL: "portal"}, []string{"url"}},
			"an address of a dangerous kind":      {store.EntryForm{Bodies: bodies[:1], URL: "javascript:alert(1)"}, []string{"url"}},
			"after the deadline without a reason": {store.EntryForm{Bodies: bodies[:1]}, []string{"late"}},
		} {
			if len(c.want) > 0 && c.want[0] != "late" {
				c.form.Late = "Dodatečně."
			}
			if _, err := s.AddEntry(t.Context(), r.Organizer, r.Contest, c.form); !slices.Equal(wrongFields(err), c.want) {
				t.Errorf("%s: %v, want wrong fields %q", name, err, c.want)
			}
		}
	})
}

func TestAWithdrawnCandidateCanComeBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 1)
		if err := s.WithdrawCandidate(t.Context(), r.Organizer, r.Candidates[0], " "); !slices.Equal(wrongFields(err), []string{"reason"}) {
			t.Errorf("without a reason: %v", err)
		}
		if err := s.WithdrawCandidate(t.Context(), r.Organizer, r.Candidates[0], "na vlastní žádost"); err != nil {
			t.Fatal(err)
		}
		if n := standing(t, s, r, r.Contest); n != 1 {
			t.Errorf("%d candidates, want 1", n)
		}
		got, err := s.Enrol(t.Context(), r.Organizer, r.Contest, store.EnrolForm{Bodies: storetest.Bodies(t, s, "CZ020", false, 2)})
		if err != nil || got.Added != 1 || got.Kept != 1 {
			t.Errorf("%+v, %v; want one back", got, err)
		}
	})
}

func TestNobodyEntersAContestWhoseJudgingIsClosed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 1)
		bodies := storetest.Bodies(t, s, "CZ020", false, 3)
		if err := s.CloseRound(t.Context(), r.Organizer, r.UID); err != nil {
			t.Fatal(err)
		}
		_, enrol := s.Enrol(t.Context(), r.Organizer, r.Contest, store.EnrolForm{Bodies: bodies})
		_, eligible := s.EnrolEligible(t.Context(), r.Organizer, r.Contest)
		_, entry := s.AddEntry(t.Context(), r.Organizer, r.Contest, store.EntryForm{Bodies: bodies[:1], Late: "Dodatečně."})
		_, assign := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{})
		_, juror := s.AddJuror(t.Context(), r.Organizer, r.UID, store.JurorForm{Name: "Porotce 9", Role: judging.Member})
		for name, err := range map[string]error{"enrol": enrol, "enrol eligible": eligible, "add entry": entry, "assign": assign, "add juror": juror,
			"withdraw":  s.WithdrawCandidate(t.Context(), r.Organizer, r.Candidates[0], "proto"),
			"unassign":  s.RemoveAssignments(t.Context(), r.Organizer, r.Contest, store.RemoveForm{Juror: r.Jurors[0].Juror.UID}),
			"end juror": s.EndJuror(t.Context(), r.Organizer, r.Jurors[0].Juror.UID, ""),
			"recuse": s.Recuse(t.Context(), r.Organizer, store.RecusalForm{Juror: r.Jurors[0].Juror.UID, Candidate: r.Candidates[0],
				Why: judging.Recused, Reason: "střet zájmů"}),
		} {
			if !fault.Is(err, fault.Closed) {
				t.Errorf("%s after the closing: %v, want Closed", name, err)
			}
		}
	})
}

func TestAListOfCandidatesIsPagedInTheOrderOfNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 250, 0)
		var names []string
		for page := 1; page <= 5; page++ {
			list, err := s.ContestList(t.Context(), r.Organizer, r.Contest, store.Listing{Page: page})
			if err != nil || list.Found.Pages != 5 || list.Found.Total != 250 || list.Found.Page != page {
				t.Fatalf("page %d of %d, %d in all: %v", list.Found.Page, list.Found.Pages, list.Found.Total, err)
			}
			for _, c := range list.Candidates {
				names = append(names, c.Bodies[0].Name)
			}
		}
		inOrder := slices.IsSortedFunc(names, func(a, b string) int {
			return slices.Compare(locale.SortKey(locale.Czech, a), locale.SortKey(locale.Czech, b))
		})
		if len(names) != 250 || !inOrder {
			t.Errorf("%d names, in order: %v", len(names), inOrder)
		}
		list, err := s.ContestList(t.Context(), r.Organizer, r.Contest, store.Listing{Search: "cer", Page: 9})
		if err != nil || list.Found.Page != 1 || list.Found.Total == 0 || list.Found.Total > 30 {
			t.Errorf("names that begin with cer: page %d, %d in all, %v", list.Found.Page, list.Found.Total, err)
		}
	})
}
