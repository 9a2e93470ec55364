package register

import (
	"io"

	"blazon/fault"
)

// The columns that are read of UI_OBEC.csv, the list of municipalities that the Czech land survey office publishes.
const (
	ruianCode     = "KOD"
	ruianName     = "NAZEV"
	ruianStatus   = "STATUS_KOD"
	ruianDistrict = "OKRES_KOD"
	ruianEnd      = "PLATI_DO"
)

// ruianKinds are the codes of the municipalities' statuses.
var ruianKinds = map[string]Kind{
	"1": VojenskyUjezd, "2": Obec, "3": Mesto, "4": StatutarniMesto, "5": HlavniMesto, "6": Mestys,
}

// ReadRUIAN reads UI_OBEC.csv: windows-1250, separated by semicolons. It lists all Czech municipalities with kind, district
// and region, and neither ORP nor population. Rows that have ended are left out. The file does not say when it was made:
// source does.
func ReadRUIAN(file string, r io.Reader, source Source) (*Extract, error) {
	t, err := openTable(file, r, windows1250)
	if err != nil {
		return nil, err
	}
	if err := t.need(ruianCode, ruianName, ruianStatus, ruianDistrict, ruianEnd); err != nil {
		return nil, err
	}
	return &Extract{
		Columns: []Column{ColumnCode, ColumnName, ColumnKind, ColumnDistrictCode, ColumnDistrictName, ColumnRegion},
		Covers:  of(RUIAN, Municipality),
		Source:  source,
		rows:    t.rows(ruianCode, t.ruianRow),
	}, nil
}

func (t *table) ruianRow(row *Row) (bool, *fault.Fault) {
	if t.get(ruianEnd) != "" {
		return false, nil
	}
	row.Code, row.Register, row.Name = t.get(ruianCode), RUIAN, t.get(ruianName)
	if !forms[RUIAN].MatchString(row.Code) {
		return false, t.wrongValue("fault.register_code", ruianCode)
	}
	if !ValidName(row.Name) {
		return false, t.wrongValue("fault.register_value", ruianName)
	}
	var known bool
	if row.Kind, known = ruianKinds[t.get(ruianStatus)]; !known {
		return false, t.wrongValue("fault.register_value", ruianStatus)
	}
	okres, known := districts[t.get(ruianDistrict)]
	if !known {
		return false, t.wrongValue("fault.register_value", ruianDistrict)
	}
	region, _ := RegionOf(okres.region())
	row.DistrictCode, row.DistrictName = okres.code, okres.name
	row.RegionCode, row.RegionName = region.Code, region.Name
	return true, nil
}
