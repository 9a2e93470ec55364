package public

import (
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const entrantsPage web.Page[entrantsData] = "public/entrants"

type entrantsData struct {
	*store.EditionEntrants
	List *web.List
}

// entrants lists who entered an edition, as far as everybody may know.
func (d door) entrants(r *web.Request) error {
	list := r.List(nil)
	list.Hint = r.T("front.entrants_hint")
	list.Filter(r, "round", r.T("public.round"))
	found, err := d.store.EditionEntrants(r.Context(), r.Var("competition"), r.Var("edition"), r.Language, store.Listing(list.Asked))
	if err != nil {
		return err
	}
	list.Found = web.Found(found.Found)
	var rounds []web.Option
	for _, round := range found.Rounds {
		rounds = append(rounds, web.Option{Value: round.Slug, Label: round.Name.In(r.Language)})
	}
	list.Offer("round", rounds)
	return entrantsPage.Show(r, entrantsData{found, list})
}

// Region names the regions of a joint entry's bodies, each once.
func (d entrantsData) Region(e *store.EditionEntrant, lang locale.Language) string {
	var names []string
	for i, b := range e.Bodies {
		if b.Region != "" && (i == 0 || e.Bodies[i-1].Region != b.Region) {
			names = append(names, b.Region)
		}
	}
	return locale.List(lang, names)
}
