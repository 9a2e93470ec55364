package public

import (
	"blazon/server/web"
	"blazon/store"
)

const roundPage web.Page[roundData] = "public/round"

type roundData struct {
	*store.RoundResults
	Candidates []*store.NamedCandidate
}

// round shows the public view to everybody, an organizer included: who wants to see more has pages of his own.
func (d door) round(r *web.Request) error {
	results, err := d.store.RoundResults(r.Context(), everybody, address(r))
	if err != nil {
		return err
	}
	candidates, err := d.store.ListedCandidates(r.Context(), everybody, address(r), r.Language)
	if err != nil {
		return err
	}
	return roundPage.Show(r, roundData{results, candidates})
}
