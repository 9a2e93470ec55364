package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Prolong moves a deadline of a round, or that of the entries in one of its contests, to another moment to come, with a reason that
// everybody may read. A deadline that has passed is opened again by it. Faults: Closed once the judging is closed; Invalid
// where the new moment does not fit the round's other dates.
func (s *Store) Prolong(ctx context.Context, actor judging.Actor, round string, form ProlongForm) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if err := refusedMove(p); err != nil {
			return err
		}
		if err := form.check(tx.now); err != nil {
			return err
		}
		return tx.prolong(ctx, actor, p, form)
	})
	if err != nil {
		return fmt.Errorf("prolong: %w", err)
	}
	return nil
}

func (tx *transaction) prolong(ctx context.Context, actor judging.Actor, p *Place, form ProlongForm) error {
	moved := Prolongation{Deadline: form.Deadline, NewAt: stored(form.Until), Reason: form.Reason}
	var err error
	if form.Contest != "" {
		err = tx.prolongContest(ctx, p, form, &moved)
	} else {
		err = tx.prolongRound(ctx, p, form, &moved)
	}
	if err != nil {
		return err
	}
	if err := tx.moveDeadline(ctx, actor, p, moved); err != nil {
		return err
	}
	body := map[string]any{"deadline": moved.Deadline, "contest": moved.ContestID, "before": moved.OldAt, "after": moved.NewAt}
	return tx.recordWithNote(ctx, actor, "round.prolong", "round", p.Round.ID, body, strings.TrimSpace(form.Reason))
}

// prolongRound moves the round's own deadline; the order of its dates stays.
func (tx *transaction) prolongRound(ctx context.Context, p *Place, form ProlongForm, moved *Prolongation) error {
	moved.OldAt = p.Round.Schedule().At(form.Deadline)
	if err := moved.differs(); err != nil {
		return err
	}
	dates := p.Round.Dates()
	if form.Deadline == judging.EntriesDeadline {
		dates.EntriesUntil = moved.NewAt
	} else {
		dates.JudgingUntil = moved.NewAt
	}
	if err := inOrder(dates); err != nil {
		return err
	}
	p.Round.setDates(dates)
	_, err := tx.NewUpdate().Model(&p.Round).Column(string(form.Deadline)).WherePK().Exec(ctx)
	return err
}

// prolongContest moves a contest's deadline, which is its own from then on.
func (tx *transaction) prolongContest(ctx context.Context, p *Place, form ProlongForm, moved *Prolongation) error {
	var contest Contest
	err := tx.NewSelect().Model(&contest).Where("uid = ?", form.Contest).Where("round_id = ?", p.Round.ID).Scan(ctx)
	if err != nil {
		return absentAs(err)
	}
	if form.Deadline != judging.EntriesDeadline {
		return fault.InForm(fault.Field{Name: "deadline", Key: "fault.unknown_choice"})
	}
	window := (&ContestPlace{Place: *p, Contest: contest}).Window()
	moved.ContestID, moved.OldAt = contest.ID, window.Until
	if err := moved.differs(); err != nil {
		return err
	}
	if err := inOrder(Dates{EntriesFrom: window.From, EntriesUntil: moved.NewAt, JudgingFrom: p.Round.JudgingFrom}); err != nil {
		return err
	}
	_, err = tx.NewUpdate().Model(&contest).Set("entries_until = ?", moved.NewAt).WherePK().Exec(ctx)
	return err
}

// differs refuses to move what there is not, or not at all.
func (moved *Prolongation) differs() error {
	switch {
	case moved.OldAt.IsZero():
		return fault.InForm(fault.Field{Name: "deadline", Key: "phase.no_deadline"})
	case moved.OldAt.Equal(moved.NewAt):
		return fault.InForm(fault.Field{Name: "until", Key: "phase.same_deadline"})
	}
	return nil
}

// inOrder says beside the new moment which other date it does not fit.
func inOrder(dates Dates) error {
	var wrong fields
	dates.check(&wrong)
	if len(wrong) == 0 {
		return nil
	}
	key := "phase.before_beginning"
	if wrong[0].Name == "judging_from" {
		key = "phase.after_judging_from"
	}
	return fault.InForm(fault.Field{Name: "until", Key: key})
}

// ProlongEdition moves one deadline of several rounds of an edition in one act of its centre, all or none. Where it does not
// fit a round, the fault names the field "rounds" and that round.
func (s *Store) ProlongEdition(ctx context.Context, actor judging.Actor, edition string, rounds []string, form ProlongForm) error {
	rounds = slices.Compact(slices.Sorted(slices.Values(rounds)))
	err := s.writeEdition(ctx, actor, edition, func(tx *transaction, e *Edition) error {
		if err := form.check(tx.now); err != nil {
			return err
		}
		places, err := tx.placesOf(ctx, "edition_id = ? and uid in (?)", e.ID, bun.List(append([]string{""}, rounds...)))
		if err != nil {
			return err
		}
		if len(places) == 0 || len(places) != len(rounds) {
			return fault.InForm(fault.Field{Name: "rounds", Key: "phase.no_round_chosen"})
		}
		return tx.prolongAll(ctx, actor, places, form)
	})
	if err != nil {
		return fmt.Errorf("prolong rounds: %w", err)
	}
	return nil
}

func (tx *transaction) prolongAll(ctx context.Context, actor judging.Actor, places []*Place, form ProlongForm) error {
	form.Contest = ""
	for _, p := range places {
		err := judging.May(actor, judging.ManageRound, p.Facts())
		if err == nil {
			err = refusedMove(p)
		}
		if err == nil {
			err = tx.prolong(ctx, actor, p, form)
		}
		if fault.Is(err, fault.Closed) || fault.Is(err, fault.Invalid) {
			why := fault.Of(err)
			if len(why.Fields) > 0 {
				why = &fault.Fault{Key: why.Fields[0].Key}
			}
			return fault.InForm(fault.Field{Name: "rounds", Key: "phase.not_this_round", Args: fault.Args{"Round": p.Round.Name, "Why": why.Key}})
		}
		if err != nil {
			return err
		}
	}
	return nil
}
