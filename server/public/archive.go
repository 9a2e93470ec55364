package public

import (
	"slices"
	"strings"
	"unicode/utf8"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const archivePage web.Page[archiveData] = "public/archive"

type archiveData struct {
	*store.ArchiveOverview
	List *web.List
}

// archive lists the editions of a competition that have results.
func (d door) archive(r *web.Request) error {
	list := r.List(nil)
	overview, err := d.store.ArchiveOverview(r.Context(), r.Var("competition"), r.Language, list.Asked.Page)
	if err != nil {
		return err
	}
	list.Found = web.Found(overview.Found)
	return archivePage.Show(r, archiveData{overview, list})
}

const hallPage web.Page[hallData] = "public/hall_of_fame"

type hallData struct {
	*store.HallOfFame
	List   *web.List
	Chosen *store.CategorySeries // nil: all categories
}

// hallOfFame shows who won most.
func (d door) hallOfFame(r *web.Request) error {
	list := r.List(nil, "series")
	hall, err := d.store.HallOfFame(r.Context(), r.Var("competition"), r.Query("series"), r.Language, list.Asked.Page)
	if err != nil {
		return err
	}
	list.Found = web.Found(hall.Found)
	data := hallData{HallOfFame: hall, List: list}
	if word := r.Query("series"); word != "" {
		at := slices.IndexFunc(hall.Series, func(s store.CategorySeries) bool { return s.Word == word })
		if at < 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		data.Chosen = &hall.Series[at]
	}
	return hallPage.Show(r, data)
}

// Is tells whether a category is the chosen one.
func (d hallData) Is(s store.CategorySeries) bool { return d.Chosen != nil && d.Chosen.Word == s.Word }

// Missing lists the editions of which nothing is known: "1–3, 5".
func missing(lang locale.Language, numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); i++ {
		first := i
		for i+1 < len(numbers) && numbers[i+1] == numbers[i]+1 {
			i++
		}
		part := locale.Ordinal(lang, numbers[first])
		if i > first {
			part += "–" + locale.Ordinal(lang, numbers[i])
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// Missing lists the editions between the first and the last known one of which nothing is known.
func (d hallData) Missing(lang locale.Language) string { return missing(lang, d.Reach.Missing) }

// Missing lists the editions between the first and the last known one of which nothing is known.
func (d archiveData) Missing(lang locale.Language) string { return missing(lang, d.Reach.Missing) }

const bodyPage web.Page[bodyData] = "public/body"

type bodyData struct {
	*store.BodyRecord
	Shown []*store.Achievement // those on the page
	List  *web.List

	Embed  embedding
	Data   []dataFile
	Badges []bodyBadge // of those on the page
}

// achievedRows is how many achievements a page has.
const achievedRows = 50

// body shows what a body achieved over the years.
func (d door) body(r *web.Request) error {
	record, err := d.store.PublicBody(r.Context(), r.Var("code"))
	if err != nil {
		return err
	}
	list := r.List(nil)
	total := len(record.Achieved)
	f := web.Found{Total: total, Pages: max(1, (total+achievedRows-1)/achievedRows)}
	f.Page = min(list.Asked.Page, f.Pages)
	from := (f.Page - 1) * achievedRows
	f.First, f.Last = min(from+1, total), min(from+achievedRows, total)
	list.Found = f
	data := bodyData{BodyRecord: record, Shown: record.Achieved[from:f.Last], List: list}
	country, code := record.Body.Register.Word(), record.Body.Code
	data.Embed = embed(r, record.Body.Title(), total, "public.body_widget", "code", code)
	data.Data = []dataFile{{"JSON", r.Address("data.body", "country", country, "code", code)}, {"CSV", r.Address("data.body_csv", "country", country, "code", code)}}
	data.Badges = badges(r, data.Shown)
	return bodyPage.Show(r, data)
}

// Ranged tells whether shared places are written as the range that they occupy.
func (d bodyData) Ranged(a *store.Achievement) bool { return a.Contest.Numbering == "range" }

const searchPage web.Page[searchData] = "public/search"

type searchData struct {
	Text  string
	Found *store.PublicSearch
}

// Nothing tells whether something was looked for and nothing was found.
func (d searchData) Nothing() bool {
	return d.Text != "" && len(d.Found.Bodies) == 0 && len(d.Found.Editions) == 0
}

// longestSearch is the longest text that is looked for, in letters.
const longestSearch = 200

// search finds bodies and editions.
func (d door) search(r *web.Request) error {
	text := strings.TrimSpace(r.Query("q"))
	if utf8.RuneCountInString(text) > longestSearch {
		text = string([]rune(text)[:longestSearch])
	}
	found, err := d.store.PublicSearch(r.Context(), text, r.Language)
	if err != nil {
		return err
	}
	return searchPage.Show(r, searchData{text, found})
}
