package organizer

import (
	"cmp"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/regionmap"
	"blazon/server/web"
	"blazon/store"
)

const comparisonPage web.Page[comparisonData] = "organizer/comparison"

type comparisonData struct {
	*store.Comparison
	List *web.List
	Rows []comparedRow
	Map  *regionmap.Map // nil: nobody has drawn one, or it would show none of the chapters
}

// comparedRow is a chapter in the table and on the map.
type comparedRow struct {
	*store.ComparedChapter
}

// Standing is where the chapter's round stands, or why there is none.
func (r comparedRow) Standing() regionmap.Standing {
	switch {
	case r.Round == nil && r.Mode == store.Collective:
		return regionmap.Collective
	case r.Round == nil:
		return regionmap.NoPart
	case r.Round.Phase == judging.Deliberation && public(r.Round.RoundCount):
		return regionmap.Announced
	}
	return regionmap.Standing(r.Round.Phase)
}

// Mark is what stands for the row's standing in the table and on the map.
func (r comparedRow) Mark() regionmap.Mark {
	return regionmap.Mark{Class: string(r.Standing()), Number: r.Standing().Number()}
}

// comparisons are the columns by which the chapters can be sorted; what is missing comes last.
var comparisons = map[string]func(a, b comparedRow) int{
	"standing": func(a, b comparedRow) int { return cmp.Compare(a.Standing().Number(), b.Standing().Number()) },
	"entries":  func(a, b comparedRow) int { return cmp.Compare(a.Entries, b.Entries) },
	"jurors":   func(a, b comparedRow) int { return cmp.Compare(a.count().Jurors, b.count().Jurors) },
	"progress": func(a, b comparedRow) int {
		return cmp.Compare(a.count().Submitted*max(b.count().Sheets, 1), b.count().Submitted*max(a.count().Sheets, 1))
	},
	"entries_until": func(a, b comparedRow) int { return sooner(a.schedule().EntriesUntil, b.schedule().EntriesUntil) },
	"judging_until": func(a, b comparedRow) int { return sooner(a.schedule().JudgingUntil, b.schedule().JudgingUntil) },
	"ceremony":      func(a, b comparedRow) int { return sooner(a.ceremony(), b.ceremony()) },
}

func (r comparedRow) count() store.RoundCount {
	if r.Round == nil {
		return store.RoundCount{}
	}
	return r.Round.RoundCount
}

func (r comparedRow) schedule() judging.Schedule {
	if r.Round == nil {
		return judging.Schedule{}
	}
	return r.Round.Round.Schedule()
}

func (r comparedRow) ceremony() time.Time {
	if r.Ceremony == nil {
		return time.Time{}
	}
	return r.Ceremony.StartsAt
}

// sooner orders moments; one that is not set is the last.
func sooner(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return map[bool]int{true: 1, false: -1}[a.IsZero()]
	}
	return a.Compare(b)
}

// comparison shows all chapters of an edition beside one another and on the map. There is no score on it.
func (d door) comparison(r *web.Request) error {
	v, err := d.store.Comparison(r.Context(), r.Actor, r.Var("edition"), r.Language)
	if err != nil {
		return err
	}
	data := comparisonData{Comparison: v, List: r.List([]string{"name", "standing", "entries_until", "judging_until", "entries", "jurors", "progress", "ceremony"})}
	for _, row := range v.Rows {
		data.Rows = append(data.Rows, comparedRow{row})
	}
	if by := comparisons[data.List.Asked.Sort]; by != nil {
		slices.SortStableFunc(data.Rows, by)
	}
	if data.List.Asked.Desc {
		slices.Reverse(data.Rows)
	}
	if data.List.IsFile() {
		return data.List.Send(r, comparisonFile(r, data))
	}
	data.Map = data.draw(r)
	return comparisonPage.Show(r, data)
}

// draw marks the regions of the chapters by where their rounds stand.
func (d comparisonData) draw(r *web.Request) *regionmap.Map {
	marked := map[string]regionmap.Marked{}
	for _, row := range d.Rows {
		known := regionmap.Marked{Mark: row.Mark(), Address: "#chapter-" + row.Chapter.UID, Label: row.label(r.Language)}
		known.Text = r.T("phase.standing_" + known.Class)
		if row.Round != nil {
			known.Address = r.Address("organizer.round", "round", row.Round.Round.UID)
		}
		marked[row.Chapter.RegionCode] = known
	}
	return regionmap.Of(d.Competition.Country, r.T("phase.map"), marked)
}

// label names a region of the map with what is known of it, for those who do not see it.
func (r comparedRow) label(lang locale.Language) string {
	label := locale.T(lang, "phase.region_label", "Chapter", r.Chapter.Name, "Number", r.Standing().Number(),
		"Standing", locale.T(lang, "phase.standing_"+string(r.Standing())))
	if r.Entries > 0 {
		label += ", " + locale.T(lang, "phase.region_entries", "Count", r.Entries)
	}
	return label
}
