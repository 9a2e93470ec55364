package store_test

import (
	"context"
	"slices"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// planned is an edition whose rounds have not begun: the nation's, one region's, and none of another region.
type planned struct {
	edition                *store.Edition
	organizer, regional    judging.Actor // of the nation, of the region
	nation, region, other  *store.Chapter
	round, national        *store.RoundSetup
	contest, nationContest *store.ContestRules // in the category "obec"
}

func plan(t *testing.T, s *store.Store) *planned {
	t.Helper()
	p := &planned{}
	var c *store.Competition
	c, p.nation = storetest.Competition(t, s)
	p.organizer = storetest.Organizer(t, s, p.nation)
	p.region = storetest.Chapter(t, s, p.organizer, p.nation.UID, "CZ020")
	p.other = storetest.Chapter(t, s, p.organizer, p.nation.UID, "CZ051")
	p.regional = storetest.Organizer(t, s, p.region)
	p.edition = storetest.Edition(t, s, p.organizer, c, store.ChapterPart{Chapter: p.nation.UID, Mode: store.OwnRound},
		store.ChapterPart{Chapter: p.region.UID, Mode: store.OwnRound}, store.ChapterPart{Chapter: p.other.UID, Mode: store.NoPart})
	setup, err := s.EditionSetup(t.Context(), p.organizer, p.edition.UID, locale.Czech)
	must(t, err)
	for _, r := range setup.Rounds {
		found, err := s.RoundSetup(t.Context(), p.organizer, r.Round.UID)
		must(t, err)
		at := slices.IndexFunc(r.Contests, func(c store.CategorizedContest) bool { return c.Category.Slug == "obec" })
		rules, err := s.ContestRules(t.Context(), p.organizer, r.Contests[at].Contest.UID)
		must(t, err)
		if r.Chapter.ID == p.region.ID {
			p.round, p.contest = found, rules
		} else {
			p.national, p.nationContest = found, rules
		}
	}
	return p
}

// settings are the edition's as they stand.
func (p *planned) settings(t *testing.T, s *store.Store) store.EditionSettings {
	t.Helper()
	setup, err := s.EditionSetup(t.Context(), p.organizer, p.edition.UID, locale.Czech)
	must(t, err)
	e := setup.Edition
	return store.EditionSettings{Number: e.Number, Year: e.Year, Name: e.Name, Note: e.Note, Rules: e.CountingRules(), Locked: e.Locked}
}

// standing are the rules of the region's contest as they stand.
func (p *planned) standing(t *testing.T, s *store.Store) store.ContestRulesForm {
	t.Helper()
	v, err := s.ContestRules(t.Context(), p.organizer, p.contest.Contest.UID)
	must(t, err)
	return store.ContestRulesForm{Rubric: v.Rubric.UID, Rules: v.Standing}
}

// judge begins the judging of the region's round.
func (p *planned) judge(t *testing.T, s *store.Store) {
	t.Helper()
	must(t, s.UpdateRound(context.Background(), p.organizer, p.round.Round.UID, store.RoundForm{Dates: storetest.JudgingOn(t, s)}))
}
