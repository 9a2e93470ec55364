package server_test

import (
	"context"
	"maps"
	"net/url"

	"blazon/locale"
	"blazon/store"
)

// addYear publishes the edition's rules, and finds its rubric.
func (w *world) addYear(o map[string]string) {
	w.t.Helper()
	ctx := context.Background()
	must(w.t, w.store.PublishRules(ctx, w.organizer, o["edition"], store.RulesForm{Text: locale.Text{locale.Czech: "# Pravidla\n\nSoutěží obce a města."}}))
	setup, err := w.store.EditionSetup(ctx, w.organizer, o["edition"], locale.Czech)
	must(w.t, err)
	o["rubric"], o["version slug"], o["part slug"] = setup.Rubrics[0].UID, "1", "1"
}

func init() {
	maps.Copy(forms, map[string]func(o map[string]string) url.Values{
		"organizer.edition_copy":     func(map[string]string) url.Values { return url.Values{"number": {"40"}, "year": {"2038"}} },
		"organizer.edition_settings": func(map[string]string) url.Values { return url.Values{"number": {"40"}, "year": {"2024"}} },
		"organizer.rules":            func(map[string]string) url.Values { return url.Values{"text[cs]": {"Pravidla."}, "do": {"save"}} },
		"organizer.chapter_setting":  func(map[string]string) url.Values { return url.Values{"contact": {"erb@kr-s.cz"}} },
		"organizer.contest_rules":    func(map[string]string) url.Values { return url.Values{"numbering": {"range"}} },
		"organizer.chapter_logo":     func(map[string]string) url.Values { return url.Values{"remove": {"true"}} },
		"organizer.prizes": func(o map[string]string) url.Values {
			row := "prizes[" + o["contest"] + "][0]."
			return url.Values{row + "place": {"1"}, row + "amount": {"40 000"}, row + "currency": {"CZK"}}
		},
	})
}
