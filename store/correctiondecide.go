package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// ConfirmCorrection makes a correction that somebody else entered count. A result that was decided before is outdated by it, and must be
// decided again; one that is public stays as everybody sees it until a corrected version replaces it. Faults: NotFound; Forbidden for
// whoever entered it; Closed before the closing, and while the result rests; Conflict when
// it was decided already, or one of its scores is not what it was.
func (s *Store) ConfirmCorrection(ctx context.Context, actor judging.Actor, correction string) error {
	err := s.writeCorrection(ctx, actor, judging.ConfirmCorrection, correction, func(tx *transaction, p *ContestPlace, c *Correction) error {
		if err := tx.correct(ctx, actor, p, c); err != nil {
			return err
		}
		if _, err := tx.tallyAgain(ctx, p); err != nil {
			return err
		}
		if err := tx.amend(ctx, p); err != nil {
			return err
		}
		return tx.decideCorrection(ctx, actor, c, CorrectionConfirmed, "")
	})
	return wrapped("confirm correction", err)
}

// RejectCorrection sends back a correction that somebody else entered, with a reason: nothing changes, and it stays on record.
func (s *Store) RejectCorrection(ctx context.Context, actor judging.Actor, correction, reason string) error {
	err := s.writeCorrection(ctx, actor, judging.RejectCorrection, correction, func(tx *transaction, _ *ContestPlace, c *Correction) error {
		if err := checkReason("reason", reason); err != nil {
			return err
		}
		return tx.decideCorrection(ctx, actor, c, CorrectionRejected, strings.TrimSpace(reason))
	})
	return wrapped("reject correction", err)
}

// WithdrawCorrection takes back what one entered oneself, as long as nobody confirmed or rejected it.
func (s *Store) WithdrawCorrection(ctx context.Context, actor judging.Actor, correction string) error {
	err := s.writeCorrection(ctx, actor, judging.WithdrawCorrection, correction, func(tx *transaction, _ *ContestPlace, c *Correction) error {
		return tx.decideCorrection(ctx, actor, c, CorrectionWithdrawn, "")
	})
	return wrapped("withdraw correction", err)
}

// writeCorrection is for acts on a correction that is open. One that touches a candidate from which the actor is recused is NotFound.
func (s *Store) writeCorrection(ctx context.Context, actor judging.Actor, act judging.Act, correction string,
	fn func(tx *transaction, p *ContestPlace, c *Correction) error) error {
	var round string
	err := s.reader.NewRaw("select r.uid from round r join contest t on t.round_id = r.id join correction c on c.contest_id = t.id where c.uid = ?",
		correction).Scan(ctx, &round)
	if err != nil {
		return absentAs(err)
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		c := &Correction{}
		if err := tx.NewSelect().Model(c).Where("uid = ?", correction).Scan(ctx); err != nil {
			return absentAs(err)
		}
		p, err := tx.contestPlaceOf(ctx, "id = ?", c.ContestID)
		if err != nil {
			return err
		}
		facts := p.Facts()
		facts.Author = c.EnteredBy
		if facts.Recused, err = tx.barredOfCorrection(ctx, actor, p, c.ID); err != nil {
			return err
		}
		if err := judging.May(actor, act, facts); err != nil {
			return err
		}
		if c.State != CorrectionOpen {
			return fault.New(fault.Conflict, "correction.decided_already")
		}
		return fn(tx, p, c)
	})
}

// barredOfCorrection tells whether a correction touches a candidate that the actor may not know of, or is recused from.
func (tx *transaction) barredOfCorrection(ctx context.Context, actor judging.Actor, p *ContestPlace, correction int64) (bool, error) {
	var candidates []int64
	err := tx.NewRaw("select distinct a.candidate_id from correction_cell k join assignment a on a.id = k.assignment_id where k.correction_id = ?",
		correction).Scan(ctx, &candidates)
	if err != nil {
		return false, err
	}
	known, err := tx.candidatesKnown(ctx, actor, &p.Place, p.Language(), "n.id in (?)", bun.List(append(candidates, 0)))
	for _, id := range candidates {
		if known[id] == nil {
			return true, err
		}
	}
	return false, err
}

// correct writes the cells of a correction into their sheets.
func (tx *transaction) correct(ctx context.Context, actor judging.Actor, p *ContestPlace, c *Correction) error {
	var cells []CorrectionCell
	if err := tx.NewSelect().Model(&cells).Where("correction_id = ?", c.ID).Order("assignment_id", "criterion_id").Scan(ctx); err != nil {
		return err
	}
	for len(cells) > 0 {
		n := 1
		for n < len(cells) && cells[n].AssignmentID == cells[0].AssignmentID {
			n++
		}
		if err := tx.correctSheet(ctx, actor, p, c, cells[:n]); err != nil {
			return err
		}
		cells = cells[n:]
	}
	return nil
}

// correctSheet writes the cells of one sheet. A sheet that was not submitted counts from now on, with the corrected scores alone: what its
// juror had drafted beside them never counted. His words stay, also those that did not fit.
func (tx *transaction) correctSheet(ctx context.Context, actor judging.Actor, p *ContestPlace, c *Correction, cells []CorrectionCell) error {
	sheet, err := tx.countedSheet(ctx, actor, p, "a.id = ?", cells[0].AssignmentID)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Conflict, "correction.sheet_changed").Because(err)
	}
	if err != nil {
		return err
	}
	if !sheet.stillIs(cells) {
		return fault.New(fault.Conflict, "correction.sheet_changed")
	}
	saved := sheet.Sheet
	saved.Revision, saved.SavedAt, saved.Typed, saved.Page, saved.Seq = saved.Revision+1, tx.now, sheet.typedBeside(cells), "", 0
	if saved.State != SheetSubmitted {
		saved.State, saved.SubmittedAt = SheetSubmitted, tx.now
	}
	body, scores, emptied := sheet.corrected(cells, tx.now)
	body.Revision, body.State, body.Correction, body.By = saved.Revision, saved.State, c.ID, c.EnteredBy
	event, err := tx.event(actor, "sheet.correct", "assignment", saved.AssignmentID, body)
	if err != nil {
		return fmt.Errorf("record corrected sheet: %w", err)
	}
	return tx.store.writeSheet(ctx, tx.Tx, event, saved, scores, emptied)
}

// decideCorrection says what became of a correction.
func (tx *transaction) decideCorrection(ctx context.Context, actor judging.Actor, c *Correction, state CorrectionState, answer string) error {
	c.State, c.DecidedBy, c.DecidedAt, c.Answer = state, actor.User, tx.now, answer
	if _, err := tx.NewUpdate().Model(c).Column("state", "decided_by", "decided_at", "answer").WherePK().Exec(ctx); err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "correction."+string(state), "correction", c.ID, map[string]int64{"by": c.EnteredBy}, answer)
}
