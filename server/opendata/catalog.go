package opendata

import (
	"maps"
	"slices"

	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

// Catalog lists all data sets by DCAT-AP.
type Catalog struct {
	Context     map[string]string `json:"@context"`
	ID          string            `json:"@id"`
	Type        string            `json:"@type"`
	Title       []tagged          `json:"dct:title"`
	Description []tagged          `json:"dct:description"`
	Publisher   agent             `json:"dct:publisher"`
	Homepage    resource          `json:"foaf:homepage"`
	Languages   []resource        `json:"dct:language"`
	Datasets    []dataset         `json:"dcat:dataset"`
}

// tagged is a text in one language.
type tagged struct {
	Language string `json:"@language"`
	Value    string `json:"@value"`
}

// resource is something that is elsewhere.
type resource struct {
	ID string `json:"@id"`
}

type agent struct {
	ID   string   `json:"@id"`
	Type string   `json:"@type"`
	Name []tagged `json:"foaf:name"`
}

type dataset struct {
	ID            string         `json:"@id"`
	Type          string         `json:"@type"`
	Title         []tagged       `json:"dct:title"`
	Description   []tagged       `json:"dct:description"`
	Publisher     agent          `json:"dct:publisher"`
	Keywords      []tagged       `json:"dcat:keyword"`
	Theme         resource       `json:"dcat:theme"`
	Spatial       resource       `json:"dct:spatial"`
	Frequency     resource       `json:"dct:accrualPeriodicity"`
	Issued        *typed         `json:"dct:issued,omitempty"`
	Modified      typed          `json:"dct:modified"`
	Page          resource       `json:"dcat:landingPage"`
	Distributions []distribution `json:"dcat:distribution"`
}

// typed is a value with its type.
type typed struct {
	Type  string `json:"@type"`
	Value string `json:"@value"`
}

type distribution struct {
	ID         string    `json:"@id"`
	Type       string    `json:"@type"`
	Title      []tagged  `json:"dct:title"`
	Access     resource  `json:"dcat:accessURL"`
	Download   resource  `json:"dcat:downloadURL"`
	MediaType  resource  `json:"dcat:mediaType"`
	Format     resource  `json:"dct:format"`
	License    resource  `json:"dct:license"`
	ConformsTo *resource `json:"dct:conformsTo,omitempty"`
}

// The authorities whose words DCAT-AP uses.
const (
	euFiles     = "http://publications.europa.eu/resource/authority/file-type/"
	euThemes    = "http://publications.europa.eu/resource/authority/data-theme/"
	euCountries = "http://publications.europa.eu/resource/authority/country/"
	euLanguages = "http://publications.europa.eu/resource/authority/language/"
	euFrequency = "http://publications.europa.eu/resource/authority/frequency/"
	mediaTypes  = "http://www.iana.org/assignments/media-types/"
)

var (
	prefixes = map[string]string{"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
		"xsd": "http://www.w3.org/2001/XMLSchema#"}
	euCountry  = map[register.Country]string{register.Czechia: "CZE", register.Poland: "POL"}
	euLanguage = map[locale.Language]string{locale.Czech: "CES", locale.Polish: "POL", locale.English: "ENG"}
)

// catalog lists the editions of which something is announced.
func (d *door) catalog(r *web.Request) error {
	editions, err := d.store.PublicEditions(r.Context())
	if err != nil {
		return err
	}
	out := Catalog{Context: prefixes, ID: r.Link("data.catalog"), Type: "dcat:Catalog", Title: said("opendata.catalog"), Description: said("opendata.catalog_description"),
		Publisher: agent{ID: r.Site(), Type: "foaf:Agent", Name: said("web.name")}, Homepage: resource{r.Site()}, Datasets: []dataset{}}
	for _, lang := range locale.Languages {
		out.Languages = append(out.Languages, resource{euLanguages + euLanguage[lang]})
	}
	for _, e := range editions {
		out.Datasets = append(out.Datasets, datasetOf(r, e))
	}
	return sendJSON(r, "catalog.jsonld", jsonLD, out)
}

func datasetOf(r *web.Request, e *store.PublicEdition) dataset {
	words := []any{"competition", e.Competition.Slug, "edition", e.Edition.Slug}
	file, table := r.Link("data.edition", words...), r.Link("data.edition_csv", words...)
	license := resource{store.LicenseURL(e.Edition.License)}
	args := []any{"Name", e.Competition.Name, "Year", e.Edition.Year}
	out := dataset{ID: file + "#dataset", Type: "dcat:Dataset", Title: said("opendata.dataset", args...), Description: said("opendata.dataset_description", args...),
		Publisher: agent{ID: r.LinkIn(e.Edition.Language, "public.competition", "competition", e.Competition.Slug), Type: "foaf:Agent", Name: tags(e.Competition.Name)},
		Keywords:  said("opendata.keyword"), Theme: resource{euThemes + "GOVE"}, Spatial: resource{euCountries + euCountry[e.Competition.Country]},
		Frequency: resource{euFrequency + "ANNUAL"}, Modified: typed{"xsd:dateTime", moment(e.Modified)},
		Page: resource{r.LinkIn(e.Edition.Language, "public.edition", words...)}}
	if !e.Issued.IsZero() {
		out.Issued = &typed{"xsd:dateTime", moment(e.Issued)}
	}
	for _, f := range []struct{ address, media, format, about string }{
		{file, "application/ld+json", "JSON_LD", r.Link("data.context")}, {table, "text/csv", "CSV", r.Link("data.columns")}} {
		out.Distributions = append(out.Distributions, distribution{ID: f.address, Type: "dcat:Distribution", Title: out.Title, Access: resource{f.address},
			Download: resource{f.address}, MediaType: resource{mediaTypes + f.media}, Format: resource{euFiles + f.format}, License: license, ConformsTo: &resource{f.about}})
	}
	return out
}

// said is a message in all languages.
func said(key string, args ...any) (list []tagged) {
	for _, lang := range locale.Languages {
		list = append(list, tagged{string(lang), locale.T(lang, key, args...)})
	}
	return list
}

// tags is a text in the languages that it has.
func tags(text locale.Text) []tagged {
	list := []tagged{}
	for _, lang := range slices.Sorted(maps.Keys(text)) {
		if text[lang] != "" {
			list = append(list, tagged{string(lang), text[lang]})
		}
	}
	return list
}
