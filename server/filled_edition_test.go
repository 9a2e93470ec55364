package server_test

import (
	"context"

	"blazon/locale"
	"blazon/store"
)

// longRules are rules with everything that Markdown has.
const longRules = "# Článek 1\n\n" + "Soutěží obce a města.\n\n1. první\n2. druhá\n   - odrážka\n\n| Místo | Cena |\n|---|---|\n| 1. | 40 000 Kč |\n\n" +
	"### Článek 2\n\n> Citace.\n\n`kód` **tučně** https://www.zlatyerb.cz\n\n"

// addYear fills in what is set for an edition: rules in two versions and a draft, a privacy notice, prizes. The empty one has none.
func (f *filled) addYear(stage string, o map[string]string) {
	f.t.Helper()
	ctx := context.Background()
	setup, err := f.store.EditionSetup(ctx, f.organizer, o["edition"], locale.Czech)
	f.must(err)
	o["rubric"] = setup.Rubrics[0].UID
	if stage == "empty" {
		return
	}
	for _, words := range []string{oneWord, manyWords} {
		f.must(f.store.PublishRules(ctx, f.organizer, o["edition"], store.RulesForm{Text: inEach(longRules + words)}))
	}
	f.must(f.store.SaveRules(ctx, f.organizer, o["edition"], store.RulesForm{Text: inEach(longRules)}))
	for _, c := range setup.Chapters {
		f.must(f.store.UpdateChapterSetting(ctx, f.organizer, o["edition"], c.Chapter.UID, store.ChapterSettingForm{Mode: c.Setting.Mode,
			Number: c.Setting.Number, Organizer: c.Setting.Organizer, Contact: c.Setting.Contact, Privacy: inEach(longRules)}))
	}
	f.must(f.store.SetPrizes(ctx, f.organizer, o["round"], map[string][]store.PrizeForm{o["contest"]: {
		{Place: 1, Name: inEach(oneWord), Title: inEach(manyWords), Object: inEach(signs), Amount: 4_000_000, Currency: "CZK"}}}))
}
