package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// KeptDraft is what a juror typed that could not become the sheet. It is kept, it is never counted, and may be erased.
type KeptDraft struct {
	bun.BaseModel `bun:"table:sheet_draft"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	AssignmentID int64
	Page         string // where it was typed: what that page sends later takes its place
	Seq          int64
	Why          DraftWhy
	Content      string // JSON of DraftContent
	SavedAt      time.Time
}

// DraftWhy tells why what was typed could not become the sheet.
type DraftWhy string

// What may come in between.
const (
	DraftConflict  DraftWhy = "conflict"  // the sheet was saved elsewhere
	DraftSubmitted DraftWhy = "submitted" // it is submitted, and nobody took that back
	DraftLate      DraftWhy = "late"      // the judging is over
	DraftWithdrawn DraftWhy = "withdrawn" // the duty was taken away
)

// DraftContent is a form as it was typed.
type DraftContent struct {
	Values  map[string]string `json:"values"` // by the criterion's key
	Remarks map[string]string `json:"remarks,omitempty"`
	Comment string            `json:"comment,omitempty"`
	Note    string            `json:"note,omitempty"`
	Submit  bool              `json:"submit,omitempty"`  // it was meant to be submitted
	Partial bool              `json:"partial,omitempty"` // it says nothing of what it does not name, nor of the comment and the note
}

// Typed reads the content.
func (d *KeptDraft) Typed() (content DraftContent, err error) {
	return content, json.Unmarshal([]byte(d.Content), &content)
}

// On is the draft as a form of the whole sheet: what a partial one does not name is as it is stored.
func (c DraftContent) On(v *SheetView) SheetForm {
	if !c.Partial {
		return SheetForm{Values: c.Values, Remarks: c.Remarks, Comment: c.Comment, Note: c.Note}
	}
	form := SheetForm{Values: map[string]string{}, Remarks: map[string]string{}, Comment: v.Sheet.TypedComment(), Note: v.Sheet.TypedNote()}
	for _, row := range v.Criteria {
		form.Values[row.Criterion.Key], form.Remarks[row.Criterion.Key] = v.Sheet.TypedValue(row), v.Sheet.TypedRemark(row.Criterion.Key)
	}
	maps.Copy(form.Values, c.Values)
	maps.Copy(form.Remarks, c.Remarks)
	return form
}

// KeepDraft puts on record what a juror typed on a sheet that SaveSheet has just refused, and says why it could not become
// the sheet. A draft of the same page is replaced, unless it is newer. NotFound: the sheet is not the actor's.
func (s *Store) KeepDraft(ctx context.Context, actor judging.Actor, form SheetForm) (why DraftWhy, err error) {
	form = form.unified()
	err = s.writeRound(ctx, form.Round, shared, func(tx *transaction) error {
		assignment, err := tx.ownAssignment(ctx, actor.Sat, form)
		if err != nil {
			return err
		}
		if why, err = tx.refusal(ctx, actor, form); err != nil {
			return err
		}
		content, err := json.Marshal(DraftContent{Values: form.Values, Remarks: form.Remarks, Comment: form.Comment, Note: form.Note,
			Submit: form.Submit, Partial: form.Partial})
		if err != nil {
			return err
		}
		d := &KeptDraft{UID: tx.store.NewUID(), AssignmentID: assignment, Page: form.Page, Seq: form.Seq, Why: why, Content: string(content), SavedAt: tx.now}
		_, err = tx.NewInsert().Model(d).On("conflict (assignment_id, page) do update").
			Set("seq = excluded.seq, why = excluded.why, content = excluded.content, saved_at = excluded.saved_at").
			Where("?TableAlias.seq <= excluded.seq").Returning("NULL").Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "sheet.keep", "assignment", assignment, map[string]any{"why": why, "revision": form.Revision})
	})
	if err != nil {
		return "", fmt.Errorf("keep draft: %w", err)
	}
	return why, nil
}

// ownAssignment finds an assignment of a seat that the actor has by a rule, though it may have been taken away.
func (tx *transaction) ownAssignment(ctx context.Context, has func(juror int64) bool, form SheetForm) (id int64, err error) {
	var found []struct{ ID, JurorID int64 }
	err = tx.NewRaw(`select a.id, a.juror_id from assignment a join contest t on t.id = a.contest_id join round r on r.id = t.round_id
		where a.uid = ? and r.uid = ?`, form.Assignment, form.Round).Scan(ctx, &found)
	switch {
	case err != nil:
		return 0, err
	case len(found) == 0 || !has(found[0].JurorID):
		return 0, fault.New(fault.NotFound, "fault.not_found")
	}
	return found[0].ID, nil
}

// refusal says why a form cannot become the sheet now.
func (tx *transaction) refusal(ctx context.Context, actor judging.Actor, form SheetForm) (DraftWhy, error) {
	d, err := tx.store.readDuty(ctx, tx.Tx, form.Round, form.Assignment, form.Page)
	if err == nil {
		_, _, err = d.judge(actor, form)
	}
	switch {
	case fault.Is(err, fault.NotFound):
		return DraftWithdrawn, nil
	case fault.Is(err, fault.Closed) && fault.Of(err).Key == "seat.not_ready":
		return DraftConflict, nil // it is not too late: he goes on once he has accepted
	case fault.Is(err, fault.Closed):
		return DraftLate, nil
	case fault.Is(err, fault.Conflict) && form.Page != "" && form.Page == d.Page && form.Seq <= d.Seq:
		return "", err // what the page sent later has come through already
	case fault.Is(err, fault.Conflict) && form.Typing && d.State == SheetSubmitted:
		return DraftSubmitted, nil
	case err == nil, fault.Is(err, fault.Conflict), fault.Is(err, fault.Invalid):
		return DraftConflict, nil
	}
	return "", err
}

// dropDraft takes away what a page could not save earlier: it has saved by now.
func (tx *transaction) dropDraft(ctx context.Context, assignment int64, page string) error {
	_, err := tx.NewDelete().Model((*KeptDraft)(nil)).Where("assignment_id = ?", assignment).Where("page = ?", page).Exec(ctx)
	return err
}

// DropDraft throws one of the juror's own drafts away, as long as he sits.
func (s *Store) DropDraft(ctx context.Context, actor judging.Actor, round, assignment, draft string) error {
	err := s.writeRound(ctx, round, shared, func(tx *transaction) error {
		id, err := tx.ownAssignment(ctx, actor.Sits, SheetForm{Round: round, Assignment: assignment})
		if err != nil {
			return err
		}
		gone, err := tx.NewDelete().Model((*KeptDraft)(nil)).Where("assignment_id = ?", id).Where("uid = ?", draft).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := gone.RowsAffected(); err != nil {
			return err
		} else if n == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		return tx.record(ctx, actor, "sheet.drop", "assignment", id, nil)
	})
	if err != nil {
		return fmt.Errorf("drop draft: %w", err)
	}
	return nil
}
