package store

import (
	"context"
	"time"

	"blazon/judging"
)

// ScopedRow is a row of a list with what May needs to know of it.
type ScopedRow struct {
	ID    int64
	Facts judging.Facts
}

// lists are lists of every kind that a scope is about, each with how its rows show it.
var lists = map[string]struct {
	from string
	in   func(now time.Time) scoped
}{
	"rounds": {"round r join chapter c on c.id = r.chapter_id", func(time.Time) scoped { return scoped{chapter: "c.path"} }},
	"contests": {"contest r join round o on o.id = r.round_id join chapter c on c.id = o.chapter_id",
		func(now time.Time) scoped { return scoped{chapter: "c.path", public: isPublic("r", now)} }},
	"candidates": {"candidate r join contest t on t.id = r.contest_id join round o on o.id = t.round_id join chapter c on c.id = o.chapter_id",
		func(now time.Time) scoped { return scoped{chapter: "c.path", shown: isShown("r", now)} }},
	"duties": {"assignment r", func(time.Time) scoped { return scoped{juror: "r.juror_id in (?)"} }},
	"entries": {"entry r", func(time.Time) scoped {
		return scoped{body: `exists (select 1 from entry_entrant ee join entrant x on x.id = ee.entrant_id
			where ee.entry_id = r.id and x.body_id in (?))`}
	}},
}

// Listed gives the ids of a list's rows that lie within the actor's scope.
func (s *Store) Listed(ctx context.Context, list string, actor judging.Actor, act judging.Act) (map[int64]bool, error) {
	var ids []int64
	now, err := s.Now(ctx)
	if err != nil {
		return nil, err
	}
	query := within(s.reader.NewSelect().TableExpr(lists[list].from).ColumnExpr("r.id"), judging.ScopeOf(actor, act), lists[list].in(now))
	if err := query.Scan(ctx, &ids); err != nil {
		return nil, err
	}
	listed := map[int64]bool{}
	for _, id := range ids {
		listed[id] = true
	}
	return listed, nil
}

// Everything reads all rows of a list with their facts, row by row and in Go.
func (s *Store) Everything(ctx context.Context, list string) (rows []ScopedRow, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		var ids []int64
		if err := tx.NewRaw("select r.id from "+lists[list].from+" order by 1").Scan(ctx, &ids); err != nil {
			return err
		}
		for _, id := range ids {
			facts, err := tx.scopedFacts(ctx, list, id)
			if err != nil {
				return err
			}
			rows = append(rows, ScopedRow{id, facts})
		}
		return nil
	})
	return rows, err
}

func (tx *transaction) scopedFacts(ctx context.Context, list string, id int64) (facts judging.Facts, err error) {
	contest := func(id int64) (judging.Facts, error) {
		p, err := tx.contestPlaceOf(ctx, "id = ?", id)
		if err != nil {
			return judging.Facts{}, err
		}
		return p.Facts(), nil
	}
	switch list {
	case "rounds":
		p, err := tx.placeOf(ctx, "id = ?", id)
		if err != nil {
			return facts, err
		}
		return p.Facts(), nil
	case "contests":
		return contest(id)
	case "candidates":
		var n, source Candidate
		if err := tx.NewSelect().Model(&n).Where("id = ?", id).Scan(ctx); err != nil {
			return facts, err
		}
		if facts, err = contest(n.ContestID); err != nil || n.SourceCandidateID == 0 {
			return facts, err
		}
		if err := tx.NewSelect().Model(&source).Where("id = ?", n.SourceCandidateID).Scan(ctx); err != nil {
			return facts, err
		}
		origin, err := contest(source.ContestID)
		facts.Hidden = !origin.Public
		return facts, err
	case "duties":
		var a Assignment
		err = tx.NewSelect().Model(&a).Where("id = ?", id).Scan(ctx)
		facts.Juror = a.JurorID
		return facts, err
	}
	err = tx.NewRaw("select t.body_id from entrant t join entry_entrant ee on ee.entrant_id = t.id where ee.entry_id = ?", id).
		Scan(ctx, &facts.Bodies)
	return facts, err
}
