package server_test

import (
	"context"
	"maps"
	"net/url"
	"strconv"

	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// addScript issues the host's script of a round.
func (w *world) addScript(o map[string]string, r *storetest.JudgedRound) {
	w.t.Helper()
	ctx := context.Background()
	must(w.t, w.store.SaveScript(ctx, w.organizer, r.UID, store.ScriptForm{Contests: map[string]locale.Text{r.Contest: {locale.Czech: "hejtman kraje"}}}))
	version, err := w.store.IssueScript(ctx, w.organizer, r.UID)
	must(w.t, err)
	o["script"] = strconv.Itoa(version)
}

// addScript writes all that an organizer can, and issues the host's script.
func (f *filled) addScript(o map[string]string) {
	f.t.Helper()
	ctx := context.Background()
	f.must(f.store.SaveScript(ctx, f.organizer, o["round"], store.ScriptForm{Opening: inEach(manyWords), Closing: inEach(signs), About: inEach(oneWord),
		Contests: map[string]locale.Text{o["contest"]: inEach(asPerson(manyWords))}}))
	version, err := f.store.IssueScript(ctx, f.organizer, o["round"])
	f.must(err)
	o["script"] = strconv.Itoa(version)
}

func init() {
	maps.Copy(forms, map[string]func(o map[string]string) url.Values{
		"organizer.script_words": func(o map[string]string) url.Values {
			return url.Values{"revision": {"1"}, "opening": {"Zdraví starosta."}, "contests[" + o["contest"] + "]": {"hejtman kraje"}}
		},
	})
}
