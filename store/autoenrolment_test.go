package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

// country is an edition whose store knows every Czech municipality and city district. Three regions hold rounds, one is judged by
// Praha's, one takes no part, and the others have no chapter: the nation's covers them.
type country struct {
	organizer judging.Actor
	nation    *store.Chapter
	regions   map[string]*store.Chapter // by code
	edition   *store.Edition
	obec, orp store.Category
	praha     []string // codes of Praha 1 to 22
}

func (c *country) asTowns() map[string]register.Kind {
	towns := map[string]register.Kind{}
	for _, code := range c.praha {
		towns[code] = register.Mesto
	}
	return towns
}

func TestTheWholeCountry(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := wholeCountry(t, s)
		t.Run("whom a rule lets in", func(t *testing.T) { c.counts(t, s) })
		t.Run("why a body may enter or not", func(t *testing.T) { c.reasons(t, s) })
		t.Run("everybody eligible is entered", func(t *testing.T) { c.enrols(t, s) })
	})
}

func wholeCountry(t *testing.T, s *store.Store) *country {
	t.Helper()
	ctx := t.Context()
	for _, bundle := range register.Bundles()[:2] {
		extract, err := bundle.Open()
		must(t, err)
		_, err = s.ImportBodies(ctx, store.Operator(), extract, store.BodyImport{})
		must(t, err)
	}
	competition, nation := storetest.Competition(t, s)
	c := &country{nation: nation, organizer: storetest.Organizer(t, s, nation), regions: map[string]*store.Chapter{}}
	parts := []store.ChapterPart{{Chapter: nation.UID, Mode: store.OwnRound}}
	for code, mode := range map[string]store.Mode{"CZ010": store.OwnRound, "CZ020": store.OwnRound, "CZ051": store.OwnRound, "CZ031": store.Collective, "CZ032": store.NoPart} {
		c.regions[code] = storetest.Chapter(t, s, c.organizer, nation.UID, code)
		parts = append(parts, store.ChapterPart{Chapter: c.regions[code].UID, Mode: mode})
	}
	c.edition = storetest.Edition(t, s, c.organizer, competition, parts...)
	must(t, s.UpdateChapterSetting(ctx, c.organizer, c.edition.UID, c.regions["CZ031"].UID,
		store.ChapterSettingForm{Mode: store.Collective, Round: c.round(t, s, "CZ010")}))
	list, err := s.Categories(ctx, c.organizer, c.edition.UID)
	must(t, err)
	c.orp, c.obec = list.Categories[0].Category, list.Categories[1].Category
	found, err := s.SearchBodies(ctx, c.organizer, store.BodySearch{Text: "praha", Regions: []string{"CZ010"}, Limit: 100, Language: locale.Czech})
	must(t, err)
	for _, b := range found {
		if len(b.Name) <= len("Praha 22") && b.Kind == register.MestskaCast {
			c.praha = append(c.praha, b.Code)
		}
	}
	if len(c.praha) != 22 {
		t.Fatalf("%d districts are called Praha and a number", len(c.praha))
	}
	return c
}

// round finds the round of a region.
func (c *country) round(t *testing.T, s *store.Store, region string) string {
	t.Helper()
	setup, err := s.EditionSetup(t.Context(), c.organizer, c.edition.UID, locale.Czech)
	must(t, err)
	for _, r := range setup.Rounds {
		if r.Chapter.ID == c.regions[region].ID {
			return r.Round.UID
		}
	}
	t.Fatalf("no round of %s", region)
	return ""
}

