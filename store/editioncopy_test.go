package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// remembered are the tables whose rows an edition has, or that it must leave alone.
var remembered = []string{"edition", "chapter", "chapter_setting", "category", "form_field", "rubric", "criterion", "round", "contest", "juror",
	"ceremony", "signatory", "partner", "award", "award_definition", "prize_policy", "rules", "entrant", "entry", "candidate", "assignment", "sheet", "score", "membership", "jury_text"}

// allRows writes down every row of the tables, by table.
func allRows(t *testing.T, s *store.Store) map[string][]string {
	t.Helper()
	rows := map[string][]string{}
	for _, table := range remembered {
		var found []map[string]any
		must(t, s.Look(t.Context(), &found, "select * from "+table))
		for _, row := range found {
			rows[table] = append(rows[table], fmt.Sprint(row))
		}
	}
	return rows
}

// lastYear is an edition with everything that is copied, and with what stays behind: a district that has ended, a category that is
// cancelled, a juror who left and one whose account has ended.
func lastYear(t *testing.T, s *store.Store) *storetest.JudgedRound {
	t.Helper()
	ctx := t.Context()
	r := storetest.Round(t, s, 2, 3)
	setup, err := s.RoundSetup(ctx, r.Organizer, r.UID)
	must(t, err)
	must(t, s.UpdateRound(ctx, r.Organizer, r.UID, store.RoundForm{Number: 15, Organizer: locale.Text{locale.Czech: "Středočeský kraj"},
		Contact: "erb@kr-s.cz", Dates: setup.Round.Dates(),
		Ceremony:    &store.CeremonyForm{StartsAt: time.Date(2024, 2, 29, 9, 0, 0, 0, time.UTC), Town: locale.Text{locale.Czech: "V Kladně"}},
		Signatories: []store.SignatoryForm{{Role: locale.Text{locale.Czech: "hejtmanka"}}},
		Partners:    []store.PartnerForm{{Name: "Středočeský kraj", URL: "https://www.kr-stredocesky.cz"}}}))
	_, err = s.AddAward(ctx, r.Organizer, r.UID, store.AwardForm{Contest: r.Contest, Kind: store.AwardForPlace, Place: 1, Amount: 4_000_000, Currency: "CZK"})
	must(t, err)
	_, err = s.AddAward(ctx, r.Organizer, r.UID, store.AwardForm{Contest: r.Contest, Candidate: r.Candidates[0], Kind: "special", Name: locale.Text{locale.Czech: "Cena"}})
	must(t, err)
	must(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, "", store.AwardSetupForm{Ties: judging.PooledPrizes, Definitions: placePrizes(40, 30)}))
	must(t, s.PublishRules(ctx, r.Organizer, r.Edition.UID, store.RulesForm{Text: locale.Text{locale.Czech: "# Pravidla"}}))
	must(t, s.PublishJuryText(ctx, r.Organizer, r.Edition.UID, "", store.Confidentiality, store.JuryTextForm{Text: locale.Text{locale.Czech: "Mlčím."}}))
	must(t, s.PublishJuryText(ctx, r.Organizer, r.Edition.UID, "", store.Confidentiality, store.JuryTextForm{Text: locale.Text{locale.Czech: "Nic neřeknu."}, Base: 1}))
	must(t, s.PublishJuryText(ctx, r.Organizer, "", r.UID, store.Instructions, store.JuryTextForm{Text: locale.Text{locale.Czech: "Pokyny kraje."}}))
	must(t, s.EndJuror(ctx, r.Organizer, r.Jurors[1].Juror.UID, ""))
	must(t, s.EndUser(ctx, store.Operator(), r.Jurors[2].Email))
	other := storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ051")
	_, err = s.AddRound(ctx, r.Organizer, r.Edition.UID, store.ChapterPart{Chapter: other.UID})
	must(t, err)
	must(t, s.Plant(ctx, "update chapter set ended_at = created from (select created_at as created from edition limit 1) e where slug = ?", other.Slug))
	must(t, s.Plant(ctx, "update category set cancelled_at = created from (select created_at as created from edition limit 1) e where slug = 'orp'"))
	must(t, s.Plant(ctx, "update contest set cancelled_at = created from (select created_at as created from edition limit 1) e where category_id in (select id from category where slug = 'orp')"))
	return r
}

