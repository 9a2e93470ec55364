package store_test

import (
	"context"
	"slices"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

func TestOverridesOutliveImports(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seeded(t, s)
		ctx, krizany := context.Background(), body(t, s, "564184")
		for _, o := range []store.Override{
			{Field: register.ColumnKind, Value: "mestys", Source: "rozhodnutí předsedy Poslanecké sněmovny", Date: "2024-05-01"},
			{Field: register.ColumnPopulation, Value: "900", Source: "obecní úřad", Date: "2026"},
			{Field: register.ColumnPopulation, Value: "901", Source: "obecní úřad", Date: "2026-01"},
		} {
			if err := s.OverrideBody(ctx, store.Operator(), krizany.UID, o); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := importRUIAN(s, ruian(t, nil), store.BodyImport{}); err != nil {
			t.Fatal(err)
		}
		if _, err := csv(s, "code,population,population_date,web\n564184,5,2025,krizany.eu\n"); err != nil {
			t.Fatal(err)
		}
		b := body(t, s, "564184")
		if b.Kind != register.Mestys || *b.Population != 901 || b.PopulationDate != "2026-01" || b.Web != "krizany.eu" {
			t.Errorf("after imports: %s, %d as of %s, %s", b.Kind, *b.Population, b.PopulationDate, b.Web)
		}
		list, err := s.BodyOverrides(ctx, organizer, krizany.UID)
		if err != nil || len(list) != 2 || list[0].Field != register.ColumnKind || list[1].Value != "901" || list[1].SourceDate != "2026-01" {
			t.Errorf("overrides: %+v, %v", list, err)
		}
	})
}

func TestAWrongOverrideNamesItsFields(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if _, err := csv(s, "code,name,kind,region_code\n576964,Semily,mesto,CZ051\n"); err != nil {
			t.Fatal(err)
		}
		semily := body(t, s, "576964")
		for name, c := range map[string]struct {
			override store.Override
			fields   []string
		}{
			"a code cannot change":             {store.Override{Field: "code", Value: "1", Source: "úřad", Date: "2026"}, []string{"field"}},
			"a kind of another country":        {store.Override{Field: "kind", Value: "powiat", Source: "úřad", Date: "2026"}, []string{"value"}},
			"a name of nothing":                {store.Override{Field: "name", Value: " ", Source: "úřad", Date: "2026"}, []string{"value"}},
			"a NUL":                            {store.Override{Field: "name", Value: "Se\x00mily", Source: "úřad", Date: "2026"}, []string{"value"}},
			"neither source nor date":          {store.Override{Field: "name", Value: "Semily"}, []string{"source", "date"}},
			"a date as people write it":        {store.Override{Field: "orp", Value: "0", Source: "úřad", Date: "1. 5. 2026"}, []string{"date"}},
			"a population that is not counted": {store.Override{Field: "population", Value: "asi 8000", Source: "úřad", Date: "2026"}, []string{"value"}},
		} {
			err := s.OverrideBody(context.Background(), store.Operator(), semily.UID, c.override)
			var got []string
			for _, field := range fault.Of(err).Fields {
				got = append(got, field.Name)
			}
			if !slices.Equal(got, c.fields) {
				t.Errorf("%s: got %v (%v), want %v", name, got, err, c.fields)
			}
		}
		if b := body(t, s, "576964"); b.Title() != "město Semily" {
			t.Errorf("a refused override changed the body to %s", b.Title())
		}
	})
}

func TestABodyThatIsInNoRegister(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seeded(t, s)
		ctx := context.Background()
		museum, err := s.AddBody(ctx, organizer, store.NewBody{Name: "Stacja Muzeum", Region: "14", Web: "https://stacjamuzeum.pl/",
			Source: "Urząd Marszałkowski", Date: "2023"})
		if err != nil {
			t.Fatal(err)
		}
		if museum.ID == 0 || museum.Kind != register.Other || museum.RegionName != "województwo mazowieckie" || museum.Web != "stacjamuzeum.pl" {
			t.Errorf("added: %+v", museum)
		}
		if got := search(t, s, store.BodySearch{Text: "stacja muz", Language: locale.Polish}); !slices.Equal(got, []string{"Stacja Muzeum"}) {
			t.Errorf("found: %v", got)
		}
		if _, err := importRUIAN(s, ruian(t, nil), store.BodyImport{}); err != nil {
			t.Fatal(err)
		}
		if b, err := s.Body(ctx, organizer, museum.UID); err != nil || !b.EndedAt.IsZero() {
			t.Errorf("an import ended a body of our own: %+v, %v", b, err)
		}
		_, err = s.AddBody(ctx, organizer, store.NewBody{Name: "", Region: "99", Date: "2023", Source: "x"})
		if f := fault.Of(err); !fault.Is(err, fault.Invalid) || len(f.Fields) != 2 {
			t.Errorf("neither name nor region: %v", err)
		}
	})
}

func TestBodiesAreNotForEverybody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, juror := context.Background(), judging.Actor{User: 7, Seats: []judging.Seat{{Juror: 1, Round: 1}}}
		extract, err := register.Bundles()[3].Open()
		if err != nil {
			t.Fatal(err)
		}
		_, importing := s.ImportBodies(ctx, organizer, extract, store.BodyImport{})
		_, searching := s.SearchBodies(ctx, juror, store.BodySearch{Text: "semily"})
		_, listing := s.ListEligible(ctx, juror, register.Eligibility{}, locale.Czech)
		_, reading := s.Body(ctx, juror, "x")
		_, overrides := s.BodyOverrides(ctx, juror, "x")
		_, adding := s.AddBody(ctx, juror, store.NewBody{Name: "Muzeum", Source: "x", Date: "2023"})
		overriding := s.OverrideBody(ctx, juror, "x", store.Override{})
		for what, err := range map[string]error{"an organizer imports": importing, "a juror searches": searching, "a juror lists": listing,
			"a juror reads": reading, "a juror reads overrides": overrides, "a juror adds": adding, "a juror overrides": overriding} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: got %v, want not found", what, err)
			}
		}
		if _, err := s.Body(ctx, organizer, "nobody"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a body that is not there: %v", err)
		}
	})
}
