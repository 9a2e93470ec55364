package register_test

import (
	"bytes"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"blazon/fault"
	"blazon/register"
)

// format is one of the three readers.
type format func(file string, r io.Reader, source register.Source) (*register.Extract, error)

// all reads a file to its end or first error.
func all(read format, file string, r io.Reader) ([]register.Row, error) {
	extract, err := read(file, r, register.Source{})
	if err != nil {
		return nil, err
	}
	var rows []register.Row
	for row, err := range extract.Rows() {
		if err != nil {
			return rows, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func testdata(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// latin writes text as windows-1250.
func latin(t testing.TB, text string) string {
	t.Helper()
	body, err := charmap.Windows1250.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestRUIANAgreesWithTheBundle(t *testing.T) {
	bundled := open(t, "cz_municipalities")
	rows, err := all(register.ReadRUIAN, "ui_obec.csv", bytes.NewReader(testdata(t, "ui_obec.csv")))
	if err != nil {
		t.Fatal(err)
	}
	districts := map[string]bool{}
	for _, row := range rows {
		want := bundled[row.Code]
		districts[row.DistrictCode] = true
		for what, pair := range map[string][2]string{
			"name": {row.Name, want.Name}, "district": {row.DistrictCode + row.DistrictName, want.DistrictCode + want.DistrictName},
			"region": {row.RegionCode + row.RegionName, want.RegionCode + want.RegionName}, "kind": {string(row.Kind), string(want.Kind)},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s %s: %s is %s, bundled %s", row.Code, row.Name, what, pair[0], pair[1])
			}
		}
	}
	if len(rows) != 79 || len(districts) != 77 {
		t.Errorf("%d rows in %d districts, want 79 in 77", len(rows), len(districts))
	}
}

func TestEveryBundledNameIsReadInWindows1250(t *testing.T) {
	bundled := open(t, "cz_municipalities")
	var text strings.Builder
	text.WriteString(ruianHeader)
	for code, row := range bundled {
		text.WriteString(code + ";" + row.Name + ";2;1;3608;;;;;\n")
	}
	rows, err := all(register.ReadRUIAN, "x", strings.NewReader(latin(t, text.String())))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if want := bundled[row.Code].Name; row.Name != want {
			t.Errorf("%s is read as %s, bundled as %s", row.Code, row.Name, want)
		}
	}
	if len(rows) != len(bundled) {
		t.Errorf("%d rows, want %d", len(rows), len(bundled))
	}
}

func TestTERCAgreesWithTheBundle(t *testing.T) {
	gminas, counties := open(t, "pl_municipalities"), open(t, "pl_counties")
	rows, err := all(register.ReadTERC, "terc.csv", bytes.NewReader(testdata(t, "terc.csv")))
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, row := range rows {
		want, ok := gminas[row.Code]
		if !ok {
			want = counties[row.Code]
		}
		want.File, want.Line, want.Date = row.File, row.Line, "2024-01-01"
		if diff := cmp.Diff(want, row); diff != "" {
			t.Errorf("%s: bundled → read:\n%s", row.Code, diff)
		}
		codes = append(codes, row.Code)
	}
	want := "0201 0201011 0201022 0201032 0201043 0264 0264011 1408 1408011 1465 1465011"
	if got := strings.Join(codes, " "); got != want {
		t.Errorf("codes: %s\nwant:  %s", got, want)
	}
}

func TestEndedMunicipalitiesAreLeftOut(t *testing.T) {
	text := ruianHeader + "576964;Semily;3;2461;3608;;;18.12.2024 00:00:00;;\n530000;Zaniklá;2;1;3608;;;01.01.2000 00:00:00;31.12.2001 00:00:00;\n"
	rows, err := all(register.ReadRUIAN, "x", strings.NewReader(latin(t, text)))
	if err != nil || len(rows) != 1 || rows[0].Name != "Semily" {
		t.Errorf("rows %+v, error %v; want Semily alone", rows, err)
	}
}

func TestCSVHasOnlyItsColumns(t *testing.T) {
	text := "\ufeffcode;population;web\r\n\r\n576964;8200;https://www.semily.cz/\r\n577201;;\r\n\"skola-1\";12;\r\n"
	extract, err := register.ReadCSV("x.csv", strings.NewReader(text), register.Source{})
	if err != nil {
		t.Fatal(err)
	}
	for column, want := range map[register.Column]bool{"code": true, "population": true, "web": true, "name": false, "orp": false} {
		if extract.Has(column) != want {
			t.Errorf("column %s: %v, want %v", column, !want, want)
		}
	}
	if len(extract.Covers) != 0 {
		t.Errorf("a CSV file covers %v; it may be a part", extract.Covers)
	}
	var got []register.Row
	for row, err := range extract.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row)
	}
	inhabitants := func(n int) *int { return &n }
	want := []register.Row{
		{File: "x.csv", Line: 3, Register: register.RUIAN, Code: "576964", Population: inhabitants(8200), Web: "www.semily.cz"},
		{File: "x.csv", Line: 4, Register: register.RUIAN, Code: "577201"},
		{File: "x.csv", Line: 5, Register: register.Own, Code: "skola-1", Population: inhabitants(12)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want → got:\n%s", diff)
	}
}

const (
	ruianHeader = "KOD;NAZEV;STATUS_KOD;POU_KOD;OKRES_KOD;CLENENI_SM_ROZSAH_KOD;CLENENI_SM_TYP_KOD;PLATI_OD;PLATI_DO;DATUM_VZNIKU\n"
	tercHeader  = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n"
)

func TestABadLineIsNamed(t *testing.T) {
	semily := "576964;Semily;3;2461;3608;;;18.12.2024 00:00:00;;\n"
	county := "02;01;;;bolesławiecki;powiat;2024-01-01\n"
	for name, c := range map[string]struct {
		read   format
		text   string
		key    string
		line   int
		column string
	}{
		"an empty file":                              {register.ReadCSV, "", "fault.register_empty", 0, ""},
		"a header alone":                             {register.ReadCSV, "code,name\n", "fault.register_empty", 1, ""},
		"a missing column":                           {register.ReadRUIAN, "KOD;NAZEV\n" + semily, "fault.register_column_missing", 1, "STATUS_KOD"},
		"an unknown column":                          {register.ReadCSV, "code,nmae\n", "fault.register_column_unknown", 1, "nmae"},
		"a column that comes twice":                  {register.ReadCSV, "code,name,name\n", "fault.register_column_twice", 1, "name"},
		"a latitude without longitude":               {register.ReadCSV, "code,latitude\n", "fault.register_column_missing", 1, "latitude, longitude"},
		"a line that is cut":                         {register.ReadRUIAN, ruianHeader + semily + "577201;Jil", "fault.register_fields", 3, ""},
		"a line that is too long":                    {register.ReadRUIAN, ruianHeader + strings.Repeat("x", 1<<17), "fault.register_line_long", 2, ""},
		"a NUL":                                      {register.ReadCSV, "code,name\n576964,Sem\x00ily\n", "fault.register_character", 2, "11"},
		"UTF-16":                                     {register.ReadCSV, "\xff\xfec\x00o\x00", "fault.register_character", 1, "4"},
		"windows-1250 where UTF-8 is due":            {register.ReadCSV, "code,name\n576964,Ma\xf8enice\n", "fault.register_encoding", 2, ""},
		"UTF-8 where windows-1250 is due":            {register.ReadRUIAN, ruianHeader + "560000;Mařenice;2;1;3501;;;;;\n", "fault.register_encoding", 2, ""},
		"a byte that windows-1250 lacks":             {register.ReadRUIAN, ruianHeader + "560000;Ma\x81enice;2;1;3501;;;;;\n", "fault.register_encoding", 2, ""},
		"a quotation mark that stays open":           {register.ReadCSV, "code,name\n576964,\"Semily\n577201,Jilemnice\n", "fault.register_quote", 2, "15"},
		"a code that comes twice":                    {register.ReadRUIAN, ruianHeader + semily + "\n" + semily, "fault.register_doubled", 4, "KOD"},
		"a code of five digits":                      {register.ReadRUIAN, ruianHeader + "57696;Semily;3;1;3608;;;;;\n", "fault.register_code", 2, "KOD"},
		"no name":                                    {register.ReadRUIAN, ruianHeader + "576964; ;3;1;3608;;;;;\n", "fault.register_value", 2, "NAZEV"},
		"an unknown status":                          {register.ReadRUIAN, ruianHeader + "576964;Semily;9;1;3608;;;;;\n", "fault.register_value", 2, "STATUS_KOD"},
		"an unknown district":                        {register.ReadRUIAN, ruianHeader + "576964;Semily;3;1;3699;;;;;\n", "fault.register_value", 2, "OKRES_KOD"},
		"an unknown voivodeship":                     {register.ReadTERC, tercHeader + "03;01;;;x;powiat;2024-01-01\n", "fault.register_value", 2, "WOJ"},
		"a gmina before its county":                  {register.ReadTERC, tercHeader + "02;01;01;1;Bolesławiec;gmina miejska;2024-01-01\n", "fault.register_parent", 2, "POW"},
		"an unknown type of gmina":                   {register.ReadTERC, tercHeader + county + "02;01;01;7;Bolesławiec;?;2024-01-01\n", "fault.register_value", 3, "RODZ"},
		"a gmina without type":                       {register.ReadTERC, tercHeader + county + "02;01;01;;Bolesławiec;?;2024-01-01\n", "fault.register_value", 3, "RODZ"},
		"a county of unknown kind":                   {register.ReadTERC, tercHeader + "02;01;;;bolesławiecki;gmina;2024-01-01\n", "fault.register_value", 2, "NAZWA_DOD"},
		"TERC without its date":                      {register.ReadTERC, "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD\n", "fault.register_column_missing", 1, "STAN_NA"},
		"a voivodeship with a gmina's number":        {register.ReadTERC, tercHeader + "02;;01;;DOLNOŚLĄSKIE;województwo;2024-01-01\n", "fault.register_value", 2, "GMI"},
		"a name without a letter":                    {register.ReadTERC, tercHeader + "02;01;;;123;powiat;2024-01-01\n", "fault.register_value", 2, "NAZWA"},
		"a gmina's code of two digits too many":      {register.ReadTERC, tercHeader + county + "02;01;011;1;Bolesławiec;gmina miejska;2024-01-01\n", "fault.register_code", 3, "GMI"},
		"a date that is none":                        {register.ReadTERC, tercHeader + "02;01;;;bolesławiecki;powiat;2024-13-01\n", "fault.register_value", 2, "STAN_NA"},
		"a county's code of three digits":            {register.ReadTERC, tercHeader + "02;011;;;bolesławiecki;powiat;2024-01-01\n", "fault.register_code", 2, "POW"},
		"a code of no register":                      {register.ReadCSV, "code,name\n12345,Semily\n", "fault.register_code", 2, "code"},
		"a kind of another register":                 {register.ReadCSV, "code,kind\n576964,gmina_wiejska\n", "fault.register_value", 2, "kind"},
		"a county's kind with a gmina's code":        {register.ReadCSV, "code,kind\n1408011,powiat\n", "fault.register_value", 2, "kind"},
		"a kind that is none":                        {register.ReadCSV, "code,kind\nskola-1,zamek\n", "fault.register_value", 2, "kind"},
		"a population with a blank":                  {register.ReadCSV, "code,population\n576964,8 311\n", "fault.register_value", 2, "population"},
		"a population below zero":                    {register.ReadCSV, "code,population\n576964,-1\n", "fault.register_value", 2, "population"},
		"an address that is a script":                {register.ReadCSV, "code,web\n576964,javascript:alert(1)\n", "fault.register_value", 2, "web"},
		"a region of the other country":              {register.ReadCSV, "code,region_code\n576964,14\n", "fault.register_value", 2, "region_code"},
		"a voivodeship that the code does not tell":  {register.ReadCSV, "code,region_code\n1408011,12\n", "fault.register_value", 2, "region_code"},
		"a place that is not on the Earth":           {register.ReadCSV, "code,latitude,longitude\n576964,91,15\n", "fault.register_value", 2, "latitude"},
		"a latitude without its longitude in a line": {register.ReadCSV, "code,latitude,longitude\n576964,50,\n", "fault.register_value", 2, "longitude"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := all(c.read, "list.csv", strings.NewReader(c.text))
			f := fault.Of(err)
			if err == nil || f.Kind != fault.Invalid || f.Key != c.key {
				t.Fatalf("got %v, want %s", err, c.key)
			}
			if f.Args["File"] != "list.csv" || f.Args["Line"] != strconv.Itoa(c.line) || f.Args["Column"] != c.column {
				t.Errorf("place: %v, want line %d, column %q", f.Args, c.line, c.column)
			}
		})
	}
}

func TestAFileThatCannotBeReadIsNobodysInput(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("code,name\n576964,Semily\n"), brokenDisk{})
	rows, err := all(register.ReadCSV, "x", broken)
	if len(rows) != 1 || !fault.Is(err, fault.Internal) {
		t.Errorf("rows %v, error %v; want one row and an internal fault", rows, err)
	}
}