func TestAnEditionIsCopiedInOneStep(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := lastYear(t, s)
		ctx, before := t.Context(), allRows(t, s)
		made, err := s.CopyEdition(ctx, r.Organizer, r.Edition.UID, store.CopyForm{Slug: "2024", Number: 26, Year: 2024})
		must(t, err)
		after := allRows(t, s)
		for table, rows := range before {
			for _, row := range rows {
				if !slices.Contains(after[table], row) {
					t.Errorf("%s: a row of last year has changed: %s", table, row)
				}
			}
		}
		for table, want := range map[string]int{"edition": 1, "chapter": 0, "chapter_setting": 2, "category": 1, "rubric": 1, "criterion": 8, "round": 2,
			"contest": 2, "juror": 1, "ceremony": 1, "signatory": 1, "partner": 1, "award": 1, "award_definition": 2, "prize_policy": 1, "rules": 1, "entry": 0, "candidate": 0, "assignment": 0,
			"score": 0, "membership": 0, "jury_text": 2} {
			if got := len(after[table]) - len(before[table]); got != want {
				t.Errorf("%s: %d rows more, want %d", table, got, want)
			}
		}
		setup, err := s.EditionSetup(ctx, r.Organizer, made.UID, locale.Czech)
		must(t, err)
		at := slices.IndexFunc(setup.Rounds, func(round *store.EditionRound) bool { return round.Chapter.ID == r.Region.ID })
		region, err := s.RoundSetup(ctx, r.Organizer, setup.Rounds[at].Round.UID)
		must(t, err)
		old, err := s.RoundSetup(ctx, r.Organizer, r.UID)
		must(t, err)
		zone := made.Zone()
		if got, want := wall(region.Round.JudgingUntil, zone), wall(old.Round.JudgingUntil.In(zone).AddDate(1, 0, 0), zone); got != want {
			t.Errorf("judging until %s, want %s", got, want)
		}
		if got := wall(region.Ceremony.StartsAt, zone); got != "2025-02-28 10:00" {
			t.Errorf("the ceremony of 29 February 2024 is on %s", got)
		}
		if region.Next == nil || region.Setting.Number != 16 || region.Setting.Contact != "erb@kr-s.cz" || region.Edition.SourceID != r.Edition.ID {
			t.Errorf("the region's round: next %v, setting %+v", region.Next, region.Setting)
		}
		if c := region.Contests[0].Contest; c.RubricID == 0 || c.RubricID == old.Contests[0].Contest.RubricID || c.Cut.Places != 1 || c.State != judging.Open {
			t.Errorf("the region's contest: %+v", c)
		}
		if len(region.Jurors) != 1 || region.Jurors[0].Juror.UserID != r.Jurors[0].Juror.UserID || region.Jurors[0].Sheets != 0 {
			t.Errorf("the region's jury: %+v", region.Jurors)
		}
		rules, err := s.RulesSetup(ctx, r.Organizer, made.UID)
		if err != nil || rules.Draft == nil || len(rules.Published) != 0 || rules.Draft.Text[locale.Czech] != "# Pravidla" {
			t.Errorf("rules: %+v, %v", rules, err)
		}
		texts, err := s.JuryTexts(ctx, r.Organizer, "", region.Round.UID)
		must(t, err)
		above, own := texts.Above[store.Confidentiality], texts.Current(store.Instructions)
		if above == nil || above.Version != 1 || above.Text[locale.Czech] != "Nic neřeknu." || own == nil || own.Text[locale.Czech] != "Pokyny kraje." {
			t.Errorf("the region's jury is given %+v and %+v", above, own)
		}
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
	})
}

func wall(t time.Time, zone *time.Location) string { return t.In(zone).Format("2006-01-02 15:04") }

func TestWhoMayCopyAnEditionAndUnderWhichName(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		sound := store.CopyForm{Slug: "2024", Number: 26, Year: 2024}
		if _, err := s.CopyEdition(t.Context(), storetest.Organizer(t, s, r.Region), r.Edition.UID, sound); !fault.Is(err, fault.NotFound) {
			t.Errorf("a regional organizer: %v, want NotFound", err)
		}
		for _, c := range []struct {
			name string
			form store.CopyForm
			want string
		}{
			{"last year's word", store.CopyForm{Slug: "2023", Number: 26, Year: 2024}, "slug"},
			{"no number", store.CopyForm{Slug: "2024", Year: 2024}, "number"},
			{"no year", store.CopyForm{Slug: "2024", Number: 26}, "year"},
			{"a name that is too long", store.CopyForm{Slug: "2024", Number: 26, Year: 2024, Name: locale.Text{locale.Czech: strings.Repeat("é", 301)}}, "name"},
		} {
			_, err := s.CopyEdition(t.Context(), r.Organizer, r.Edition.UID, c.form)
			if got := wrongFields(err); !slices.Equal(got, []string{c.want}) {
				t.Errorf("%s: wrong fields %q, want %s (%v)", c.name, got, c.want, err)
			}
		}
	})
}

func TestCopyingAsksAsOftenForManyChaptersAsForFew(t *testing.T) {
	statements := 0
	storetest.EachWith(t, store.Options{Statement: func() { statements++ }}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 2)
		count := func(slug string, year int) int {
			statements = 0
			_, err := s.CopyEdition(t.Context(), r.Organizer, r.Edition.UID, store.CopyForm{Slug: slug, Number: 26, Year: year})
			must(t, err)
			return statements
		}
		few := count("2024", 2024)
		for i, code := range []string{"CZ031", "CZ032", "CZ041", "CZ042"} {
			chapter := storetest.Chapter(t, s, r.Organizer, r.Nation.UID, code)
			round, err := s.AddRound(t.Context(), r.Organizer, r.Edition.UID, store.ChapterPart{Chapter: chapter.UID})
			must(t, err)
			storetest.Juror(t, s, r.Organizer, round.UID, i+1)
		}
		if many := count("2025", 2025); many != few {
			t.Errorf("%d statements for two rounds, %d for six", few, many)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
