package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Comparison is the chapters of an edition beside one another, as far as the actor organizes them.
type Comparison struct {
	Competition Competition
	Edition     Edition
	Now         time.Time
	Rows        []*ComparedChapter // from the root down, and in the language's order of names
}

// ComparedChapter is a chapter with its round in the edition. It never holds a score.
type ComparedChapter struct {
	Chapter  Chapter
	Mode     Mode
	Round    *OfficeRound // nil: none of its own
	JudgedBy *Round       // the collective round that judges its entries; nil: none, or not known yet
	Ceremony *Ceremony    // nil: not set
	Entries  int          // handed in by bodies of the chapter, and not rejected or given up
	Drafts   int
}

// Comparison reads the chapters that the actor organizes, in a constant number of statements; whoever organizes none gets NotFound.
func (s *Store) Comparison(ctx context.Context, actor judging.Actor, edition string, lang locale.Language) (*Comparison, error) {
	v := &Comparison{}
	err := s.read(ctx, func(tx *transaction) error {
		setup := &EditionSetup{}
		if err := tx.NewSelect().Model(&setup.Edition).Where("uid = ?", edition).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := tx.NewSelect().Model(&setup.Competition).Where("id = ?", setup.Edition.CompetitionID).Scan(ctx); err != nil {
			return err
		}
		chapters, err := tx.setupChapters(ctx, actor, setup, lang)
		if err != nil {
			return err
		}
		v.Competition, v.Edition, v.Now = setup.Competition, setup.Edition, tx.now
		rounds, err := tx.countedRounds(ctx, chapters, lang, "edition_id = ?", v.Edition.ID)
		if err != nil {
			return err
		}
		for _, c := range setup.Chapters {
			v.addRows(c, rounds)
		}
		return tx.fillComparison(ctx, v, setup)
	})
	if err != nil {
		return nil, fmt.Errorf("comparison: %w", err)
	}
	return v, nil
}

// addRows adds a row for each round of a chapter, or one where it has none.
func (v *Comparison) addRows(c ChapterSetup, rounds []*OfficeRound) {
	for _, r := range rounds {
		if r.Chapter.ID == c.Chapter.ID {
			v.Rows = append(v.Rows, &ComparedChapter{Chapter: c.Chapter, Mode: OwnRound, Round: r})
		}
	}
	if n := len(v.Rows); n == 0 || v.Rows[n-1].Chapter.ID != c.Chapter.ID {
		v.Rows = append(v.Rows, &ComparedChapter{Chapter: c.Chapter, Mode: c.Setting.Mode})
	}
}

// fillComparison adds what is counted or set beside the rounds.
func (tx *transaction) fillComparison(ctx context.Context, v *Comparison, setup *EditionSetup) error {
	var counts []struct {
		ChapterID       int64
		Entries, Drafts int
	}
	err := tx.NewRaw(`select chapter_id, count(case when state in ('submitted', 'returned', 'admitted') then 1 end) as entries,
		count(case when state = 'draft' then 1 end) as drafts from entry where edition_id = ? group by chapter_id`, v.Edition.ID).Scan(ctx, &counts)
	if err != nil {
		return err
	}
	var ceremonies []*Ceremony
	err = tx.NewSelect().Model(&ceremonies).Where("round_id in (select id from round where edition_id = ?)", v.Edition.ID).Scan(ctx)
	if err != nil {
		return err
	}
	var collective []*Round
	judges := []int64{0}
	for _, c := range setup.Chapters {
		judges = append(judges, c.Setting.RoundID)
	}
	if err := tx.NewSelect().Model(&collective).Where("id in (?)", bun.List(judges)).Scan(ctx); err != nil {
		return err
	}
	for _, row := range v.Rows {
		for _, n := range counts {
			if n.ChapterID == row.Chapter.ID {
				row.Entries, row.Drafts = n.Entries, n.Drafts
			}
		}
		row.Ceremony = ceremonyOf(row, ceremonies)
		at := slices.IndexFunc(setup.Chapters, func(c ChapterSetup) bool { return c.Chapter.ID == row.Chapter.ID })
		for _, r := range collective {
			if row.Round == nil && setup.Chapters[at].Setting.RoundID == r.ID {
				row.JudgedBy = r
			}
		}
	}
	return nil
}

func ceremonyOf(row *ComparedChapter, ceremonies []*Ceremony) *Ceremony {
	for _, c := range ceremonies {
		if row.Round != nil && c.RoundID == row.Round.Round.ID {
			return c
		}
	}
	return nil
}
