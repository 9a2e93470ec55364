package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// CloseRound ends the judging: no score changes after it. It waits for the saves that are under way, and those that
// come later are refused. Gaps do not hinder it; they wait for decisions.
func (s *Store) CloseRound(ctx context.Context, actor judging.Actor, round string) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.CloseRound, round)
		if err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(&p.Round).Set("closed_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "round.close", "round", p.Round.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("close round: %w", err)
	}
	return nil
}

// ReopenRound takes a closing back, as long as none of the round's contests is decided.
func (s *Store) ReopenRound(ctx context.Context, actor judging.Actor, round string) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ReopenRound, round)
		if err != nil {
			return err
		}
		decided, err := tx.NewSelect().Model((*Contest)(nil)).Where("round_id = ?", p.Round.ID).Where("state <> ?", judging.Open).Exists(ctx)
		if err != nil {
			return err
		}
		if decided {
			return fault.New(fault.Closed, "fault.already_decided")
		}
		open, err := tx.NewSelect().Model((*Meeting)(nil)).Where("round_id = ?", p.Round.ID).Where("opened_at is not null and ended_at is null").Exists(ctx)
		if err != nil {
			return err
		}
		if open {
			return fault.New(fault.Closed, "meeting.another_open")
		}
		if _, err := tx.NewUpdate().Model(&p.Round).Set("closed_at = null").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "round.reopen", "round", p.Round.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("reopen round: %w", err)
	}
	return nil
}
