package store

import (
	"context"
	"fmt"
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
	if err := tx.NewSelect().Model(&rounds).Where("edition_id = ?", overview.Edition.ID).Scan(ctx); err != nil {
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
	contests, err := tx.contestsWhere(ctx, "round_id in (?)", bun.List(ids))
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

// ListedCandidates reads the candidates of a round that the actor may know of, all categories together, in the
// language's order of names. Who advanced from a contest whose result is not public yet is not among them.
func (s *Store) ListedCandidates(ctx context.Context, actor judging.Actor, address Address, lang locale.Language) ([]*NamedCandidate, error) {
	var listed []*NamedCandidate
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeAt(ctx, address)
		if err != nil {
			return err
		}
		found, err := candidatesWhere(ctx, tx, lang, "n.contest_id in (select id from contest where round_id = ?) and n.withdrawn_at is null", place.Round.ID)
		if err != nil {
			return err
		}
		hidden, err := tx.hiddenCandidates(ctx, place.Round.ID)
		if err != nil {
			return err
		}
		for _, candidates := range found {
			for _, c := range candidates {
				facts := place.Facts()
				facts.Hidden = hidden[c.ID]
				if judging.May(actor, judging.ViewCandidate, facts) == nil {
					listed = append(listed, c)
				}
			}
		}
		sortByName(listed)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("candidates: %w", err)
	}
	return listed, nil
}

// hiddenCandidates are those of a round whose presence gives away a result that is not public.
func (tx *transaction) hiddenCandidates(ctx context.Context, round int64) (map[int64]bool, error) {
	var rows []struct {
		ID          int64
		State       judging.State
		AnnouncedAt time.Time
	}
	err := tx.NewRaw(`
		select n.id, t.state, t.announced_at
		from candidate n
		join contest own on own.id = n.contest_id
		join candidate source on source.id = n.source_candidate_id
		join contest t on t.id = source.contest_id
		where own.round_id = ?`, round).Scan(ctx, &rows)
	hidden := map[int64]bool{}
	for _, r := range rows {
		hidden[r.ID] = !r.State.Public(r.AnnouncedAt, tx.now)
	}
	return hidden, err
}
