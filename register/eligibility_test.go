package register_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"blazon/register"
)

func of[T any](v T) *T { return &v }

func TestEligibility(t *testing.T) {
	towns := register.Eligibility{Kinds: []register.Kind{register.Mesto, register.StatutarniMesto}, Include: []string{"500054"}}
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
		PopulationMin: of(0), PopulationMax: of(500), Include: []string{"500054"}, Exclude: []string{"576964"}}
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
