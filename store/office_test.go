package store_test

import (
	"fmt"
	"slices"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAnOfficeHoldsOnesOwnRounds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 2)
		liberec := storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ051")
		r.SubmitSheets(t, s, 0, func(candidate, criterion int) string { return "1" })
		for _, c := range []struct {
			name     string
			actor    judging.Actor
			rounds   []string
			maySetUp bool
		}{
			{"the nation's organizer sees every round", r.Organizer, []string{r.Nation.Slug, r.Region.Slug}, true},
			{"a region's only that one's", storetest.Organizer(t, s, r.Region), []string{r.Region.Slug}, false},
			{"who has no round sees none", storetest.Organizer(t, s, liberec), nil, false},
		} {
			office, err := s.Office(t.Context(), c.actor, locale.Czech)
			if err != nil || len(office.Competitions) != 1 || office.Competitions[0].MaySetUp != c.maySetUp {
				t.Fatalf("%s: %+v, %v", c.name, office, err)
			}
			var slugs []string
			for _, e := range office.Competitions[0].Editions {
				for _, round := range e.Rounds {
					slugs = append(slugs, round.Chapter.Slug)
					want := store.RoundCount{Contests: 2, Scored: 2, Feeding: 1} // the region's winners come to the nation's
					if round.Chapter.ID == r.Region.ID {
						want = store.RoundCount{Contests: 2, Scored: 2, Filled: 1, Onward: 1, Candidates: 3, Jurors: 2, Sheets: 6, Submitted: 3}
					}
					if round.RoundCount != want || round.Phase != judging.Judging {
						t.Errorf("%s: %s %+v in %s, want %+v", c.name, round.Chapter.Slug, round.RoundCount, round.Phase, want)
					}
				}
			}
			if !slices.Equal(slugs, c.rounds) {
				t.Errorf("%s: rounds of %q, want %q", c.name, slugs, c.rounds)
			}
		}
	})
}

func TestAnOfficeTakesAsManyStatementsForThreeAsForOne(t *testing.T) {
	var statements int
	storetest.EachWith(t, store.Options{Statement: func() { statements++ }}, func(t *testing.T, s *store.Store) {
		c, nation := storetest.Competition(t, s)
		organizer := storetest.Organizer(t, s, nation)
		var edition string
		reads := map[string]func() error{
			"office": func() error { _, err := s.Office(t.Context(), organizer, locale.Czech); return err },
			"edition": func() error {
				_, err := s.EditionSetup(t.Context(), organizer, edition, locale.Czech)
				return err
			},
		}
		template, err := store.TemplateByKey("zlaty-erb")
		if err != nil {
			t.Fatal(err)
		}
		regions := []string{"CZ020", "CZ031", "CZ032", "CZ041", "CZ042", "CZ051"}
		want := map[string]int{}
		for n := range 3 {
			parts := []store.ChapterPart{{Chapter: nation.UID, Mode: store.OwnRound}}
			for _, region := range regions[2*n : 2*n+2] {
				chapter := storetest.Chapter(t, s, organizer, nation.UID, region)
				parts = append(parts, store.ChapterPart{Chapter: chapter.UID, Mode: store.OwnRound})
			}
			e, err := s.SetUpEdition(t.Context(), organizer, c.UID, store.EditionForm{Slug: fmt.Sprint(2021 + n), Number: 23 + n, Year: 2021 + n,
				Template: template, Parts: parts})
			if err != nil {
				t.Fatal(err)
			}
			edition = e.UID
			for name, read := range reads {
				statements = 0
				if err := read(); err != nil {
					t.Fatal(err)
				}
				if n == 0 {
					want[name] = statements
				} else if statements != want[name] {
					t.Errorf("%s: %d statements with %d editions, %d with one", name, statements, n+1, want[name])
				}
			}
		}
	})
}

func TestARoundsPageTakesAsManyStatementsForThreeAsForOne(t *testing.T) {
	var statements int
	storetest.EachWith(t, store.Options{Statement: func() { statements++ }}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 1)
		bodies := storetest.Bodies(t, s, "CZ020", false, 3)
		read := func() (int, int) {
			statements = 0
			if _, err := s.RoundSetup(t.Context(), r.Organizer, r.UID); err != nil {
				t.Fatal(err)
			}
			round := statements
			if _, err := s.ContestList(t.Context(), r.Organizer, r.Contest, store.Listing{}); err != nil {
				t.Fatal(err)
			}
			return round, statements - round
		}
		round, list := read()
		if _, err := s.Enrol(t.Context(), r.Organizer, r.Contest, store.EnrolForm{Bodies: bodies}); err != nil {
			t.Fatal(err)
		}
		for n := 2; n <= 3; n++ {
			storetest.Juror(t, s, r.Organizer, r.UID, n)
		}
		if _, err := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{}); err != nil {
			t.Fatal(err)
		}
		if more, longer := read(); more != round || longer != list {
			t.Errorf("the round takes %d statements, %d with three; its list %d, and %d", round, more, list, longer)
		}
	})
}
