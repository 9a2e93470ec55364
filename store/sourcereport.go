package store

import (
	"context"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// SaveSourceReport sets whether the next round's jurors and organizers see what came of its candidates in the round before. That round
// starts from zero, so usually they do not. It takes an organizer of the edition's root chapter.
func (s *Store) SaveSourceReport(ctx context.Context, actor judging.Actor, edition string, shown bool) error {
	err := s.writeEdition(ctx, actor, edition, func(tx *transaction, e *Edition) error {
		e.SourceReport = shown
		if _, err := tx.NewUpdate().Model(e).Column("source_report").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "edition.source_report", "edition", e.ID, map[string]bool{"shown": shown})
	})
	return wrapped("save source report", err)
}

// sourceReports reads what came of candidates in the round before, as it was when they went on, by their ids: nothing where the edition
// does not show it, and nothing of a contest whose result is not public yet.
func (tx *transaction) sourceReports(ctx context.Context, p *Place, candidates ...int64) (map[int64]*SnapshotResult, error) {
	if !p.Edition.SourceReport || len(candidates) == 0 {
		return nil, nil
	}
	var rows []*Advancement
	err := tx.NewSelect().Model(&rows).Where("target_candidate_id in (?)", bun.List(candidates)).
		Where("exists (select 1 from candidate n where n.id = advancement.target_candidate_id and ?)", isShown("n", tx.now)).Scan(ctx)
	if err != nil {
		return nil, err
	}
	reports := map[int64]*SnapshotResult{}
	for _, a := range rows {
		snapshot, err := a.Read()
		if err != nil {
			return nil, err
		}
		reports[a.TargetCandidateID] = &snapshot.Result
	}
	return reports, nil
}
