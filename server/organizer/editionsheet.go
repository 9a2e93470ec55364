package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const editionSheetsPage web.Page[editionSheetsData] = "organizer/edition_sheets"

// editionSheetsData is the result sheets of an edition's rounds, all in one archive.
type editionSheetsData struct {
	*store.EditionWork
	Errors web.Errors
	Work   work
}

func (d batchDoor) sheetsData(r *web.Request, err error) (editionSheetsData, error) {
	v, e := d.store.EditionWork(r.Context(), r.Actor, r.Var("edition"))
	if e != nil {
		return editionSheetsData{}, e
	}
	here := r.Address("organizer.edition_sheets", "edition", v.Edition.UID)
	return editionSheetsData{v, web.ErrorsOf(err), newWork(r, v.Work, v.Edition, here, r.Address("organizer.edition_work", "edition", v.Edition.UID))}, nil
}

func (d batchDoor) sheets(r *web.Request) error {
	data, err := d.sheetsData(r, nil)
	if err != nil {
		return err
	}
	return editionSheetsPage.Show(r, data)
}

func (d batchDoor) printSheets(r *web.Request) error {
	if _, err := d.store.StartResults(r.Context(), r.Actor, r.Var("edition")); err != nil {
		data, e := d.sheetsData(r, err)
		if e != nil {
			return e
		}
		return editionSheetsPage.Again(r, err, data)
	}
	return r.Redirect("organizer.edition_sheets", "edition", r.Var("edition"))
}
