package opendata

import (
	"strings"

	"blazon/server/web"
	"blazon/store"
)

const explainPage web.Page[explainData] = "public/data"

type explainData struct {
	Editions []*store.PublicEdition
	API      []described
}

// described is an address of the API as people read it.
type described struct{ Path, Type, Key string }

// License is where the edition's license is read.
func (explainData) License(e store.Edition) string { return store.LicenseURL(e.License) }

// page explains the open data to people.
func (d *door) page(r *web.Request) error {
	editions, err := d.store.PublicEditions(r.Context())
	if err != nil {
		return err
	}
	data := explainData{Editions: editions}
	for _, o := range d.api {
		kind, _, _ := strings.Cut(o.kind, ";")
		data.API = append(data.API, described{o.path, kind, o.about()})
	}
	return explainPage.Show(r, data)
}

// about is the key of what an address answers with: a file and its table are about the same, and what describes a table is about the table.
func (o operation) about() string {
	name := strings.TrimSuffix(strings.TrimPrefix(o.name, "data."), "_csv")
	if strings.HasSuffix(name, "_table") {
		name = "table"
	}
	return "opendata.of_" + name
}
