package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAChapterChangesHowItTakesPartWhileNobodyIsLost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		save := func(chapter *store.Chapter, mode store.Mode, round string) string {
			err := s.UpdateChapterSetting(ctx, p.organizer, p.edition.UID, chapter.UID, store.ChapterSettingForm{Mode: mode, Round: round})
			if err != nil {
				return fault.Of(err).Key
			}
			v, err := s.ChapterSetup(ctx, p.organizer, p.edition.UID, chapter.UID, locale.Czech)
			must(t, err)
			if v.Setting.Mode != mode || (v.Round != nil) != (mode == store.OwnRound) {
				t.Errorf("%s takes part as %s, round %v", chapter.Slug, v.Setting.Mode, v.Round)
			}
			return ""
		}
		other := storetest.Bodies(t, s, "CZ051", false, 1)
		for _, step := range []struct {
			name    string
			chapter *store.Chapter
			mode    store.Mode
			round   string
			before  func()
			want    string
		}{
			{"another region's round judges its entries", p.other, store.Collective, p.round.Round.UID, nil, ""},
			{"a round that judges others stays", p.region, store.NoPart, "", nil, "edition.round_judges_others"},
			{"entries in the collective round hold it", p.other, store.NoPart, "", func() {
				enrolment, err := s.Enrol(ctx, p.organizer, p.contest.Contest.UID, store.EnrolForm{Bodies: other, Reason: "Společná porota."})
				if err != nil || enrolment.Added != 1 {
					t.Fatalf("%+v, %v", enrolment, err)
				}
			}, "edition.collective_has_entries"},
			{"entries in the own round hold it", p.region, store.Collective, p.national.Round.UID, func() {
				must(t, s.Plant(ctx, "update chapter_setting set mode = 'none', round_id = null where chapter_id = ?", p.other.ID))
			}, "edition.round_has_entries"},
			{"once they are withdrawn it may go", p.region, store.Collective, p.national.Round.UID, func() {
				must(t, s.Plant(ctx, "update entry set state = 'withdrawn'"))
			}, ""},
			{"and come back", p.region, store.OwnRound, "", nil, ""},
			{"a chapter gets its first round", p.other, store.OwnRound, "", nil, ""},
		} {
			if step.before != nil {
				step.before()
			}
			if got := save(step.chapter, step.mode, step.round); got != step.want {
				t.Errorf("%s: %q, want %q", step.name, got, step.want)
			}
		}
		setup, err := s.EditionSetup(ctx, p.organizer, p.edition.UID, locale.Czech)
		must(t, err)
		for _, r := range setup.Rounds {
			if len(r.Contests) != 2 || (r.Round.NextRoundID == 0) != (r.Chapter.ID == p.nation.ID) || !r.Round.CancelledAt.IsZero() {
				t.Errorf("%s: %d contests, round %+v", r.Chapter.Slug, len(r.Contests), r.Round)
			}
		}
		err = s.UpdateChapterSetting(ctx, p.regional, p.edition.UID, p.region.UID, store.ChapterSettingForm{Mode: store.NoPart})
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("the region itself: %v, want Forbidden", err)
		}
		must(t, s.UpdateChapterSetting(ctx, p.regional, p.edition.UID, p.region.UID, store.ChapterSettingForm{Mode: store.OwnRound, Number: 15,
			Contact: "erb@kr-s.cz", Privacy: locale.Text{locale.Czech: "Údaje mažeme po roce."}}))
		if err := s.UpdateChapterSetting(ctx, p.regional, p.edition.UID, p.other.UID, store.ChapterSettingForm{Mode: store.OwnRound}); !fault.Is(err, fault.NotFound) {
			t.Errorf("another region's organizer: %v, want NotFound", err)
		}
	})
}

func TestPrizesAreSetUntilTheResultIsDecided(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		contest := p.contest.Contest.UID
		set := func(rows ...store.PrizeForm) error {
			return s.SetPrizes(ctx, p.regional, p.round.Round.UID, map[string][]store.PrizeForm{contest: rows})
		}
		first := store.PrizeForm{Place: 1, Amount: 4_000_000, Currency: "CZK", Title: locale.Text{locale.Czech: "Zlatý erb kraje"}}
		must(t, set(first, store.PrizeForm{Place: 2, Object: locale.Text{locale.Czech: "Pohár"}}))
		table, err := s.Prizes(ctx, p.regional, p.round.Round.UID)
		must(t, err)
		for _, c := range table.Contests {
			if want := map[bool]int{true: 2}[c.Contest.UID == contest]; len(c.Prizes) != want {
				t.Errorf("%s has %d prizes, want %d", c.Category.Slug, len(c.Prizes), want)
			}
		}
		for _, c := range []struct {
			name string
			rows []store.PrizeForm
			want string
		}{
			{"less than nothing", []store.PrizeForm{{Place: 1, Amount: -1, Currency: "CZK"}}, "amount"},
			{"money of no country", []store.PrizeForm{{Place: 1, Amount: 1, Currency: "Kč"}}, "currency"},
			{"a place that comes twice", []store.PrizeForm{first, first}, "place"},
			{"no place", []store.PrizeForm{{Amount: 1, Currency: "CZK"}}, "place"},
			{"nothing at all", []store.PrizeForm{{Place: 1}}, "name"},
		} {
			wrong := wrongFields(set(c.rows...))
			if want := "prizes[" + contest + "][" + map[bool]string{true: "1", false: "0"}[len(c.rows) > 1] + "]." + c.want; len(wrong) != 1 || wrong[0] != want {
				t.Errorf("%s: wrong fields %q, want %s", c.name, wrong, want)
			}
		}
		lock(t, s, p, store.PrizesPart)
		if err := set(first); fault.Of(err).Key != "edition.locked_prizes" {
			t.Errorf("locked: %v", err)
		}
		lock(t, s, p)
		must(t, s.Plant(ctx, "update contest set state = 'draft' where uid = ?", contest))
		if err := set(first); !fault.Is(err, fault.Closed) {
			t.Errorf("decided: %v, want Closed", err)
		}
	})
}
