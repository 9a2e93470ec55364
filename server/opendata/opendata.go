// Package opendata is the door for programs: what is announced as files with stable addresses, and what describes them.
package opendata

import (
	"bytes"
	"encoding/json"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

type door struct {
	store *store.Store
	api   []operation
}

// Routes is the table of the door's addresses: those of the read API, which describes itself, and the page that explains it.
func Routes(s *store.Store) []web.Route {
	d := &door{store: s}
	d.api = d.operations()
	routes := []web.Route{{Name: "data.page", Path: "/data", Act: judging.ViewRound, Kept: true, Get: d.page}}
	for _, o := range d.api {
		routes = append(routes, web.Route{Name: o.name, Path: o.path, Bare: true, Act: judging.ViewRound, Kept: true, Get: o.get})
	}
	return routes
}

// The media types of the files.
const (
	jsonLD    = "application/ld+json"
	plainJSON = "application/json"
	csvType   = "text/csv; charset=utf-8"
	tableType = "application/csvm+json"
)

// sendJSON answers with a record.
func sendJSON(r *web.Request, name, kind string, record any) error {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(record); err != nil {
		return err
	}
	return send(r, name, kind, body.Bytes())
}

// send answers with a file that pages of any site may read.
func send(r *web.Request, name, kind string, body []byte) error {
	h := r.Writer().Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	return r.Send(web.File{Name: name, Type: kind, Body: body})
}

// sendCSV answers with a table, and leads to what describes it.
func sendCSV(r *web.Request, name, address string, body []byte) error {
	r.Writer().Header().Set("Link", "<"+address+`-metadata.json>; rel="describedby"; type="`+tableType+`"`)
	return send(r, name, csvType, body)
}

// found is what an address of results names.
type found struct {
	*Results
	edition store.Edition
	name    string // of the file, without its ending
	table   string // address of the same as CSV
}

// lookUp finds the results of an edition, of a round, or of a contest. A contest is there from its announcement on.
func (d *door) lookUp(r *web.Request) (*found, error) {
	a := store.Address{Competition: r.Var("competition"), Edition: r.Var("edition"), Round: r.Var("round"), Category: r.Var("category")}
	words := []any{"competition", a.Competition, "edition", a.Edition}
	if a.Round == "" {
		v, err := d.store.EditionResults(r.Context(), a.Competition, a.Edition)
		if err != nil {
			return nil, err
		}
		return &found{writer{r}.results(r.Link("data.edition", words...), v.Competition, v.Edition, v.Rounds...), v.Edition, a.Competition + "-" + a.Edition,
			r.Link("data.edition_csv", words...)}, nil
	}
	results, err := d.store.RoundResults(r.Context(), judging.Actor{}, a)
	if err != nil {
		return nil, err
	}
	of, name := "data.round", a.Competition+"-"+a.Edition+"-"+a.Round
	words = append(words, "round", a.Round)
	if a.Category != "" {
		of, name, words = "data.contest", name+"-"+a.Category, append(words, "category", a.Category)
	}
	return &found{writer{r}.results(r.Link(of, words...), results.Competition, results.Edition, results), results.Edition, name, r.Link(of+"_csv", words...)}, nil
}

func (d *door) results(r *web.Request) error {
	f, err := d.lookUp(r)
	if err != nil {
		return err
	}
	return sendJSON(r, f.name+".json", jsonLD, f.Results)
}

func (d *door) resultsCSV(r *web.Request) error {
	f, err := d.lookUp(r)
	if err != nil {
		return err
	}
	body, err := f.csv(f.edition)
	if err != nil {
		return err
	}
	return sendCSV(r, f.name+".csv", f.table, body)
}

// resultsTable describes the table of results.
func (d *door) resultsTable(r *web.Request) error {
	f, err := d.lookUp(r)
	if err != nil {
		return err
	}
	return sendTable(r, f.name, f.table, f.License)
}

// lookUpBody finds a body by the word of its register and its code.
func (d *door) lookUpBody(r *web.Request) (*BodyResults, error) {
	record, err := d.store.PublicBody(r.Context(), r.Var("code"))
	if err == nil && record.Body.Register.Word() != r.Var("country") {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return nil, err
	}
	return writer{r}.bodyResults(record), nil
}

func (d *door) body(r *web.Request) error {
	b, err := d.lookUpBody(r)
	if err != nil {
		return err
	}
	return sendJSON(r, b.Country+"-"+b.Code+".json", jsonLD, b)
}

func (d *door) bodyCSV(r *web.Request) error {
	b, err := d.lookUpBody(r)
	if err != nil {
		return err
	}
	body, err := b.csv()
	if err != nil {
		return err
	}
	return sendCSV(r, b.Country+"-"+b.Code+".csv", bodyAddress(r, b), body)
}

// bodyTable describes the table of what a body achieved.
func (d *door) bodyTable(r *web.Request) error {
	b, err := d.lookUpBody(r)
	if err != nil {
		return err
	}
	return sendTable(r, b.Country+"-"+b.Code, bodyAddress(r, b), "")
}

// bodyAddress is that of the table of what a body achieved.
func bodyAddress(r *web.Request, b *BodyResults) string {
	return r.Link("data.body_csv", "country", b.Country, "code", b.Code)
}
