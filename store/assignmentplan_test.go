package store_test

import (
	"fmt"
	"slices"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// drawing is a contest whose jurors have no duties yet.
type drawing struct {
	*testing.T
	*storetest.JudgedRound
	store *store.Store
}

func newDrawing(t *testing.T, s *store.Store, candidates, jurors int) *drawing {
	r := storetest.Round(t, s, candidates, 0)
	for n := range jurors {
		r.Jurors = append(r.Jurors, storetest.Juror(t, s, r.Organizer, r.UID, n+1))
	}
	return &drawing{t, r, s}
}

// form draws so many of all jurors for each candidate.
func (d *drawing) form(each int) store.AssignmentForm {
	form := store.AssignmentForm{Mode: store.AssignDraw, Draw: store.DrawForm{Each: each, Seed: 20231116}}
	for _, j := range d.Jurors {
		form.Draw.Among = append(form.Draw.Among, store.AmongForm{Juror: j.Juror.UID, Share: judging.FullShare})
	}
	return form
}

func (d *drawing) plan(form store.AssignmentForm) *store.AssignmentPlan {
	d.Helper()
	plan, err := d.store.PlanAssignment(d.Context(), d.Organizer, d.Contest, form)
	if err != nil {
		d.Fatal(err)
	}
	return plan
}

func (d *drawing) apply(form store.AssignmentForm) *store.AssignmentPlan {
	d.Helper()
	plan, err := d.store.ApplyAssignment(d.Context(), d.Organizer, d.Contest, form, d.plan(form).Digest)
	if err != nil {
		d.Fatal(err)
	}
	return plan
}

// pairs lists who scores whom, as a plan that changes nothing says.
func (d *drawing) pairs() (pairs []string) {
	d.Helper()
	for _, c := range d.plan(store.AssignmentForm{Mode: store.AssignHand}).Candidates {
		for _, j := range c.After {
			pairs = append(pairs, c.UID+" "+j.Name)
		}
	}
	return pairs
}

func (d *drawing) recuse(juror, candidate int) {
	d.Helper()
	err := d.store.Recuse(d.Context(), d.Organizer, store.RecusalForm{Juror: d.Jurors[juror].Juror.UID, Candidate: d.Candidates[candidate], Why: judging.Recused, Reason: "bydlí tam"})
	if err != nil {
		d.Fatal(err)
	}
}

func loadsAfter(plan *store.AssignmentPlan) (loads []int) {
	for _, j := range plan.Jurors {
		loads = append(loads, j.After)
	}
	return loads
}

func TestADrawIsEvenAndRepeatable(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 10, 4)
		d.recuse(0, 0)
		d.recuse(1, 0)
		plan := d.plan(d.form(2))
		if got := loadsAfter(plan); !slices.Equal(got, []int{5, 5, 5, 5}) || len(plan.Short) > 0 || plan.Count(store.Added) != 20 {
			t.Errorf("loads %v, %d shortages, %d added", got, len(plan.Short), plan.Count(store.Added))
		}
		if got := len(d.pairs()); got != 0 {
			t.Errorf("a plan alone assigns %d", got)
		}
		if again := d.plan(d.form(2)); again.Digest != plan.Digest {
			t.Error("the same seed draws something else")
		}
		other := d.form(2)
		other.Draw.Seed++
		if d.plan(other).Digest == plan.Digest {
			t.Error("another seed draws the same")
		}
		d.recuse(2, 1) // whether or not the lot fell on him, the plan was made without
		if _, err := s.ApplyAssignment(t.Context(), d.Organizer, d.Contest, d.form(2), d.plan(other).Digest); !fault.Is(err, fault.Conflict) {
			t.Errorf("another plan than the one looked through: %v", err)
		}
		d.apply(d.form(2))
		if pairs := d.pairs(); len(pairs) != 20 || slices.Contains(pairs, d.Candidates[0]+" Porotce 1") || slices.Contains(pairs, d.Candidates[1]+" Porotce 3") {
			t.Errorf("%d pairs with conflicts among them: %q", len(pairs), pairs)
		}
	})
}

func TestToppingUpKeepsWhatIsThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 6, 3)
		d.apply(d.form(1))
		d.SubmitSheets(t, s, 0, func(candidate, criterion int) string { return "1" })
		before := d.pairs()
		topped := d.apply(d.form(2))
		after := d.pairs()
		for _, pair := range before {
			if !slices.Contains(after, pair) {
				t.Errorf("%s is gone", pair)
			}
		}
		if len(before) != 6 || len(after) != 12 || !slices.Equal(loadsAfter(topped), []int{4, 4, 4}) {
			t.Errorf("%d, then %d pairs; loads %v", len(before), len(after), loadsAfter(topped))
		}
		anew := d.form(1)
		anew.Draw.Anew = true
		plan := d.plan(anew)
		for _, c := range plan.Changes {
			if c.Begun || c.Lost > 0 {
				t.Errorf("a draw takes away what %s has begun", c.Juror.Name)
			}
		}
		if plan.Jurors[0].After < 2 {
			t.Errorf("who submitted 2 sheets keeps %d", plan.Jurors[0].After)
		}
	})
}

