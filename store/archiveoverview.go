package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/locale"

	"github.com/uptrace/bun"
)

// ArchiveOverview is the editions of a competition with what is known of their results.
type ArchiveOverview struct {
	Competition Competition
	Reach       Reach
	Editions    []*ArchiveEdition // those on the page, newest first
	Found       Found
}

// ArchiveEdition is an edition with how many of its results are announced, and who won its highest round.
type ArchiveEdition struct {
	Edition Edition `bun:"embed:edition_"`
	Tables  int
	Winners []*ArchiveWinner `bun:"-"`
}

// ArchiveWinner is who won a contest.
type ArchiveWinner struct {
	Category Category
	Round    Round
	Winner   *NamedCandidate
}

// ArchiveOverview reads the editions of a competition that have an announced result, in a constant number of statements.
func (s *Store) ArchiveOverview(ctx context.Context, competition string, lang locale.Language, page int) (*ArchiveOverview, error) {
	v := &ArchiveOverview{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := absentAs(tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx)); err != nil {
			return err
		}
		var err error
		if v.Reach, err = tx.reach(ctx, v.Competition.ID, ""); err != nil {
			return err
		}
		var all []*ArchiveEdition
		err = tx.NewRaw("select "+s.columns(ArchiveEdition{})+`, shown.tables from edition join (select e.id, count(*) as tables `+announced+` group by e.id) shown
			on shown.id = edition.id order by edition.year desc, edition.number desc, edition.slug`, v.Competition.ID, isPublic("t", tx.now), "").Scan(ctx, &all)
		if err != nil {
			return err
		}
		v.Found = foundOf(len(all), page)
		v.Editions = all[max(v.Found.First-1, 0):v.Found.Last]
		return tx.winners(ctx, v, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("archive overview: %w", err)
	}
	return v, nil
}

// winners adds who won the highest rounds of the page's editions.
func (tx *transaction) winners(ctx context.Context, v *ArchiveOverview, lang locale.Language) error {
	ids := []int64{0}
	for _, e := range v.Editions {
		ids = append(ids, e.Edition.ID)
	}
	contests, err := tx.contestPlacesOf(ctx, `id in (select t.id `+announced+` and c.parent_id is null and e.id in (?3))`,
		v.Competition.ID, isPublic("t", tx.now), "", bun.List(ids))
	if err != nil {
		return err
	}
	won, err := tx.wonBy(ctx, contests, lang)
	if err != nil {
		return err
	}
	slices.SortFunc(contests, func(a, b *ContestPlace) int {
		return cmp.Or(cmp.Compare(a.Category.Position, b.Category.Position), cmp.Compare(a.Contest.ID, b.Contest.ID))
	})
	for _, e := range v.Editions {
		for _, p := range contests {
			for _, n := range won[p.Contest.ID] {
				if p.Edition.ID == e.Edition.ID {
					e.Winners = append(e.Winners, &ArchiveWinner{p.Category, p.Round, n})
				}
			}
		}
	}
	return nil
}

// Reach says how much of a competition's years is known, so that nobody takes what is missing for nothing.
type Reach struct {
	Tables     int // announced results
	Incomplete int // of which only some places are known
	First      int // the first and the last year with a result; 0: none
	Last       int
	Missing    []int // numbers of editions between the first and the last known one, of which no result is known
}

// reach counts the announced results of a competition.
func (tx *transaction) reach(ctx context.Context, competition int64, series string) (c Reach, err error) {
	var rows []struct{ Year, Number, Tables, Incomplete int }
	err = tx.NewRaw(`select e.year, e.number, count(*) as tables, count(case when a.complete then null when a.contest_id is null then null else 1 end) as incomplete `+
		announced+` group by e.id, e.year, e.number`, competition, isPublic("t", tx.now), series).Scan(ctx, &rows)
	known := map[int]bool{}
	for _, r := range rows {
		c.Tables, c.Incomplete = c.Tables+r.Tables, c.Incomplete+r.Incomplete
		if r.Year != 0 {
			c.First, c.Last = min(cmp.Or(c.First, r.Year), r.Year), max(c.Last, r.Year)
		}
		known[r.Number] = true
	}
	for number := 1; number < slices.Max(append(numbers(known), 0)); number++ {
		if !known[number] {
			c.Missing = append(c.Missing, number)
		}
	}
	return c, err
}

func numbers(known map[int]bool) (list []int) {
	for n := range known {
		list = append(list, n)
	}
	return list
}
