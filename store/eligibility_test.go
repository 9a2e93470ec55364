package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"blazon/fault"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

func of[T any](v T) *T { return &v }

func (c *country) counts(t *testing.T, s *store.Store) {
	towns := []register.Kind{register.Mesto, register.StatutarniMesto}
	count := func(rule register.Eligibility) *store.EligibleCount {
		t.Helper()
		got, err := s.CountEligible(t.Context(), c.organizer, c.obec.UID, rule, locale.Czech)
		must(t, err)
		return got
	}
	if got := count(register.Eligibility{}); got.Eligible != got.Of || got.Of < 6254 || len(got.First) != 20 || got.First[0].Name != "Abertamy" {
		t.Errorf("everybody: %d of %d, the first of %d is %s", got.Eligible, got.Of, len(got.First), got.First[0].Name)
	}
	if got := count(register.Eligibility{ORP: of(true)}); got.Eligible != 206 {
		t.Errorf("%d bodies with extended powers, want 205 and Praha", got.Eligible)
	}
	plain, praha := count(register.Eligibility{Kinds: towns}), count(register.Eligibility{Kinds: towns, CountAs: c.asTowns()})
	if praha.Eligible != plain.Eligible+22 {
		t.Errorf("Praha 1 to 22 make %d towns out of %d", praha.Eligible, plain.Eligible)
	}
	districts := []register.Kind{register.MestskaCast, register.MestskyObvod}
	all, rest := count(register.Eligibility{Kinds: districts}), count(register.Eligibility{Kinds: districts, CountAs: c.asTowns()})
	if rest.Eligible != all.Eligible-22 {
		t.Errorf("without Praha 1 to 22 there are %d districts out of %d", rest.Eligible, all.Eligible)
	}
	must(t, s.Plant(t.Context(), "update body set population = null where name = 'Praha 22'"))
	if got := count(register.Eligibility{PopulationMin: of(0)}); got.Eligible != got.Of-1 || got.Unjudged != 1 {
		t.Errorf("of %d bodies %d have a population and %d have not", got.Of, got.Eligible, got.Unjudged)
	}
	list, err := s.ListEligible(t.Context(), c.organizer, register.Eligibility{Kinds: towns, CountAs: c.asTowns()}, locale.Czech)
	must(t, err)
	if len(list.Eligible) != praha.Eligible {
		t.Errorf("the list has %d bodies, the count %d", len(list.Eligible), praha.Eligible)
	}
}

func (c *country) reasons(t *testing.T, s *store.Store) {
	marenice, err := s.SearchBodies(t.Context(), c.organizer, store.BodySearch{Text: "mařenice"})
	must(t, err)
	rule := register.Eligibility{Kinds: []register.Kind{register.Mesto}, ORP: of(false), PopulationMin: of(3000),
		Include: []string{marenice[0].Code}, CountAs: c.asTowns()}
	must(t, s.SetEligibility(t.Context(), c.organizer, c.obec.UID, rule))
	for _, want := range []struct {
		search string
		name   string
		reason register.Reason
		ground register.Ground
	}{
		{"mařenice", "Mařenice", register.Eligible, register.ByName},
		{"576964", "Semily", register.IsORP, register.ByRule},
		{"praha 22", "Praha 22", register.PopulationMissing, register.ByCountAs},
		{"praha 21", "Praha 21", register.Eligible, register.ByCountAs},
		{"500054 ", "Praha 1", register.Eligible, register.ByCountAs},
		{"praha troja", "Praha-Troja", register.WrongKind, register.ByRule},
	} {
		list, err := s.EligibleBodies(t.Context(), c.organizer, c.obec.UID, store.Listing{Search: want.search}, locale.Czech)
		must(t, err)
		if len(list.Bodies) != 1 || list.Bodies[0].Name != want.name || list.Bodies[0].Reason != want.reason || list.Bodies[0].Why != want.ground {
			t.Errorf("%s: %d found, the first is %+v", want.search, len(list.Bodies), list.Bodies)
		}
	}
	shown, err := s.EligibleBodies(t.Context(), c.organizer, c.obec.UID, store.Listing{Filters: map[string]string{"show": "eligible"}, Page: 2}, locale.Czech)
	must(t, err)
	if shown.Found.Total != shown.Eligible || shown.Found.Page != 2 || len(shown.Bodies) != shown.Found.Last-shown.Found.First+1 {
		t.Errorf("page 2 of those who may enter: %+v, %d bodies", shown.Found, len(shown.Bodies))
	}
	if slices.ContainsFunc(shown.Bodies, func(b store.JudgedBody) bool { return b.Reason != register.Eligible }) {
		t.Error("among those who may enter is one who may not")
	}
}

func TestARuleIsSavedOnlyAsItCanBeJudged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 0)
		category := categoryOf(t, s, r, "obec").Category
		for name, rule := range map[string]register.Eligibility{
			"bodies":         {Include: []string{"999999"}},
			"kinds":          {Kinds: []register.Kind{"hrad"}},
			"population_max": {PopulationMin: of(9), PopulationMax: of(8)},
		} {
			err := s.SetEligibility(t.Context(), r.Organizer, category.UID, rule)
			if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != name {
				t.Errorf("%s: %v", name, err)
			}
		}
		rule := register.Eligibility{Kinds: []register.Kind{register.Obec}, PopulationMax: of(5000)}
		must(t, s.SetEligibility(t.Context(), r.Organizer, category.UID, rule))
		if diff := cmp.Diff(rule, categoryOf(t, s, r, "obec").Category.Eligibility); diff != "" {
			t.Errorf("want → got:\n%s", diff)
		}
		regional := storetest.Organizer(t, s, r.Region)
		if err := s.SetEligibility(t.Context(), regional, category.UID, rule); !fault.Is(err, fault.NotFound) {
			t.Errorf("a region's organizer: %v, want NotFound", err)
		}
		if _, err := s.CountEligible(t.Context(), regional, category.UID, rule, locale.Czech); err != nil {
			t.Errorf("a region's organizer may look: %v", err)
		}
	})
}

// categoryOf finds a category of the round's edition by its address.
func categoryOf(t *testing.T, s *store.Store, r *storetest.JudgedRound, slug string) *store.CategoryRow {
	t.Helper()
	list, err := s.Categories(t.Context(), r.Organizer, r.Edition.UID)
	must(t, err)
	for _, row := range list.Categories {
		if row.Category.Slug == slug {
			return row
		}
	}
	t.Fatalf("no category %s", slug)
	return nil
}
