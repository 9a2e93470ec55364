package public

import (
	"blazon/server/web"
	"blazon/store"
)

const editionPage web.Page[*store.EditionOverview] = "public/edition"

func (d door) edition(r *web.Request) error {
	overview, err := d.store.EditionOverview(r.Context(), r.Var("competition"), r.Var("edition"), r.Language)
	if err != nil {
		return err
	}
	return editionPage.Show(r, overview)
}
