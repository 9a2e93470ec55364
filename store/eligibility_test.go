package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

// country is a competition whose store knows every Czech municipality and city district.
type country struct {
	organizer    judging.Actor
	competition  *store.Competition
	nation       *store.Chapter
	edition      *store.Edition
	obec, orp    *store.Category
	praha        []string // codes of Praha 1 to 22
}

func wholeCountry(t *testing.T, s *store.Store, parts func(c *country) []store.ChapterPart) *country {
	t.Helper()
	c := &country{}
	for _, bundle := range register.Bundles()[:2] {
		extract, err := bundle.Open()
		must(t, err)
		_, err = s.ImportBodies(t.Context(), store.Operator(), extract, store.BodyImport{})
		must(t, err)
	}
	c.competition, c.nation = storetest.Competition(t, s)
	c.organizer = storetest.Organizer(t, s, c.nation)
	c.edition = storetest.Edition(t, s, c.organizer, c.competition, parts(c)...)
	list, err := s.Categories(t.Context(), c.organizer, c.edition.UID)
	must(t, err)
	for _, row := range list.Categories {
		switch row.Category.Slug {
		case "obec":
			c.obec = &row.Category
		case "orp":
			c.orp = &row.Category
		}
	}
	found, err := s.SearchBodies(t.Context(), c.organizer, store.BodySearch{Text: "praha", Regions: []string{"CZ010"}, Limit: 100, Language: locale.Czech})
	must(t, err)
	for _, b := range found {
		if len(b.Name) <= len("Praha 22") && b.Kind == register.MestskaCast {
			c.praha = append(c.praha, b.Code)
		}
	}
	if len(c.praha) != 22 {
		t.Fatalf("%d districts are called Praha and a number", len(c.praha))
	}
	return c
}

func of[T any](v T) *T { return &v }

func TestTheWholeCountry(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := wholeCountry(t, s)
		t.Run("whom a rule lets in", func(t *testing.T) { c.counts(t, s) })
		t.Run("why a body may enter or not", func(t *testing.T) { c.reasons(t, s) })
		t.Run("everybody eligible is entered", func(t *testing.T) { c.enrols(t, s) })
	})
}

func (c *country) counts(t *testing.T, s *store.Store) {
		towns := []register.Kind{register.Mesto, register.StatutarniMesto}
		asTowns := map[string]register.Kind{}
		for _, code := range c.praha {
			asTowns[code] = register.Mesto
		}
		count := func(rule register.Eligibility) *store.EligibleCount {
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
		plain, praha := count(register.Eligibility{Kinds: towns}), count(register.Eligibility{Kinds: towns, CountAs: asTowns})
		if praha.Eligible != plain.Eligible+22 {
			t.Errorf("Praha 1 to 22 make %d towns out of %d", praha.Eligible, plain.Eligible)
		}
		districts := []register.Kind{register.MestskaCast, register.MestskyObvod}
		all, rest := count(register.Eligibility{Kinds: districts}), count(register.Eligibility{Kinds: districts, CountAs: asTowns})
		if rest.Eligible != all.Eligible-22 {
			t.Errorf("without Praha 1 to 22 there are %d districts out of %d", rest.Eligible, all.Eligible)
		}
		if got := count(register.Eligibility{PopulationMin: of(0)}); got.Eligible+got.Unjudged != got.Of || got.Unjudged == 0 {
			t.Errorf("of %d bodies %d have a population and %d have not", got.Of, got.Eligible, got.Unjudged)
		}
		list, err := s.ListEligible(t.Context(), c.organizer, register.Eligibility{Kinds: towns, CountAs: asTowns}, locale.Czech)
		must(t, err)
		if len(list.Eligible) != praha.Eligible {
			t.Errorf("the list has %d bodies, the count %d", len(list.Eligible), praha.Eligible)
		}
	})
}

func TestWhyABodyMayEnterOrNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := wholeCountry(t, s, nationAlone)
		rule := register.Eligibility{Kinds: []register.Kind{register.Mesto}, ORP: of(false), PopulationMin: of(3000),
			Include: []string{"561835"}, CountAs: map[string]register.Kind{}, Exclude: []string{"577456"}}
		for _, code := range c.praha {
			rule.CountAs[code] = register.Mesto
		}
		must(t, s.SetEligibility(t.Context(), c.organizer, c.obec.UID, rule))
		for _, want := range []struct {
			search string
			reason register.Reason
			ground register.Ground
		}{
			{"mařenice", register.Eligible, register.ByName},
			{"semily", register.IsORP, register.ByRule},
			{"praha 1", register.PopulationMissing, register.ByCountAs},
			{"547034", register.WrongKind, register.ByRule}, // Praha-Troja… any district that is not one of the 22
		} {
			list, err := s.EligibleBodies(t.Context(), c.organizer, c.obec.UID, store.Listing{Search: want.search}, locale.Czech)
			must(t, err)
			if len(list.Bodies) == 0 {
				t.Errorf("%s: nothing found", want.search)
				continue
			}
			if b := list.Bodies[0]; b.Reason != want.reason || b.Why != want.ground {
				t.Errorf("%s: %s is %q, %q, want %q, %q", want.search, b.Name, b.Reason, b.Why, want.reason, want.ground)
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
	})
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
		stranger := storetest.Organizer(t, s, r.Region)
		if err := s.SetEligibility(t.Context(), stranger, category.UID, rule); !fault.Is(err, fault.NotFound) {
			t.Errorf("a region's organizer: %v, want NotFound", err)
		}
		if _, err := s.CountEligible(t.Context(), stranger, category.UID, rule, locale.Czech); err != nil {
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
