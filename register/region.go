package register

import (
	_ "embed"
	"strings"
)

// Country is a country by its ISO 3166 code.
type Country string

// The countries whose registers are read.
const (
	Czechia Country = "CZ"
	Poland  Country = "PL"
)

// Region is a kraj or a voivodeship.
type Region struct {
	Country Country
	Code    string // NUTS 3 in Czechia, the two digits of TERC in Poland
	Name    string // in full, as it is printed
}

// regions has all regions in the order of their codes.
var regions = []Region{
	{Czechia, "CZ010", "Hlavní město Praha"},
	{Czechia, "CZ020", "Středočeský kraj"},
	{Czechia, "CZ031", "Jihočeský kraj"},
	{Czechia, "CZ032", "Plzeňský kraj"},
	{Czechia, "CZ041", "Karlovarský kraj"},
	{Czechia, "CZ042", "Ústecký kraj"},
	{Czechia, "CZ051", "Liberecký kraj"},
	{Czechia, "CZ052", "Královéhradecký kraj"},
	{Czechia, "CZ053", "Pardubický kraj"},
	{Czechia, "CZ063", "Kraj Vysočina"},
	{Czechia, "CZ064", "Jihomoravský kraj"},
	{Czechia, "CZ071", "Olomoucký kraj"},
	{Czechia, "CZ072", "Zlínský kraj"},
	{Czechia, "CZ080", "Moravskoslezský kraj"},
	{Poland, "02", "województwo dolnośląskie"},
	{Poland, "04", "województwo kujawsko-pomorskie"},
	{Poland, "06", "województwo lubelskie"},
	{Poland, "08", "województwo lubuskie"},
	{Poland, "10", "województwo łódzkie"},
	{Poland, "12", "województwo małopolskie"},
	{Poland, "14", "województwo mazowieckie"},
	{Poland, "16", "województwo opolskie"},
	{Poland, "18", "województwo podkarpackie"},
	{Poland, "20", "województwo podlaskie"},
	{Poland, "22", "województwo pomorskie"},
	{Poland, "24", "województwo śląskie"},
	{Poland, "26", "województwo świętokrzyskie"},
	{Poland, "28", "województwo warmińsko-mazurskie"},
	{Poland, "30", "województwo wielkopolskie"},
	{Poland, "32", "województwo zachodniopomorskie"},
}

// Regions lists a country's regions in the order of their codes.
func Regions(country Country) []Region {
	var list []Region
	for _, region := range regions {
		if region.Country == country {
			list = append(list, region)
		}
	}
	return list
}

// RegionOf finds a region by its code, or false.
func RegionOf(code string) (Region, bool) {
	for _, region := range regions {
		if region.Code == code {
			return region, true
		}
	}
	return Region{}, false
}

// district is a Czech okres.
type district struct{ code, name string }

// region is the code of the region in which it lies: a district's code begins with it.
func (d district) region() string { return d.code[:len("CZ010")] }

//go:embed data/cz_districts.csv
var districtList string

// districts has the Czech districts by their RÚIAN codes. Prague has two: it was district 3100 until 2022 and is 9999 since.
var districts = func() map[string]district {
	list := map[string]district{}
	for line := range strings.Lines(districtList) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		list[fields[0]] = district{code: fields[1], name: fields[2]}
	}
	return list
}()
