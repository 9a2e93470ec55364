package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// EditionResults is what everybody may see of the results of an edition.
type EditionResults struct {
	Competition Competition
	Edition     Edition
	Rounds      []*RoundResults // the nation's first, each with those contests only that are announced
}

// EditionResults reads an edition's announced results by its public address, in a constant number of statements.
func (s *Store) EditionResults(ctx context.Context, competition, edition string) (*EditionResults, error) {
	var v *EditionResults
	err := s.read(ctx, func(tx *transaction) (err error) {
		v, err = tx.editionResults(ctx, competition, edition)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("edition's results: %w", err)
	}
	return v, nil
}

func (tx *transaction) editionResults(ctx context.Context, competition, edition string) (*EditionResults, error) {
	v := &EditionResults{}
	if err := absentAs(tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx)); err != nil {
		return nil, err
	}
	err := tx.NewSelect().Model(&v.Edition).Where("competition_id = ?", v.Competition.ID).Where("slug = ?", edition).Scan(ctx)
	if err != nil {
		return nil, absentAs(err)
	}
	return v, tx.fillEdition(ctx, v)
}

func (tx *transaction) fillEdition(ctx context.Context, v *EditionResults) error {
	places, err := tx.placesOf(ctx, "edition_id = ? and cancelled_at is null", v.Edition.ID)
	if err != nil {
		return err
	}
	slices.SortFunc(places, func(a, b *Place) int {
		return cmp.Or(cmp.Compare(len(a.Chapter.Path), len(b.Chapter.Path)), cmp.Compare(a.Round.Slug, b.Round.Slug))
	})
	rounds := []int64{0}
	for _, p := range places {
		rounds = append(rounds, p.Round.ID)
	}
	contests, err := tx.contestsWhere(ctx, "round_id in (?) and cancelled_at is null", bun.List(rounds))
	if err != nil {
		return err
	}
	visible := []int64{0}
	for _, p := range places {
		r := &RoundResults{Place: *p, whole: true}
		for _, c := range contests {
			if c.Contest.RoundID != p.Round.ID {
				continue
			}
			out := &ContestResult{Contest: c.Contest, Category: c.Category, Visible: judging.May(judging.Actor{}, judging.ViewResult, p.ContestFacts(&c.Contest)) == nil}
			if out.Visible {
				visible = append(visible, c.Contest.ID)
			}
			r.Contests = append(r.Contests, out)
		}
		v.Rounds = append(v.Rounds, r)
	}
	return tx.fillRounds(ctx, v.Rounds, visible)
}

// PublicEdition is an edition of which something is announced.
type PublicEdition struct {
	Competition Competition `bun:"embed:competition_"`
	Edition     Edition     `bun:"embed:edition_"`
	Issued      time.Time   `bun:",nullzero"` // when the first result was announced; zero: of one of them the day is not known
	Modified    time.Time   // when the last one was, or was corrected, or totals or points of one opened after its announcement
}

// opens moves Modified on to when more of a result that was announced at a moment came to be seen.
func (e *PublicEdition) opens(announcedAt, now time.Time) {
	for _, level := range []judging.Level{judging.TotalsLevel, judging.PointsLevel} {
		if at := e.Edition.Publication.OpensAt(level, announcedAt); !at.After(now) && at.After(e.Modified) {
			e.Modified = at
		}
	}
}

// PublicEditions lists the editions of which something is announced, the newest first, in two statements.
func (s *Store) PublicEditions(ctx context.Context) (list []*PublicEdition, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		err := tx.NewRaw(`with open as (
				select r.edition_id, case when count(case when length(a.published) < 10 then 1 end) = 0 then min(t.announced_at) end as issued, max(t.announced_at) as announced, max(v.decided_at) as decided
				from contest t join round r on r.id = t.round_id and r.cancelled_at is null join result v on v.contest_id = t.id
				left join archive a on a.contest_id = t.id
				where t.cancelled_at is null and ? group by r.edition_id)
			select `+tx.store.columns(PublicEdition{})+`, open.issued, case when open.decided > open.announced then open.decided else open.announced end as modified
			from open join edition on edition.id = open.edition_id join competition on competition.id = edition.competition_id
			order by edition.year desc, competition.slug, edition.slug`, isPublic("t", tx.now)).Scan(ctx, &list)
		if err != nil {
			return err
		}
		var announced []struct {
			EditionID   int64
			AnnouncedAt time.Time
		}
		err = tx.NewRaw(`select distinct r.edition_id, t.announced_at from contest t join round r on r.id = t.round_id and r.cancelled_at is null
			where t.cancelled_at is null and ?`, isPublic("t", tx.now)).Scan(ctx, &announced)
		for _, e := range list {
			for _, a := range announced {
				if a.EditionID == e.Edition.ID {
					e.opens(a.AnnouncedAt, tx.now)
				}
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("public editions: %w", err)
	}
	return list, nil
}
