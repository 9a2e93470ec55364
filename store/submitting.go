package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// SubmitSheets submits those of a juror's drafts that he has looked at: looked has the revisions that he saw, by the assignments' uids.
// What is incomplete, was changed since or is submitted already stays as it is. It gives how many were submitted. It waits for
// saves that are under way. Closed when judging is over.
func (s *Store) SubmitSheets(ctx context.Context, actor judging.Actor, round string, looked map[string]int64) (n int, err error) {
	return s.turnSheets(ctx, actor, round, SheetSubmitted, func(sheet *ownDraft) bool {
		revision, seen := looked[sheet.uid]
		return seen && revision == sheet.Revision && sheet.State != SheetSubmitted && sheet.complete
	})
}

// TakeBackSheets makes drafts of all sheets of a juror that are submitted, and gives how many there were. Closed when judging is over.
func (s *Store) TakeBackSheets(ctx context.Context, actor judging.Actor, round string) (n int, err error) {
	return s.turnSheets(ctx, actor, round, SheetDraft, func(sheet *ownDraft) bool { return sheet.State == SheetSubmitted })
}

// ownDraft is a sheet with what its event says.
type ownDraft struct {
	Sheet
	uid      string
	complete bool
	scores   map[int64]int64
	measured map[int64]string
}

// turnSheets gives the sheets that a condition picks another state, in a constant number of statements and an event for each.
func (s *Store) turnSheets(ctx context.Context, actor judging.Actor, round string, state SheetState, pick func(*ownDraft) bool) (n int, err error) {
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		juror, err := tx.savingSeat(ctx, actor, round)
		if err != nil {
			return err
		}
		rows, err := tx.ownRows(ctx, juror)
		if err != nil {
			return err
		}
		turned := []int64{0} // a list of none is no SQL
		var events []*Event
		for _, sheet := range ownDrafts(rows) {
			if !pick(sheet) {
				continue
			}
			sheet.Revision, sheet.State = sheet.Revision+1, state
			event, err := tx.event(actor, "sheet.save", "assignment", sheet.AssignmentID, sheetBody{Revision: sheet.Revision, State: sheet.State, Scores: sheet.scores, Measured: sheet.measured})
			if err != nil {
				return err
			}
			turned, events = append(turned, sheet.AssignmentID), append(events, event)
		}
		n = len(events)
		update := tx.NewUpdate().Model((*Sheet)(nil)).Set("revision = revision + 1").Set("state = ?", state).Set("saved_at = ?", tx.now).
			Set("page = ''").Set("seq = 0"). // what an open page sends after this is of another tab
			Where("assignment_id in (?)", bun.List(turned))
		if state == SheetSubmitted {
			update.Set("submitted_at = ?", tx.now)
		} else {
			update.Set("submitted_at = null")
		}
		if _, err := update.Exec(ctx); err != nil {
			return err
		}
		return insertAll(ctx, tx, events)
	})
	if err != nil {
		return 0, fmt.Errorf("turn sheets %s: %w", state, err)
	}
	return n, nil
}

// savingSeat gives the actor's seat in a round in which he may save now.
func (tx *transaction) savingSeat(ctx context.Context, actor judging.Actor, round string) (int64, error) {
	var seats []struct {
		ID      int64
		Unready bool
	}
	p, err := tx.placeOf(ctx, "uid = ?", round)
	if err != nil {
		return 0, err
	}
	err = tx.NewRaw("select j.id, "+unready+" as unready from juror j join round r on r.id = j.round_id where r.id = ? and j.left_at is null and j.id in (?)",
		p.Round.ID, bun.List(append([]int64{0}, judging.ScopeOf(actor, judging.SaveSheet).Jurors...))).Scan(ctx, &seats)
	if err != nil {
		return 0, err
	}
	facts := p.Facts()
	if len(seats) > 0 {
		facts.Juror, facts.Unready = seats[0].ID, seats[0].Unready
	}
	return facts.Juror, judging.May(actor, judging.SaveSheet, facts)
}

// ownDrafts gathers rows by their sheets.
func ownDrafts(rows []ownRow) (sheets []*ownDraft) {
	for _, row := range rows {
		at := slices.IndexFunc(sheets, func(s *ownDraft) bool { return s.AssignmentID == row.AssignmentID })
		if at < 0 {
			at = len(sheets)
			sheets = append(sheets, &ownDraft{Sheet: Sheet{AssignmentID: row.AssignmentID, Revision: row.Revision, State: row.State},
				uid: row.Assignment, complete: len(row.Typed) == 0, scores: map[int64]int64{}, measured: map[int64]string{}})
		}
		if row.Value != nil {
			sheets[at].scores[row.CriterionID] = *row.Value
			if row.Measured != "" {
				sheets[at].measured[row.CriterionID] = row.Measured
			}
		} else if row.Kind != judging.Informative {
			sheets[at].complete = false
		}
	}
	return sheets
}
