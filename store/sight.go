package store

import (
	"context"
	"fmt"

	"blazon/judging"
)

// Sight is what an actor may know of a candidate.
type Sight struct {
	Shown bool // that it stands in the contest
	Seen  bool // its material and its numbers: no seat of the actor's keeps them from him
}

// sights reads what the actor may know of each candidate of the round, by row id, in one statement.
func (tx *transaction) sights(ctx context.Context, actor judging.Actor, p *Place) (map[int64]Sight, error) {
	var rows []struct {
		ID          int64
		Shown, Seen bool
	}
	err := tx.NewRaw(`select n.id, ? as shown, (?) as seen from candidate n join contest t on t.id = n.contest_id where t.round_id = ?`,
		isShown("n", tx.now), inSight(actor, "n.id"), p.Round.ID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("sights: %w", err)
	}
	sights := map[int64]Sight{}
	for _, r := range rows {
		facts := p.Facts()
		facts.Hidden = !r.Shown
		sights[r.ID] = Sight{Shown: judging.May(actor, judging.ViewCandidate, facts) == nil, Seen: r.Seen}
	}
	return sights, nil
}
