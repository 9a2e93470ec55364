package public

import (
	"encoding/xml"
	"strconv"
	"time"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// feedEntries is how many announced results a feed has.
const feedEntries = 50

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   string      `xml:"author>name"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
}

// feed is the latest announced results of a competition, for readers of news.
func (d door) feed(r *web.Request) error {
	results, err := d.store.Announced(r.Context(), r.Var("competition"), feedEntries)
	if err != nil {
		return err
	}
	c := results.Competition
	page, self := r.Link("public.archive", "competition", c.Slug), r.Link("public.feed", "competition", c.Slug)
	feed := atomFeed{Language: string(r.Language), ID: self, Title: r.T("archive.feed", "Name", c.Name), Author: c.Name.In(r.Language),
		Updated: atomTime(c.CreatedAt), Links: []atomLink{{"self", self}, {"alternate", page}}}
	for i, p := range results.Contests {
		link := r.Link("public.contest", "competition", c.Slug, "edition", p.Edition.Slug, "round", p.Round.Slug, "category", p.Category.Slug)
		feed.Entries = append(feed.Entries, atomEntry{ID: link, Title: entryTitle(r.Language, p), Updated: atomTime(p.Contest.AnnouncedAt),
			Link: atomLink{"alternate", link}})
		if i == 0 {
			feed.Updated = atomTime(p.Contest.AnnouncedAt)
		}
	}
	return sendXML(r, c.Slug+".atom", "application/atom+xml; charset=utf-8", feed)
}

// entryTitle names a result: its category, round and year.
func entryTitle(lang locale.Language, p *store.ContestPlace) string {
	title := p.Category.Name.In(lang) + " – " + p.Round.Name.In(lang)
	if p.Edition.Year > 0 {
		title += " " + strconv.Itoa(p.Edition.Year)
	}
	return title
}

func atomTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func sendXML(r *web.Request, name, kind string, body any) error {
	text, err := xml.MarshalIndent(body, "", " ")
	if err != nil {
		return err
	}
	return r.Send(web.File{Name: name, Type: kind, Body: append([]byte(xml.Header), text...)})
}

type siteMap struct {
	XMLName xml.Name      `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Pages   []siteMapPage `xml:"url"`
}

type siteMapPage struct {
	Address string `xml:"loc"`
}

// siteMap lists the addresses of what is announced, in all languages, for search engines.
func (d door) siteMap(r *web.Request) error {
	found, err := d.store.PublicMap(r.Context())
	if err != nil {
		return err
	}
	var file siteMap
	for _, lang := range locale.Languages {
		add := func(route string, pairs ...any) {
			file.Pages = append(file.Pages, siteMapPage{r.LinkIn(lang, route, pairs...)})
		}
		add("public.home")
		for _, c := range found.Competitions {
			add("public.competition", "competition", c)
			add("public.archive", "competition", c)
			add("public.hall_of_fame", "competition", c)
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
	return sendXML(r, "sitemap.xml", "application/xml; charset=utf-8", file)
}
