package server_test

import (
	"context"

	"blazon/judging"
	"blazon/store"
)

// addAwards defines awards of all kinds for the edition, and confers one in the round. The empty edition has none.
func (f *filled) addAwards(stage string, o map[string]string) {
	f.t.Helper()
	ctx := context.Background()
	if stage == "empty" {
		return
	}
	ties := judging.PooledPrizes
	if stage == "tied" {
		ties = judging.ChairDecides
	}
	forms := []store.AwardDefinitionForm{{Kind: store.AwardForPlace, Place: 1, Amount: 4_000_000, Currency: "CZK", Title: inEach(manyWords)},
		{Kind: store.AwardForPlace, Place: 2, Object: inEach(signs)}}
	for _, kind := range store.AwardKinds {
		forms = append(forms, store.AwardDefinitionForm{Kind: kind, Name: inEach(manyWords), Patron: inEach(manyWords), Amount: 1_000_001, Currency: "PLN"})
	}
	f.must(f.store.SetAwardDefinitions(ctx, f.organizer, o["edition"], "", store.AwardSetupForm{Ties: ties, Definitions: forms}))
	var err error
	o["award"], err = f.store.AddAward(ctx, f.organizer, o["round"], store.AwardForm{Contest: o["contest"], Kind: store.AwardSpecial, Name: inEach(manyWords),
		Patron: inEach(manyWords), Withheld: true, Reason: manyWords})
	f.must(err)
	f.addScript(o)
	addDesign(f.t, f.store, f.organizer, o, manyWords[:min(len(manyWords), 100)])
}
