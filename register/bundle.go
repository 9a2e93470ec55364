package register

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
)

//go:embed data/*.csv.gz
var files embed.FS

// Bundle is a register that comes with the program.
type Bundle struct {
	Name    string // also of its file, without the ending
	Sources []Source
	covers  []Kind
}

// Bundles lists the registers that come with the program. Each is the state of its sources' dates: newer towns are missing
// among the Czech kinds, and Polish bodies come without population.
func Bundles() []Bundle {
	return []Bundle{
		{
			Name: "cz_municipalities",
			Sources: []Source{
				{Name: "ČÚZK, RÚIAN (RCzechia)", Date: "2024-06", License: "© ČÚZK; RCzechia: MIT"},
				{Name: "ČSÚ, registr pro volby do zastupitelstev", Date: "2014", Columns: []Column{ColumnKind}},
				{Name: "ČSÚ, počet obyvatel v obcích", Date: "2020-12-31", Columns: []Column{ColumnPopulation}},
				{Name: "webové adresy obcí", Date: "2023", Columns: []Column{ColumnWeb}},
			},
			covers: of(RUIAN, Municipality),
		},
		{
			Name:    "cz_city_districts",
			Sources: []Source{{Name: "ČSÚ, registr pro volby do zastupitelstev", Date: "2014"}},
			covers:  of(RUIAN, CityDistrict),
		},
		{
			Name:    "pl_municipalities",
			Sources: []Source{{Name: "GUS, rejestr TERYT, TERC", Date: "2024-01-01"}},
			covers:  of(TERC, Municipality),
		},
		{
			Name:    "pl_counties",
			Sources: []Source{{Name: "GUS, rejestr TERYT, TERC", Date: "2024-01-01"}},
			covers:  of(TERC, County),
		},
	}
}

// Key is the key of the bundle's name in the catalogues.
func (b Bundle) Key() string { return "register.bundle_" + b.Name }

// Open unpacks the bundle; its main source stands for the whole.
func (b Bundle) Open() (*Extract, error) {
	file := b.Name + ".csv"
	packed, err := files.ReadFile("data/" + file + ".gz")
	if err != nil {
		return nil, fmt.Errorf("register: bundle: %w", err)
	}
	text, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("register: bundle %s: %w", b.Name, err)
	}
	extract, err := ReadCSV(file, text, b.Sources[0])
	if err != nil {
		return nil, err
	}
	extract.Covers = b.covers
	return extract, nil
}
