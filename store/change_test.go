package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

var ctx = context.Background()

// midyear is a round at some stage, with what is changed in it: four candidates, the first of whom has handed in twice.
type midyear struct {
	*storetest.JudgedRound
	s         *store.Store
	obec, orp string // uids of the categories
	first     string // uid of the first candidate's entry
	twin      string // uid of another entry of the same body
}

// stages are how far the round has come, and how it gets there.
var stages = map[string]func(t *testing.T, m *midyear){
	"entries": func(t *testing.T, m *midyear) {
		must(t, m.s.Plant(t.Context(), "update round set entries_until = judging_until, judging_from = null, judging_until = null"))
	},
	"judging": func(*testing.T, *midyear) {},
	"closed": func(t *testing.T, m *midyear) {
		must(t, m.s.CloseRound(t.Context(), m.Organizer, m.UID))
	},
	"announced": func(t *testing.T, m *midyear) {
		must(t, m.s.CloseRound(t.Context(), m.Organizer, m.UID))
		must(t, settleTies(m.s, m.JudgedRound))
		must(t, m.s.Decide(t.Context(), m.Organizer, m.Contest, store.DecideForm{}))
		must(t, m.s.Announce(t.Context(), m.Organizer, m.Contest, time.Time{}))
	},
}

func atStage(t *testing.T, s *store.Store, stage string) *midyear {
	t.Helper()
	ctx := t.Context()
	m := &midyear{JudgedRound: storetest.Round(t, s, 3, 2), s: s}
	m.obec, m.orp = categoryOf(t, s, m.JudgedRound, "obec").Category.UID, categoryOf(t, s, m.JudgedRound, "orp").Category.UID
	var body string
	must(t, s.Look(ctx, &m.first, "select e.uid from entry e join candidate n on n.entry_id = e.id where n.uid = ?", m.Candidates[0]))
	must(t, s.Look(ctx, &body, `select b.uid from body b join entrant t on t.body_id = b.id join entry_entrant ee on ee.entrant_id = t.id
		join entry e on e.id = ee.entry_id where e.uid = ?`, m.first))
	twin, err := s.AddEntry(ctx, m.Organizer, m.Contest, store.EntryForm{Bodies: []string{body}, Title: "Portál občana", Late: "Dodatečně."})
	must(t, err)
	must(t, s.Look(ctx, &m.twin, "select e.uid from entry e join candidate n on n.entry_id = e.id where n.uid = ?", twin))
	_, err = s.Assign(ctx, m.Organizer, m.Contest, store.AssignForm{})
	must(t, err)
	m.Submit(t, s, func(_, candidate, _ int) string { return []string{"4", "3", "2", "1"}[candidate] })
	must(t, m.rename("Obce"))
	stages[stage](t, m)
	return m
}

// change is one change in mid-year, the act that takes it back, and the stages at which it is refused, each with the reason.
type change struct {
	name    string
	act     func(m *midyear) error
	undo    func(m *midyear) error // nil: nothing does
	refused map[string]string
}

var decided = map[string]string{"announced": "category.refused_announced"}

