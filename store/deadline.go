package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// Contest reads where a contest stands, for whoever organizes its round.
func (s *Store) Contest(ctx context.Context, actor judging.Actor, contest string) (p *ContestPlace, err error) {
	err = s.read(ctx, func(tx *transaction) (err error) {
		p, err = tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("contest: %w", err)
	}
	return p, nil
}

// SetDeadline gives one contest its own time for entries, for whoever organizes its round. What is not set is the round's, and
// with it the order of the dates is checked. Closed once the judging is closed.
func (s *Store) SetDeadline(ctx context.Context, actor judging.Actor, contest string, own judging.Window) error {
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if !p.Round.ClosedAt.IsZero() {
			return fault.New(fault.Closed, "fault.dates_closed")
		}
		before := p.ownWindow()
		if err := tx.putWindow(ctx, p, own); err != nil {
			return err
		}
		return tx.record(ctx, actor, "contest.deadline", "contest", p.Contest.ID, map[string]judging.Window{"before": before, "after": p.ownWindow()})
	})
	if err != nil {
		return fmt.Errorf("set deadline: %w", err)
	}
	return nil
}

// SetDeadlines gives all contests of a category the same own time for entries, and tells how many: those whose judging is not
// closed and that are not called off. Where the order of the dates is not right in one of their rounds, nothing changes, and
// the fault names the round.
func (s *Store) SetDeadlines(ctx context.Context, actor judging.Actor, category string, own judging.Window) (changed int, err error) {
	err = s.writeCategory(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		contests, err := tx.contestPlacesOf(ctx, "category_id = ? and cancelled_at is null", p.Category.ID)
		if err != nil {
			return err
		}
		before := map[string]judging.Window{}
		for _, c := range contests {
			if !c.Round.ClosedAt.IsZero() || c.Cancelled() {
				continue
			}
			before[c.Contest.UID] = c.ownWindow()
			if err := tx.putWindow(ctx, c, own); err != nil {
				return err
			}
			changed++
		}
		if changed == 0 {
			return fault.New(fault.Closed, "category.no_open_contest")
		}
		return tx.record(ctx, actor, "category.deadline", "category", p.Category.ID, map[string]any{"before": before, "after": own})
	})
	if err != nil {
		return 0, fmt.Errorf("set deadlines: %w", err)
	}
	return changed, nil
}

func (p *ContestPlace) ownWindow() judging.Window {
	return judging.Window{From: p.Contest.EntriesFrom, Until: p.Contest.EntriesUntil}
}

// putWindow stores the contest's own time for entries, if its round's dates go with it.
func (tx *transaction) putWindow(ctx context.Context, p *ContestPlace, own judging.Window) error {
	before := p.Window()
	p.Contest.EntriesFrom, p.Contest.EntriesUntil = stored(own.From), stored(own.Until)
	if err := tx.keepKnown(ctx, p, before); err != nil {
		return err
	}
	whole := p.Window()
	dates := Dates{whole.From, whole.Until, p.Round.JudgingFrom, p.Round.JudgingUntil}
	var wrong fields
	dates.check(&wrong)
	if len(wrong) > 0 {
		return fault.InForm(fault.Field{Name: wrong.ownDate(), Key: "category.deadline_order", Args: fault.Args{"Round": p.Round.Name}})
	}
	_, err := tx.NewUpdate().Model(&p.Contest).Column("entries_from", "entries_until").WherePK().Exec(ctx)
	return err
}

// ownDate is the field to mend where the dates are not in their order: the contest's own end stands out against the judging's
// beginning.
func (f fields) ownDate() string {
	if f[0].Name == "entries_from" {
		return "entries_from"
	}
	return "entries_until"
}
