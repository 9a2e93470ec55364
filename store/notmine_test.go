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

func TestACollectiveRoundTakesTheBodiesOfItsChapters(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		ctx := context.Background()
		contest := w.contestOf("liberecky-kraj")
		elsewhere, err := w.s.SearchBodies(ctx, w.nation, store.BodySearch{Text: w.elsewhere})
		must(w.t, err)
		form := store.EnrolForm{Bodies: []string{elsewhere[0].UID}}
		before, err := w.s.Enrol(ctx, w.nation, contest, form)
		must(w.t, err)
		must(w.t, w.s.Plant(ctx, `update chapter_setting set mode = 'collective', round_id = (select r.id from round r where r.slug = 'liberecky-kraj')
			where chapter_id = (select id from chapter where region_code = 'CZ020')`))
		after, err := w.s.Enrol(ctx, w.nation, contest, form)
		must(w.t, err)
		if len(before.Refused) != 1 || after.Added != 1 {
			w.t.Errorf("before: %+v, after: %+v", before, after)
		}
	})
}

func TestARoundThatComesBackHasTheCategoriesAddedMeanwhile(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		ctx := context.Background()
		var round, rubric string
		must(w.t, w.s.Look(ctx, &round, "select uid from round where slug = 'liberecky-kraj'"))
		must(w.t, w.s.Look(ctx, &rubric, "select uid from rubric limit 1"))
		must(w.t, w.s.CancelRound(ctx, w.nation, round, "Kraj se neúčastní."))
		_, err := w.s.AddCategory(ctx, w.nation, w.edition, store.CategoryForm{Name: locale.Text{locale.Czech: "Elektronická služba"}, Slug: "sluzba",
			Scope: store.Everywhere, Rubric: rubric})
		must(w.t, err)
		must(w.t, w.s.RestoreRound(ctx, w.nation, round))
		var contests int
		must(w.t, w.s.Look(ctx, &contests, "select count(*) from contest t join round r on r.id = t.round_id where r.slug = 'liberecky-kraj' and t.cancelled_at is null"))
		if contests != 3 {
			w.t.Errorf("%d contests, want 3", contests)
		}
		checkHolds(w.t, w.s)
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
