package server_test

import (
	"context"
	"net/url"
	"slices"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func init() {
	objected := func(o map[string]string) url.Values {
		return url.Values{"objection": {o["objection"]}, "outcome[" + o["objection"] + "]": {"rejected"}, "reason[" + o["objection"] + "]": {"Údaje na webu nebyly."}}
	}
	object := func(o map[string]string) url.Values {
		return url.Values{"contest": {o["contest"]}, "about": {"procedure"}, "words": {"Porota nebyla úplná."}}
	}
	policy := func(map[string]string) url.Values {
		return url.Values{"people": {"one"}, "days": {"7"}, "levels": {"certificates"}, "hours[certificates]": {"0"}}
	}
	forms["organizer.announcing"], forms["organizer.objections"], forms["entrant.objections"] = policy, objected, object
	forms["room.errata"] = func(map[string]string) url.Values {
		return url.Values{"act": {"enter"}, "words[cs]": {"Body byly prohozené."}}
	}
	samples = append(samples, []sample{
		{"organizer.announcing", "organizer", "announced", ""},
		{"organizer.objections", "organizer", "announced", ""},
		{"room.errata", "organizer", "announced tied", ""},
		{"room.objections", "organizer", "announced", ""},
		{"entrant.objections", "entrant", "objected", ""},
	}...)
}

// allowObjections lets the edition's entrants object for a month, and keeps nothing back that may be published.
func allowObjections(ctx context.Context, s *store.Store, organizer judging.Actor, edition string) error {
	policy := everything()
	policy.ObjectionDays = 30
	return s.SaveResultPolicy(ctx, organizer, edition, policy)
}

// addObjection lets the entrant object to the announced result.
func (w *world) addObjection() {
	w.t.Helper()
	ctx, o := context.Background(), w.objects["announced"]
	clerk := storetest.Representative(w.t, w.store, "entrant@example.org", w.bodies[0])
	must(w.t, w.store.MakeObjection(ctx, clerk, store.ObjectionForm{Entry: o["entry"], Contest: o["contest"], About: store.AboutFact, Words: "Povinné údaje na webu jsou."}))
	all, err := w.store.Objections(ctx, w.organizer, o["contest"], locale.Czech)
	must(w.t, err)
	o["objection"] = all.Items[0].Objection.UID
}

// addObjections lets the entrant object to the announced result: one objection waits, and of the two that were upheld one has led to a
// corrected version.
func (f *filled) addObjections(o map[string]string) {
	f.t.Helper()
	ctx := context.Background()
	clerk := f.member("entrant", judging.Representative, "", o["laureate"])
	own, err := f.store.OwnEntries(ctx, clerk, locale.Czech)
	f.must(err)
	at := slices.IndexFunc(own, func(e *store.OwnEntry) bool { return e.Edition.UID == o["edition"] })
	f.objects["objected"] = map[string]string{"entry": own[at].Entry.UID}
	for i := range 3 {
		about := []store.ObjectionAbout{store.AboutFact, store.AboutProcedure}[i%2]
		f.must(f.store.MakeObjection(ctx, clerk, store.ObjectionForm{Entry: own[at].Entry.UID, Contest: o["contest"], About: about, Words: manyWords}))
	}
	all, err := f.store.Objections(ctx, f.organizer, o["contest"], locale.Czech)
	f.must(err)
	f.must(f.store.DecideObjection(ctx, f.organizer, all.Items[0].Objection.UID, store.ObjectionUpheld, manyWords))
	erratum, err := f.store.EnterErratum(ctx, f.organizer, store.ErratumForm{Contest: o["contest"], Words: inEach(manyWords)})
	f.must(err)
	f.must(f.store.ConfirmErratum(ctx, f.member("second", judging.Organizer, f.nation.UID, ""), erratum))
	f.must(f.store.DecideObjection(ctx, f.organizer, all.Items[1].Objection.UID, store.ObjectionUpheld, manyWords))
}
