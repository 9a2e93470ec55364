package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// wish is what is still to be decided, and what differs, as short words.
func wish(t *testing.T, s *store.Store, actor judging.Actor, edition string) (todos, changes []string) {
	t.Helper()
	v, err := s.EditionDifferences(t.Context(), actor, edition, "", locale.Czech)
	must(t, err)
	for _, todo := range v.Todos {
		todos = append(todos, fmt.Sprintf("%s %s%s%s", todo.Kind, todo.About[locale.Czech], todo.Field, todo.Detail))
	}
	for _, c := range v.Changes {
		changes = append(changes, fmt.Sprintf("%s %s %s%s%s", c.Part, c.Way, c.About[locale.Czech], c.Field, c.Name))
	}
	return todos, changes
}

// at2024 is the clock of an autumn before the edition of 2025.
func at2024() time.Time { return time.Date(2024, 10, 1, 8, 0, 0, 0, time.UTC) }

func TestACopiedEditionSaysWhatIsToBeDecided(t *testing.T) {
	storetest.EachWith(t, store.Options{Now: at2024}, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		prague := p.edition.Zone()
		local := func(year int, month time.Month, day, hour int) time.Time {
			return time.Date(year, month, day, hour, 0, 0, 0, prague)
		}
		dates := store.Dates{EntriesFrom: local(2023, 12, 1, 8), EntriesUntil: local(2024, 2, 29, 18), JudgingFrom: local(2024, 3, 4, 8), JudgingUntil: local(2024, 3, 28, 18)}
		must(t, s.UpdateRound(ctx, p.organizer, p.round.Round.UID, store.RoundForm{Dates: dates, Organizer: locale.Text{locale.Czech: "Středočeský kraj"},
			Contact: "erb@kr-s.cz", Signatories: []store.SignatoryForm{{Role: locale.Text{locale.Czech: "hejtmanka"}}},
			Ceremony: &store.CeremonyForm{StartsAt: local(2024, 4, 8, 10)}}))
		first := storetest.Juror(t, s, p.organizer, p.round.Round.UID, 1)
		_, err := s.AddJuror(ctx, p.organizer, p.round.Round.UID, store.JurorForm{Name: "Porotce 2", Role: judging.Chair})
		must(t, err)
		leaver := storetest.Juror(t, s, p.organizer, p.round.Round.UID, 3)
		must(t, s.SetPassword(ctx, store.Operator(), first.Email, "dlouhé heslo poroty"))
		must(t, s.Plant(ctx, "update edition set number = 25, year = 2024, slug = '2024'"))
		made, err := s.CopyEdition(ctx, p.organizer, p.edition.UID, store.CopyForm{Slug: "2025", Number: 26, Year: 2025})
		must(t, err)
		must(t, s.EndUser(ctx, store.Operator(), leaver.Email))
		storetest.Chapter(t, s, p.organizer, p.nation.UID, "CZ032")
		todos, changes := wish(t, s, p.organizer, made.UID)
		if len(changes) != 0 {
			t.Errorf("a fresh copy differs: %q", changes)
		}
		const region, nation = "Středočeský kraj", "Celostátní kolo"
		for _, want := range []string{"rules ", "privacy " + nation, "chapter_new Plzeňský kraj", "contact " + nation, "judging_dates " + nation, "jury " + nation,
			"ceremony " + nation, "leap " + region + "entries_until", "ceremony_place " + region, "no_account " + region + "Porotce 2",
			"account_ended " + region + "Porotce 3", "weekend " + region + "entries_from"} {
			if !slices.Contains(todos, want) {
				t.Errorf("%q is not to be decided", want)
			}
		}
		for _, never := range []string{"entry_dates " + nation, "contact " + region, "chair " + region, "invited " + region + "Porotce 1", "leap " + region + "judging_until"} {
			if slices.Contains(todos, never) {
				t.Errorf("%q is to be decided", never)
			}
		}
		regional, _ := wish(t, s, p.regional, made.UID)
		if slices.Contains(regional, "rules ") || slices.Contains(regional, "jury "+nation) || !slices.Contains(regional, "ceremony_place "+region) {
			t.Errorf("the region is to decide: %q", regional)
		}
		if _, err := s.EditionDifferences(ctx, judging.Actor{User: 7}, made.UID, "", locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger: %v, want NotFound", err)
		}
	})
}

