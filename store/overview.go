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
	Others      []*OtherChapter // in the same order
}

// OtherChapter is a chapter of which the edition says that it has no round of its own.
type OtherChapter struct {
	Chapter  Chapter
	Mode     Mode
	JudgedBy *Round // the collective round that judges its entries; nil: none, or not known yet
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

// Shown tells whether any result of the round is public.
func (r *RoundOverview) Shown() bool {
	return slices.ContainsFunc(r.Contests, func(c ContestOverview) bool { return c.Public })
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
		return tx.readRounds(ctx, lang, overview)
	})
	if err != nil {
		return nil, fmt.Errorf("edition: %w", err)
	}
	return overview, nil
}

// readRounds adds to editions what the public sees of their rounds, in a constant number of statements.
func (tx *transaction) readRounds(ctx context.Context, lang locale.Language, editions ...*EditionOverview) error {
	competitions, ids := []int64{0}, []int64{0}
	for _, e := range editions {
		competitions, ids = append(competitions, e.Competition.ID), append(ids, e.Edition.ID)
	}
	var read roundParts
	if err := tx.NewSelect().Model(&read.rounds).Where("edition_id in (?)", bun.List(ids)).Where("cancelled_at is null").Order("id").Scan(ctx); err != nil {
		return err
	}
	if err := tx.NewSelect().Model(&read.settings).Where("edition_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	var chapters []Chapter
	if err := tx.NewSelect().Model(&chapters).Where("competition_id in (?)", bun.List(competitions)).Scan(ctx); err != nil {
		return err
	}
	rounds := []int64{0}
	for _, r := range read.rounds {
		rounds = append(rounds, r.ID)
	}
	var err error
	if read.contests, err = tx.contestsWhere(ctx, "round_id in (?) and cancelled_at is null", bun.List(rounds)); err != nil {
		return err
	}
	if err := tx.NewSelect().Model(&read.ceremonies).Where("round_id in (?)", bun.List(rounds)).Scan(ctx); err != nil {
		return err
	}
	for _, c := range sortedChapters(chapters, lang) {
		for _, e := range editions {
			read.add(e, c, tx.now)
		}
	}
	return nil
}

// roundParts is what the rounds of some editions are made of.
type roundParts struct {
	rounds     []Round
	settings   []ChapterSetting
	contests   []CategorizedContest
	ceremonies []Ceremony
}

// add adds a chapter's rounds to an edition; of a chapter without one, what the edition says of it.
func (read roundParts) add(e *EditionOverview, c Chapter, now time.Time) {
	known := len(e.Rounds)
	for _, r := range read.rounds {
		if r.ChapterID == c.ID && r.EditionID == e.Edition.ID {
			e.Rounds = append(e.Rounds, read.overview(r, c, now))
		}
	}
	if len(e.Rounds) > known {
		return
	}
	for _, s := range read.settings {
		if s.ChapterID == c.ID && s.EditionID == e.Edition.ID && s.Mode != OwnRound {
			other := &OtherChapter{Chapter: c, Mode: s.Mode}
			if at := slices.IndexFunc(read.rounds, func(r Round) bool { return r.ID == s.RoundID }); at >= 0 && s.Mode == Collective {
				other.JudgedBy = &read.rounds[at]
			}
			e.Others = append(e.Others, other)
		}
	}
}

func (read roundParts) overview(r Round, c Chapter, now time.Time) *RoundOverview {
	out := &RoundOverview{Round: r, Chapter: c, Phase: r.Schedule().PhaseAt(now)}
	for _, contest := range read.contests {
		if contest.Contest.RoundID == r.ID {
			public := contest.Contest.State.Public(contest.Contest.AnnouncedAt, now)
			out.Contests = append(out.Contests, ContestOverview{contest, public})
		}
	}
	for i := range read.ceremonies {
		if read.ceremonies[i].RoundID == r.ID {
			out.Ceremony = &read.ceremonies[i]
		}
	}
	return out
}
