package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Rooms lists the rounds that are judged and whose progress the actor may see, the newest editions first, then from the root of the
// chapters down.
func (s *Store) Rooms(ctx context.Context, actor judging.Actor, lang locale.Language) (rooms []*Place, err error) {
	if err := judging.May(actor, judging.OpenRoom, judging.Facts{}); err != nil {
		return nil, err
	}
	err = s.read(ctx, func(tx *transaction) error {
		var ids []int64
		query := tx.NewSelect().Model((*Round)(nil)).Column("round.id").Join("join chapter c on c.id = round.chapter_id").
			Join("join edition e on e.id = round.edition_id").Where("round.cancelled_at is null").
			Where("exists (select 1 from contest t where t.round_id = round.id and t.rubric_id is not null and t.cancelled_at is null)").
			Order("e.year desc", "e.number desc", "e.id", "c.path", "round.id")
		scope := judging.ScopeOf(actor, judging.ViewProgress)
		if err := within(query, scope, scoped{chapter: "c.path", round: "round.id in (?)"}).Scan(ctx, &ids); err != nil {
			return err
		}
		found, err := tx.placesOf(ctx, "id in (?)", bun.List(append(ids, 0)))
		if err != nil {
			return err
		}
		byID := map[int64]*Place{}
		for _, p := range found {
			byID[p.Round.ID] = p
		}
		for _, id := range ids {
			rooms = append(rooms, byID[id])
		}
		return nil
	})
	return rooms, wrapped("rooms", err)
}

// RoomContest reads where a contest stands, for whoever may see its progress, at any time.
func (s *Store) RoomContest(ctx context.Context, actor judging.Actor, contest string) (p *ContestPlace, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err = tx.contestPlace(ctx, actor, judging.ViewProgress, contest)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("room of contest: %w", err)
	}
	return p, nil
}