func (c *country) enrols(t *testing.T, s *store.Store) {
	ctx := t.Context()
	if _, err := s.AutoEnrol(ctx, c.organizer, c.obec.UID); fault.Of(err).Key != "category.not_automatic" {
		t.Errorf("a category that is entered of one's own accord: %v", err)
	}
	towns := register.Eligibility{Kinds: []register.Kind{register.Mesto, register.StatutarniMesto, register.HlavniMesto}, CountAs: c.asTowns()}
	must(t, s.SetEligibility(ctx, c.organizer, c.obec.UID, towns))
	must(t, s.UpdateCategory(ctx, c.organizer, c.obec.UID, c.automatic(t, s)))
	count, err := s.CountEligible(ctx, c.organizer, c.obec.UID, towns, locale.Czech)
	must(t, err)
	plan, err := s.PreviewAutoEnrolment(ctx, c.organizer, c.obec.UID)
	must(t, err)
	done, err := s.AutoEnrol(ctx, c.organizer, c.obec.UID)
	must(t, err)
	nowhere := 0
	for _, chapter := range done.Nowhere {
		nowhere += chapter.Bodies
	}
	if done.New != plan.New || done.Eligible != count.Eligible || done.New+nowhere != count.Eligible || done.Blank < 22 || len(done.Contests) != 4 || len(done.Nowhere) != 1 {
		t.Errorf("%d eligible, planned %d, entered %d in %d contests, %d take no part, %d without an address",
			count.Eligible, plan.New, done.New, len(done.Contests), nowhere, done.Blank)
	}
	var stands, entered, addresses, abroad int
	must(t, s.Look(ctx, &stands, "select count(*) from candidate where withdrawn_at is null"))
	must(t, s.Look(ctx, &entered, "select count(*) from entry where automatic and state = 'admitted' and contest_id is not null"))
	must(t, s.Look(ctx, &addresses, "select count(*) from entry e join entry_url u on u.entry_id = e.id where u.source = 'register' and u.url = e.url"))
	must(t, s.Look(ctx, &abroad, `select count(*) from entry e join contest t on t.id = e.contest_id join round r on r.id = t.round_id
		where r.chapter_id = ? and e.chapter_id = ?`, c.regions["CZ010"].ID, c.regions["CZ031"].ID))
	if stands != done.New || entered != done.New || addresses != done.New-done.Blank || abroad == 0 {
		t.Errorf("%d candidates, %d entries, %d with an address from the register, %d judged by Praha's round; %d were entered", stands, entered, addresses, abroad, done.New)
	}
	c.enrolsOnce(t, s, done)
	if found := findings(t, s); len(found) > 0 {
		t.Errorf("findings: %v", found)
	}
}

// enrolsOnce does it again: nothing changes, and who may not enter any more is listed, not removed.
func (c *country) enrolsOnce(t *testing.T, s *store.Store, before *store.AutoEnrolment) {
	ctx := t.Context()
	again, err := s.AutoEnrol(ctx, c.organizer, c.obec.UID)
	must(t, err)
	if again.New != 0 || again.Kept != before.New || len(again.NoLonger) != 0 || len(again.Unasked) != before.Blank {
		t.Errorf("again: %d new, %d kept, %d no longer eligible, %d without an address", again.New, again.Kept, len(again.NoLonger), len(again.Unasked))
	}
	must(t, s.SetEligibility(ctx, c.organizer, c.obec.UID, register.Eligibility{Kinds: []register.Kind{register.Mesto}}))
	must(t, s.CancelEntry(ctx, c.organizer, again.Unasked[0].Entry, "Část obce se účasti vzdala."))
	fewer, err := s.AutoEnrol(ctx, c.organizer, c.obec.UID)
	must(t, err)
	if fewer.New != 0 || len(fewer.NoLonger)+fewer.Kept < before.New-1 || len(fewer.NoLonger) < 21 {
		t.Errorf("by a narrower rule: %d new, %d kept, %d no longer eligible of %d", fewer.New, fewer.Kept, len(fewer.NoLonger), before.New)
	}
}

// automatic is the form of the category "obec", entered automatically.
func (c *country) automatic(t *testing.T, s *store.Store) store.CategoryForm {
	t.Helper()
	view, err := s.Category(t.Context(), c.organizer, c.obec.UID, locale.Czech)
	must(t, err)
	return store.CategoryForm{Name: view.Category.Name, Slug: view.Category.Slug, Scope: view.Category.Scope, Position: view.Category.Position,
		Automatic: true, Rubric: view.Fixed.Rubric}
}

func TestAutomaticEnrolmentTakesAsManyStatementsForManyAsForOne(t *testing.T) {
	statements := 0
	storetest.EachWith(t, store.Options{Statement: func() { statements++ }}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		category := categoryOf(t, s, r, "obec").Category
		form := store.CategoryForm{Name: category.Name, Slug: category.Slug, Scope: category.Scope, Automatic: true, Rubric: rubricOf(t, s, r)}
		must(t, s.UpdateCategory(t.Context(), r.Organizer, category.UID, form))
		var took [2]int
		for i, bodies := range []int{1, 40} {
			storetest.Bodies(t, s, "CZ020", false, bodies)
			statements = 0
			done, err := s.AutoEnrol(t.Context(), r.Organizer, category.UID)
			must(t, err)
			if took[i] = statements; done.New == 0 {
				t.Fatalf("nobody new of %d", bodies)
			}
		}
		if took[0] != took[1] {
			t.Errorf("%d statements for one body, %d for many", took[0], took[1])
		}
	})
}

// rubricOf is the uid of the edition's rubric.
func rubricOf(t *testing.T, s *store.Store, r *storetest.JudgedRound) string {
	t.Helper()
	view, err := s.Category(t.Context(), r.Organizer, categoryOf(t, s, r, "obec").Category.UID, locale.Czech)
	must(t, err)
	return view.Rubrics[0].UID
}
