package register

import (
	"io"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"blazon/fault"
)

// ownColumns are the columns of our own files, with what reads them; the code is read first.
var ownColumns = []struct {
	column Column
	read   func(row *Row, value string) bool
}{
	{ColumnKind, func(row *Row, value string) bool {
		row.Kind = Kind(value)
		return row.Kind.fits(row.Register, row.Code)
	}},
	{ColumnName, func(row *Row, value string) bool { row.Name = value; return ValidName(value) }},
	{ColumnORP, func(row *Row, value string) bool { row.ORP = value == "1"; return value == "0" || value == "1" }},
	{ColumnORPCode, func(row *Row, value string) bool { row.ORPCode = value; return short(value) }},
	{ColumnORPName, func(row *Row, value string) bool { row.ORPName = value; return value == "" || ValidName(value) }},
	{ColumnDistrictCode, func(row *Row, value string) bool { row.DistrictCode = value; return short(value) }},
	{ColumnDistrictName, func(row *Row, value string) bool { row.DistrictName = value; return value == "" || ValidName(value) }},
	{ColumnRegion, readRegion},
	{ColumnParent, func(row *Row, value string) bool {
		row.ParentCode = value
		_, ok := Of(value)
		return ok || value == ""
	}},
	{ColumnPopulation, func(row *Row, value string) (ok bool) { row.Population, ok = population(value); return ok }},
	{ColumnPopulationDate, func(row *Row, value string) bool { row.PopulationDate = value; return value == "" || ValidDate(value) }},
	{ColumnPostCode, func(row *Row, value string) bool { row.PostCode = value; return short(value) }},
	{ColumnWeb, func(row *Row, value string) (ok bool) { row.Web, ok = WebAddress(value); return ok }},
}

// Set puts a value into a column of a row whose code is known, as a file's value would be; false: it cannot be there. An
// empty value says that the value is unknown. Coordinates are only read from files.
func (r *Row) Set(column Column, value string) bool {
	for _, c := range ownColumns {
		if c.column == column {
			return c.read(r, norm.NFC.String(strings.TrimSpace(value)))
		}
	}
	return false
}

// short tells whether a value can be a code of another list.
func short(value string) bool { return len(value) <= 10 }

// readRegion takes the region's name from our own list; a body of our own may lie in none.
func readRegion(row *Row, value string) bool {
	region, known := RegionOf(value)
	row.RegionCode, row.RegionName = region.Code, region.Name
	switch row.Register {
	case RUIAN:
		return known && region.Country == Czechia
	case TERC:
		return known && region.Country == Poland && row.Code[:2] == region.Code
	}
	return known || value == ""
}

// ReadCSV reads our own form: UTF-8, separated by commas or semicolons, with the column code and any of the others. It may
// hold a few bodies or many; an empty value says that the value is unknown.
func ReadCSV(file string, r io.Reader, source Source) (*Extract, error) {
	t, err := openTable(file, r, utf8Text)
	if err != nil {
		return nil, err
	}
	if err := t.need(string(ColumnCode)); err != nil {
		return nil, err
	}
	extract := &Extract{Source: source, rows: t.rows(string(ColumnCode), t.ownRow)}
	for _, column := range t.columns {
		if !slices.Contains(Columns(), Column(column)) {
			return nil, t.wrong("fault.register_column_unknown", column)
		}
		extract.Columns = append(extract.Columns, Column(column))
	}
	if extract.Has(ColumnLatitude) != extract.Has(ColumnLongitude) {
		return nil, t.wrong("fault.register_column_missing", string(ColumnLatitude)+", "+string(ColumnLongitude))
	}
	return extract, nil
}

// Columns lists the columns that our own files may have.
func Columns() []Column {
	columns := []Column{ColumnCode, ColumnLatitude, ColumnLongitude}
	for _, c := range ownColumns {
		columns = append(columns, c.column)
	}
	return columns
}

func (t *table) ownRow(row *Row) (bool, *fault.Fault) {
	var known bool
	row.Code = t.get(string(ColumnCode))
	if row.Register, known = Of(row.Code); !known {
		return false, t.wrongValue("fault.register_code", string(ColumnCode))
	}
	for _, c := range ownColumns {
		if t.has(string(c.column)) && !c.read(row, t.get(string(c.column))) {
			return false, t.wrongValue("fault.register_value", string(c.column))
		}
	}
	return true, t.point(row)
}

// point reads the coordinates, which are both there or both unknown.
func (t *table) point(row *Row) *fault.Fault {
	latitude, longitude := t.get(string(ColumnLatitude)), t.get(string(ColumnLongitude))
	if latitude == "" && longitude == "" {
		return nil
	}
	north, ok := degrees(latitude, 90)
	if !ok {
		return t.wrongValue("fault.register_value", string(ColumnLatitude))
	}
	east, ok := degrees(longitude, 180)
	if !ok {
		return t.wrongValue("fault.register_value", string(ColumnLongitude))
	}
	row.Point = &Point{Latitude: north, Longitude: east}
	return nil
}
