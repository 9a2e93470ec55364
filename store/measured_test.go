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

// bands reads a conversion table.
func bands(t *testing.T, text string) judging.Conversion {
	t.Helper()
	c, line := judging.ParseConversion(text)
	if line > 0 {
		t.Fatalf("line %d of %q is no band", line, text)
	}
	return c
}

// measure lets the round's criterion "services", of up to 10 points, be measured in seconds.
func measure(t *testing.T, s *store.Store, r *storetest.JudgedRound, conversion string) error {
	t.Helper()
	rules, err := s.ContestRules(t.Context(), r.Organizer, r.Contest)
	must(t, err)
	form := rubricForm(t, s, r.Organizer, rules.Rubric.UID)
	at := slices.IndexFunc(rules.Rubric.Criteria, func(c *store.Criterion) bool { return c.Key == "services" })
	form.Criteria[at].Form, form.Criteria[at].Unit, form.Criteria[at].Conversion = "measured", "s", bands(t, conversion)
	return s.UpdateRubric(t.Context(), r.Organizer, rules.Rubric.UID, form)
}

func TestAMeasuredValueIsKeptBesideItsPoints(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 1)
		for conversion, key := range map[string]string{"": "matrix.no_conversion", "0–2: 10\n3–: 11": "matrix.band_points", "0–2: 10\n2–: 1": "matrix.band_overlap"} {
			if err := measure(t, s, r, conversion); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Key != key {
				t.Errorf("%q: got %v, want %s", conversion, err, key)
			}
		}
		must(t, measure(t, s, r, "0–2.0: 10\n2.1–5: 4\n5.1–: 0"))
		juror, sheet := r.Jurors[0].Actor, sheetOf(t, s, r, 0, 0)
		form := store.SheetForm{Round: r.UID, Assignment: sheet, Values: with(full("5"), "services", "2,14"), Submit: true}
		if _, err := s.SaveSheet(t.Context(), juror, form); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Key != "matrix.too_fine" {
			t.Errorf("a value finer than the table: got %v", err)
		}
		form.Values["services"] = "2,10"
		_, err := s.SaveSheet(t.Context(), juror, form)
		must(t, err)
		view := viewOf(t, s, juror, r.UID, sheet)
		at := slices.IndexFunc(view.Criteria, func(c *store.SheetCriterion) bool { return c.Criterion.Key == "services" })
		if c := view.Criteria[at]; c.Value() != "4" || c.Typed() != "2.1" || c.Criterion.Unit.In(locale.Czech) != "s" {
			t.Errorf("%q measured gives %q points, in %q", c.Typed(), c.Value(), c.Criterion.Unit)
		}
		must(t, s.CloseRound(t.Context(), r.Organizer, r.UID))
		tally, err := s.Tally(t.Context(), r.Organizer, r.Contest)
		must(t, err)
		counts := func(score judging.Score) bool { return score.Criterion == at && score.Value == 4*judging.One }
		if !slices.ContainsFunc(tally.Input.Scores, counts) {
			t.Errorf("the tally counts %v", tally.Input.Scores)
		}
		history, err := s.SheetHistory(t.Context(), juror, r.UID, sheet, locale.Czech)
		must(t, err)
		if cells := history.Changes[0].Cells; cells[at].Measured != "2.1" || cells[at].Unit.In(locale.Czech) != "s" || cells[0].Measured != "" {
			t.Errorf("the history has %+v", cells)
		}
		must(t, s.Check(t.Context(), func(f store.Finding) { t.Error(f) }))
		findPlanted(t, s, []plant{
			{`update score set measured = '1.9' where measured <> '' and 'x' <> ?0`, "the points of what is measured are those of its table"},
			{`update score set measured = '' where 'x' <> ?0`, "the points of what is measured are those of its table"},
			{`update score set measured = '5' where measured = '' and 'x' <> ?0`, "the points of what is measured are those of its table"},
		}, r.Contest)
	})
}
