package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// EditionSetup is an edition as its organizers see it: its rules, its chapters, and the rounds that the actor organizes.
type EditionSetup struct {
	Now         time.Time
	Competition Competition
	Edition     Edition
	Root        Chapter
	MaySetUp    bool
	Categories  []Category
	Rubrics     []*Rubric // with their criteria, but for those that are chapters' own
	Chapters    []ChapterSetup
	Rounds      []*EditionRound
}

// ChapterSetup is a chapter with what it does in the edition.
type ChapterSetup struct {
	Chapter Chapter
	Setting ChapterSetting
}

// EditionRound is a round with its contests.
type EditionRound struct {
	OfficeRound
	Contests []CategorizedContest
}

// EditionSetup reads an edition for its organizers; whoever organizes none of its chapters gets NotFound.
func (s *Store) EditionSetup(ctx context.Context, actor judging.Actor, edition string, lang locale.Language) (*EditionSetup, error) {
	v := &EditionSetup{}
	err := s.read(ctx, func(tx *transaction) error {
		v.Now = tx.now
		if err := tx.NewSelect().Model(&v.Edition).Where("uid = ?", edition).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := tx.NewSelect().Model(&v.Competition).Where("id = ?", v.Edition.CompetitionID).Scan(ctx); err != nil {
			return err
		}
		chapters, err := tx.setupChapters(ctx, actor, v, lang)
		if err != nil {
			return err
		}
		if err := tx.NewSelect().Model(&v.Categories).Where("edition_id = ?", v.Edition.ID).Where("cancelled_at is null").Order("position").Scan(ctx); err != nil {
			return err
		}
		if v.Rubrics, err = tx.rubricsWhere(ctx, "edition_id = ? and chapter_id is null", v.Edition.ID); err != nil {
			return err
		}
		return tx.setupRounds(ctx, v, chapters, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("edition setup: %w", err)
	}
	return v, nil
}

// setupChapters reads the chapters that the actor organizes, with what they do in the edition.
func (tx *transaction) setupChapters(ctx context.Context, actor judging.Actor, v *EditionSetup, lang locale.Language) ([]Chapter, error) {
	if err := tx.NewSelect().Model(&v.Root).Where("competition_id = ?", v.Competition.ID).Where("parent_id is null").Scan(ctx); err != nil {
		return nil, err
	}
	v.MaySetUp = judging.May(actor, judging.SetUp, judging.Facts{Chapter: v.Root.Path}) == nil
	var chapters []Chapter
	query := tx.NewSelect().Model(&chapters).Where("competition_id = ?", v.Competition.ID)
	if err := within(query, judging.ScopeOf(actor, judging.SetUp), scoped{chapter: "chapter.path"}).Scan(ctx); err != nil {
		return nil, err
	}
	if len(chapters) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	var settings []ChapterSetting
	if err := tx.NewSelect().Model(&settings).Where("edition_id = ?", v.Edition.ID).Scan(ctx); err != nil {
		return nil, err
	}
	for _, c := range sortedChapters(chapters, lang) {
		row := ChapterSetup{Chapter: c, Setting: ChapterSetting{Mode: NoPart}}
		for _, setting := range settings {
			if setting.ChapterID == c.ID {
				row.Setting = setting
			}
		}
		v.Chapters = append(v.Chapters, row)
	}
	return chapters, nil
}

func (tx *transaction) setupRounds(ctx context.Context, v *EditionSetup, chapters []Chapter, lang locale.Language) error {
	rounds, err := tx.countedRounds(ctx, chapters, lang, "edition_id = ?", v.Edition.ID)
	if err != nil {
		return err
	}
	contests, err := tx.contestsWhere(ctx, "cancelled_at is null and round_id in (select id from round where edition_id = ?)", v.Edition.ID)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		row := &EditionRound{OfficeRound: *r}
		for _, c := range contests {
			if c.Contest.RoundID == r.Round.ID {
				row.Contests = append(row.Contests, c)
			}
		}
		v.Rounds = append(v.Rounds, row)
	}
	return nil
}

// rubricsWhere reads rubrics with their criteria in order.
func (tx *transaction) rubricsWhere(ctx context.Context, where string, args ...any) ([]*Rubric, error) {
	var rubrics []*Rubric
	err := tx.NewSelect().Model(&rubrics).Where(where, args...).Order("id").
		Relation("Criteria", func(q *bun.SelectQuery) *bun.SelectQuery { return q.Order("position") }).Scan(ctx)
	return rubrics, err
}
