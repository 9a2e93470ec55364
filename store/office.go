package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Office is what an organizer looks after: competitions, their editions, and in these his rounds.
type Office struct {
	Now          time.Time
	Competitions []*OfficeCompetition
}

// OfficeCompetition is a competition of which the actor organizes a chapter.
type OfficeCompetition struct {
	Competition Competition
	Root        Chapter
	MaySetUp    bool // editions and chapters
	Editions    []*OfficeEdition
}

// OfficeEdition is an edition with those of its rounds that the actor organizes.
type OfficeEdition struct {
	Edition Edition
	Rounds  []*OfficeRound
}

// OfficeRound is a round with its phase and how much there is in it.
type OfficeRound struct {
	Round   Round
	Chapter Chapter
	Phase   judging.Phase
	RoundCount
}

// Office reads the organizer's office: editions newest first, the rounds of each from the root of the chapters down and in
// the language's order of names. It takes a constant number of statements.
func (s *Store) Office(ctx context.Context, actor judging.Actor, lang locale.Language) (*Office, error) {
	if err := judging.May(actor, judging.OpenOffice, judging.Facts{}); err != nil {
		return nil, err
	}
	office := &Office{}
	err := s.read(ctx, func(tx *transaction) error {
		office.Now = tx.now
		var chapters []Chapter
		scope := judging.ScopeOf(actor, judging.ManageRound)
		if err := within(tx.NewSelect().Model(&chapters), scope, scoped{chapter: "chapter.path"}).Scan(ctx); err != nil {
			return fmt.Errorf("chapters: %w", err)
		}
		if err := tx.officeCompetitions(ctx, actor, office, chapters, lang); err != nil {
			return err
		}
		return tx.officeRounds(ctx, office, chapters, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("office: %w", err)
	}
	return office, nil
}

func (tx *transaction) officeCompetitions(ctx context.Context, actor judging.Actor, office *Office, chapters []Chapter, lang locale.Language) error {
	ids := []int64{0}
	for _, c := range chapters {
		ids = append(ids, c.CompetitionID)
	}
	var competitions []Competition
	if err := tx.NewSelect().Model(&competitions).Where("id in (?)", bun.List(ids)).Order("slug").Scan(ctx); err != nil {
		return fmt.Errorf("competitions: %w", err)
	}
	var roots []Chapter
	if err := tx.NewSelect().Model(&roots).Where("parent_id is null").Where("competition_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return fmt.Errorf("roots: %w", err)
	}
	var editions []Edition
	err := tx.NewSelect().Model(&editions).Where("competition_id in (?)", bun.List(ids)).Order("year desc", "number desc", "slug").Scan(ctx)
	if err != nil {
		return fmt.Errorf("editions: %w", err)
	}
	for _, c := range competitions {
		row := &OfficeCompetition{Competition: c}
		for _, root := range roots {
			if root.CompetitionID == c.ID {
				row.Root = root
				row.MaySetUp = judging.May(actor, judging.SetUp, judging.Facts{Chapter: root.Path}) == nil
			}
		}
		for _, e := range editions {
			if e.CompetitionID == c.ID {
				row.Editions = append(row.Editions, &OfficeEdition{Edition: e})
			}
		}
		office.Competitions = append(office.Competitions, row)
	}
	return nil
}

// officeRounds puts the chapters' rounds into their editions, and drops the editions of others.
func (tx *transaction) officeRounds(ctx context.Context, office *Office, chapters []Chapter, lang locale.Language) error {
	rounds, err := tx.countedRounds(ctx, chapters, lang, "1 = 1")
	if err != nil {
		return err
	}
	byEdition := map[int64][]*OfficeRound{}
	for _, r := range rounds {
		byEdition[r.Round.EditionID] = append(byEdition[r.Round.EditionID], r)
	}
	for _, c := range office.Competitions {
		var kept []*OfficeEdition
		for _, e := range c.Editions {
			e.Rounds = byEdition[e.Edition.ID]
			if len(e.Rounds) > 0 || c.MaySetUp {
				kept = append(kept, e)
			}
		}
		c.Editions = kept
	}
	return nil
}

// countedRounds reads the chapters' rounds that a condition picks, in the order of the chapters.
func (tx *transaction) countedRounds(ctx context.Context, chapters []Chapter, lang locale.Language, where string, args ...any) ([]*OfficeRound, error) {
	ids := []int64{0}
	for _, c := range chapters {
		ids = append(ids, c.ID)
	}
	var rounds []Round
	if err := tx.NewSelect().Model(&rounds).Where("chapter_id in (?)", bun.List(ids)).Where(where, args...).Order("id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("rounds: %w", err)
	}
	counts, err := tx.roundCounts(ctx, rounds)
	if err != nil {
		return nil, fmt.Errorf("counts: %w", err)
	}
	var list []*OfficeRound
	for _, c := range sortedChapters(chapters, lang) {
		for _, r := range rounds {
			if r.ChapterID == c.ID {
				list = append(list, &OfficeRound{Round: r, Chapter: c, Phase: r.Schedule().PhaseAt(tx.now), RoundCount: counts[r.ID]})
			}
		}
	}
	return list, nil
}
