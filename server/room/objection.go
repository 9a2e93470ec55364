package room

import (
	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const objectionsPage web.Page[objectionsData] = "room/objections"

// objectionsData is the objections to a contest's result, for its chair to read; the organizer answers them.
type objectionsData struct {
	*store.ContestObjections
	Head *head
}

func (d door) objections(r *web.Request) error {
	all, err := d.store.Objections(r.Context(), r.Actor, r.Var("contest"), r.Language)
	if fault.Is(err, fault.NotFound) { // whoever has another page of the contest learns why this one is not for him
		err = fault.New(fault.Closed, "amend.objections_hidden")
	}
	if err != nil {
		return d.notYet(r, err, "result.objections")
	}
	return objectionsPage.Show(r, objectionsData{all, headOfContest(r, &all.ContestPlace, "result.objections")})
}
