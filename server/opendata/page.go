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
		data.API = append(data.API, described{o.path, kind, "opendata.of_" + strings.TrimSuffix(strings.TrimPrefix(o.name, "data."), "_csv")})
	}
	return explainPage.Show(r, data)
}
