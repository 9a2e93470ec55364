package store_test

import (
	"slices"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

func TestACompetitionIsMadeByAdministratorsFromASoundForm(t *testing.T) {
	sound := store.CompetitionForm{Slug: "zlaty-erb", Name: locale.Text{locale.Czech: "Zlatý erb"}, Country: register.Czechia,
		Language: locale.Czech, TimeZone: "Europe/Prague", Reserved: []string{"jury"},
		Root: store.ChapterForm{Slug: "cr", Name: locale.Text{locale.Czech: "Česká republika"}}}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, c := range []struct {
			name string
			form func(*store.CompetitionForm)
			want []string
		}{
			{"everything is right", func(f *store.CompetitionForm) {}, nil},
			{"the word is taken", func(f *store.CompetitionForm) {}, []string{"slug"}},
			{"the word is reserved", func(f *store.CompetitionForm) { f.Slug = "jury" }, []string{"slug"}},
			{"the word has an accent", func(f *store.CompetitionForm) { f.Slug = "zlatý-erb" }, []string{"slug"}},
			{"the word ends with a dash", func(f *store.CompetitionForm) { f.Slug = "erb-" }, []string{"slug"}},
			{"the word has a capital", func(f *store.CompetitionForm) { f.Slug = "Erb" }, []string{"slug"}},
			{"the name is blank", func(f *store.CompetitionForm) { f.Name = locale.Text{locale.Czech: ""} }, []string{"name"}},
			{"nobody keeps a register", func(f *store.CompetitionForm) { f.Country = "SK" }, []string{"country"}},
			{"the zone is none", func(f *store.CompetitionForm) { f.TimeZone = "Europe/Semily" }, []string{"time_zone"}},
			{"the root has no word", func(f *store.CompetitionForm) { f.Slug, f.Root.Slug = "other", "" }, []string{"root.slug"}},
		} {
			form := sound
			c.form(&form)
			_, _, err := s.CreateCompetition(t.Context(), store.Operator(), form)
			if got := wrongFields(err); !slices.Equal(got, c.want) {
				t.Errorf("%s: wrong fields %q, want %q (%v)", c.name, got, c.want, err)
			}
		}
		if _, _, err := s.CreateCompetition(t.Context(), judging.Actor{User: 1}, sound); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody else: %v, want NotFound", err)
		}
	})
}

// addChapters makes the nation with a region, and in the region a district: a tree of three levels.
func addChapters(t *testing.T, s *store.Store) (c *store.Competition, organizer judging.Actor, nation, region, district *store.Chapter) {
	t.Helper()
	c, nation = storetest.Competition(t, s)
	organizer = storetest.Organizer(t, s, nation)
	region = storetest.Chapter(t, s, organizer, nation.UID, "CZ051")
	district, err := s.AddChapter(t.Context(), organizer, region.UID, store.ChapterForm{
		Slug: "okres-semily", Name: locale.Text{locale.Czech: "okres Semily"}, RegionCode: "CZ051"})
	if err != nil {
		t.Fatal(err)
	}
	return c, organizer, nation, region, district
}

func TestRoundsLeadToTheNearestChapterAboveThatHasOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c, organizer, nation, region, district := addChapters(t, s)
		part := func(c *store.Chapter) store.ChapterPart {
			return store.ChapterPart{Chapter: c.UID, Mode: store.OwnRound}
		}
		e := storetest.Edition(t, s, organizer, c, part(district), part(nation))
		next := func() map[int64]int64 {
			setup, err := s.EditionSetup(t.Context(), organizer, e.UID, locale.Czech)
			if err != nil {
				t.Fatal(err)
			}
			chapters, targets := map[int64]int64{}, map[int64]int64{}
			for _, r := range setup.Rounds {
				chapters[r.Round.ID] = r.Chapter.ID
			}
			for _, r := range setup.Rounds {
				targets[r.Chapter.ID] = chapters[r.Round.NextRoundID]
				for _, contest := range r.Contests {
					if advances := contest.Contest.Cut.Places > 0; advances != (r.Round.NextRoundID != 0) || contest.Contest.RubricID == 0 {
						t.Errorf("%s: contest %+v", r.Chapter.Slug, contest.Contest)
					}
				}
				if len(r.Contests) != 2 {
					t.Errorf("%s has %d contests, want 2", r.Chapter.Slug, len(r.Contests))
				}
			}
			return targets
		}
		if got := next(); got[district.ID] != nation.ID || got[nation.ID] != 0 || len(got) != 2 {
			t.Errorf("without a round of the region the district's winners go to %d, want the nation's: %v", got[district.ID], got)
		}
		if _, err := s.AddRound(t.Context(), organizer, e.UID, part(region)); err != nil {
			t.Fatal(err)
		}
		if got := next(); got[district.ID] != region.ID || got[region.ID] != nation.ID || got[nation.ID] != 0 {
			t.Errorf("with a round of the region: %v", got)
		}
		if _, err := s.AddRound(t.Context(), organizer, e.UID, part(region)); !slices.Equal(wrongFields(err), []string{"slug"}) {
			t.Errorf("a second round of the region: %v", err)
		}
	})
}

