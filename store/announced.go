package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// AnnouncedResults are the contests of a competition whose results are announced, the latest first.
type AnnouncedResults struct {
	Competition Competition
	Contests    []*ContestPlace
}

// Announced reads the latest announced results of a competition, at most so many.
func (s *Store) Announced(ctx context.Context, competition string, most int) (*AnnouncedResults, error) {
	v := &AnnouncedResults{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := absentAs(tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx)); err != nil {
			return err
		}
		var err error
		v.Contests, err = tx.contestPlacesOf(ctx, `id in (select t.id `+announced+` order by t.announced_at desc, t.uid limit ?3)`,
			v.Competition.ID, isPublic("t", tx.now), "", most)
		slices.SortFunc(v.Contests, func(a, b *ContestPlace) int {
			return cmp.Or(b.Contest.AnnouncedAt.Compare(a.Contest.AnnouncedAt), cmp.Compare(a.Contest.UID, b.Contest.UID))
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("announced: %w", err)
	}
	return v, nil
}

// PublicMap is what has a public page of its own and is announced.
type PublicMap struct {
	Competitions []string   // the words of their addresses
	Contests     []*Address // with a category each
	Bodies       []string   // codes of those who got a place or an award
}

// Rounds lists the rounds of the announced contests.
func (m *PublicMap) Rounds() (list []Address) {
	seen := map[Address]bool{}
	for _, a := range m.Contests {
		round := *a
		if round.Category = ""; !seen[round] {
			seen[round] = true
			list = append(list, round)
		}
	}
	return list
}

// maxMap is how many contests, and how many bodies, a map lists at most: its file has them in three languages, and may have 50,000 lines.
const maxMap = 6000

// PublicMap reads what is announced, in a constant number of statements.
func (s *Store) PublicMap(ctx context.Context) (*PublicMap, error) {
	m := &PublicMap{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.NewRaw("select slug from competition order by slug").Scan(ctx, &m.Competitions); err != nil {
			return err
		}
		err := tx.NewRaw(`select p.slug as competition, e.slug as edition, r.slug as round, k.slug as category
			from contest t join round r on r.id = t.round_id and r.cancelled_at is null join edition e on e.id = r.edition_id
			join competition p on p.id = e.competition_id join category k on k.id = t.category_id
			where t.cancelled_at is null and ? order by t.announced_at desc, t.uid limit ?`, isPublic("t", tx.now), maxMap).Scan(ctx, &m.Contests)
		if err != nil {
			return err
		}
		return tx.NewRaw(`select distinct b.code from contest t join candidate n on n.contest_id = t.id and not n.training
			join entry_entrant ee on ee.entry_id = n.entry_id and not ee.asked join entrant ent on ent.id = ee.entrant_id join body b on b.id = ent.body_id
			where t.cancelled_at is null and n.withdrawn_at is null and ? order by b.code limit ?`, isPublic("t", tx.now), maxMap).Scan(ctx, &m.Bodies)
	})
	if err != nil {
		return nil, fmt.Errorf("public map: %w", err)
	}
	return m, nil
}
