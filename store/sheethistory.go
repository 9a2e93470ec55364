package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// SheetChange is one save of a sheet that changed a value or the state.
type SheetChange struct {
	At    time.Time
	By    string // who saved it, where that was not its juror: a paper sheet that was keyed in, a correction
	State SheetState
	Was   SheetState // before; the same: it stayed
	Cells []CellChange
}

// CellChange is a value that became another; nil is none.
type CellChange struct {
	Criterion locale.Text
	Unit      locale.Text // of what is measured
	Was, Is   *judging.Decimal
	Measured  string // what the points are converted from by now; empty: they were typed
}

// SheetHistory is how a sheet became what it is, the newest change first.
type SheetHistory struct {
	*SheetView
	Changes []*SheetChange
}

// SheetHistory reads the history of a juror's own sheet, as SheetView does the sheet.
func (s *Store) SheetHistory(ctx context.Context, actor judging.Actor, round, assignment string, lang locale.Language) (*SheetHistory, error) {
	h := &SheetHistory{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if h.SheetView, err = tx.readSheetView(ctx, actor, round, assignment, lang); err != nil {
			return err
		}
		h.Changes, err = tx.sheetChanges(ctx, h.SheetView)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sheet history: %w", err)
	}
	return h, nil
}

// sheetChanges reads the saves of a sheet and says of each what it changed.
func (tx *transaction) sheetChanges(ctx context.Context, v *SheetView) (changes []*SheetChange, err error) {
	var events []struct {
		HappenedAt time.Time
		UserID     int64
		Name       string
		Body       string
	}
	err = tx.NewRaw(`select e.happened_at, coalesce(e.user_id, 0) as user_id, coalesce(u.name, '') as name, e.body from event e left join "user" u on u.id = e.user_id
		where e.act in ('sheet.save', 'sheet.correct') and e.object = 'assignment' and e.object_id = ? order by e.id`, v.Assignment.ID).Scan(ctx, &events)
	if err != nil {
		return nil, err
	}
	before := sheetBody{State: SheetEmpty}
	for _, e := range events {
		var after sheetBody
		if err := json.Unmarshal([]byte(e.Body), &after); err != nil {
			return nil, err
		}
		change := &SheetChange{At: e.HappenedAt, State: after.State, Was: before.State, Cells: v.cellChanges(before, after)}
		if e.UserID != v.Juror.UserID {
			change.By = e.Name
		}
		if len(change.Cells) > 0 || change.State != change.Was {
			changes = append(changes, change)
		}
		before = after
	}
	slices.Reverse(changes)
	return changes, nil
}

// cellChanges lists the criteria of the sheet on which two saves differ.
func (v *SheetView) cellChanges(before, after sheetBody) (cells []CellChange) {
	value := func(scores map[int64]int64, id int64) *judging.Decimal {
		micros, given := scores[id]
		if !given {
			return nil
		}
		d := judging.DecimalOfMicros(micros)
		return &d
	}
	for _, c := range v.Criteria {
		id := c.Criterion.ID
		was, is := value(before.Scores, id), value(after.Scores, id)
		if (was == nil) != (is == nil) || was != nil && *was != *is || before.Measured[id] != after.Measured[id] {
			cells = append(cells, CellChange{c.Criterion.Name, c.Criterion.Unit, was, is, after.Measured[id]})
		}
	}
	return cells
}
