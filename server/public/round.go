package public

import (
	"strconv"

	"blazon/server/web"
	"blazon/store"
)

const roundPage web.Page[roundData] = "public/round"

type roundData struct {
	*store.RoundResults
	List *store.ShownCandidates
}

// round shows the public view to everybody, an organizer included: who wants to see more has pages of his own.
func (d door) round(r *web.Request) error {
	results, err := d.store.RoundResults(r.Context(), everybody, address(r))
	if err != nil {
		return err
	}
	page, _ := strconv.Atoi(r.Query("page")) // what is no number is the first page
	list, err := d.store.ShownCandidates(r.Context(), everybody, address(r), r.Language, page)
	if err != nil {
		return err
	}
	return roundPage.Show(r, roundData{results, list})
}
