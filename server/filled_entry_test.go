package server_test

import (
	"context"
	"strings"

	"blazon/judging"
	"blazon/store"
)

// addEntering gives the entrant entries on their way, in the edition that takes entries: a draft with long texts, one that was handed
// in and remarked upon, and the one that was returned.
func (f *filled) addEntering() {
	f.t.Helper()
	ctx, body := context.Background(), f.entrants[0]
	clerk := f.member("entrant", judging.Representative, "", body)
	own, err := f.store.OwnEntries(ctx, clerk, "cs")
	f.must(err)
	for _, e := range own {
		if e.Entry.State == store.EntryReturned {
			f.objects["returned"] = map[string]string{"entry": e.Entry.UID}
		}
		if e.Edition.UID == f.objects["judging"]["edition"] {
			f.objects["automatic"] = map[string]string{"entry": e.Entry.UID}
		}
	}
	handed := f.handIn(f.objects["checking"]["edition"], body, strings.Repeat("e", 100))
	f.must(f.store.AddRemark(ctx, clerk, handed, manyWords+"\n\n"+oneWord))
	f.must(f.store.AnswerRemark(ctx, f.organizer, f.objects["checking"]["contest"], handed, signs))
	view, err := f.store.EntryView(ctx, clerk, handed)
	f.must(err)
	f.objects["handed"] = map[string]string{"entry": handed, "submission": view.Last().UID}
	f.objects["announced"]["submission"], f.objects["announced"]["entry"] = view.Last().UID, handed
	draft, err := f.store.BeginEntry(ctx, clerk, view.Category.UID, []string{body})
	f.must(err)
	f.must(f.store.JoinEntry(ctx, clerk, draft, f.entrants[1:3]))
	f.objects["draft"] = map[string]string{"entry": draft, "category": view.Category.UID}
}
