package store_test

import (
	"testing"

	"blazon/locale"
	"blazon/store"
)

func TestFormSetsMakeForms(t *testing.T) {
	for _, set := range store.FormSets() {
		if err := set.Check(); err != nil {
			t.Error(err)
		}
		if len(set.Parts) != len(store.PartNames) || len(set.Fields) == 0 {
			t.Errorf("%s: %d parts, %d fields", set.Key, len(set.Parts), len(set.Fields))
		}
	}
}

func TestFormSetsSpeakEveryLanguage(t *testing.T) {
	for _, set := range store.FormSets() {
		texts := map[string]locale.Text{"name": set.Name}
		for _, p := range set.Parts {
			texts[string(p.Part)], texts[string(p.Part)+" help"] = p.Label, p.Help
		}
		for _, f := range set.Fields {
			texts[f.Key], texts[f.Key+" help"] = f.Label, f.Help
			for _, o := range f.Options {
				texts[f.Key+" "+o.Key] = o.Name
			}
		}
		for place, text := range texts {
			for _, lang := range locale.Languages {
				if len(text) > 0 && text[lang] == "" {
					t.Errorf("%s, %s: no text in %s", set.Key, place, lang)
				}
			}
		}
	}
}
