package opendata

import (
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// writer writes records with the addresses of one site.
type writer struct{ r *web.Request }

// results writes the contests of rounds of one edition that are public.
func (w writer) results(id string, c store.Competition, e store.Edition, rounds ...*store.RoundResults) *Results {
	out := &Results{heading: w.heading(id, "Dataset"), License: store.LicenseURL(e.License), Competition: namedOf(c.Slug, c.Name), Edition: editionOf(e),
		Contests: []contest{}, Awards: []award{}}
	for _, r := range rounds {
		for _, found := range r.Contests {
			if found.Visible && found.Result != nil {
				out.Contests = append(out.Contests, w.contest(r, found))
			}
		}
		for _, a := range r.Beside() {
			out.Awards = append(out.Awards, w.award(r.Round.Slug, a, ""))
		}
	}
	return out
}

func (w writer) heading(id, kind string) heading {
	return heading{Context: w.r.Link("data.context"), ID: id, Type: kind}
}

func namedOf(slug string, name locale.Text) named { return named{Slug: slug, Name: filled(name)} }

// filled is a text that is an object even where it is empty.
func filled(t locale.Text) locale.Text {
	if t == nil {
		return locale.Text{}
	}
	return t
}

func editionOf(e store.Edition) edition {
	return edition{Slug: e.Slug, Number: number(e.Number), Year: number(e.Year), Name: filled(e.Name)}
}

// number is nil for what is not known.
func number(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func roundOf(r store.Round, c store.Chapter) round {
	return round{named: namedOf(r.Slug, r.Name), Chapter: namedOf(c.Slug, c.Name), RegionCode: c.RegionCode}
}

// contest writes one announced result.
func (w writer) contest(r *store.RoundResults, c *store.ContestResult) contest {
	words := []any{"competition", r.Competition.Slug, "edition", r.Edition.Slug, "round", r.Round.Slug, "category", c.Category.Slug}
	out := contest{ID: w.r.Link("data.contest", words...), Type: "Contest", Round: roundOf(r.Round, r.Chapter), Category: namedOf(c.Category.Slug, c.Category.Name),
		Pages: w.pages("public.contest", words...), AnnouncedAt: day(c.AnnouncedAt()), Version: c.Result.Version, Numbering: string(c.Contest.Numbering),
		Algorithm: c.Result.Algorithm, Source: c.Result.Source, Ordered: c.Ordered(), Complete: c.Archived == nil || c.Archived.Complete,
		Standings: []standing{}, NotAwarded: append([]int{}, c.Vacant()...), Awards: []award{}}
	if !c.Contest.ObjectionsUntil.IsZero() {
		until := moment(c.Contest.ObjectionsUntil)
		out.ProvisionalUntil = &until
	}
	totals := c.Result.Algorithm == store.Archive || r.Shows(judging.TotalsLevel, &c.Contest)
	if r.PublishesTally(c) {
		out.Tally = w.r.Link("data.tally", words...)
	}
	for _, st := range c.Standings {
		row := standing{placing: placingOf(&st.Standing, c.Ordered(), c.Contest.Ranges(), totals), Bodies: w.bodies(st.Candidate), Entry: entryOf(st.Candidate),
			PublishedAs: c.Published(st.Candidate)}
		if p := c.PrizeOf(st); p != nil && st.AwardedPlace > 0 {
			what := prizeOf(&p.Award)
			row.Prize = &what
		}
		out.Standings = append(out.Standings, row)
	}
	for _, a := range c.Beside() {
		out.Awards = append(out.Awards, w.award(r.Round.Slug, a, c.Published(a.Candidate)))
	}
	return out
}

// pages are the addresses of a page in all languages.
func (w writer) pages(route string, words ...any) map[string]string {
	pages := map[string]string{}
	for _, lang := range locale.Languages {
		pages[string(lang)] = w.r.LinkIn(lang, route, words...)
	}
	return pages
}

// placingOf tells where somebody stands: of what is withheld only that it is.
func placingOf(st *store.Standing, ordered, ranges, totals bool) placing {
	p := placing{Shared: st.Shared && st.AwardedPlace > 0, Withheld: st.Place != 0 && st.AwardedPlace == 0, Advances: st.Advances}
	if totals && st.Total != "" {
		p.Total = &st.Total
	}
	if st.AwardedPlace == 0 {
		return p
	}
	p.First, p.Last = number(st.AwardedPlace), number(st.AwardedPlace)
	if ordered {
		p.Label = fmt.Sprintf("%d.", st.AwardedPlace)
	}
	if ranges && st.LastAwarded() > st.AwardedPlace {
		p.Last, p.Label = number(st.LastAwarded()), fmt.Sprintf("%d.–%d.", st.AwardedPlace, st.LastAwarded())
	}
	return p
}

func (w writer) bodies(n *store.NamedCandidate) []body {
	list := []body{}
	if n == nil {
		return list
	}
	for _, b := range n.Bodies {
		country := b.Register.Word()
		list = append(list, body{ID: w.r.Link("data.body", "country", country, "code", b.Code), Type: "GovernmentOrganization", Country: country,
			Code: b.Code, Name: b.Name, Title: b.Printed()})
	}
	return list
}

func entryOf(n *store.NamedCandidate) entry { return entry{Title: n.Title, URL: n.URL} }

func prizeOf(a *store.Award) prize {
	p := prize{Name: filled(a.Name), Title: filled(a.Title), Object: filled(a.Object), Citation: filled(a.Citation), Patron: filled(a.Patron)}
	if a.Amount > 0 {
		p.Money = &money{Amount: fmt.Sprintf("%d.%02d", a.Amount/100, a.Amount%100), Currency: a.Currency}
	}
	return p
}

// award writes what stands beside the ranking.
func (w writer) award(round string, a *store.AwardedAward, published string) award {
	out := award{UID: a.UID, Kind: a.Kind, Round: round, Withheld: a.Withheld, Bodies: []body{}}
	if !a.Conferred() {
		out.prize = prizeOf(&store.Award{Name: a.Name})
		return out
	}
	e := entryOf(a.Candidate)
	out.prize, out.Bodies, out.Entry, out.PublishedAs = prizeOf(&a.Award), w.bodies(a.Candidate), &e, published
	return out
}

// bodyResults writes what a body achieved.
func (w writer) bodyResults(record *store.BodyRecord) *BodyResults {
	b := record.Body
	country := b.Register.Word()
	out := &BodyResults{heading: w.heading(w.r.Link("data.body", "country", country, "code", b.Code), "GovernmentOrganization"), Country: country, Code: b.Code,
		Kind: string(b.Kind), Name: b.Name, Title: b.Title(), RegionCode: b.RegionCode, Region: b.RegionName, District: b.DistrictName,
		Pages: w.pages("public.body", "code", b.Code), Results: []achievement{}}
	for _, a := range record.Achieved {
		out.Results = append(out.Results, w.achievement(a))
	}
	return out
}

func (w writer) achievement(a *store.Achievement) achievement {
	words := []any{"competition", a.Competition.Slug, "edition", a.Edition.Slug, "round", a.Round.Slug, "category", a.Category.Slug}
	out := achievement{Contest: w.r.Link("data.contest", words...), License: store.LicenseURL(a.Edition.License), Competition: namedOf(a.Competition.Slug, a.Competition.Name),
		Edition: editionOf(a.Edition), Round: roundOf(a.Round, a.Chapter), Category: namedOf(a.Category.Slug, a.Category.Name),
		AnnouncedAt: day(a.AnnouncedAt()), placing: placingOf(&a.Standing, !a.Unordered(), a.Contest.Ranges(), false),
		Entry: entry{Title: a.Entry.Title, URL: a.Entry.URL}, PublishedAs: a.Published(), Awards: []award{}, lang: a.Edition.Language}
	for _, own := range a.Awards {
		if slices.Contains(store.AwardKinds, own.Kind) {
			out.Awards = append(out.Awards, award{prize: prizeOf(own), UID: own.UID, Kind: own.Kind, Round: a.Round.Slug, Bodies: []body{}, Entry: &out.Entry})
		}
	}
	return out
}
