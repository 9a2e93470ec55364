package opendata

import (
	"blazon/server/web"
	"blazon/store"
)

// tally is the file from which blazon tally recomputes a contest's result, where the edition publishes what each juror gave.
func (d *door) tally(r *web.Request) error {
	a := store.Address{Competition: r.Var("competition"), Edition: r.Var("edition"), Round: r.Var("round"), Category: r.Var("category")}
	contest, err := d.store.PublicTally(r.Context(), a)
	if err != nil {
		return err
	}
	return sendJSON(r, a.Competition+"-"+a.Edition+"-"+a.Round+"-"+a.Category+"-tally.json", plainJSON, contest)
}
