package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Closing is one closing of a round's judging; one that was taken back stays.
type Closing struct {
	bun.BaseModel `bun:"table:closing"`

	ID         int64 `bun:",pk,autoincrement"`
	UID        string
	RoundID    int64
	ClosedAt   time.Time
	UserID     int64     `bun:",nullzero"`
	ReopenedAt time.Time `bun:",nullzero"`
	ReopenerID int64     `bun:",nullzero"`
	Reason     string    // why it was taken back
}

// ClosingDecision is what is decided about a gap of one of the round's contests together with the closing.
type ClosingDecision struct {
	Contest string // uid
	DecisionForm
}

// CloseRound ends the judging: no score changes after it. It waits for the saves that are under way, and those that
// come later are refused. What the sheets add up to is put on record in the same moment. Gaps do not hinder it: they are decided
// with it, all decisions or none, or wait for decisions. Faults: those of judging.MayClose; Invalid as AddDecision's.
func (s *Store) CloseRound(ctx context.Context, actor judging.Actor, round string, decisions ...ClosingDecision) error {
	for _, d := range decisions {
		if err := checkReason("reason", d.Reason); err != nil {
			return fmt.Errorf("close round: %w", err)
		}
	}
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.CloseRound, round)
		if err != nil {
			return err
		}
		if err := judging.MayClose(p.closingFacts()); err != nil {
			return err
		}
		p.Round.ClosedAt = tx.now
		if _, err := tx.NewUpdate().Model(&p.Round).Column("closed_at").WherePK().Exec(ctx); err != nil {
			return err
		}
		body, err := tx.putClosing(ctx, actor, p)
		if err != nil {
			return err
		}
		if err := tx.decideAtClosing(ctx, actor, decisions); err != nil {
			return err
		}
		return tx.record(ctx, actor, "round.close", "round", p.Round.ID, body)
	})
	if err != nil {
		return fmt.Errorf("close round: %w", err)
	}
	return nil
}

// closingFacts are those that say whether the round can be closed at all; what is missing in it is counted by whoever asks.
func (p *Place) closingFacts() judging.ClosingFacts {
	f := p.Facts()
	return judging.ClosingFacts{Phase: f.Phase, CalledOff: f.CalledOff, Closed: f.Closed}
}

// closingBody is what the event of a closing holds: what each contest came to, by ids.
type closingBody struct {
	Closing  int64                  `json:"closing"`
	Contests map[int64]ClosingTotal `json:"contests"`
}

// putClosing puts the closing on record with what each contest adds up to.
func (tx *transaction) putClosing(ctx context.Context, actor judging.Actor, p *Place) (*closingBody, error) {
	c := &Closing{UID: tx.store.NewUID(), RoundID: p.Round.ID, ClosedAt: tx.now, UserID: actor.User}
	if _, err := tx.NewInsert().Model(c).Exec(ctx); err != nil {
		return nil, err
	}
	controls, err := tx.controls(ctx, p)
	if err != nil {
		return nil, err
	}
	body := &closingBody{c.ID, map[int64]ClosingTotal{}}
	var totals []ClosingTotal
	var sums []ClosingSum
	for _, control := range controls {
		total, parts := control.rows(c.ID)
		body.Contests[total.ContestID] = total
		totals, sums = append(totals, total), append(sums, parts...)
	}
	if err := insertAll(ctx, tx, totals); err != nil {
		return nil, err
	}
	return body, insertAll(ctx, tx, sums)
}

// decideAtClosing puts decisions on record, by contests, once the round is closed. Whoever may close may decide; a contest that is
// not the round's is none that he knows of.
func (tx *transaction) decideAtClosing(ctx context.Context, actor judging.Actor, decisions []ClosingDecision) error {
	var contests []string
	forms := map[string][]DecisionForm{}
	for _, d := range decisions {
		if forms[d.Contest] == nil {
			contests = append(contests, d.Contest)
		}
		forms[d.Contest] = append(forms[d.Contest], d.DecisionForm)
	}
	for _, contest := range contests {
		p, err := tx.contestPlace(ctx, actor, judging.Decide, contest)
		if err != nil {
			return err
		}
		if err := tx.addDecisions(ctx, actor, p, forms[contest]); err != nil {
			return err
		}
	}
	return nil
}

// ReopenRound takes a closing back with a reason, as long as none of the round's contests is decided. What the sheets came to at the
// closing stays on record. Without a reason it is Invalid.
func (s *Store) ReopenRound(ctx context.Context, actor judging.Actor, round, reason string) error {
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
		if err := checkReason("reason", reason); err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(&p.Round).Set("closed_at = null").WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := tx.reviewConflicts(ctx, actor, &p.Round, 0); err != nil {
			return err
		}
		reason := strings.TrimSpace(reason)
		_, err = tx.NewUpdate().Model((*Closing)(nil)).Set("reopened_at = ?, reopener_id = ?, reason = ?", tx.now, nullable(actor.User), reason).
			Where("round_id = ?", p.Round.ID).Where("reopened_at is null").Exec(ctx)
		if err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "round.reopen", "round", p.Round.ID, nil, reason)
	})
	if err != nil {
		return fmt.Errorf("reopen round: %w", err)
	}
	return nil
}
