package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ChapterPlace is a chapter in an edition, as its organizers see it.
type ChapterPlace struct {
	EditionPlace
	Chapter Chapter
	Setting ChapterSetting // without a row the chapter takes no part
	Round   *Round         // its own; nil: none, or it is called off
	Judging []RoundChoice  // the rounds of other chapters that may judge its entries
	Judged  []Chapter      // whose entries its own round judges besides
}

// RoundChoice is a round with the chapter that organizes it.
type RoundChoice struct {
	Round   Round
	Chapter Chapter
}

// chapterPlace reads a chapter in an edition for whoever organizes it.
func (tx *transaction) chapterPlace(ctx context.Context, actor judging.Actor, edition, chapter string, lang locale.Language) (*ChapterPlace, error) {
	e, err := tx.editionPlace(ctx, actor, "uid = ?", edition)
	if err != nil {
		return nil, err
	}
	p := &ChapterPlace{EditionPlace: *e, Setting: ChapterSetting{Mode: NoPart, EditionID: e.Edition.ID}}
	var chapters []Chapter
	if err := tx.NewSelect().Model(&chapters).Where("competition_id = ?", e.Competition.ID).Scan(ctx); err != nil {
		return nil, err
	}
	at := slices.IndexFunc(chapters, func(c Chapter) bool { return c.UID == chapter })
	if at < 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	p.Chapter = chapters[at]
	if err := judging.May(actor, judging.ManageRound, judging.Facts{Chapter: p.Chapter.Path}); err != nil {
		return nil, err
	}
	return p, tx.fillChapter(ctx, p, sortedChapters(chapters, lang))
}

// fillChapter adds the chapter's setting, and the rounds that have to do with it.
func (tx *transaction) fillChapter(ctx context.Context, p *ChapterPlace, chapters []Chapter) error {
	var settings []ChapterSetting
	if err := tx.NewSelect().Model(&settings).Where("edition_id = ?", p.Edition.ID).Scan(ctx); err != nil {
		return err
	}
	var rounds []Round
	err := tx.NewSelect().Model(&rounds).Where("edition_id = ?", p.Edition.ID).Where("cancelled_at is null").Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	p.Setting.ChapterID = p.Chapter.ID
	for _, s := range settings {
		if s.ChapterID == p.Chapter.ID {
			p.Setting = s
		}
	}
	for _, c := range chapters {
		for i, r := range rounds {
			switch {
			case r.ChapterID != c.ID:
			case c.ID != p.Chapter.ID:
				p.Judging = append(p.Judging, RoundChoice{r, c})
			case p.Round == nil:
				p.Round = &rounds[i]
			}
		}
	}
	for _, s := range settings {
		at := slices.IndexFunc(chapters, func(c Chapter) bool { return c.ID == s.ChapterID })
		if p.Round != nil && s.RoundID == p.Round.ID && s.Mode == Collective && at >= 0 {
			p.Judged = append(p.Judged, chapters[at])
		}
	}
	return nil
}

// ChapterSetup reads what a chapter is in an edition for its organizers.
func (s *Store) ChapterSetup(ctx context.Context, actor judging.Actor, edition, chapter string, lang locale.Language) (p *ChapterPlace, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err = tx.chapterPlace(ctx, actor, edition, chapter, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("chapter setup: %w", err)
	}
	return p, nil
}

// entriesIn counts the entries that stand in the contests of a condition, or would still come to stand there.
func (tx *transaction) entriesIn(ctx context.Context, where string, args ...any) (int, error) {
	n, err := tx.NewSelect().TableExpr("entry").
		Where("(contest_id in (select t.id from contest t join round r on r.id = t.round_id where "+where+
			") or exists (select 1 from candidate n join contest t on t.id = n.contest_id join round r on r.id = t.round_id where n.entry_id = entry.id and n.withdrawn_at is null and "+where+"))",
			append(slices.Clone(args), args...)...).
		Where("state not in (?)", bun.List([]EntryState{EntryWithdrawn, EntryRejected})).Count(ctx)
	return int(n), err
}
