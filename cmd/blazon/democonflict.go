package main

import (
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// demoSuppliers stand in for the companies that built the judged sites; who did is not in the published results.
var demoSuppliers = []string{"Dodavatel A, s.r.o.", "Dodavatel B, a.s.", ""}

// supplier gives an entrant of the edition whose judging is on one of the suppliers.
func (j *demoJudging) supplier(e demoEntrant) string {
	if e.Code == "" || j.edition.Year != demoAskingYear {
		return ""
	}
	return demoSuppliers[int(e.Code[len(e.Code)-1])%len(demoSuppliers)]
}

// demoAskingYear is the year of the edition that asks its jurors about conflicts.
const demoAskingYear = 2023

// declare has the edition of the round whose judging is on ask about conflicts, and its jurors answer. The last but one has to do with a
// supplier, and does not judge whom it built for.
func (j *demoJudging) declare(round *store.RoundResults) error {
	if j.round.Closed.text != "" || j.edition.Year != demoAskingYear {
		return nil
	}
	policy := &judging.ConflictPolicy{Supplier: true, Declaration: true}
	if err := j.store.SetConflictPolicy(j.ctx, j.actor, round.Edition.UID, policy); err != nil {
		return err
	}
	for number := range j.round.Jurors {
		actor, err := j.as(j.juror(number))
		if err != nil {
			return err
		}
		view, err := j.store.Declarations(j.ctx, actor, round.Round.UID, locale.Czech)
		if err != nil {
			return err
		}
		form := store.DeclarationForm{Suppliers: map[string]store.Relation{}, Others: true}
		for _, q := range view.Suppliers {
			form.Suppliers[q.UID] = store.Unrelated
			if number == j.round.Jurors-2 && q.Name == demoSuppliers[0] {
				form.Suppliers[q.UID] = store.Related
			}
		}
		if err := j.store.Declare(j.ctx, actor, round.Round.UID, form); err != nil {
			return err
		}
	}
	return nil
}
