package server_test

import (
	"context"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// declare lets the round's edition ask about conflicts, and its jurors answer: one has nothing to do with anybody but for one candidate,
// the others say nothing.
func (f *filled) declare(o map[string]string, r *storetest.JudgedRound) {
	f.t.Helper()
	ctx := context.Background()
	policy := &judging.ConflictPolicy{Region: judging.OwnDistrict, Supplier: true, Declaration: true, BarsEntry: []judging.ConflictKind{judging.SameBody}}
	f.must(f.store.SetConflictPolicy(ctx, f.organizer, o["edition"], policy))
	view, err := f.store.Declarations(ctx, r.Jurors[0].Actor, o["round"], locale.Czech)
	f.must(err)
	form := store.DeclarationForm{Home: "none", Suppliers: map[string]store.Relation{}, Others: true, Bodies: []string{f.entrants[5]},
		Candidates: map[string]store.Relation{r.Candidates[6]: store.Related}, Reasons: map[string]string{r.Candidates[6]: manyWords}}
	for _, q := range view.Suppliers {
		form.Suppliers[q.UID] = store.Unrelated
	}
	f.must(f.store.Declare(ctx, r.Jurors[0].Actor, o["round"], form))
	list, err := f.store.Conflicts(ctx, f.organizer, o["round"], locale.Czech)
	f.must(err)
	o["recusal"] = list.Recusals[0].Recusal.UID
}
