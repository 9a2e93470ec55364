package server_test

import (
	"context"
	"maps"
	"net/url"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// addAwards has the edition give prizes, which are pooled on a tie, and the round an award beside the ranking; a second one is withheld.
func (w *world) addAwards(o map[string]string, r *storetest.JudgedRound) {
	w.t.Helper()
	ctx := context.Background()
	must(w.t, w.store.SetAwardDefinitions(ctx, w.organizer, o["edition"], "", store.AwardSetupForm{Ties: judging.PooledPrizes, Definitions: []store.AwardDefinitionForm{
		{Kind: store.AwardForPlace, Place: 1, Amount: 4_000_000, Currency: "CZK", Title: locale.Text{locale.Czech: "Zlatá obec"}},
		{Kind: store.AwardForPlace, Place: 2, Amount: 3_000_000, Currency: "CZK"},
		{Kind: store.AwardSpecial, Name: locale.Text{locale.Czech: "Cena ministra"}}}}))
	var err error
	o["award"], err = w.store.AddAward(ctx, w.organizer, r.UID, store.AwardForm{Contest: r.Contest, Kind: store.AwardPublic,
		Name: locale.Text{locale.Czech: "Cena veřejnosti"}})
	must(w.t, err)
	w.addScript(o, r)
	addDesign(w.t, w.store, w.organizer, o, "Slavnostní")
}

func init() {
	maps.Copy(forms, map[string]func(o map[string]string) url.Values{
		"organizer.edition_awards": func(map[string]string) url.Values {
			return url.Values{"revision": {"1"}, "ties": {"full"}, "awards[0].kind": {"place"}, "awards[0].place": {"1"}, "awards[0].amount": {"40 000"}, "awards[0].currency": {"CZK"}}
		},
		"organizer.chapter_awards": func(map[string]string) url.Values { return url.Values{"ties": {"chair"}} },
		"organizer.awards":         func(o map[string]string) url.Values { return url.Values{"proposal": {o["proposal"]}} },
		"organizer.award_new": func(o map[string]string) url.Values {
			return url.Values{"contest": {o["contest"]}, "candidate": {o["second"]}, "kind": {"distinction"}, "name[cs]": {"Čestné uznání"}}
		},
		"organizer.award": func(o map[string]string) url.Values {
			return url.Values{"candidate": {o["second"]}, "kind": {"public"}, "name[cs]": {"Cena veřejnosti"}, "citation[cs]": {"Za mapu."}}
		},
	})
}
