package store_test

import (
	"slices"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAChapterChangesWhatTheCenterHasNotLocked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		short, err := s.CopyRubric(ctx, p.organizer, p.standing(t, s).Rubric, locale.Text{locale.Czech: "Zkrácený"})
		must(t, err)
		form := rubricForm(t, s, p.organizer, short.UID)
		form.Criteria = form.Criteria[:2]
		must(t, s.UpdateRubric(ctx, p.organizer, short.UID, form))
		for _, c := range []struct {
			part   store.Part
			key    string
			change func(*store.ContestRulesForm)
		}{
			{store.NumberingPart, "edition.locked_numbering", func(f *store.ContestRulesForm) { f.Rules.Numbering = judging.Range }},
			{store.TieBreakPart, "edition.locked_tie_break", func(f *store.ContestRulesForm) { f.Rules.TieBreak = []string{"jury"} }},
			{store.CutPart, "edition.locked_cut", func(f *store.ContestRulesForm) { f.Rules.Cut = judging.Cut{Places: 2} }},
			{store.CriteriaPart, "edition.locked_criteria", func(f *store.ContestRulesForm) { f.Rubric = short.UID }},
		} {
			form := p.standing(t, s)
			c.change(&form)
			lock(t, s, p, store.Parts...)
			err := s.UpdateContestRules(ctx, p.regional, p.contest.Contest.UID, form)
			if f := fault.Of(err); f.Kind != fault.Forbidden || f.Key != c.key || f.Args["Chapter"] == nil {
				t.Errorf("%s, locked: %v, want who locked it", c.part, err)
			}
			open := slices.DeleteFunc(slices.Clone(store.Parts), func(part store.Part) bool { return part == c.part })
			lock(t, s, p, open...)
			if err := s.UpdateContestRules(ctx, p.regional, p.contest.Contest.UID, form); err != nil {
				t.Errorf("%s, open: %v", c.part, err)
			}
		}
		if got := p.standing(t, s); got.Rubric != short.UID || got.Rules.Numbering != judging.Range || got.Rules.Cut.Places != 2 {
			t.Errorf("the contest's rules are %+v", got)
		}
		must(t, s.UpdateContestRules(ctx, p.organizer, p.contest.Contest.UID, p.standing(t, s))) // no lock binds the center
		p.judge(t, s)
		form2 := p.standing(t, s)
		form2.Rules.Numbering = judging.Dense
		if err := s.UpdateContestRules(ctx, p.organizer, p.contest.Contest.UID, form2); !fault.Is(err, fault.Closed) {
			t.Errorf("once judging is on: %v, want Closed", err)
		}
	})
}

// lock locks the parts, and no others.
func lock(t *testing.T, s *store.Store, p *planned, parts ...store.Part) {
	t.Helper()
	form := p.settings(t, s)
	form.Locked = nil
	must(t, s.UpdateEdition(t.Context(), p.organizer, p.edition.UID, form)) // so that nothing follows when they are locked again
	form.Locked = parts
	before := p.standing(t, s)
	must(t, s.UpdateEdition(t.Context(), p.organizer, p.edition.UID, form))
	must(t, s.UpdateContestRules(t.Context(), p.organizer, p.contest.Contest.UID, before))
}

func TestContestsFollowTheirEditionWhereTheyChoseNothingElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		form := p.settings(t, s)
		form.Locked = nil
		must(t, s.UpdateEdition(ctx, p.organizer, p.edition.UID, form))
		own := p.standing(t, s)
		own.Rules.Numbering = judging.Range
		must(t, s.UpdateContestRules(ctx, p.regional, p.contest.Contest.UID, own))
		form.Rules.Numbering, form.Rules.TieBreak = judging.Standard, []string{"countback"}
		must(t, s.UpdateEdition(ctx, p.organizer, p.edition.UID, form))
		if got := p.standing(t, s).Rules; got.Numbering != judging.Range || !slices.Equal(got.TieBreak, []string{"countback"}) {
			t.Errorf("the region's rules are %+v, want its own numbering", got)
		}
		form.Locked = []store.Part{store.NumberingPart}
		must(t, s.UpdateEdition(ctx, p.organizer, p.edition.UID, form))
		if got := p.standing(t, s).Rules.Numbering; got != judging.Standard {
			t.Errorf("locked, the region numbers %s", got)
		}
		form.Rules.TieBreak = []string{"criterion:unknown"}
		if got := wrongFields(s.UpdateEdition(ctx, p.organizer, p.edition.UID, form)); !slices.Equal(got, []string{"tie_break"}) {
			t.Errorf("a criterion that no rubric has: wrong fields %q", got)
		}
		p.judge(t, s)
		form.Rules.TieBreak = []string{"jury"}
		if err := s.UpdateEdition(ctx, p.organizer, p.edition.UID, form); !fault.Is(err, fault.Closed) {
			t.Errorf("once judging is on: %v, want Closed", err)
		}
		form.Rules, form.Number = p.settings(t, s).Rules, 26
		must(t, s.UpdateEdition(ctx, p.organizer, p.edition.UID, form))
		if err := s.UpdateEdition(ctx, p.regional, p.edition.UID, form); !fault.Is(err, fault.NotFound) {
			t.Errorf("a regional organizer: %v, want NotFound", err)
		}
	})
}
