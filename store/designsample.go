package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"blazon/locale"

	"github.com/uptrace/bun"
)

// DesignSample is what a design is tried with: what is real in the chapter, at its shortest and its longest.
type DesignSample struct {
	Occasion   Occasion
	Names      []string            // of bodies as they are printed, the shortest and the longest ones
	Joint      []string            // the bodies of a joint entry; none: there was none
	Categories []string            // the shortest and the longest
	Series     string              // the longest series of serials, but for the year: "liberecky-kraj/obec"
	Entry      string              // the longest title of an entry
	Logos      map[string][]string // hashes, by whose they are, as of a CertificateLook; coats of arms are the ceremony's own
}

// designSample reads what the newest round in a chapter, or below it, has to print.
func (tx *transaction) designSample(ctx context.Context, p *DesignPlace, lang locale.Language) (DesignSample, error) {
	var sample DesignSample
	places, err := tx.placesOf(ctx, `cancelled_at is null and id = (select r.id from round r join edition e on e.id = r.edition_id join chapter c on c.id = r.chapter_id
		where r.cancelled_at is null and c.path like ? order by e.year desc, length(c.path), r.id desc limit 1)`, p.Chapter.Path+"%")
	if err != nil {
		return sample, err
	}
	sample.Occasion = Occasion{Language: lang, Competition: p.Competition.Name.In(lang), TimeZone: p.Competition.TimeZone, HeldAt: tx.now}
	if len(places) > 0 {
		r := &RoundResults{Place: *places[0]}
		if err := tx.readCeremonies(ctx, r); err != nil {
			return sample, err
		}
		sample.Occasion = r.Occasion()
		root, err := tx.rootSetting(ctx, &r.Place)
		if err != nil {
			return sample, err
		}
		sample.Logos = map[string][]string{"competition": logo(root.Logo), "chapter": logo(r.Setting.Logo)}
		for _, partner := range r.Logos() {
			sample.Logos["partners"] = append(sample.Logos["partners"], partner.Logo)
		}
	}
	if sample.Occasion.HeldAt.IsZero() {
		sample.Occasion.HeldAt = tx.now
	}
	if sample.Names, sample.Joint, err = tx.sampleNames(ctx, p, lang); err != nil {
		return sample, err
	}
	return sample, tx.sampleTexts(ctx, p, sample.Occasion.Language, &sample)
}

// inSubtree are the entries that stand in the contests of a chapter and of those below it.
const inSubtree = `candidate n join contest t on t.id = n.contest_id join round r on r.id = t.round_id join chapter c on c.id = r.chapter_id
	where n.withdrawn_at is null and not n.training and c.path like ?`

func (tx *transaction) sampleNames(ctx context.Context, p *DesignPlace, lang locale.Language) (printed, joint []string, err error) {
	var wanted []int64
	for _, order := range []string{"length(b.name) + length(b.kind) desc", "length(b.name)"} {
		var part []int64
		err := tx.NewRaw(`select n.id from candidate n join entry_entrant ee on ee.entry_id = n.entry_id join entrant a on a.id = ee.entrant_id
			join body b on b.id = a.body_id where n.id in (select n.id from `+inSubtree+`) order by `+order+`, n.id limit 3`, p.Chapter.Path+"%").Scan(ctx, &part)
		if err != nil {
			return nil, nil, err
		}
		wanted = append(wanted, part...)
	}
	var together []int64
	err = tx.NewRaw(`select n.id from candidate n where n.id in (select n.id from `+inSubtree+`)
		and (select count(*) from entry_entrant ee where ee.entry_id = n.entry_id) > 1 order by n.id limit 1`, p.Chapter.Path+"%").Scan(ctx, &together)
	if err != nil || len(wanted) == 0 {
		return nil, nil, err
	}
	byContest, err := candidatesWhere(ctx, tx, lang, "n.id in (?)", bun.List(append(wanted, together...)))
	for _, candidates := range byContest {
		for _, n := range candidates {
			for _, b := range n.Bodies {
				printed = append(printed, b.Printed())
			}
			if len(n.Bodies) > 1 {
				joint = nil
				for _, b := range n.Bodies {
					joint = append(joint, b.Printed())
				}
			}
		}
	}
	return byLength(printed), joint, err
}

func (tx *transaction) sampleTexts(ctx context.Context, p *DesignPlace, lang locale.Language, sample *DesignSample) error {
	path := p.Chapter.Path + "%"
	var categories []struct{ Name locale.Text }
	err := tx.NewRaw(`select distinct g.name from category g join contest t on t.category_id = g.id join round r on r.id = t.round_id
		join chapter c on c.id = r.chapter_id where c.path like ?`, path).Scan(ctx, &categories)
	if err != nil {
		return err
	}
	for _, c := range categories {
		sample.Categories = append(sample.Categories, c.Name.In(lang))
	}
	sample.Categories = byLength(sample.Categories)
	var series []string
	err = tx.NewRaw(`select c.slug || '/' || g.slug from category g join contest t on t.category_id = g.id join round r on r.id = t.round_id
		join chapter c on c.id = r.chapter_id where c.path like ? order by length(c.slug) + length(g.slug) desc, g.id limit 1`, path).Scan(ctx, &series)
	if err != nil {
		return err
	}
	sample.Series = strings.Join(series, "")
	var titles []string
	err = tx.NewRaw(`select e.title from entry e where e.id in (select n.entry_id from `+inSubtree+`) order by length(e.title) desc, e.id limit 1`, path).Scan(ctx, &titles)
	if err != nil || len(titles) == 0 {
		return err
	}
	sample.Entry = titles[0]
	return nil
}

// byLength gives the two shortest and the three longest of texts, each once, the shortest first.
func byLength(texts []string) []string {
	slices.SortFunc(texts, func(a, b string) int {
		return cmp.Or(utf8.RuneCountInString(a)-utf8.RuneCountInString(b), strings.Compare(a, b))
	})
	texts = slices.Compact(texts)
	if len(texts) > 5 {
		texts = slices.Concat(texts[:2], texts[len(texts)-3:])
	}
	return texts
}
