package organizer

import (
	"cmp"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const comparisonPage web.Page[comparisonData] = "organizer/comparison"

type comparisonData struct {
	*store.Comparison
	List *web.List
	Rows []comparedRow
	Map  *register.Map // nil: nobody has drawn one
}

// comparedRow is a chapter in the table and on the map.
type comparedRow struct {
	*store.ComparedChapter
}

// The standings of a chapter beside the phases of its round.
const (
	collectiveStanding = "collective" // another round judges its entries
	noStanding         = "none"       // it takes no part
	announcedStanding  = "announced"
)

// standings are what a chapter is marked by, in the order of the legend; their numbers stand on the map.
var standings = []string{string(judging.Planned), string(judging.Entries), string(judging.FormalCheck), string(judging.Judging),
	string(judging.Deliberation), announcedStanding, string(judging.Finished), collectiveStanding, noStanding}

// Standing is where the chapter's round stands, or why there is none.
func (r comparedRow) Standing() string {
	switch {
	case r.Round == nil && r.Mode == store.Collective:
		return collectiveStanding
	case r.Round == nil:
		return noStanding
	case r.Round.Phase == judging.Deliberation && public(r.Round.RoundCount):
		return announcedStanding
	}
	return string(r.Round.Phase)
}

// Number is the standing's in the legend.
func (r comparedRow) Number() int { return slices.Index(standings, r.Standing()) + 1 }

// comparisons are the columns by which the chapters can be sorted; what is missing comes last.
var comparisons = map[string]func(a, b comparedRow) int{
	"standing": func(a, b comparedRow) int { return cmp.Compare(a.Number(), b.Number()) },
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
	data := comparisonData{Comparison: v, Map: register.MapOf(v.Competition.Country),
		List: r.List([]string{"name", "standing", "entries_until", "judging_until", "entries", "jurors", "progress", "ceremony"})}
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
	return comparisonPage.Show(r, data)
}

// region is a shape on the map with the chapter that it stands for; nil: none that the actor organizes.
type region struct {
	register.Shape
	Row *comparedRow
}

// Regions are the shapes of the map in the order of their codes.
func (d comparisonData) Regions() (list []region) {
	for _, shape := range d.Map.Shapes {
		r := region{Shape: shape}
		for i := range d.Rows {
			if d.Rows[i].Chapter.RegionCode == shape.Code {
				r.Row = &d.Rows[i]
			}
		}
		list = append(list, r)
	}
	return list
}

// Mapped tells whether the map would show any of the chapters.
func (d comparisonData) Mapped() bool {
	return d.Map != nil && slices.ContainsFunc(d.Regions(), func(r region) bool { return r.Row != nil })
}

// Legend lists the standings that occur, each with its number.
func (d comparisonData) Legend() (rows []comparedRow) {
	for _, row := range d.Rows {
		if !slices.ContainsFunc(rows, func(known comparedRow) bool { return known.Number() == row.Number() }) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b comparedRow) int { return cmp.Compare(a.Number(), b.Number()) })
	return rows
}

// Label names a region of the map with what is known of it, for those who do not see it.
func (r comparedRow) Label(lang locale.Language) string {
	label := locale.T(lang, "phase.region_label", "Chapter", r.Chapter.Name, "Number", r.Number(), "Standing", locale.T(lang, "phase.standing_"+r.Standing()))
	if r.Entries > 0 {
		label += ", " + locale.T(lang, "phase.region_entries", "Count", r.Entries)
	}
	return label
}