func TestAnEditionSaysWhatDiffersFromLastYear(t *testing.T) {
	storetest.EachWith(t, store.Options{Now: at2024}, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		must(t, s.UpdateRound(ctx, p.organizer, p.round.Round.UID, store.RoundForm{Partners: []store.PartnerForm{{Name: "Kraj"}}, Contact: "erb@kr-s.cz",
			Dates: store.Dates{JudgingFrom: at2024(), JudgingUntil: at2024().AddDate(0, 1, 0)}}))
		storetest.Juror(t, s, p.organizer, p.round.Round.UID, 1)
		made, err := s.CopyEdition(ctx, p.organizer, p.edition.UID, store.CopyForm{Slug: "2025", Number: 27, Year: 2025})
		must(t, err)
		setup, err := s.EditionSetup(ctx, p.organizer, made.UID, locale.Czech)
		must(t, err)
		at := slices.IndexFunc(setup.Rounds, func(r *store.EditionRound) bool { return r.Chapter.ID == p.region.ID })
		round, err := s.RoundSetup(ctx, p.organizer, setup.Rounds[at].Round.UID)
		must(t, err)
		must(t, s.EndJuror(ctx, p.organizer, round.Jurors[0].Juror.UID, ""))
		storetest.Juror(t, s, p.organizer, round.Round.UID, 2)
		moved := round.Round.Dates()
		moved.JudgingUntil = moved.JudgingUntil.AddDate(0, 0, 1)
		must(t, s.UpdateRound(ctx, p.organizer, round.Round.UID, store.RoundForm{Contact: "erb@kr-stredocesky.cz", Dates: moved, Partners: []store.PartnerForm{{Name: "Banka"}}}))
		must(t, s.SetPrizes(ctx, p.organizer, round.Round.UID, map[string][]store.PrizeForm{round.Contests[0].Contest.UID: {{Place: 1, Amount: 1, Currency: "CZK"}}}))
		must(t, s.UpdateChapterSetting(ctx, p.organizer, made.UID, p.other.UID, store.ChapterSettingForm{Mode: store.OwnRound}))
		form := rubricForm(t, s, p.organizer, setup.Rubrics[0].UID)
		form.Criteria = form.Criteria[:7]
		must(t, s.UpdateRubric(ctx, p.organizer, setup.Rubrics[0].UID, form))
		must(t, s.SetConflictPolicy(ctx, p.organizer, made.UID, &judging.ConflictPolicy{Region: judging.NoReach, Supplier: true}))
		must(t, s.PublishJuryText(ctx, p.organizer, "", round.Round.UID, store.Instructions, store.JuryTextForm{Text: locale.Text{locale.Czech: "Pokyny."}}))
		_, changes := wish(t, s, p.organizer, made.UID)
		const region = "Středočeský kraj"
		want := []string{"rubric removed Webové stránkycriterion", "chapter changed " + "Liberecký kraj" + "mode", "chapter changed " + region + "contact",
			"edition changed conflicts", "round changed " + region + "instructions", "round added Liberecký kraj", "round changed " + region + "judging_until", "jury added " + region + "Porotce 2", "jury removed " + region + "Porotce 1",
			"partner added " + region + "Banka", "partner removed " + region + "Kraj", "prize changed " + region}
		slices.Sort(want)
		slices.Sort(changes)
		if !slices.Equal(changes, want) {
			t.Errorf("changes:\n%q\nwant\n%q", changes, want)
		}
	})
}
