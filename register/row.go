package register

// Column is an attribute of a body, by its name in our own files and in the database.
type Column string

// The columns of our own files.
const (
	ColumnCode           Column = "code"
	ColumnName           Column = "name"
	ColumnKind           Column = "kind"
	ColumnORP            Column = "orp"
	ColumnORPCode        Column = "orp_code"
	ColumnORPName        Column = "orp_name"
	ColumnDistrictCode   Column = "district_code"
	ColumnDistrictName   Column = "district_name"
	ColumnRegion         Column = "region_code"
	ColumnParent         Column = "parent_code"
	ColumnPopulation     Column = "population"
	ColumnPopulationDate Column = "population_date"
	ColumnPostCode       Column = "post_code"
	ColumnLatitude       Column = "latitude"
	ColumnLongitude      Column = "longitude"
	ColumnWeb            Column = "web"
)

// Row is one body as a file has it. Fields of columns that the file lacks are zero and mean nothing.
type Row struct {
	File           string // where it stands
	Line           int    // in the file, from 1
	Register       Register
	Code           string // the official code, unique in the register; names are not keys
	Name           string
	Kind           Kind
	ORP            bool   // a Czech municipality with extended powers
	ORPCode        string // the municipality with extended powers to whose territory it belongs
	ORPName        string
	DistrictCode   string
	DistrictName   string // without the word okres or powiat
	RegionCode     string // NUTS 3 in Czechia, the code of the voivodeship in Poland
	RegionName     string // with the word kraj or województwo
	ParentCode     string // a city district's city
	Population     *int   // inhabitants; nil is unknown, not none
	PopulationDate string // as of when, in ISO 8601
	PostCode       string
	Point          *Point // nil is unknown
	Web            string // an address without its scheme
	Date           string // as of when the row holds, in ISO 8601, where the file says so
}

// Point is a place on the Earth in degrees of WGS 84.
type Point struct{ Latitude, Longitude float64 }