var changes = []change{
	{"a category is renamed", func(m *midyear) error { return m.rename("Malé obce") }, func(m *midyear) error { return m.rename("Obce") }, nil},
	{"a category is cancelled", func(m *midyear) error { return m.s.CancelCategory(ctx, m.Organizer, m.obec, "Málo přihlášek.") },
		func(m *midyear) error { return m.s.RestoreCategory(ctx, m.Organizer, m.obec) }, decided},
	{"a round is cancelled", func(m *midyear) error { return m.s.CancelRound(ctx, m.Organizer, m.UID, "Kraj kolo nepořádá.") },
		func(m *midyear) error { return m.s.RestoreRound(ctx, m.Organizer, m.UID) }, decided},
	{"a category is cancelled in one round", func(m *midyear) error { return m.s.CancelContest(ctx, m.Organizer, m.Contest, "Málo přihlášek.") },
		func(m *midyear) error { return m.s.RestoreContest(ctx, m.Organizer, m.Contest) }, decided},
	{"an entry is cancelled", func(m *midyear) error { return m.s.CancelEntry(ctx, m.Organizer, m.first, "Obec se účasti vzdala.") },
		func(m *midyear) error { return m.s.RestoreCancelledEntry(ctx, m.Organizer, m.first) },
		map[string]string{"closed": "category.refused_exclude", "announced": "category.refused_announced"}},
	{"an entry is merged into its twin", func(m *midyear) error { return m.s.MergeEntry(ctx, m.Organizer, m.twin, m.first, "Podáno dvakrát.") },
		func(m *midyear) error { return m.s.RestoreCancelledEntry(ctx, m.Organizer, m.twin) },
		map[string]string{"closed": "category.refused_exclude", "announced": "category.refused_announced"}},
	{"an entry is moved", func(m *midyear) error {
		return m.s.MoveEntry(ctx, m.Organizer, m.first, m.orp, "Přihlášeno omylem sem.")
	},
		func(m *midyear) error { return m.s.MoveEntry(ctx, m.Organizer, m.first, m.obec, "A zase zpět.") },
		map[string]string{"closed": "category.refused_exclude", "announced": "category.refused_announced"}},
	{"a category is merged into another", func(m *midyear) error {
		return m.s.MergeCategory(ctx, m.Organizer, m.obec, m.orp, "Málo přihlášek.")
	}, nil,
		map[string]string{"closed": "category.refused_closed", "announced": "category.refused_announced"}},
}

func (m *midyear) rename(name string) error {
	view, err := m.s.Category(ctx, m.Organizer, m.obec, locale.Czech)
	if err != nil {
		return err
	}
	return m.s.UpdateCategory(ctx, m.Organizer, m.obec, store.CategoryForm{Name: locale.Text{locale.Czech: name}, Slug: view.Category.Slug,
		Scope: view.Category.Scope, Position: view.Category.Position, Rubric: view.Fixed.Rubric})
}

// Every change at every stage: it is made, on record and taken back without a trace but for the record, or it is refused for a
// reason that is said before, and nothing has changed. Whatever happens, no score is lost and everything holds together.
func TestChangesInMidYear(t *testing.T) {
	for stage := range stages {
		t.Run(stage, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				m := atStage(t, s, stage)
				for _, c := range changes {
					m.try(t, c, c.refused[stage])
				}
			})
		})
	}
}

func TestAContestThatIsCalledOffHasNoResults(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 0)
		must(t, s.CancelContest(ctx, r.Organizer, r.Contest, "Málo přihlášek."))
		_, err := s.ContestResults(ctx, r.Organizer, r.Contest)
		wants(t, err, fault.NotFound, "the results of a contest that is called off")
	})
}

func (m *midyear) try(t *testing.T, c change, refused string) {
	t.Helper()
	before := m.picture(t)
	err := c.act(m)
	if refused != "" {
		if !fault.Is(err, fault.Closed) || fault.Of(err).Key != refused {
			t.Errorf("%s: %v, want %s", c.name, err, refused)
		}
	} else if err != nil {
		t.Errorf("%s: %v", c.name, err)
		return
	}
	after := m.picture(t)
	if (refused == "") == cmp.Equal(before, after) {
		t.Errorf("%s: refused for %q, but before and after compare as %v", c.name, refused, cmp.Equal(before, after))
	}
	if after.Scores != before.Scores {
		t.Errorf("%s: %d scores are left of %d", c.name, after.Scores, before.Scores)
	}
	if found := findings(t, m.s); len(found) > 0 {
		t.Errorf("%s: %v", c.name, found)
	}
	if refused != "" || c.undo == nil {
		return
	}
	if err := c.undo(m); err != nil {
		t.Errorf("%s, taken back: %v", c.name, err)
	}
	if diff := cmp.Diff(before, m.picture(t)); diff != "" {
		t.Errorf("%s, taken back: before → now:\n%s", c.name, diff)
	}
	if found := findings(t, m.s); len(found) > 0 {
		t.Errorf("%s, taken back: %v", c.name, found)
	}
}

// picture is what people see of the round and its entries, and how many scores there are.
type picture struct {
	Public   []string // contests of the round, by their categories' names
	Desk     []string // sheets of a juror
	Progress []string // contests with their candidates
	Entries  []string
	Scores   int
}

