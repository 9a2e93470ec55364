package store_test

import (
	"context"
	"slices"
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// contestOf gives the contest of municipalities in the round of a chapter.
func (w *importWorld) contestOf(chapter string) string {
	w.t.Helper()
	setup, err := w.s.EditionSetup(context.Background(), w.nation, w.edition, locale.Czech)
	must(w.t, err)
	for _, r := range setup.Rounds {
		at := slices.IndexFunc(r.Contests, func(c store.CategorizedContest) bool { return c.Category.Slug == "obec" })
		if r.Chapter.Slug == chapter && at >= 0 {
			return r.Contests[at].Contest.UID
		}
	}
	w.t.Fatalf("no contest in %s", chapter)
	return ""
}

func TestEnrollingLeavesToEntrantsWhatTheyAreWriting(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		w.brought(w.region, table(store.ImportEntries, "code|category|state", w.ralsko+"|obec|draft"))
		contest := w.contestOf("liberecky-kraj")
		_, err := w.s.EnrolEligible(context.Background(), w.region, contest)
		must(w.t, err)
		var state string
		must(w.t, w.s.Look(context.Background(), &state, "select e.state from entry e join entry_entrant ee on ee.entry_id = e.id join entrant t on t.id = ee.entrant_id join body b on b.id = t.body_id where b.code = ?", w.ralsko))
		list, err := w.s.ContestList(context.Background(), w.region, contest, store.Listing{})
		must(w.t, err)
		stands := slices.ContainsFunc(list.Candidates, func(c *store.ListedCandidate) bool { return c.Bodies[0].Code == w.ralsko })
		if state != "draft" || stands || len(list.Candidates) != 1 {
			w.t.Errorf("the draft is %s, stands: %v, candidates: %d", state, stands, len(list.Candidates))
		}
	})
}

func TestATableReachesNoEntryOfAnotherChapter(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		found, err := w.s.SearchBodies(context.Background(), w.nation, store.BodySearch{Text: w.ralsko})
		must(w.t, err)
		_, err = w.s.AddEntry(context.Background(), w.nation, w.contestOf("celostatni-kolo"), store.EntryForm{Bodies: []string{found[0].UID}, Title: "Portál",
			URL: "https://www.tajny.cz", Late: "přihlášeno pořadatelem"})
		must(w.t, err)
		_, plan := w.planned(w.region, table(store.ImportEntries, "code|category|title|url", w.ralsko+"|obec|Portál|https://www.jiny.cz"))
		if got := spelled(plan); got != "2 refused code:transfer.other_chapter" || len(plan.Lines[0].Cells) != 1 {
			w.t.Errorf("the region's plan: %s, %+v", got, plan.Lines[0].Cells)
		}
	})
}

func TestANewPasswordUsesUpTheLinksSentBefore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		_, err := s.AddUser(ctx, store.Operator(), store.UserForm{Email: "podatelna@example.org", Name: "Podatelna", Language: locale.Czech})
		must(t, err)
		_, token, err := s.Invite(ctx, store.Operator(), "podatelna@example.org")
		must(t, err)
		must(t, s.SetPassword(ctx, store.Operator(), "podatelna@example.org", "a long password of tests"))
		if _, err := s.Accept(ctx, token, "another long password"); !fault.Is(err, fault.NotFound) {
			t.Errorf("the link still works: %v", err)
		}
	})
}
