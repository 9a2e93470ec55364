package store_test

import (
	"slices"
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAPublishedVersionOfTheRulesNeverChanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		text := func(words string) store.RulesForm { return store.RulesForm{Text: locale.Text{locale.Czech: words}} }
		public := func(version int) string {
			v, err := s.PublicRules(ctx, "zlaty-erb", "2023", version)
			switch {
			case fault.Is(err, fault.NotFound):
				return "absent"
			case err != nil:
				t.Fatal(err)
			case v.Rules == nil:
				return "none"
			}
			return v.Rules.Text[locale.Czech]
		}
		if err := s.RulesPublished(ctx, p.edition.ID); !fault.Is(err, fault.Closed) || public(0) != "none" {
			t.Errorf("without rules: %v, public %q", err, public(0))
		}
		must(t, s.SaveRules(ctx, p.organizer, p.edition.UID, text("Návrh.")))
		if got := public(0) + " " + public(1); got != "none absent" {
			t.Errorf("a draft is public: %q", got)
		}
		if err := s.PublishRules(ctx, p.organizer, p.edition.UID, text("Jiný návrh.")); !fault.Is(err, fault.Conflict) {
			t.Errorf("a form that began before the draft: %v, want Conflict", err)
		}
		setup, err := s.RulesSetup(ctx, p.organizer, p.edition.UID)
		must(t, err)
		first := store.RulesForm{Text: locale.Text{locale.Czech: "První."}, Base: setup.Draft.Fingerprint()}
		must(t, s.PublishRules(ctx, p.organizer, p.edition.UID, first))
		must(t, s.RulesPublished(ctx, p.edition.ID))
		if err := s.SaveRules(ctx, p.organizer, p.edition.UID, first); !fault.Is(err, fault.Conflict) {
			t.Errorf("a form that began with the draft that is published: %v, want Conflict", err)
		}
		must(t, s.PublishRules(ctx, p.organizer, p.edition.UID, text("Druhá.")))
		if got := []string{public(0), public(1), public(2), public(3)}; !slices.Equal(got, []string{"Druhá.", "První.", "Druhá.", "absent"}) {
			t.Errorf("the public versions are %q", got)
		}
		v, err := s.PublicRules(ctx, "zlaty-erb", "2023", 2)
		must(t, err)
		if v.Replaces() == nil || v.Replaces().Version != 1 || !v.Newest() {
			t.Errorf("the second version replaces %+v", v.Replaces())
		}
	})
}

func TestRulesAreWrittenByTheCenterInTheEditionsLanguage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, ctx := plan(t, s), t.Context()
		err := s.SaveRules(ctx, p.organizer, p.edition.UID, store.RulesForm{Text: locale.Text{locale.Polish: "Regulamin."}})
		if got := wrongFields(err); !slices.Equal(got, []string{"text[cs]"}) {
			t.Errorf("in Polish alone: wrong fields %q", got)
		}
		if err := s.SaveRules(ctx, p.regional, p.edition.UID, store.RulesForm{Text: locale.Text{locale.Czech: "x"}}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a regional organizer: %v, want NotFound", err)
		}
	})
}
