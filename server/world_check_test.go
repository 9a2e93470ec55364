package server_test

import (
	"context"
	"net/url"
	"slices"

	"blazon/locale"
	"blazon/store"
)

// addCheck finds the entry of the body that the entrant acts for, and the page of its check as it is sent.
func (w *world) addCheck(o map[string]string) {
	w.t.Helper()
	list, err := w.store.Entries(context.Background(), w.organizer, o["edition"], locale.Czech, store.Listing{})
	must(w.t, err)
	at := slices.IndexFunc(list.Entries, func(e *store.ListedEntry) bool { return e.Bodies[0].UID == w.bodies[0] })
	o["entry"] = list.Entries[at].Entry.UID
}

func init() {
	forms["organizer.admission"] = func(map[string]string) url.Values { return url.Values{"seen": {"1"}} }
	forms["organizer.check_revocation"] = func(map[string]string) url.Values { return url.Values{"revoked.reason": {"Přijato omylem."}} }
	forms["organizer.joint"] = func(o map[string]string) url.Values {
		return url.Values{"bodies": {o["newcomer"]}, "reason": {"Web mají obce společný."}, "revision": {"0"}}
	}
}
