package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

func TestEveryTemplateCanBeTallied(t *testing.T) {
	for _, template := range store.Templates() {
		if err := template.Check(); err != nil {
			t.Errorf("%s: %v", template.Key, err)
		}
	}
}

func TestTemplatesSpeakEveryLanguage(t *testing.T) {
	for _, template := range store.Templates() {
		texts := map[string]locale.Text{"name": template.Name}
		for _, c := range template.Categories {
			texts["category "+c.Slug] = c.Name
		}
		for _, r := range template.Rubrics {
			texts["rubric "+r.Key] = r.Name
			for _, k := range r.Criteria {
				texts[k.Key], texts[k.Key+" description"] = k.Name, k.Description
				for _, a := range k.Anchors {
					texts[k.Key+" "+a.Value] = a.Text
				}
			}
		}
		for place, text := range texts {
			for _, lang := range locale.Languages {
				if text[lang] == "" {
					t.Errorf("%s, %s: no text in %s", template.Key, place, lang)
				}
			}
		}
	}
}

func TestAnchorsStandOnTheScale(t *testing.T) {
	for _, template := range store.Templates() {
		for _, r := range template.Rubrics {
			for _, k := range r.Criteria {
				criterion := judging.Criterion{Max: k.Max, Step: k.Step}
				for _, a := range k.Anchors {
					value, err := judging.ParsePoints(a.Value)
					if err != nil || criterion.Fit(value) != judging.Fits {
						t.Errorf("%s, %s: anchor %q of at most %s by %s", template.Key, k.Key, a.Value, k.Max, k.Step)
					}
				}
			}
		}
	}
}

func TestABrokenTemplateIsRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		broken func(*store.Template)
	}{
		{"a tie rule names no criterion", func(t *store.Template) { t.TieBreak = []string{"criterion:beauty"} }},
		{"the jury is not the last rule", func(t *store.Template) { t.TieBreak = []string{"jury", "countback"} }},
		{"a category has a rubric that is not there", func(t *store.Template) { t.Categories[0].Rubric = "none" }},
		{"there is no category", func(t *store.Template) { t.Categories = nil }},
		{"a criterion has no maximum", func(t *store.Template) { t.Rubrics[0].Criteria[0].Max = 0 }},
		{"places and seats at once", func(t *store.Template) { t.Cut = judging.Cut{Places: 1, Seats: 1, OnTie: judging.AllAdvance} }},
		{"an unknown numbering", func(t *store.Template) { t.Numbering = "sparse" }},
	} {
		template, err := store.TemplateByKey("zlaty-erb")
		if err != nil {
			t.Fatal(err)
		}
		c.broken(&template)
		if err := template.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want it to be refused", c.name, err)
		}
	}
}
