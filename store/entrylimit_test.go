package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAnEntrantHasNoMoreEntriesThanTheCategoryTakes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		bodies := storetest.Bodies(t, s, "CZ020", false, 2)
		category := categoryOf(t, s, r, "obec").Category
		must(t, s.UpdateCategory(ctx, r.Organizer, category.UID, store.CategoryForm{Name: category.Name, Slug: category.Slug, Scope: category.Scope,
			EntryLimit: 2, Rubric: rubricOf(t, s, r)}))
		add := func(title, reason string, bodies ...string) error {
			_, err := s.AddEntry(ctx, r.Organizer, r.Contest, store.EntryForm{Bodies: bodies, Title: title, Reason: reason, Late: "přihlášeno pořadatelem"})
			return err
		}
		entry := func(title string) (uid string) {
			must(t, s.Look(ctx, &uid, "select uid from entry where title = ?", title))
			return uid
		}
		must(t, add("Web", "", bodies[0]))
		must(t, add("Portál", "", bodies...)) // a joint entry counts for both
		err := add("Mapa", "", bodies[0])
		if f := fault.Of(err); f.Kind != fault.Conflict || f.Key != "category.limit_reached" || f.Args["Limit"] != 2 {
			t.Errorf("a third one: %v", err)
		}
		if text := locale.Fault(locale.English, fault.Of(err)); text == "" {
			t.Error("the refusal has no words")
		}
		must(t, add("Druhý web", "", bodies[1]))
		must(t, add("Mapa", "rozhodnutí výboru", bodies[0]))
		must(t, s.CancelEntry(ctx, r.Organizer, entry("Mapa"), "Omyl."))
		must(t, s.CancelEntry(ctx, r.Organizer, entry("Web"), "Omyl."))
		must(t, s.RestoreCancelledEntry(ctx, r.Organizer, entry("Mapa")))
		if err := s.RestoreCancelledEntry(ctx, r.Organizer, entry("Web")); fault.Of(err).Key != "category.limit_reached" {
			t.Errorf("bringing one back beyond the limit: %v", err)
		}
	})
}

func TestACategoryIsAddedToARunningEdition(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 1)
		form := store.CategoryForm{Name: locale.Text{locale.Czech: "Nejlepší web hasičů"}, Slug: "hasici", Scope: store.Regional, Rubric: rubricOf(t, s, r)}
		added, err := s.AddCategory(ctx, r.Organizer, r.Edition.UID, form)
		must(t, err)
		contests := func() int {
			row := categoryOf(t, s, r, "hasici")
			return row.Contests
		}
		if contests() != 1 {
			t.Errorf("a regional category is in %d rounds, want the region's alone", contests())
		}
		form.Position, form.Scope = 1, store.Everywhere
		must(t, s.UpdateCategory(ctx, r.Organizer, added.UID, form))
		if contests() != 2 {
			t.Errorf("everywhere is in %d rounds, want two", contests())
		}
		form.Scope = store.National
		must(t, s.UpdateCategory(ctx, r.Organizer, added.UID, form))
		if contests() != 1 {
			t.Errorf("a national category is in %d rounds, want one", contests())
		}
		obec := categoryOf(t, s, r, "obec").Category
		for name, change := range map[string]func(*store.CategoryForm){
			"slug":        func(f *store.CategoryForm) { f.Slug = "jinak" },
			"scope":       func(f *store.CategoryForm) { f.Scope = store.National },
			"name":        func(f *store.CategoryForm) { f.Name = locale.Text{} },
			"entry_limit": func(f *store.CategoryForm) { f.EntryLimit = -1 },
			"rubric":      func(f *store.CategoryForm) { f.Rubric = "nothing" },
		} {
			form := store.CategoryForm{Name: obec.Name, Slug: obec.Slug, Scope: obec.Scope, Rubric: rubricOf(t, s, r)}
			change(&form)
			err := s.UpdateCategory(ctx, r.Organizer, obec.UID, form)
			if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != name {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.AddCategory(ctx, r.Organizer, r.Edition.UID, form); !fault.Is(err, fault.Invalid) {
			t.Errorf("the same address twice: %v", err)
		}
		if found := findings(t, s); len(found) > 0 {
			t.Errorf("findings: %v", found)
		}
	})
}