func TestACategoryExistsWhereItsScopeSays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c, organizer, nation, region, _ := addChapters(t, s)
		template, err := store.TemplateByKey("zlaty-erb")
		if err != nil {
			t.Fatal(err)
		}
		template.Categories[0].Scope, template.Categories[1].Scope = store.National, store.Regional
		e, err := s.SetUpEdition(t.Context(), organizer, c.UID, store.EditionForm{Slug: "2024", Number: 26, Year: 2024, Template: template,
			Parts: []store.ChapterPart{{Chapter: nation.UID, Mode: store.OwnRound}, {Chapter: region.UID, Mode: store.OwnRound}}})
		if err != nil {
			t.Fatal(err)
		}
		setup, err := s.EditionSetup(t.Context(), organizer, e.UID, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, r := range setup.Rounds {
			for _, contest := range r.Contests {
				got[r.Chapter.Slug] += contest.Category.Slug
			}
		}
		if got[nation.Slug] != "orp" || got[region.Slug] != "obec" {
			t.Errorf("contests by chapter: %v", got)
		}
	})
}

func TestWhoMaySetUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c, organizer, nation, region, district := addChapters(t, s)
		regional := storetest.Organizer(t, s, region)
		form := store.EditionForm{Slug: "2023", Number: 25, Year: 2023, Template: store.Templates()[1],
			Parts: []store.ChapterPart{{Chapter: region.UID, Mode: store.OwnRound}}}
		if _, err := s.SetUpEdition(t.Context(), regional, c.UID, form); !fault.Is(err, fault.NotFound) {
			t.Errorf("a regional organizer sets up an edition: %v", err)
		}
		if _, err := s.AddChapter(t.Context(), regional, region.UID, store.ChapterForm{Slug: "x", Name: nation.Name}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a regional organizer adds a chapter: %v", err)
		}
		e, err := s.SetUpEdition(t.Context(), organizer, c.UID, form)
		if err != nil {
			t.Fatal(err)
		}
		setup, err := s.EditionSetup(t.Context(), regional, e.UID, locale.Czech)
		if err != nil || len(setup.Rounds) != 1 || setup.MaySetUp || len(setup.Chapters) != 2 {
			t.Errorf("the regional organizer sees %d rounds, %d chapters (%v), want his own", len(setup.Rounds), len(setup.Chapters), err)
		}
		if _, err := s.EditionSetup(t.Context(), judging.Actor{User: 7}, e.UID, locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger: %v", err)
		}
		if _, err := s.AddRound(t.Context(), regional, e.UID, store.ChapterPart{Chapter: district.UID}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a regional organizer adds a round: %v", err)
		}
	})
}

func TestARoundIsChangedUntilItsJudgingIsClosed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 1)
		setup, err := s.RoundSetup(t.Context(), r.Organizer, r.UID)
		if err != nil {
			t.Fatal(err)
		}
		form := store.RoundForm{Dates: setup.Round.Dates(), Number: 15, Organizer: locale.Text{locale.Czech: "Středočeský kraj"},
			Ceremony:    &store.CeremonyForm{StartsAt: time.Date(2030, 3, 1, 9, 0, 0, 0, time.UTC), Town: locale.Text{locale.Czech: "V Kladně"}},
			Signatories: []store.SignatoryForm{{Role: locale.Text{locale.Czech: "hejtmanka"}}, {Role: locale.Text{locale.Czech: "předseda poroty"}}},
			Partners:    []store.PartnerForm{{Name: "Středočeský kraj", URL: "https://www.kr-stredocesky.cz"}}}
		form.Dates.JudgingUntil, form.Reason = form.Dates.JudgingUntil.AddDate(0, 0, 7), "Porota požádala o týden navíc."
		if err := s.UpdateRound(t.Context(), r.Organizer, r.UID, form); err != nil {
			t.Fatal(err)
		}
		setup, err = s.RoundSetup(t.Context(), r.Organizer, r.UID)
		if err != nil {
			t.Fatal(err)
		}
		if !setup.Round.JudgingUntil.Equal(form.Dates.JudgingUntil) || setup.Setting.Number != 15 || len(setup.Signatories) != 2 ||
			setup.Ceremony == nil || setup.Partners[0].Name != "Středočeský kraj" || setup.Next == nil || setup.Round.Name.Empty() {
			t.Errorf("after the change: %+v", setup)
		}
		late := form
		late.Dates.JudgingUntil = late.Dates.JudgingFrom.Add(-time.Hour)
		if got := wrongFields(s.UpdateRound(t.Context(), r.Organizer, r.UID, late)); !slices.Equal(got, []string{"judging_until"}) {
			t.Errorf("judging ends before it begins: wrong fields %q", got)
		}
		if err := s.CloseRound(t.Context(), r.Organizer, r.UID); err != nil {
			t.Fatal(err)
		}
		late.Dates = form.Dates
		late.Dates.JudgingUntil = form.Dates.JudgingUntil.AddDate(0, 0, 1)
		if err := s.UpdateRound(t.Context(), r.Organizer, r.UID, late); !fault.Is(err, fault.Closed) {
			t.Errorf("a date after the closing: %v, want Closed", err)
		}
		form.Ceremony, form.Partners = nil, nil
		if err := s.UpdateRound(t.Context(), r.Organizer, r.UID, form); err != nil {
			t.Errorf("the ceremony after the closing: %v", err)
		}
		if setup, err = s.RoundSetup(t.Context(), r.Organizer, r.UID); err != nil || setup.Ceremony != nil || len(setup.Partners) != 0 {
			t.Errorf("the ceremony is still there: %+v, %v", setup.Ceremony, err)
		}
	})
}
