package public

import (
	"slices"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/regionmap"
	"blazon/server/web"
	"blazon/store"
)

const editionPage web.Page[*editionView] = "public/edition"

// editionView is an edition with where it stands, by the clock.
type editionView struct {
	*store.EditionOverview
	Map    *regionmap.Map // nil: there is none to draw
	Merged bool           // the timeline has one row for rounds of the same dates
}

func (d door) edition(r *web.Request) error {
	overview, err := d.store.EditionOverview(r.Context(), r.Var("competition"), r.Var("edition"), r.Language)
	if err != nil {
		return err
	}
	view := &editionView{EditionOverview: overview}
	view.Map = view.draw(r)
	return editionPage.Show(r, view)
}

// standingOf is where a round stands, as far as everybody may know.
func standingOf(r *store.RoundOverview) regionmap.Standing {
	if r.Announced() {
		return regionmap.Announced
	}
	return regionmap.Standing(r.Phase)
}

// standingWithout is why a chapter has no round of its own.
func standingWithout(c *store.OtherChapter) regionmap.Standing {
	if c.Mode == store.Collective {
		return regionmap.Collective
	}
	return regionmap.NoPart
}

func markOf(s regionmap.Standing) regionmap.Mark {
	return regionmap.Mark{Class: string(s), Number: s.Number()}
}

// Mark is what stands for a round's standing in the table and on the map.
func (v *editionView) Mark(r *store.RoundOverview) regionmap.Mark { return markOf(standingOf(r)) }

// MarkWithout is Mark of a chapter without a round of its own.
func (v *editionView) MarkWithout(c *store.OtherChapter) regionmap.Mark {
	return markOf(standingWithout(c))
}

// Announced tells whether any result of the edition may be seen.
func (v *editionView) Announced() bool {
	return slices.ContainsFunc(v.Rounds, func(r *store.RoundOverview) bool { return r.Shown() })
}

// Stand is where the edition stands as a whole: the last word of its message.
func (v *editionView) Stand() string {
	at := map[regionmap.Standing]int{}
	for _, r := range v.Rounds {
		at[standingOf(r)]++
	}
	announced, n := at[regionmap.Announced], len(v.Rounds)
	working := at[regionmap.Standing(judging.FormalCheck)] + at[regionmap.Standing(judging.Judging)] + at[regionmap.Standing(judging.Deliberation)]
	switch {
	case n > 0 && announced == n:
		return "announced"
	case at[regionmap.Standing(judging.Entries)] > 0:
		return "entries"
	case announced > 0:
		return "part"
	case working > 0:
		return "judging"
	case n > 0 && at[regionmap.Standing(judging.Finished)] == n:
		return "closed"
	}
	return "planned"
}

// standCount is how many rounds stand somewhere.
type standCount struct {
	Standing regionmap.Standing
	Count    int
}

// Stands counts the rounds by where they stand, in the order of the way.
func (v *editionView) Stands() (list []standCount) {
	for _, r := range v.Rounds {
		standing := standingOf(r)
		at := slices.IndexFunc(list, func(c standCount) bool { return c.Standing == standing })
		if at < 0 {
			at = len(list)
			list = append(list, standCount{Standing: standing})
		}
		list[at].Count++
	}
	slices.SortFunc(list, func(a, b standCount) int { return a.Standing.Number() - b.Standing.Number() })
	return list
}

// Categories names the edition's categories, each once.
func (v *editionView) Categories(lang locale.Language) string {
	var categories []store.Category
	for _, r := range v.Rounds {
		for _, c := range r.Contests {
			if !slices.ContainsFunc(categories, func(known store.Category) bool { return known.ID == c.Category.ID }) {
				categories = append(categories, c.Category)
			}
		}
	}
	slices.SortStableFunc(categories, func(a, b store.Category) int { return a.Position - b.Position })
	var names []string
	for _, c := range categories {
		names = append(names, c.Name.In(lang))
	}
	return locale.List(lang, names)
}

// draw marks the regions by where their rounds stand.
func (v *editionView) draw(r *web.Request) *regionmap.Map {
	marked := map[string]regionmap.Marked{}
	mark := func(c *store.Chapter, s regionmap.Standing, round *store.Round) {
		known := regionmap.Marked{Mark: markOf(s), Address: "#chapter-" + c.Slug}
		known.Text = r.T("phase.standing_" + string(s))
		known.Label = r.T("phase.region_label", "Chapter", c.Name, "Number", known.Number, "Standing", known.Text)
		if round != nil {
			known.Address = r.Address("public.round", "competition", v.Competition.Slug, "edition", v.Edition.Slug, "round", round.Slug)
		}
		marked[c.RegionCode] = known
	}
	for _, o := range v.Others {
		mark(&o.Chapter, standingWithout(o), o.JudgedBy)
	}
	for _, o := range v.Rounds {
		mark(&o.Chapter, standingOf(o), &o.Round)
	}
	return regionmap.Of(v.Competition.Country, r.T("front.map", "Name", v.Competition.Name, "Year", locale.Year(r.Language, v.Edition.Year)), marked)
}
