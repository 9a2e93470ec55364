package register_test

import (
	"testing"

	"blazon/register"
)

func TestTitlesTellNamesakesApart(t *testing.T) {
	czech, districts := open(t, "cz_municipalities"), open(t, "cz_city_districts")
	polish, counties := open(t, "pl_municipalities"), open(t, "pl_counties")
	for _, c := range []struct {
		row       register.Row
		ambiguity register.Ambiguity
		want      string
	}{
		{czech["576964"], register.Unique, "město Semily"},
		{czech["563889"], register.Unique, "statutární město Liberec"},
		{czech["554782"], register.Unique, "hlavní město Praha"},
		{czech["554782"], register.InRegion, "hlavní město Praha"},
		{czech["545422"], register.Unique, "vojenský újezd Boletice"},
		{czech["546593"], register.InRegion, "obec Nová Ves (okres Liberec)"},
		{czech["553930"], register.InDistrict, "obec Mezholezy (okres Domažlice, ORP Horšovský Týn)"},
		{districts["547107"], register.Unique, "městská část Praha 12"},
		{polish["1408011"], register.Unique, "miasto Legionowo"},
		{polish["1465011"], register.Unique, "miasto stołeczne Warszawa"},
		{polish["0201022"], register.InRegion, "gmina Bolesławiec (powiat bolesławiecki)"},
		{polish["1462011"], register.InRegion, "miasto Płock (powiat m. Płock)"},
		{counties["1412"], register.Unique, "powiat miński"},
		{counties["1412"], register.InRegion, "powiat miński"},
		{register.Row{Kind: register.Other, Name: "Stacja Muzeum"}, register.Unique, "Stacja Muzeum"},
	} {
		if got := c.row.Title(c.ambiguity); got != c.want {
			t.Errorf("%s: got %q, want %q", c.row.Code, got, c.want)
		}
	}
}

func TestEveryKindOfARegisterHasAWord(t *testing.T) {
	for _, kind := range register.Kinds() {
		if !kind.Valid() || (kind.Word() == "") != (kind == register.Other) || (kind.Level() == register.NoLevel) != (kind == register.Other) {
			t.Errorf("%s: word %q, level %d", kind, kind.Word(), kind.Level())
		}
	}
}

func TestRegionsAreThoseOfTheirCountry(t *testing.T) {
	if czech, polish := register.Regions(register.Czechia), register.Regions(register.Poland); len(czech) != 14 || len(polish) != 16 {
		t.Errorf("%d kraje and %d voivodeships, want 14 and 16", len(czech), len(polish))
	}
	for code, want := range map[string]string{"CZ051": "Liberecký kraj", "CZ063": "Kraj Vysočina", "14": "województwo mazowieckie", "15": ""} {
		if got, _ := register.RegionOf(code); got.Name != want {
			t.Errorf("region %s: got %q, want %q", code, got.Name, want)
		}
	}
}
