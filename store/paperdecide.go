package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"strings"

	"blazon/fault"
	"blazon/judging"
)

// ConfirmPaper makes what somebody else keyed in the juror's submitted sheets, by the checks of every save. The record names both people.
// Faults: NotFound; Forbidden for whoever keyed it in; Closed when the judging is over or the duty is gone; Conflict when the paper
// was decided already, or the juror saved a sheet since it was keyed in.
func (s *Store) ConfirmPaper(ctx context.Context, actor judging.Actor, round, paper string) error {
	err := s.writePaper(ctx, actor, judging.ConfirmPaper, round, paper, func(tx *transaction, p *Paper, sheets []*keyedSheet) error {
		for _, sheet := range sheets {
			if err := tx.submitKeyed(ctx, actor, p, sheet); err != nil {
				return err
			}
		}
		return tx.decidePaper(ctx, actor, p, PaperConfirmed, "")
	})
	return wrapped("confirm paper", err)
}

// RejectPaper sends back what somebody else keyed in, with a reason: it counts for nothing, and stays on record.
func (s *Store) RejectPaper(ctx context.Context, actor judging.Actor, round, paper, reason string) error {
	err := s.writePaper(ctx, actor, judging.RejectPaper, round, paper, func(tx *transaction, p *Paper, _ []*keyedSheet) error {
		if err := checkReason("reason", reason); err != nil {
			return err
		}
		return tx.decidePaper(ctx, actor, p, PaperRejected, strings.TrimSpace(reason))
	})
	return wrapped("reject paper", err)
}

// WithdrawPaper takes back what one keyed in oneself, as long as nobody confirmed or rejected it.
func (s *Store) WithdrawPaper(ctx context.Context, actor judging.Actor, round, paper string) error {
	err := s.writePaper(ctx, actor, judging.WithdrawPaper, round, paper, func(tx *transaction, p *Paper, _ []*keyedSheet) error {
		return tx.decidePaper(ctx, actor, p, PaperWithdrawn, "")
	})
	return wrapped("withdraw paper", err)
}

// keyedSheet is one of a paper's sheets with the duty that it is about; nil: the juror owes it no more.
type keyedSheet struct {
	PaperSheet
	uid    string
	duty   *duty
	scores map[int64]PaperScore // by criterion
}

// writePaper is for acts on a paper that waits. All its sheets are asked about, so that who may not see one of them sees none.
func (s *Store) writePaper(ctx context.Context, actor judging.Actor, act judging.Act, round, paper string,
	fn func(tx *transaction, p *Paper, sheets []*keyedSheet) error) error {
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p := &Paper{}
		err := tx.NewSelect().Model(p).Where("uid = ?", paper).
			Where("contest_id in (select t.id from contest t join round r on r.id = t.round_id where r.uid = ?)", round).Scan(ctx)
		if err != nil {
			return absentAs(err)
		}
		sheets, err := tx.sheetsOfPaper(ctx, round, p)
		if err != nil {
			return err
		}
		place, err := tx.contestPlaceOf(ctx, "id = ?", p.ContestID)
		if err != nil {
			return err
		}
		if err := tx.mayDecide(ctx, actor, act, place, p, sheets); err != nil {
			return err
		}
		if p.State != PaperWaiting {
			return fault.New(fault.Conflict, "keying.decided_already")
		}
		return fn(tx, p, sheets)
	})
}

// mayDecide asks of the paper as a whole, and of each of its sheets.
func (tx *transaction) mayDecide(ctx context.Context, actor judging.Actor, act judging.Act, place *ContestPlace, p *Paper, sheets []*keyedSheet) error {
	facts := place.Facts()
	facts.Juror, facts.Author = p.JurorID, p.KeyedBy
	barred, err := tx.barredOfPaper(ctx, actor, place.Round.ID, p.ID)
	if err != nil {
		return err
	}
	facts.Recused = barred
	for _, sheet := range sheets {
		facts.Withdrawn = facts.Withdrawn || sheet.duty == nil || sheet.duty.Removed
		facts.Hidden = facts.Hidden || sheet.duty != nil && sheet.duty.facts().Hidden
	}
	if err := judging.May(actor, judging.ViewCandidate, facts); err != nil {
		return err
	}
	return judging.May(actor, act, facts)
}

// barredOfPaper tells whether a paper speaks of a candidate that the actor is recused from.
func (tx *transaction) barredOfPaper(ctx context.Context, actor judging.Actor, round, paper int64) (bool, error) {
	barred, err := tx.barred(ctx, actor, round)
	if err != nil || len(barred) == 0 {
		return false, err
	}
	var candidates []int64
	err = tx.NewRaw("select a.candidate_id from paper_sheet s join assignment a on a.id = s.assignment_id where s.paper_id = ?", paper).Scan(ctx, &candidates)
	for _, id := range candidates {
		if barred[id] {
			return true, err
		}
	}
	return false, err
}