func TestWhatADrawCannotMeetIsSaidBefore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 3, 2)
		d.recuse(0, 1)
		plan := d.plan(d.form(2))
		if want := []judging.Shortage{{Free: 1, Candidates: []int{1}}}; !cmp.Equal(want, plan.Short) {
			t.Errorf("shortages %+v, want %+v", plan.Short, want)
		}
		limited := d.form(1)
		limited.Draw.Among[0].Most, limited.Draw.Among[1].Most = 1, 1
		if plan = d.plan(limited); len(plan.Short) != 1 || plan.Short[0].Needed != 3 || plan.Short[0].Room != 2 {
			t.Errorf("room for 2 of 3: %+v", plan.Short)
		}
		if len(plan.Thin) == 0 {
			t.Error("a candidate without a juror is not under the rules' minimum")
		}
		wrong := d.form(0)
		wrong.Draw.Seed, wrong.Draw.Among[0].Share = 0, 5
		_, err := s.PlanAssignment(t.Context(), d.Organizer, d.Contest, wrong)
		if got := wrongFields(err); !slices.Equal(got, []string{"each", "seed", fmt.Sprintf("share[%s]", d.Jurors[0].Juror.UID)}) {
			t.Errorf("wrong fields %q", got)
		}
	})
}

func TestPartsOfTheCriteriaAreDrawnForThemselves(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 4, 4)
		form := d.form(1)
		form.Draw.Parts = map[string]int{"design": 2, "security": 2}
		plan := d.apply(form)
		if plan.Count(store.Added) > 8 || len(plan.Thin) > 0 {
			t.Errorf("%d added, %d criteria are thin", plan.Count(store.Added), len(plan.Thin))
		}
		if again := d.plan(form); len(again.Changes) != 0 {
			t.Errorf("topping up what is full changes %d", len(again.Changes))
		}
	})
}

func TestSpecialistsAreCheckedAgainstTheMinimum(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 3, 2)
		form := store.AssignmentForm{Mode: store.AssignShares, Duties: []store.DutyForm{
			{Juror: d.Jurors[0].Juror.UID, Criteria: []string{"mandatory", "notice_board", "recommended", "services"}},
			{Juror: d.Jurors[1].Juror.UID, Criteria: []string{"usability", "accessibility", "design"}}}}
		plan := d.plan(form)
		if len(plan.Thin) != 1 || plan.Rubric.Criteria[plan.Thin[0].Criterion].Key != "security" || len(plan.Thin[0].Candidates) != 3 {
			t.Errorf("thin: %+v; want security, which nobody scores", plan.Thin)
		}
		d.apply(form)
		d.SubmitSheets(t, s, 0, func(candidate, criterion int) string { return "1" })
		form.Duties[0].Criteria, form.Duties[1].Criteria = []string{"security"}, []string{"security"}
		plan = d.plan(form)
		if plan.Count(store.Changed) != 3 || plan.Changes[0].Juror.Name != "Porotce 2" {
			t.Errorf("%d shares change; want those of the juror who has submitted nothing", plan.Count(store.Changed))
		}
	})
}

func TestByHandNothingThatWasScoredGoesUnsaid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 2, 2)
		one := func(juror, candidate int) []store.PairForm {
			return []store.PairForm{{Juror: d.Jurors[juror].Juror.UID, Candidate: d.Candidates[candidate]}}
		}
		hand := store.AssignmentForm{Mode: store.AssignHand, Put: append(one(0, 0), one(1, 1)...)}
		d.apply(hand)
		d.SubmitSheets(t, s, 0, func(candidate, criterion int) string { return "1" })
		plan := d.plan(store.AssignmentForm{Mode: store.AssignHand, Take: append(one(0, 0), one(1, 1)...)})
		if losing := plan.Losing(); plan.Count(store.Removed) != 2 || len(losing) != 1 || losing[0].Lost != 8 || losing[0].Juror.Name != "Porotce 1" {
			t.Errorf("%d taken away, of which %+v loses scores", plan.Count(store.Removed), losing)
		}
		d.recuse(1, 0)
		_, err := s.PlanAssignment(t.Context(), d.Organizer, d.Contest, store.AssignmentForm{Mode: store.AssignHand, Put: one(1, 0)})
		if got := wrongFields(err); !slices.Equal(got, []string{"on"}) {
			t.Errorf("a juror before whom he is off: wrong fields %q", got)
		}
	})
}

func TestAssigningIsClosedWithTheRound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 2, 1)
		digest := d.plan(d.form(1)).Digest
		if err := s.CloseRound(t.Context(), d.Organizer, d.UID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.ApplyAssignment(t.Context(), d.Organizer, d.Contest, d.form(1), digest); !fault.Is(err, fault.Closed) {
			t.Errorf("after the closing: %v", err)
		}
	})
}

func TestPlanningTakesAsManyStatementsForManyAsForOne(t *testing.T) {
	var statements int
	storetest.EachWith(t, store.Options{Statement: func() { statements++ }}, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 40, 5)
		count := func(form store.AssignmentForm) (planned, applied int) {
			statements = 0
			plan := d.plan(form)
			planned, statements = statements, 0
			if _, err := s.ApplyAssignment(t.Context(), d.Organizer, d.Contest, form, plan.Digest); err != nil || len(plan.Changes) == 0 {
				t.Fatal(err)
			}
			return planned, statements
		}
		parted := d.form(3)
		parted.Draw.Parts = map[string]int{"design": 2}
		planned, applied := count(store.AssignmentForm{Mode: store.AssignShares, Candidates: d.Candidates[:1],
			Duties: []store.DutyForm{{Juror: d.Jurors[0].Juror.UID, Criteria: []string{"design"}}}})
		if p, a := count(parted); p != planned || a != applied {
			t.Errorf("%d and %d statements for one duty, %d and %d for 240", planned, applied, p, a)
		}
	})
}
