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
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Updated   string   `xml:"updated"`             // a corrected version is an update
	Published string   `xml:"published,omitempty"` // empty: nobody knows the day
	Link      atomLink `xml:"link"`
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
		Updated: atomTime(results.UpdatedAt()), Links: []atomLink{{"self", self}, {"alternate", page}}}
	for _, p := range results.Contests {
		link := r.Link("public.contest", "competition", c.Slug, "edition", p.Edition.Slug, "round", p.Round.Slug, "category", p.Category.Slug)
		feed.Entries = append(feed.Entries, atomEntry{ID: link, Title: entryTitle(r.Language, p), Updated: atomTime(results.ChangedAt(p)),
			Link: atomLink{"alternate", link}})
		if at := results.AnnouncedAt(p); !at.IsZero() {
			feed.Entries[len(feed.Entries)-1].Published = atomTime(at)
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