type brokenDisk struct{}

func (brokenDisk) Read([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

// FuzzRead holds every reader to its promise: rows that a database can keep, or a fault that says where.
func FuzzRead(f *testing.F) {
	f.Add(0, testdata(f, "ui_obec.csv"))
	f.Add(1, testdata(f, "terc.csv"))
	f.Add(2, []byte("code;name;kind;population;latitude;longitude;web\nskola-1;Škola;other;;50.1;15;škola.cz\n"))
	f.Add(2, []byte("code,orp,orp_code,district_code,district_name,region_code,parent_code\n576964,1,5107,CZ0514,Semily,CZ051,\n"))
	f.Fuzz(func(t *testing.T, which int, body []byte) {
		readers := []format{register.ReadRUIAN, register.ReadTERC, register.ReadCSV}
		rows, err := all(readers[(which%3+3)%3], "f", bytes.NewReader(body))
		if err != nil && (!fault.Is(err, fault.Invalid) || fault.Of(err).Args["File"] != "f") {
			t.Fatalf("error without a place: %v", err)
		}
		if err == nil && len(rows) == 0 {
			t.Fatal("neither rows nor an error")
		}
		for _, row := range rows {
			if of, ok := register.Of(row.Code); !ok || of != row.Register || row.Line < 2 {
				t.Fatalf("row %+v", row)
			}
			if strings.ContainsRune(row.Name+row.Web+row.DistrictName, 0) || row.Population != nil && *row.Population < 0 {
				t.Fatalf("row %+v", row)
			}
		}
	})
}
