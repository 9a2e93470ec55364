package opendata

import "blazon/server/web"

// operation is a row of the read API's table: an address, what it answers with, and what it is about.
type operation struct {
	name    string // of the route
	path    string
	get     web.Handler
	kind    string // media type
	record  any    // a value of the type that it answers with; nil: a table of columns, or text
	summary string
}

// The addresses. A competition, an edition, a round and a category have the words of their pages.
const (
	editionPath = "/data/{competition}/{edition}"
	roundPath   = editionPath + "/{round}"
	contestPath = roundPath + "/{category}"
	bodyPath    = "/data/bodies/{country}/{code}"
)

// tableEnding is where CSV on the Web looks for what describes a table.
const tableEnding = ".csv-metadata.json"

// operations is the table of the read API. The addresses of bodies stand before those of editions, which begin with any word, and those
// that describe a table before those that end like them.
func (d *door) operations() []operation {
	return []operation{
		{"data.catalog", "/data/catalog.jsonld", d.catalog, jsonLD, Catalog{}, "All open data sets as a DCAT-AP catalog: one for each edition of which something is announced"},
		{"data.context", "/data/context.jsonld", d.context, jsonLD, Context{}, "What the words of the files mean, as a JSON-LD context"},
		{"data.columns", "/data/columns.json", d.columns, jsonLD, Columns{}, "The columns of all CSV files, as a schema of CSV on the Web"},
		{"data.openapi", "/data/openapi.json", d.openapi, plainJSON, Document{}, "This description"},
		{"data.body_table", bodyPath + tableEnding, d.bodyTable, tableType, Table{}, "What the table of what a body achieved is, for programs that read CSV on the Web"},
		{"data.edition_table", editionPath + tableEnding, d.resultsTable, tableType, Table{}, "What the table of an edition is, for programs that read CSV on the Web"},
		{"data.round_table", roundPath + tableEnding, d.resultsTable, tableType, Table{}, "What the table of a round is, for programs that read CSV on the Web"},
		{"data.contest_table", contestPath + tableEnding, d.resultsTable, tableType, Table{}, "What the table of a contest is, from its announcement on, for programs that read CSV on the Web"},
		{"data.body", bodyPath + ".json", d.body, jsonLD, BodyResults{}, "What a body achieved over the years"},
		{"data.body_csv", bodyPath + ".csv", d.bodyCSV, csvType, nil, "What a body achieved over the years, as a table"},
		{"data.edition", editionPath + ".json", d.results, jsonLD, Results{}, "The announced results of an edition"},
		{"data.edition_csv", editionPath + ".csv", d.resultsCSV, csvType, nil, "The announced results of an edition, as a table"},
		{"data.round", roundPath + ".json", d.results, jsonLD, Results{}, "The announced results of a round"},
		{"data.round_csv", roundPath + ".csv", d.resultsCSV, csvType, nil, "The announced results of a round, as a table"},
		{"data.contest", contestPath + ".json", d.results, jsonLD, Results{}, "The result of a contest, from its announcement on"},
		{"data.contest_csv", contestPath + ".csv", d.resultsCSV, csvType, nil, "The result of a contest, as a table, from its announcement on"},
		{"data.tally", contestPath + "/tally.json", d.tally, plainJSON, map[string]any{}, "What the result was computed from, in the form that blazon tally reads, where the edition publishes what each juror gave"},
	}
}

// parameters say what the variables of addresses are.
var parameters = map[string]string{
	"competition": "The competition's word in the addresses of its pages, such as zlaty-erb",
	"edition":     "The edition's word, most often its year",
	"round":       "The round's word, such as liberecky-kraj",
	"category":    "The category's word",
	"country":     "CZ for a code of RÚIAN, PL for one of TERC, own for a body that is in no register",
	"code":        "The body's code in its register",
}
