package public

import (
	"slices"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const roundPage web.Page[roundData] = "public/round"

type roundData struct {
	*store.RoundResults
	Shown []*store.NamedCandidate // a page of the candidates
	List  *web.List
	Moved []*store.MovedDeadline // newest first

	Finalists *store.Finalists // nil: they are nobody's to know
	Live      string           // uid of the stage whose ceremony everybody may watch now; empty: there is none
}

// Named are the finalists' names, each once: who stands in several categories is not told apart.
func (d roundData) Named(lang locale.Language) (names []string) {
	for _, c := range d.Finalists.Candidates {
		names = append(names, c.Entrants(lang))
	}
	return slices.Compact(names)
}

// AllPublic tells whether all results of the round are announced.
func (d roundData) AllPublic() bool {
	return len(d.Contests) > 0 && !slices.ContainsFunc(d.Contests, func(c *store.ContestResult) bool { return !c.Visible })
}

// round shows the public view to everybody, an organizer included: who wants to see more has pages of his own.
func (d door) round(r *web.Request) error {
	results, err := d.store.RoundResults(r.Context(), everybody, address(r))
	if err != nil {
		return err
	}
	list := r.List(nil)
	shown, err := d.store.ShownCandidates(r.Context(), everybody, address(r), r.Language, store.Listing(list.Asked))
	if err != nil {
		return err
	}
	list.Found = web.Found(shown.Found)
	moved, err := d.store.Prolongations(r.Context(), everybody, results.Round.UID)
	if err != nil {
		return err
	}
	finalists, err := d.store.Finalists(r.Context(), address(r), r.Language)
	if err != nil {
		return err
	}
	live, err := d.store.LiveStage(r.Context(), address(r))
	if err != nil {
		return err
	}
	return roundPage.Show(r, roundData{results, shown.Candidates, list, moved[results.Round.UID], finalists, live})
}
