package store

import (
	"context"
	"fmt"

	"blazon/fault"
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

// outOfSight reads which candidates of a condition the actor may see nothing of, by row id: those that a seat of his is recused from, and
// those that give away a result that is not public, unless he organizes the chapter of this path.
func (tx *transaction) outOfSight(ctx context.Context, actor judging.Actor, chapter, where string, args ...any) (map[int64]bool, error) {
	query := tx.NewSelect().TableExpr("candidate n").Column("n.id").Where(where, args...)
	if actor.Organizes(chapter) {
		query.Where("not (?)", inSight(actor, "n.id"))
	} else {
		query.Where("not (? and ?)", inSight(actor, "n.id"), isShown("n", tx.now))
	}
	var ids []int64
	if err := query.Scan(ctx, &ids); err != nil {
		return nil, fmt.Errorf("out of sight: %w", err)
	}
	unseen := map[int64]bool{}
	for _, id := range ids {
		unseen[id] = true
	}
	return unseen, nil
}

// mustSeeAll refuses whoever may see nothing of one of the candidates that the condition picks, training candidates apart.
func (tx *transaction) mustSeeAll(ctx context.Context, actor judging.Actor, chapter, where string, args ...any) error {
	unseen, err := tx.outOfSight(ctx, actor, chapter, "not n.training and "+where, args...)
	if err == nil && len(unseen) > 0 {
		err = fault.New(fault.Forbidden, "report.recused")
	}
	return err
}
