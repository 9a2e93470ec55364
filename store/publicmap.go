package store

import (
	"context"
	"fmt"
)

// PublicMap is a part of what has a public page of its own and is announced.
type PublicMap struct {
	Parts        int        // into which the whole is cut; at least 1
	Competitions []string   // the words of their addresses; in the first part alone
	Contests     []*Address // with a category each
	Bodies       []string   // codes of those who got a place or an award
}

// Editions lists the editions of the announced contests, Rounds their rounds.
func (m *PublicMap) Editions() []Address {
	return m.above(func(a *Address) { a.Round, a.Category = "", "" })
}

// Rounds lists the rounds of the announced contests.
func (m *PublicMap) Rounds() []Address { return m.above(func(a *Address) { a.Category = "" }) }

// above lists what the announced contests stand in, each once.
func (m *PublicMap) above(cut func(*Address)) (list []Address) {
	seen := map[Address]bool{}
	for _, a := range m.Contests {
		whole := *a
		if cut(&whole); !seen[whole] {
			seen[whole] = true
			list = append(list, whole)
		}
	}
	return list
}

// The contests that are in the map, the newest editions first, and the bodies that are.
const (
	mappedContests = `from contest t join round r on r.id = t.round_id and r.cancelled_at is null join edition e on e.id = r.edition_id
		join competition p on p.id = e.competition_id join category k on k.id = t.category_id where t.cancelled_at is null and ?`
	mappedBodies = `from contest t join candidate n on n.contest_id = t.id and not n.training
		join entry_entrant ee on ee.entry_id = n.entry_id and not ee.asked join entrant ent on ent.id = ee.entrant_id join body b on b.id = ent.body_id
		where t.cancelled_at is null and n.withdrawn_at is null and ?`
)

// PublicMap reads a part of what is announced, the first is 1, with at most so many contests and bodies together: the contests come before
// the bodies. It takes a constant number of statements.
func (s *Store) PublicMap(ctx context.Context, part, most int) (*PublicMap, error) {
	m := &PublicMap{}
	err := s.read(ctx, func(tx *transaction) error {
		public := isPublic("t", tx.now)
		var contests, bodies int
		if err := tx.NewRaw("select count(*) "+mappedContests, public).Scan(ctx, &contests); err != nil {
			return err
		}
		if err := tx.NewRaw("select count(distinct b.code) "+mappedBodies, public).Scan(ctx, &bodies); err != nil {
			return err
		}
		m.Parts = max(1, (contests+bodies+most-1)/most)
		if part == 1 {
			if err := tx.NewRaw("select slug from competition order by slug").Scan(ctx, &m.Competitions); err != nil {
				return err
			}
		}
		first := (part - 1) * most
		err := tx.NewRaw("select p.slug as competition, e.slug as edition, r.slug as round, k.slug as category "+mappedContests+
			" order by e.year desc, p.slug, e.slug, r.slug, k.slug limit ? offset ?", public, most, first).Scan(ctx, &m.Contests)
		if err != nil {
			return err
		}
		left := most - len(m.Contests)
		return tx.NewRaw("select distinct b.code "+mappedBodies+" order by b.code limit ? offset ?", public, left, max(first-contests, 0)).Scan(ctx, &m.Bodies)
	})
	if err != nil {
		return nil, fmt.Errorf("public map: %w", err)
	}
	return m, nil
}
