package register_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"blazon/fault"
	"blazon/register"
)

func of[T any](v T) *T { return &v }

func TestEligibility(t *testing.T) {
	towns := register.Eligibility{Kinds: []register.Kind{register.Mesto, register.StatutarniMesto}, Include: []string{"500054"}}
	districts := map[string]register.Kind{"500054": register.Mesto}
	asTowns := register.Eligibility{Kinds: towns.Kinds, CountAs: districts}
	semily := register.Row{Code: "576964", Kind: register.Mesto, ORP: true, RegionCode: "CZ051", Population: of(8311)}
	marenice := register.Row{Code: "561835", Kind: register.Obec, RegionCode: "CZ051", Population: of(339)}
	praha1 := register.Row{Code: "500054", Kind: register.MestskaCast, RegionCode: "CZ010", Population: of(29223)}
	praha := register.Row{Code: "554782", Kind: register.HlavniMesto, RegionCode: "CZ010", ORP: true}
	legionowo := register.Row{Code: "1408011", Kind: register.GminaMiejska, RegionCode: "14"}
	for _, c := range []struct {
		name string
		rule register.Eligibility
		row  register.Row
		want register.Reason
	}{
		{"no rule lets everybody in", register.Eligibility{}, legionowo, register.Eligible},
		{"a town is a town", towns, semily, register.Eligible},
		{"a village is no town", towns, marenice, register.WrongKind},
		{"Praha 1 competes as a town", towns, praha1, register.Eligible},
		{"and so it does where it counts as one", asTowns, praha1, register.Eligible},
		{"which makes it no city district any more", register.Eligibility{Kinds: []register.Kind{register.MestskaCast}, CountAs: districts}, praha1, register.WrongKind},
		{"nor larger than it is", register.Eligibility{Kinds: towns.Kinds, CountAs: districts, PopulationMin: of(30000)}, praha1, register.TooSmall},
		{"nor a body with extended powers", register.Eligibility{Kinds: towns.Kinds, CountAs: districts, ORP: of(true)}, praha1, register.NoORP},
		{"an excluded code counts as nothing", register.Eligibility{CountAs: districts, Exclude: towns.Include}, praha1, register.Excluded},
		{"an included code does not leave its region", register.Eligibility{Regions: []string{"CZ051"}, Include: towns.Include}, praha1, register.WrongRegion},
		{"an excluded code is out even if included", register.Eligibility{Include: towns.Include, Exclude: towns.Include}, praha1, register.Excluded},
		{"included codes alone let only these in", register.Eligibility{Include: towns.Include}, semily, register.NotIncluded},
		{"ORP only", register.Eligibility{ORP: of(true)}, marenice, register.NoORP},
		{"ORP only lets Prague in", register.Eligibility{ORP: of(true)}, praha, register.Eligible},
		{"no ORP", register.Eligibility{ORP: of(false)}, semily, register.IsORP},
		{"the region is the right one", register.Eligibility{Regions: []string{"CZ042", "CZ051"}}, semily, register.Eligible},
		{"the smallest allowed is in", register.Eligibility{PopulationMin: of(339)}, marenice, register.Eligible},
		{"one fewer is out", register.Eligibility{PopulationMin: of(340)}, marenice, register.TooSmall},
		{"the largest allowed is in", register.Eligibility{PopulationMax: of(8311)}, semily, register.Eligible},
		{"one more is out", register.Eligibility{PopulationMax: of(8310)}, semily, register.TooLarge},
		{"unknown population is said to be missing", register.Eligibility{PopulationMin: of(0)}, legionowo, register.PopulationMissing},
		{"another reason comes before missing population", register.Eligibility{Kinds: towns.Kinds, PopulationMax: of(9)}, legionowo, register.WrongKind},
		{"an included code needs no population", register.Eligibility{PopulationMin: of(9), Include: []string{"1408011"}}, legionowo, register.Eligible},
	} {
		ok, reason := c.rule.Matches(c.row)
		if reason != c.want || ok != (c.want == register.Eligible) {
			t.Errorf("%s: got %v, %q; want %q", c.name, ok, reason, c.want)
		}
	}
}

func TestARuleSurvivesJSON(t *testing.T) {
	rule := register.Eligibility{Kinds: []register.Kind{register.Obec}, ORP: of(false), Regions: []string{"CZ051"},
		PopulationMin: of(0), PopulationMax: of(500), Include: []string{"500054"}, Exclude: []string{"576964"},
		CountAs: map[string]register.Kind{"500119": register.Mesto}}
	body, err := json.Marshal(rule)
	if err != nil {
		t.Fatal(err)
	}
	var back register.Eligibility
	if err := json.Unmarshal(body, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rule, back); diff != "" {
		t.Errorf("want → got:\n%s", diff)
	}
	if body, _ := json.Marshal(register.Eligibility{}); string(body) != "{}" {
		t.Errorf("the zero rule is %s, want {}", body)
	}
}

func TestARuleThatCannotBeJudgedIsRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		rule register.Eligibility
		want []string // the wrong fields
	}{
		{"no rule is sound", register.Eligibility{}, nil},
		{"an unknown kind", register.Eligibility{Kinds: []register.Kind{"hrad"}}, []string{"kinds"}},
		{"an unknown region", register.Eligibility{Regions: []string{"CZ051", "CZ999"}}, []string{"regions"}},
		{"counting as nothing known", register.Eligibility{CountAs: map[string]register.Kind{"500054": "hrad"}}, []string{"count_as"}},
		{"a band of one number", register.Eligibility{PopulationMin: of(500), PopulationMax: of(500)}, nil},
		{"a band upside down", register.Eligibility{PopulationMin: of(501), PopulationMax: of(500)}, []string{"population_max"}},
		{"fewer than nobody", register.Eligibility{PopulationMin: of(-1)}, []string{"population_min"}},
	} {
		var got []string
		if err := c.rule.Check(); err != nil {
			for _, f := range fault.Of(err).Fields {
				got = append(got, f.Name)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: want → got:\n%s", c.name, diff)
		}
	}
}
