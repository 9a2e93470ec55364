package register_test

import (
	"testing"

	"blazon/register"
)

// open gives all rows of a bundle by code.
func open(t *testing.T, name string) map[string]register.Row {
	t.Helper()
	rows := map[string]register.Row{}
	for _, b := range register.Bundles() {
		if b.Name != name {
			continue
		}
		extract, err := b.Open()
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range extract.Rows() {
			if err != nil {
				t.Fatal(err)
			}
			rows[row.Code] = row
		}
	}
	return rows
}

func TestBundlesHaveEveryBody(t *testing.T) {
	want := map[string]map[register.Kind]int{
		"cz_municipalities": {register.Obec: 5434, register.Mestys: 218, register.Mesto: 576, register.StatutarniMesto: 25,
			register.HlavniMesto: 1, register.VojenskyUjezd: 4},
		"cz_city_districts": {register.MestskaCast: 94, register.MestskyObvod: 46},
		"pl_municipalities": {register.GminaMiejska: 301, register.GminaWiejska: 1464, register.GminaMiejskoWiejska: 711, register.MiastoStoleczne: 1},
		"pl_counties":       {register.Powiat: 314, register.MiastoNaPrawachPowiatu: 66},
	}
	for name, kinds := range want {
		got := map[register.Kind]int{}
		for _, row := range open(t, name) {
			got[row.Kind]++
		}
		for _, kind := range register.Kinds() {
			if got[kind] != kinds[kind] {
				t.Errorf("%s: %d × %s, want %d", name, got[kind], kind, kinds[kind])
			}
		}
	}
}

func TestEveryBundledBodyLiesWhereItsRegisterSays(t *testing.T) {
	orp := 0
	for _, b := range register.Bundles() {
		if b.Sources[0].Name == "" || !register.ValidDate(b.Sources[0].Date) {
			t.Errorf("%s: source %+v", b.Name, b.Sources[0])
		}
		for code, row := range open(t, b.Name) {
			if of, ok := register.Of(code); !ok || of != row.Register || row.Kind.Register() != of {
				t.Errorf("%s %s: register %s, kind %s", code, row.Name, row.Register, row.Kind)
			}
			if row.RegionName == "" || row.Kind.Level() != register.County && row.DistrictName == "" {
				t.Errorf("%s %s lies in region %q, district %q", code, row.Name, row.RegionName, row.DistrictName)
			}
			if row.ORP {
				orp++
			}
		}
	}
	if orp != 206 {
		t.Errorf("%d municipalities with extended powers, want 205 and Prague", orp)
	}
}

func TestUnknownPopulationIsNotZero(t *testing.T) {
	czech, polish := open(t, "cz_municipalities"), open(t, "pl_municipalities")
	for code, want := range map[string]int{"576964": 8311, "554782": 1335084, "545422": 0} {
		row := czech[code]
		if row.Population == nil || *row.Population != want || row.PopulationDate != "2020-12-31" {
			t.Errorf("%s: population %v as of %q, want %d", row.Name, row.Population, row.PopulationDate, want)
		}
	}
	if row := polish["1408011"]; row.Name != "Legionowo" || row.Population != nil {
		t.Errorf("Legionowo: %+v, want no population", row)
	}
}

func TestCityDistrictsBelongToTheirCity(t *testing.T) {
	municipalities := open(t, "cz_municipalities")
	for code, row := range open(t, "cz_city_districts") {
		city, ok := municipalities[row.ParentCode]
		if !ok || city.DistrictCode != row.DistrictCode || city.RegionCode != row.RegionCode {
			t.Errorf("%s %s: parent %q is %+v", code, row.Name, row.ParentCode, city)
		}
	}
}
