package storetest

import (
	"context"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// TakingEntries gives dates by which entries are taken for an hour yet, and the judging begins in thirty days.
func TakingEntries(t testing.TB, s *store.Store) store.Dates {
	t.Helper()
	now, err := s.Now(context.Background())
	must(t, err)
	return store.Dates{EntriesFrom: now.Add(-time.Hour), EntriesUntil: now.Add(time.Hour), JudgingFrom: now.AddDate(0, 0, 30), JudgingUntil: now.AddDate(0, 0, 60)}
}

// Clerk makes an account that acts for bodies. Its e-mail address is "podatelna@example.org".
func Clerk(t testing.TB, s *store.Store, bodies ...string) (clerk judging.Actor) {
	t.Helper()
	for _, body := range bodies {
		m, err := s.GrantMembership(context.Background(), store.Operator(), store.MembershipForm{Role: judging.Representative, Body: body,
			Person: store.Person{Email: "podatelna@example.org", Name: "Podatelna", Language: locale.Czech}})
		must(t, err)
		clerk = Actor(t, s, m.UserID)
	}
	return clerk
}

// Enter hands in an entry of some bodies in a category, by its uid, and gives the entry's.
func Enter(t testing.TB, s *store.Store, clerk judging.Actor, category, url string, bodies ...string) string {
	t.Helper()
	entry, err := s.BeginEntry(context.Background(), clerk, category, bodies)
	must(t, err)
	HandIn(t, s, clerk, entry, url)
	return entry
}

// HandIn hands an entry in with an address, and with answers to whatever its category asks of texts and declarations.
func HandIn(t testing.TB, s *store.Store, clerk judging.Actor, entry, url string) {
	t.Helper()
	view, err := s.EntryView(context.Background(), clerk, entry)
	must(t, err)
	form := store.DraftForm{Revision: view.Entry.Revision, Filled: store.Filled{URL: url, Answers: store.Answers{}}}
	for _, field := range view.Asked.Fields {
		switch field.Kind {
		case store.ShortText, store.LongText:
			form.Answers[field.Key] = []string{"Úřední deska"}
		case store.Declaration:
			form.Answers[field.Key] = []string{field.Label.In(locale.Czech)}
		}
	}
	saved, err := s.SaveDraft(context.Background(), clerk, entry, form)
	must(t, err)
	_, err = s.SubmitEntry(context.Background(), clerk, entry, store.SubmitForm{Revision: saved.Revision, Agreed: true})
	must(t, err)
}
