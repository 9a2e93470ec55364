package public

import (
	"encoding/xml"
	"strconv"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// mapped is how many contests and bodies stand in one file of the map: each in three languages, and with a contest the round and the edition
// that it is of, they come to no more than the 50,000 addresses that a file may have.
const mapped = 5000

type siteMap struct {
	XMLName xml.Name      `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Pages   []siteMapPage `xml:"url"`
}

type siteMapIndex struct {
	XMLName xml.Name      `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Parts   []siteMapPage `xml:"sitemap"`
}

type siteMapPage struct {
	Address string `xml:"loc"`
}

// siteMap lists the addresses of what is announced, in all languages, for search engines; where one file cannot hold them, it lists the files.
func (d door) siteMap(r *web.Request) error {
	found, err := d.store.PublicMap(r.Context(), 1, mapped)
	if err != nil {
		return err
	}
	if found.Parts == 1 {
		return sendMap(r, found)
	}
	var index siteMapIndex
	for part := range found.Parts {
		index.Parts = append(index.Parts, siteMapPage{r.Link("public.sitemap_part", "part", part+1)})
	}
	return sendXML(r, "sitemap.xml", mapType, index)
}

// siteMapPart is one of the files of the map.
func (d door) siteMapPart(r *web.Request) error {
	part, err := strconv.Atoi(r.Var("part"))
	if err != nil || part < 1 || part > 1_000_000 || strconv.Itoa(part) != r.Var("part") {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	found, err := d.store.PublicMap(r.Context(), part, mapped)
	if err != nil {
		return err
	}
	if part > found.Parts {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return sendMap(r, found)
}

const mapType = "application/xml; charset=utf-8"

func sendMap(r *web.Request, found *store.PublicMap) error {
	var file siteMap
	for _, lang := range locale.Languages {
		add := func(route string, pairs ...any) {
			file.Pages = append(file.Pages, siteMapPage{r.LinkIn(lang, route, pairs...)})
		}
		if found.Competitions != nil {
			add("public.home")
		}
		for _, c := range found.Competitions {
			add("public.competition", "competition", c)
			add("public.archive", "competition", c)
			add("public.hall_of_fame", "competition", c)
		}
		for _, a := range found.Editions() {
			add("public.edition", "competition", a.Competition, "edition", a.Edition)
		}
		for _, a := range found.Rounds() {
			add("public.round", "competition", a.Competition, "edition", a.Edition, "round", a.Round)
		}
		for _, a := range found.Contests {
			add("public.contest", "competition", a.Competition, "edition", a.Edition, "round", a.Round, "category", a.Category)
		}
		for _, code := range found.Bodies {
			add("public.body", "code", code)
		}
	}
	return sendXML(r, "sitemap.xml", mapType, file)
}
