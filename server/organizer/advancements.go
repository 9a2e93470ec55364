package organizer

import (
	"cmp"
	"slices"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const advancementsPage web.Page[advancementsData] = "organizer/advancements"

// advancementsData is what comes to a round from the chapters below it.
type advancementsData struct {
	*store.AdvancementOverview
	List *web.List
}

// Sum adds up who came.
func (d advancementsData) Sum() (n int) {
	for _, l := range d.Lines {
		n += l.Came
	}
	return n
}

// In counts the lines in a state.
func (d advancementsData) In(state store.OnwardState) (n int) {
	for _, l := range d.Lines {
		if l.State == state {
			n++
		}
	}
	return n
}

// Odd counts the lines that do not reconcile.
func (d advancementsData) Odd() (n int) {
	for _, l := range d.Lines {
		if l.Settled() && !l.Balanced() {
			n++
		}
	}
	return n
}

// Deviation says in words why seats and those who came differ.
func (advancementsData) Deviation(d *store.NamedDeviation, lang locale.Language) string {
	return deviationText(lang, d)
}

// Public tells whether everybody sees the line's result by now.
func (d advancementsData) Public(l *store.AdvancementLine) bool {
	return l.Contest != nil && l.Contest.Facts().Public
}

// onwardColors are the colors of the states' tags.
var onwardColors = map[store.OnwardState]string{store.OnwardDecided: "warning", store.OnwardWaiting: "info", store.OnwardDone: "success"}

// Color is that of the line's tag.
func (advancementsData) Color(l *store.AdvancementLine) string {
	return cmp.Or(onwardColors[l.State], "neutral")
}

// advancements shows what comes to a round from all the chapters.
func (d door) advancements(r *web.Request) error {
	v, err := d.store.AdvancementOverview(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	data := advancementsData{AdvancementOverview: v, List: r.List([]string{"name", "category", "state", "came"})}
	by := map[string]func(a, b *store.AdvancementLine) int{
		"category": func(a, b *store.AdvancementLine) int { return cmp.Compare(position(a), position(b)) },
		"state": func(a, b *store.AdvancementLine) int {
			return cmp.Compare(slices.Index(store.OnwardStates, a.State), slices.Index(store.OnwardStates, b.State))
		},
		"came": func(a, b *store.AdvancementLine) int { return cmp.Compare(a.Came, b.Came) },
	}[data.List.Asked.Sort]
	if by != nil {
		slices.SortStableFunc(v.Lines, by)
	}
	if data.List.Asked.Desc {
		slices.Reverse(v.Lines)
	}
	if data.List.IsFile() {
		return data.List.Send(r, advancementsFile(r, data))
	}
	return advancementsPage.Show(r, data)
}

// position is the place of the line's category; a chapter without a contest comes last.
func position(l *store.AdvancementLine) int {
	if l.Contest == nil {
		return 1 << 30
	}
	return l.Contest.Category.Position
}
