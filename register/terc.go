package register

import (
	"io"
	"strings"

	"blazon/fault"
)

// The columns of TERC, the list of Poland's units that Statistics Poland publishes.
const (
	tercRegion   = "WOJ"
	tercDistrict = "POW"
	tercGmina    = "GMI"
	tercType     = "RODZ"
	tercName     = "NAZWA"
	tercWords    = "NAZWA_DOD"
	tercDate     = "STAN_NA"
)

// tercGminas are the types of gminas; the others are parts of gminas and are left out.
var (
	tercGminas = map[string]Kind{"1": GminaMiejska, "2": GminaWiejska, "3": GminaMiejskoWiejska}
	tercParts  = map[string]bool{"4": true, "5": true, "8": true, "9": true}
)

// tercCounties are the words by which the file tells the kinds of counties, and the capital among the towns.
const (
	wordsCounty     = "powiat"
	wordsCityCounty = "na prawach powiatu"
	wordsCapital    = "miasto stołeczne"
)

// ReadTERC reads the full TERC file: UTF-8, separated by semicolons. It lists all gminas and counties with kind, county and
// voivodeship, each voivodeship before its counties and each county before its gminas. Publisher and license are the
// source's; the date is the file's own.
func ReadTERC(file string, r io.Reader, source Source) (*Extract, error) {
	t, err := openTable(file, r, utf8Text)
	if err != nil {
		return nil, err
	}
	if err := t.need(tercRegion, tercDistrict, tercGmina, tercType, tercName, tercWords, tercDate); err != nil {
		return nil, err
	}
	counties := map[string]string{}
	return &Extract{
		Columns: []Column{ColumnCode, ColumnName, ColumnKind, ColumnDistrictCode, ColumnDistrictName, ColumnRegion},
		Covers:  of(TERC, Municipality, County),
		Source:  source,
		rows:    t.rows(tercName, func(row *Row) (bool, *fault.Fault) { return t.tercRow(row, counties) }),
	}, nil
}

// tercRow reads a line and remembers the counties' names for the gminas that follow.
func (t *table) tercRow(row *Row, counties map[string]string) (bool, *fault.Fault) {
	region, known := RegionOf(t.get(tercRegion))
	if !known || region.Country != Poland {
		return false, t.wrongValue("fault.register_value", tercRegion)
	}
	row.Register, row.RegionCode, row.RegionName = TERC, region.Code, region.Name
	if row.Name = t.get(tercName); !ValidName(row.Name) {
		return false, t.wrongValue("fault.register_value", tercName)
	}
	if row.Date = t.get(tercDate); !ValidDate(row.Date) {
		return false, t.wrongValue("fault.register_value", tercDate)
	}
	if t.get(tercDistrict) == "" {
		return false, t.blank(tercGmina, tercType)
	}
	if t.get(tercGmina) == "" {
		return true, t.tercCounty(row, counties)
	}
	return t.tercGmina(row, counties)
}

// blank makes sure that a line has nothing in the columns.
func (t *table) blank(columns ...string) *fault.Fault {
	for _, column := range columns {
		if t.get(column) != "" {
			return t.wrongValue("fault.register_value", column)
		}
	}
	return nil
}

func (t *table) tercCounty(row *Row, counties map[string]string) *fault.Fault {
	if row.Code = row.RegionCode + t.get(tercDistrict); len(row.Code) != 4 || !forms[TERC].MatchString(row.Code) {
		return t.wrongValue("fault.register_code", tercDistrict)
	}
	words := t.get(tercWords)
	switch {
	case words == wordsCounty:
		row.Kind = Powiat
		counties[row.Code] = row.Name
	case strings.HasSuffix(words, wordsCityCounty):
		row.Kind = MiastoNaPrawachPowiatu
		counties[row.Code] = cityCounty(row.Name, strings.HasPrefix(words, wordsCapital))
	default:
		return t.wrongValue("fault.register_value", tercWords)
	}
	return t.blank(tercType)
}

// cityCounty is how offices write the county that is a city: "powiat m. Płock".
func cityCounty(name string, capital bool) string {
	if capital {
		return "m. st. " + name
	}
	return "m. " + name
}

func (t *table) tercGmina(row *Row, counties map[string]string) (bool, *fault.Fault) {
	kind := t.get(tercType)
	if tercParts[kind] {
		return false, nil
	}
	var known bool
	if row.Kind, known = tercGminas[kind]; !known {
		return false, t.wrongValue("fault.register_value", tercType)
	}
	if strings.HasSuffix(t.get(tercWords), wordsCapital) {
		row.Kind = MiastoStoleczne
	}
	row.DistrictCode = row.RegionCode + t.get(tercDistrict)
	if row.DistrictName, known = counties[row.DistrictCode]; !known {
		return false, t.wrongValue("fault.register_parent", tercDistrict)
	}
	if row.Code = row.DistrictCode + t.get(tercGmina) + kind; len(row.Code) != 7 || !forms[TERC].MatchString(row.Code) {
		return false, t.wrongValue("fault.register_code", tercGmina)
	}
	return true, nil
}
