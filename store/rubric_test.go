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

// rubricForm is a rubric as its form begins, in Czech.
func rubricForm(t *testing.T, s *store.Store, actor judging.Actor, uid string) store.RubricForm {
	t.Helper()
	p, err := s.RubricSetup(t.Context(), actor, uid)
	must(t, err)
	form := store.RubricForm{Language: locale.Czech, Name: p.Rubric.Name[locale.Czech], Trim: p.Rubric.Trim, Minimum: p.Rubric.Minimum}
	for _, c := range p.Rubric.Criteria {
		rules := c.Rules()
		row := store.CriterionForm{UID: c.UID, Name: c.Name[locale.Czech], Description: c.Description[locale.Czech], Kind: c.Kind, Form: c.Form,
			Max: rules.Max, Step: rules.Step, Weight: rules.Weight, Law: c.Law}
		for _, a := range c.Anchors {
			value, err := judging.ParseDecimal(a.Value)
			must(t, err)
			row.Anchors = append(row.Anchors, store.AnchorForm{Value: value, Text: a.Text[locale.Czech]})
		}
		form.Criteria = append(form.Criteria, row)
	}
	return form
}

// keys lists what a rubric asks, in its order.
func keys(t *testing.T, s *store.Store, actor judging.Actor, uid string) (keys []string) {
	t.Helper()
	p, err := s.RubricSetup(t.Context(), actor, uid)
	must(t, err)
	for _, c := range p.Rubric.Criteria {
		keys = append(keys, c.Key)
	}
	return keys
}

func TestARubricIsChangedUntilASheetIsSaved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 1)
		ctx := t.Context()
		rules, err := s.ContestRules(ctx, r.Organizer, r.Contest)
		must(t, err)
		uid := rules.Rubric.UID
		form := rubricForm(t, s, r.Organizer, uid)
		slices.Reverse(form.Criteria)
		form.Criteria = append(form.Criteria[1:], store.CriterionForm{Name: "Mapa obce", Kind: judging.Points, Form: "points",
			Max: 5 * judging.One, Step: judging.One, Weight: judging.One, Anchors: []store.AnchorForm{{Value: 0, Text: "Není."}}})
		must(t, s.UpdateRubric(ctx, r.Organizer, uid, form))
		want := []string{"design", "accessibility", "usability", "services", "recommended", "notice_board", "mandatory", "mapa_obce"}
		if got := keys(t, s, r.Organizer, uid); !slices.Equal(got, want) {
			t.Errorf("the criteria are %q, want %q", got, want)
		}
		setup, err := s.RubricSetup(ctx, r.Organizer, uid)
		must(t, err)
		if got := setup.Rubric.Criteria[6].Name[locale.Polish]; got == "" {
			t.Error("changing the Czech words has taken the Polish ones away")
		}
		form = rubricForm(t, s, r.Organizer, uid)
		without := form
		without.Criteria = slices.DeleteFunc(slices.Clone(form.Criteria), func(c store.CriterionForm) bool { return c.UID == setup.Rubric.Criteria[6].UID })
		if err := s.UpdateRubric(ctx, r.Organizer, uid, without); fault.Of(err).Kind != fault.Invalid || fault.Of(err).Fields[0].Key != "edition.criterion_parts_ties" {
			t.Errorf("without the criterion that parts ties: %v", err)
		}
		for _, c := range []struct {
			name   string
			change func(*store.CriterionForm)
			want   string
		}{
			{"no points", func(c *store.CriterionForm) { c.Max = 0 }, "criteria[0].max"},
			{"a step that misses the most", func(c *store.CriterionForm) { c.Step = 3 * judging.One }, "criteria[0].step"},
			{"a negative weight", func(c *store.CriterionForm) { c.Weight = -judging.One }, "criteria[0].weight"},
			{"words for a value off the scale", func(c *store.CriterionForm) { c.Anchors = []store.AnchorForm{{Value: 99 * judging.One, Text: "x"}} }, "criteria[0].anchors"},
			{"another rubric's criterion", func(c *store.CriterionForm) { c.UID = "0123456789abcdef" }, "criteria[0].name"},
			{"a criterion that comes twice", func(c *store.CriterionForm) { c.UID = form.Criteria[1].UID }, "criteria[1].name"},
		} {
			wrong := form
			wrong.Criteria = slices.Clone(form.Criteria)
			wrong.Criteria[0].Anchors = nil
			c.change(&wrong.Criteria[0])
			if got := wrongFields(s.UpdateRubric(ctx, r.Organizer, uid, wrong)); !slices.Equal(got, []string{c.want}) {
				t.Errorf("%s: wrong fields %q, want %s", c.name, got, c.want)
			}
		}
		r.Submit(t, s, func(_, _, _ int) string { return "1" })
		if err := s.UpdateRubric(ctx, r.Organizer, uid, form); !fault.Is(err, fault.Closed) {
			t.Errorf("once a sheet is saved: %v, want Closed", err)
		}
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
	})
}

func TestAChaptersOwnRubricKeepsToWhatIsLocked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		lock(t, s, p, store.CriteriaPart, store.ScalePart)
		if _, err := s.OwnRubric(ctx, p.regional, p.contest.Contest.UID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("with criteria and scale locked: %v, want Forbidden", err)
		}
		lock(t, s, p, store.ScalePart)
		own, err := s.OwnRubric(ctx, p.regional, p.contest.Contest.UID)
		must(t, err)
		if p.standing(t, s).Rubric != own.UID {
			t.Error("the contest is not scored by the chapter's own rubric")
		}
		form := rubricForm(t, s, p.regional, own.UID)
		form.Criteria = form.Criteria[:7]
		must(t, s.UpdateRubric(ctx, p.regional, own.UID, form))
		form.Criteria[0].Max = 21 * judging.One
		if err := s.UpdateRubric(ctx, p.regional, own.UID, form); fault.Of(err).Key != "edition.locked_scale" {
			t.Errorf("another scale: %v", err)
		}
		lock(t, s, p, store.CriteriaPart)
		must(t, s.UpdateRubric(ctx, p.regional, own.UID, form))
		form.Criteria[0].Name = "Jiný název"
		if err := s.UpdateRubric(ctx, p.regional, own.UID, form); fault.Of(err).Key != "edition.locked_criteria" {
			t.Errorf("another criterion: %v", err)
		}
		if err := s.UpdateRubric(ctx, p.regional, p.nationContest.Rubric.UID, form); !fault.Is(err, fault.NotFound) {
			t.Errorf("everybody's rubric: %v, want NotFound", err)
		}
		if _, err := s.RubricSetup(ctx, storetest.Organizer(t, s, p.other), own.UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another region's organizer: %v, want NotFound", err)
		}
	})
}
