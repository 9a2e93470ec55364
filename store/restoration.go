package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// RestoreCategory takes the calling off of a category back, with the contests that were called off with it; those of rounds that
// are called off themselves stay so. Closed for a category that was merged: its entries are elsewhere.
func (s *Store) RestoreCategory(ctx context.Context, actor judging.Actor, category string) error {
	err := s.writeCategory(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		since := p.Category.CancelledAt
		switch {
		case since.IsZero():
			return fault.New(fault.Closed, "category.not_cancelled")
		case p.Category.MergedIntoID != 0:
			return fault.New(fault.Closed, "category.merged_stays")
		}
		if err := tx.setCancelled(ctx, "category", p.Category.ID, time.Time{}); err != nil {
			return err
		}
		_, err := tx.NewRaw(`update contest set cancelled_at = (select r.cancelled_at from round r where r.id = contest.round_id)
			where category_id = ? and cancelled_at = ?`, p.Category.ID, since).Exec(ctx)
		if err != nil {
			return err
		}
		rubrics, err := tx.rubricsOf(ctx, &p.Edition)
		if err != nil {
			return err
		}
		if err := tx.addContestsOf(ctx, &p.Edition, &p.Category, rubrics[p.Category.ID]); err != nil {
			return err
		}
		return tx.record(ctx, actor, "category.restore", "category", p.Category.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("restore category: %w", err)
	}
	return nil
}

// RestoreRound takes the calling off of a round back, with the contests that were called off with it; those of categories that
// are called off themselves stay so.
func (s *Store) RestoreRound(ctx context.Context, actor judging.Actor, round string) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if p.Round.CancelledAt.IsZero() {
			return fault.New(fault.Closed, "category.not_cancelled")
		}
		if err := tx.callRoundBack(ctx, &p.Round); err != nil {
			return err
		}
		return tx.record(ctx, actor, "round.restore", "round", p.Round.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("restore round: %w", err)
	}
	return nil
}

// callRoundBack brings a round back with the contests that were called off with it.
func (tx *transaction) callRoundBack(ctx context.Context, r *Round) error {
	if err := tx.setCancelled(ctx, "round", r.ID, time.Time{}); err != nil {
		return err
	}
	_, err := tx.NewRaw(`update contest set cancelled_at = (select c.cancelled_at from category c where c.id = contest.category_id)
		where round_id = ? and cancelled_at = ?`, r.ID, r.CancelledAt).Exec(ctx)
	if err != nil {
		return err
	}
	return tx.addMissingContests(ctx, r)
}

// addMissingContests makes the contests of the categories that were added while the round was called off.
func (tx *transaction) addMissingContests(ctx context.Context, r *Round) error {
	e := &Edition{}
	if err := tx.NewSelect().Model(e).Where("id = ?", r.EditionID).Scan(ctx); err != nil {
		return err
	}
	if err := tx.lockName(ctx, "contests of "+e.UID); err != nil {
		return err
	}
	var categories []Category
	err := tx.NewSelect().Model(&categories).Where("edition_id = ?", e.ID).Where("cancelled_at is null").
		Where("not exists (select 1 from contest t where t.category_id = category.id and t.round_id = ?)", r.ID).Order("position").Scan(ctx)
	if err != nil || len(categories) == 0 {
		return err
	}
	rubrics, err := tx.rubricsOf(ctx, e)
	if err != nil {
		return err
	}
	var contests []Contest
	for _, c := range categories {
		if c.exists(r) {
			contests = append(contests, e.contest(tx, r, &c, rubrics[c.ID]))
		}
	}
	return insertAll(ctx, tx, contests)
}

// RestoreContest takes the calling off of a category in one round back. Closed while the whole category or the whole round is
// called off.
func (s *Store) RestoreContest(ctx context.Context, actor judging.Actor, contest string) error {
	err := s.writeContestCalledOff(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		switch {
		case !p.Category.CancelledAt.IsZero():
			return fault.New(fault.Closed, "category.restore_category")
		case !p.Round.CancelledAt.IsZero():
			return fault.New(fault.Closed, "category.restore_round")
		case p.Contest.CancelledAt.IsZero():
			return fault.New(fault.Closed, "category.not_cancelled")
		case !p.Category.exists(&p.Round):
			return fault.New(fault.Closed, "category.not_here")
		}
		if err := tx.setCancelled(ctx, "contest", p.Contest.ID, time.Time{}); err != nil {
			return err
		}
		return tx.record(ctx, actor, "contest.restore", "contest", p.Contest.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("restore contest: %w", err)
	}
	return nil
}