func (m *midyear) picture(t *testing.T) (p picture) {
	t.Helper()
	overview, err := m.s.EditionOverview(ctx, m.Competition.Slug, m.Edition.Slug, locale.Czech)
	must(t, err)
	for _, r := range overview.Rounds {
		for _, c := range r.Contests {
			p.Public = append(p.Public, r.Round.Slug+" "+c.Category.Name.In(locale.Czech))
		}
	}
	desk, err := m.s.Desk(ctx, m.Jurors[0].Actor, locale.Czech)
	must(t, err)
	for _, r := range desk {
		for _, c := range r.Contests {
			for _, sheet := range c.Sheets {
				p.Desk = append(p.Desk, fmt.Sprint(c.Category.Slug, " ", sheet.Candidate.Display(locale.Czech), " ", sheet.State, " ", sheet.Scored))
			}
		}
	}
	progress, err := m.s.Progress(ctx, m.Organizer, m.UID, locale.Czech)
	must(t, err)
	for _, c := range progress.Contests {
		p.Progress = append(p.Progress, fmt.Sprint(c.Category.Slug, " ", len(c.Candidates), " ", c.Submitted))
	}
	var entries []struct{ UID, State, Category string }
	must(t, m.s.Look(ctx, &entries, "select e.uid, e.state, c.slug as category from entry e join category c on c.id = e.category_id order by e.id"))
	for _, e := range entries {
		p.Entries = append(p.Entries, fmt.Sprint(e.UID, e.State, e.Category))
	}
	must(t, m.s.Look(ctx, &p.Scores, "select count(*) from score"))
	return p
}

func TestConsequencesAreCountedBefore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		m := atStage(t, s, "judging")
		v, err := s.CancellingCategory(ctx, m.Organizer, m.obec)
		must(t, err)
		if c := v.Consequences; c.Entries() != 4 || c.Admitted != 4 || c.Candidates != 4 || c.Sheets != 8 || c.SubmittedSheets != 8 || c.Scores != 64 || !c.Possible() {
			t.Errorf("cancelling the category: %+v", c)
		}
		e, err := s.CancellingEntry(ctx, m.Organizer, m.first)
		must(t, err)
		if e.Candidates != 1 || e.Sheets != 2 || e.Scores != 16 {
			t.Errorf("cancelling an entry: %+v", e.Consequences)
		}
		merging, err := s.MergingCategory(ctx, m.Organizer, m.obec, m.orp)
		must(t, err)
		if merging.Stay != 0 || merging.NotEligible != 4 || len(merging.Twice) != 0 || !merging.Possible() {
			t.Errorf("merging by the same rubric: %d scores stay, %d not eligible, twice %v", merging.Stay, merging.NotEligible, merging.Twice)
		}
		for name, err := range map[string]error{
			"without a reason":       s.CancelCategory(ctx, m.Organizer, m.obec, "  "),
			"into nothing":           s.MergeCategory(ctx, m.Organizer, m.obec, "", "Málo přihlášek."),
			"an entry into nothing":  s.MergeEntry(ctx, m.Organizer, m.twin, m.twin, "Podáno dvakrát."),
			"an entry to nowhere":    s.MoveEntry(ctx, m.Organizer, m.first, m.obec, "Přihlášeno omylem sem."),
			"an entry for no reason": s.CancelEntry(ctx, m.Organizer, m.first, ""),
		} {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v, want Invalid", name, err)
			}
		}
	})
}

