package opendata

import "blazon/server/web"

// Context says what the words of the files mean: those of schema.org where it has them, otherwise our own.
type Context struct {
	Words map[string]any `json:"@context"`
}

// meanings are the words that schema.org has, and those whose values are more than texts.
var meanings = map[string]any{
	"schema":                 "https://schema.org/",
	"xsd":                    "http://www.w3.org/2001/XMLSchema#",
	"Dataset":                "schema:Dataset",
	"GovernmentOrganization": "schema:GovernmentOrganization",
	"name":                   map[string]string{"@id": "schema:name", "@container": "@language"},
	"title":                  map[string]string{"@id": "schema:alternateName", "@container": "@language"}, // a body's is a text without a language
	"license":                map[string]string{"@id": "schema:license", "@type": "@id"},
	"url":                    map[string]string{"@id": "schema:url", "@type": "@id"},
	"code":                   "schema:identifier",
	"pages":                  map[string]string{"@id": "schema:url", "@container": "@language"},
	"announced_at":           map[string]string{"@id": "schema:datePublished", "@type": "xsd:dateTime"},
	"provisional_until":      map[string]string{"@type": "xsd:dateTime"},
	"standings":              map[string]string{"@container": "@list"},
	"contest":                map[string]string{"@type": "@id"},
	"tally":                  map[string]string{"@type": "@id"},
	"total":                  map[string]string{"@type": "xsd:decimal"},
	"amount":                 map[string]string{"@id": "schema:price", "@type": "xsd:decimal"},
	"currency":               "schema:priceCurrency",
	"citation":               map[string]string{"@container": "@language"},
	"object":                 map[string]string{"@container": "@language"},
	"patron":                 map[string]string{"@container": "@language"},
}

func (d *door) context(r *web.Request) error {
	words := map[string]any{"@vocab": r.Link("data.context") + "#"}
	for word, meaning := range meanings {
		words[word] = meaning
	}
	return sendJSON(r, "context.jsonld", jsonLD, Context{words})
}

// Table says what a CSV file is, by CSV on the Web, which wants to know its address.
type Table struct {
	Context string `json:"@context"`
	Type    string `json:"@type"`
	URL     string `json:"url" doc:"The table's stable address"`
	Schema  string `json:"tableSchema" doc:"Where its columns are described"`
	License string `json:"dc:license,omitempty"`
}

const csvw = "http://www.w3.org/ns/csvw"

// sendTable answers with what the table at an address is.
func sendTable(r *web.Request, name, address, license string) error {
	return sendJSON(r, name+tableEnding, tableType, Table{Context: csvw, Type: "Table", URL: address, Schema: r.Link("data.columns"), License: license})
}

// Columns is the schema of all CSV files, by CSV on the Web.
type Columns struct {
	Context string   `json:"@context"`
	ID      string   `json:"@id"`
	Type    string   `json:"@type"`
	Columns []column `json:"columns"`
}

type column struct {
	Name        string `json:"name"`
	Titles      string `json:"titles"`
	Datatype    string `json:"datatype"`
	Description string `json:"dc:description,omitempty"`
}

func (d *door) columns(r *web.Request) error {
	out := Columns{Context: csvw, ID: r.Link("data.columns"), Type: "Schema"}
	for _, c := range columns {
		out.Columns = append(out.Columns, column{c.name, c.name, c.kind, c.doc})
	}
	return sendJSON(r, "columns.json", jsonLD, out)
}
