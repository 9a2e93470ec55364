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

// Overview is all competitions with their editions, newest first.
type Overview struct {
	Competitions []*CompetitionOverview
}

// CompetitionOverview is a competition with its editions.
type CompetitionOverview struct {
	Competition Competition
	Editions    []Edition
}

// Overview reads what stands on the front page.
func (s *Store) Overview(ctx context.Context) (*Overview, error) {
	overview := &Overview{}
	err := s.read(ctx, func(tx *transaction) error {
		var competitions []Competition
		if err := tx.NewSelect().Model(&competitions).Order("slug").Scan(ctx); err != nil {
			return err
		}
		var editions []Edition
		if err := tx.NewSelect().Model(&editions).Order("year desc", "slug desc").Scan(ctx); err != nil {
			return err
		}
		for _, c := range competitions {
			row := &CompetitionOverview{Competition: c}
			for _, e := range editions {
				if e.CompetitionID == c.ID {
					row.Editions = append(row.Editions, e)
				}
			}
			overview.Competitions = append(overview.Competitions, row)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("overview: %w", err)
	}
	return overview, nil
}

// EditionOverview is an edition with its rounds, the nation's first, then the regions in the language's order of names.
type EditionOverview struct {
	Competition Competition
	Edition     Edition
	Now         time.Time
	Rounds      []*RoundOverview
}

// RoundOverview is a round as the public sees it: when, where, and of which contests the results are open.
type RoundOverview struct {
	Round    Round
	Chapter  Chapter
	Phase    judging.Phase
	Ceremony *Ceremony
	Contests []ContestOverview
}

// Announced tells whether all results of the round are public.
func (r *RoundOverview) Announced() bool {
	return len(r.Contests) > 0 && !slices.ContainsFunc(r.Contests, func(c ContestOverview) bool { return !c.Public })
}

// ContestOverview is a contest, and whether its result is public.
type ContestOverview struct {
	CategorizedContest
	Public bool
}

// EditionOverview reads an edition by its public address, in a constant number of statements.
func (s *Store) EditionOverview(ctx context.Context, competition, edition string, lang locale.Language) (*EditionOverview, error) {
	overview := &EditionOverview{}
	err := s.read(ctx, func(tx *transaction) error {
		overview.Now = tx.now
		if err := absentAs(tx.NewSelect().Model(&overview.Competition).Where("slug = ?", competition).Scan(ctx)); err != nil {
			return err
		}
		err := tx.NewSelect().Model(&overview.Edition).Where("competition_id = ?", overview.Competition.ID).Where("slug = ?", edition).Scan(ctx)
		if err != nil {
			return absentAs(err)
		}
		return tx.readRounds(ctx, overview, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("edition: %w", err)
	}
	return overview, nil
}

func (tx *transaction) readRounds(ctx context.Context, overview *EditionOverview, lang locale.Language) error {
	var rounds []Round
	if err := tx.NewSelect().Model(&rounds).Where("edition_id = ?", overview.Edition.ID).Where("cancelled_at is null").Scan(ctx); err != nil {
		return err
	}
	var chapters []Chapter
	if err := tx.NewSelect().Model(&chapters).Where("competition_id = ?", overview.Competition.ID).Scan(ctx); err != nil {
		return err
	}
	ids := []int64{0}
	for _, r := range rounds {
		ids = append(ids, r.ID)
	}
	contests, err := tx.contestsWhere(ctx, "round_id in (?) and cancelled_at is null", bun.List(ids))
	if err != nil {
		return err
	}
	var ceremonies []Ceremony
	if err := tx.NewSelect().Model(&ceremonies).Where("round_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	for _, c := range sortedChapters(chapters, lang) {
		for _, r := range rounds {
			if r.ChapterID == c.ID {
				overview.Rounds = append(overview.Rounds, tx.roundOverview(r, c, contests, ceremonies))
			}
		}
	}
	return nil
}

func (tx *transaction) roundOverview(r Round, c Chapter, contests []CategorizedContest, ceremonies []Ceremony) *RoundOverview {
	out := &RoundOverview{Round: r, Chapter: c, Phase: r.Schedule().PhaseAt(tx.now)}
	for _, contest := range contests {
		if contest.Contest.RoundID == r.ID {
			public := contest.Contest.State.Public(contest.Contest.AnnouncedAt, tx.now)
			out.Contests = append(out.Contests, ContestOverview{contest, public})
		}
	}
	for i := range ceremonies {
		if ceremonies[i].RoundID == r.ID {
			out.Ceremony = &ceremonies[i]
		}
	}
	return out
}