// Where the rubrics differ, scores stay behind on record, and the jury scores anew; an entrant may so have two entries, unless
// the category takes no more.
func TestMergingByAnotherRubric(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		m := atStage(t, s, "judging")
		must(t, s.Plant(ctx, `insert into rubric (uid, edition_id, name, better, trim, minimum) select 'other', edition_id, name, better, trim, minimum from rubric`))
		must(t, s.Plant(ctx, `update contest set rubric_id = (select id from rubric where uid = 'other') where category_id = (select id from category where uid = ?)`, m.orp))
		must(t, s.Plant(ctx, `update category set entry_limit = 1 where uid = ?`, m.orp))
		err := s.MergeCategory(ctx, m.Organizer, m.obec, m.orp, "Málo přihlášek.")
		if f := fault.Of(err); f.Key != "category.refused_over" || f.Args["Limit"] != 1 {
			t.Errorf("beyond the limit: %v", err)
		}
		must(t, s.Plant(ctx, `update category set entry_limit = 2 where uid = ?`, m.orp))
		v, err := s.MergingCategory(ctx, m.Organizer, m.obec, m.orp)
		must(t, err)
		if v.Stay != 64 {
			t.Errorf("%d scores are said to stay, want 64", v.Stay)
		}
		must(t, s.MergeCategory(ctx, m.Organizer, m.obec, m.orp, "Málo přihlášek."))
		got := m.picture(t)
		if len(got.Desk) != 0 || got.Scores != 64 || len(got.Progress) != 1 || got.Progress[0] != "orp 4 0" {
			t.Errorf("after merging: desk %v, progress %v, %d scores", got.Desk, got.Progress, got.Scores)
		}
		if found := findings(t, s); len(found) > 0 {
			t.Errorf("findings: %v", found)
		}
		if err := s.RestoreCategory(ctx, m.Organizer, m.obec); fault.Of(err).Key != "category.merged_stays" {
			t.Errorf("restoring what was merged: %v", err)
		}
		must(t, s.MoveEntry(ctx, m.Organizer, m.first, m.orp2(t), "Nová kategorie."))
	})
}

// orp2 adds a category to which an entry of a merged one may go back.
func (m *midyear) orp2(t *testing.T) string {
	t.Helper()
	c, err := m.s.AddCategory(ctx, m.Organizer, m.Edition.UID, store.CategoryForm{Name: locale.Text{locale.Czech: "Obce znovu"}, Slug: "obce-znovu",
		Scope: store.Everywhere, Rubric: rubricOf(t, m.s, m.JudgedRound)})
	must(t, err)
	return c.UID
}

func TestNothingIsDoneToWhatIsCalledOff(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		m := atStage(t, s, "judging")
		desk, err := s.DeskRound(ctx, m.Jurors[0].Actor, m.UID, locale.Czech)
		must(t, err)
		sheet := desk.Contests[0].Sheets[0].Assignment
		must(t, s.CancelRound(ctx, m.Organizer, m.UID, "Kraj kolo nepořádá."))
		_, saving := s.SaveSheet(ctx, m.Jurors[0].Actor, store.SheetForm{Round: m.UID, Assignment: sheet, Revision: 1, Values: map[string]string{"mandatory": "1"}})
		_, enrolling := s.EnrolEligible(ctx, m.Organizer, m.Contest)
		for name, err := range map[string]error{
			"scoring":             saving,
			"enrolling":           enrolling,
			"closing":             s.CloseRound(ctx, m.Organizer, m.UID),
			"assigning":           s.RemoveAssignments(ctx, m.Organizer, m.Contest, store.RemoveForm{Juror: m.Jurors[0].Juror.UID}),
			"a deadline":          s.SetDeadline(ctx, m.Organizer, m.Contest, judging.Window{}),
			"moving an entry":     s.MoveEntry(ctx, m.Organizer, m.first, m.orp, "Přihlášeno omylem sem."),
			"one contest alone":   s.RestoreContest(ctx, m.Organizer, m.Contest),
			"cancelling it again": s.CancelRound(ctx, m.Organizer, m.UID, "Znovu."),
		} {
			if !fault.Is(err, fault.Closed) {
				t.Errorf("%s: %v, want Closed", name, err)
			}
		}
		view, err := s.SheetView(ctx, m.Jurors[0].Actor, m.UID, sheet, locale.Czech)
		if err != nil || view.Editable(m.Jurors[0].Actor) == nil || view.Criteria[0].Value() != "4" {
			t.Errorf("a juror's own sheet: %v", err)
		}
		if _, err := s.RoundResults(ctx, judging.Actor{}, store.Address{Competition: m.Competition.Slug, Edition: m.Edition.Slug, Round: m.Region.Slug}); !fault.Is(err, fault.NotFound) {
			t.Errorf("the round's public page: %v", err)
		}
	})
}
