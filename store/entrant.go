package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

// Entrant is a body that competes in an edition.
type Entrant struct {
	bun.BaseModel `bun:"table:entrant"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EditionID int64
	BodyID    int64
}

// entrantsOf gives the entrants of bodies in the edition by the bodies' ids, and makes those that are not there.
func (tx *transaction) entrantsOf(ctx context.Context, p *ContestPlace, bodies []*Body) (map[int64]int64, error) {
	byBody := map[int64]int64{}
	if len(bodies) == 0 {
		return byBody, nil
	}
	if err := tx.lockName(ctx, "entrants of "+p.Edition.UID); err != nil {
		return nil, err
	}
	ids := make([]int64, len(bodies))
	for i, b := range bodies {
		ids[i] = b.ID
	}
	find := func() error {
		var found []Entrant
		err := tx.NewSelect().Model(&found).Where("edition_id = ?", p.Edition.ID).Where("body_id in (?)", bun.List(ids)).Scan(ctx)
		for _, e := range found {
			byBody[e.BodyID] = e.ID
		}
		return err
	}
	if err := find(); err != nil {
		return nil, fmt.Errorf("entrants: %w", err)
	}
	var made []Entrant
	for _, b := range bodies {
		if byBody[b.ID] == 0 {
			made = append(made, Entrant{UID: tx.store.NewUID(), EditionID: p.Edition.ID, BodyID: b.ID})
		}
	}
	if err := insertAll(ctx, tx, made); err != nil {
		return nil, fmt.Errorf("new entrants: %w", err)
	}
	return byBody, find()
}

// homes are the chapters of a competition by the code of their region.
type homes map[string]int64

func (tx *transaction) homes(ctx context.Context, p *ContestPlace) (homes, error) {
	var chapters []Chapter
	err := tx.NewSelect().Model(&chapters).Where("competition_id = ?", p.Competition.ID).Where("region_code <> ''").
		Where("ended_at is null").Order("id").Scan(ctx)
	byRegion := homes{}
	for _, c := range chapters {
		if byRegion[c.RegionCode] == 0 {
			byRegion[c.RegionCode] = c.ID
		}
	}
	return byRegion, err
}

// of gives the chapter that a body belongs to, which need not be the one whose round judges it.
func (h homes) of(b *Body, p *ContestPlace) int64 {
	if own := h[b.RegionCode]; own != 0 {
		return own
	}
	return p.Chapter.ID
}
