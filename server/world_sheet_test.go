package server_test

import (
	"context"
	"net/url"

	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// addAbstention lets the juror decline one criterion of one sheet.
func (w *world) addAbstention(o map[string]string, r *storetest.JudgedRound) {
	w.t.Helper()
	ctx, seat := context.Background(), r.Jurors[0]
	desk, err := w.store.DeskRound(ctx, seat.Actor, r.UID, locale.Czech)
	must(w.t, err)
	sheets := desk.Contests[0].Sheets
	must(w.t, w.store.Abstain(ctx, seat.Actor, store.AbstentionForm{Round: r.UID, Assignment: sheets[len(sheets)-1].Assignment, Criterion: "security",
		Reason: "Zabezpečení posoudit neumím."}))
	list, err := w.store.Abstentions(ctx, seat.Actor, r.UID, locale.Czech)
	must(w.t, err)
	o["abstention"] = list[0].Recusal.UID
}

func init() {
	forms["jury.abstention"] = func(map[string]string) url.Values { return url.Values{"reason": {"Neumím to posoudit."}} }
	forms["jury.abstentions"] = func(o map[string]string) url.Values { return url.Values{"abstention": {o["abstention"]}} }
}
