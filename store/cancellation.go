package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// CalledOff is a category, a round or a contest that is to be called off, with what that comes to.
type CalledOff struct {
	*Consequences
	Place    *CategoryPlace // of a category
	Round    *Place         // of a round
	Contest  *ContestPlace  // of a contest
	Since    time.Time      // zero: it is not called off yet
	Chapters int            // whose entries the round judges beside its own chapter's
}

// CancellingCategory reads what CancelCategory would come to.
func (s *Store) CancellingCategory(ctx context.Context, actor judging.Actor, category string) (*CalledOff, error) {
	v := &CalledOff{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if v.Place, err = tx.categoryFor(ctx, actor, category); err != nil {
			return err
		}
		v.Since = v.Place.Category.CancelledAt
		v.Consequences, err = tx.cancellingCategory(ctx, v.Place)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("cancelling category: %w", err)
	}
	return v, nil
}

func (tx *transaction) cancellingCategory(ctx context.Context, p *CategoryPlace) (*Consequences, error) {
	contests, err := tx.contestPlacesOf(ctx, "category_id = ? and cancelled_at is null", p.Category.ID)
	if err != nil {
		return nil, err
	}
	c, err := tx.touched(ctx, contests, "e.category_id = ?", p.Category.ID)
	if err == nil {
		c.undecided(contests...)
	}
	return c, err
}

// CancelCategory calls a category off with all its contests, with a reason. What was entered, scored and typed stays as it is,
// out of every list but the organizers', and comes back with RestoreCategory. Closed where one of the contests is decided.
func (s *Store) CancelCategory(ctx context.Context, actor judging.Actor, category, reason string) error {
	err := s.writeCategory(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		if err := reasoned(reason); err != nil {
			return err
		}
		if !p.Category.CancelledAt.IsZero() {
			return fault.New(fault.Closed, "category.is_cancelled")
		}
		c, err := tx.cancellingCategory(ctx, p)
		if err != nil {
			return err
		}
		if err := c.err(); err != nil {
			return err
		}
		if err := tx.setCancelled(ctx, "category", p.Category.ID, tx.now); err != nil {
			return err
		}
		return tx.callOff(ctx, actor, "category", p.Category.ID, c.Contests, reason)
	})
	if err != nil {
		return fmt.Errorf("cancel category: %w", err)
	}
	return nil
}

// CancellingRound reads what CancelRound would come to.
func (s *Store) CancellingRound(ctx context.Context, actor judging.Actor, round string) (*CalledOff, error) {
	v := &CalledOff{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if v.Round, err = tx.place(ctx, actor, judging.ManageRound, round); err != nil {
			return err
		}
		v.Since = v.Round.Round.CancelledAt
		if v.Consequences, err = tx.cancellingRound(ctx, v.Round); err != nil {
			return err
		}
		return tx.NewRaw("select count(*) from chapter_setting where round_id = ?", v.Round.Round.ID).Scan(ctx, &v.Chapters)
	})
	if err != nil {
		return nil, fmt.Errorf("cancelling round: %w", err)
	}
	return v, nil
}

func (tx *transaction) cancellingRound(ctx context.Context, p *Place) (*Consequences, error) {
	contests, err := tx.contestPlacesOf(ctx, "round_id = ? and cancelled_at is null", p.Round.ID)
	if err != nil {
		return nil, err
	}
	c, err := tx.touched(ctx, contests, "e.contest_id in (select t.id from contest t where t.round_id = ? and t.cancelled_at is null)", p.Round.ID)
	if err == nil {
		c.undecided(contests...)
	}
	return c, err
}

// CancelRound calls a round off with all its contests, with a reason, as CancelCategory does a category.
func (s *Store) CancelRound(ctx context.Context, actor judging.Actor, round, reason string) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if err := reasoned(reason); err != nil {
			return err
		}
		if !p.Round.CancelledAt.IsZero() {
			return fault.New(fault.Closed, "category.is_cancelled")
		}
		c, err := tx.cancellingRound(ctx, p)
		if err != nil {
			return err
		}
		if err := c.err(); err != nil {
			return err
		}
		if err := tx.callRoundOff(ctx, p.Round.ID); err != nil {
			return err
		}
		return tx.callOff(ctx, actor, "round", p.Round.ID, c.Contests, reason)
	})
	if err != nil {
		return fmt.Errorf("cancel round: %w", err)
	}
	return nil
}

// CancellingContest reads what CancelContest would come to.
func (s *Store) CancellingContest(ctx context.Context, actor judging.Actor, contest string) (*CalledOff, error) {
	v := &CalledOff{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if v.Contest, err = tx.contestPlace(ctx, actor, judging.ManageRound, contest); err != nil {
			return err
		}
		v.Since = v.Contest.Contest.CancelledAt
		v.Consequences, err = tx.cancellingContest(ctx, v.Contest)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("cancelling contest: %w", err)
	}
	return v, nil
}

func (tx *transaction) cancellingContest(ctx context.Context, p *ContestPlace) (*Consequences, error) {
	c, err := tx.touched(ctx, []*ContestPlace{p}, "e.contest_id = ?", p.Contest.ID)
	if err == nil {
		c.undecided(p)
	}
	return c, err
}

// CancelContest calls a category off in one round alone, with a reason, as CancelCategory does in all.
func (s *Store) CancelContest(ctx context.Context, actor judging.Actor, contest, reason string) error {
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if err := reasoned(reason); err != nil {
			return err
		}
		c, err := tx.cancellingContest(ctx, p)
		if err != nil {
			return err
		}
		if err := c.err(); err != nil {
			return err
		}
		return tx.callOff(ctx, actor, "contest", p.Contest.ID, c.Contests, reason)
	})
	if err != nil {
		return fmt.Errorf("cancel contest: %w", err)
	}
	return nil
}

// callRoundOff calls a round off with those of its contests that are not called off yet.
func (tx *transaction) callRoundOff(ctx context.Context, round int64) error {
	if err := tx.setCancelled(ctx, "round", round, tx.now); err != nil {
		return err
	}
	_, err := tx.NewUpdate().Model((*Contest)(nil)).Set("cancelled_at = ?", tx.now).Where("round_id = ?", round).Where("cancelled_at is null").Exec(ctx)
	return err
}

// setCancelled says of a category, a round or a contest since when it is called off; a zero time is not at all.
func (tx *transaction) setCancelled(ctx context.Context, table string, id int64, since time.Time) error {
	var at any
	if !since.IsZero() {
		at = since
	}
	_, err := tx.NewUpdate().Table(table).Set("cancelled_at = ?", at).Where("id = ?", id).Exec(ctx)
	return err
}

// callOff calls contests off and puts it on record.
func (tx *transaction) callOff(ctx context.Context, actor judging.Actor, object string, id int64, contests []*ContestPlace, reason string) error {
	ids := []int64{}
	for _, c := range contests {
		ids = append(ids, c.Contest.ID)
		if err := tx.setCancelled(ctx, "contest", c.Contest.ID, tx.now); err != nil {
			return err
		}
	}
	return tx.recordWithNote(ctx, actor, object+".cancel", object, id, map[string]any{"contests": ids}, reason)
}