// sheetsOfPaper reads what was keyed in, with the duties as they are now.
func (tx *transaction) sheetsOfPaper(ctx context.Context, round string, p *Paper) ([]*keyedSheet, error) {
	var rows []struct {
		Sheet PaperSheet `bun:"embed:paper_sheet_"`
		UID   string
	}
	err := tx.NewRaw("select "+tx.store.columns(struct {
		Sheet PaperSheet `bun:"embed:paper_sheet_"`
	}{})+", a.uid from paper_sheet join assignment a on a.id = paper_sheet.assignment_id where paper_sheet.paper_id = ? order by a.id", p.ID).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	var scores []PaperScore
	if err := tx.NewSelect().Model(&scores).Where("paper_id = ?", p.ID).Scan(ctx); err != nil {
		return nil, err
	}
	var assignments []string
	for _, row := range rows {
		assignments = append(assignments, row.UID)
	}
	duties, err := tx.store.readDuties(ctx, tx.Tx, round, "", assignments)
	if err != nil {
		return nil, err
	}
	var sheets []*keyedSheet
	for _, row := range rows {
		sheet := &keyedSheet{PaperSheet: row.Sheet, uid: row.UID, duty: duties[row.UID], scores: map[int64]PaperScore{}}
		for _, score := range scores {
			if score.AssignmentID == row.Sheet.AssignmentID {
				sheet.scores[score.CriterionID] = score
			}
		}
		sheets = append(sheets, sheet)
	}
	return sheets, nil
}

// typed is the value as somebody would type it.
func (s PaperScore) typed() string {
	if s.Measured != "" {
		return s.Measured
	}
	return judging.DecimalOfMicros(s.Value).String()
}

// keyedForm is a keyed sheet as its juror would send it. What the juror had written on it beside the scores stays; unfit is what of
// that is too long.
func (tx *transaction) keyedForm(ctx context.Context, sheet *keyedSheet) (form SheetForm, unfit Typed, err error) {
	var before Sheet
	if err := tx.NewSelect().Model(&before).Where("assignment_id = ?", sheet.AssignmentID).Scan(ctx); err != nil {
		return SheetForm{}, nil, absentAs(err)
	}
	unfit = before.Typed.words()
	if sheet.Comment != "" {
		delete(unfit, "comment")
	}
	return SheetForm{Assignment: sheet.uid, Revision: sheet.Revision, Values: map[string]string{}, Comment: cmp.Or(sheet.Comment, before.Comment),
		Remarks: before.Remarks, Note: before.Note, Submit: true}, unfit, nil
}

// submitKeyed makes a keyed sheet the juror's submitted one.
func (tx *transaction) submitKeyed(ctx context.Context, actor judging.Actor, p *Paper, sheet *keyedSheet) error {
	d := sheet.duty
	form, unfit, err := tx.keyedForm(ctx, sheet)
	if err != nil {
		return err
	}
	for i, id := range d.ids {
		if value, ok := sheet.scores[id]; ok {
			form.Values[d.criteria[i].ID] = value.typed()
		}
	}
	marks, _, err := d.marks(form)
	if err == nil && len(form.Values) < len(sheet.scores) {
		err = fault.InForm(fault.Field{Name: "score", Key: "keying.duty_changed"})
	}
	switch {
	case fault.Is(err, fault.Conflict):
		return fault.New(fault.Conflict, "keying.saved_meanwhile")
	case fault.Is(err, fault.Invalid): // the duty asks for something else by now
		return fault.New(fault.Closed, "keying.duty_changed").Because(err)
	case err != nil:
		return err
	}
	saved := d.becomes(form, marks, nil)
	maps.Copy(saved.Typed, unfit)
	body := d.eventBody(saved, marks)
	body.Paper, body.By = p.ID, p.KeyedBy
	event, err := tx.event(actor, "sheet.save", "assignment", d.AssignmentID, body)
	if err != nil {
		return fmt.Errorf("record keyed sheet: %w", err)
	}
	scores, emptied := d.scores(marks)
	return tx.store.writeSheet(ctx, tx.Tx, event, saved, scores, emptied)
}

// decidePaper says what became of a paper.
func (tx *transaction) decidePaper(ctx context.Context, actor judging.Actor, p *Paper, state PaperState, reason string) error {
	p.State, p.DecidedBy, p.DecidedAt, p.Reason = state, actor.User, tx.now, reason
	if _, err := tx.NewUpdate().Model(p).Column("state", "decided_by", "decided_at", "reason").WherePK().Exec(ctx); err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "paper."+string(state), "paper", p.ID, map[string]int64{"by": p.KeyedBy}, reason)
}
