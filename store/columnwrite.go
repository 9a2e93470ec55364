package store

import (
	"cmp"
	"context"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// sheetWrite is a sheet that is about to be stored, with its scores on some criteria.
type sheetWrite struct {
	saved   *SavedCell
	scores  []Score
	emptied []int64 // criteria
	body    any     // of the event
	kept    bool    // the page that saves has a draft on record
}

// writeOf is what a row changes: the scores on the criteria that it names, and no others.
func (c *columnSave) writeOf(d *duty, saved *SavedCell, cell CellForm, marks []judging.Mark) sheetWrite {
	w := sheetWrite{saved: saved, body: d.eventBody(saved.Sheet, marks), kept: d.Kept}
	scores, emptied := d.scores(marks)
	for i, criterion := range d.criteria {
		if _, named := cell.Values[criterion.ID]; !named {
			continue
		}
		for _, score := range scores {
			if score.CriterionID == d.ids[i] {
				w.scores = append(w.scores, score)
			}
		}
		for _, id := range emptied {
			if id == d.ids[i] {
				w.emptied = append(w.emptied, id)
			}
		}
	}
	return w
}

// write stores what the rows change, in as many statements as for one row. A sheet that was saved elsewhere since it was read is
// a Conflict.
func (c *columnSave) write(ctx context.Context, actor judging.Actor) error {
	if len(c.writes) == 0 {
		return nil
	}
	if err := c.writeSheets(ctx); err != nil {
		return err
	}
	var scores []Score
	var events []Event
	emptied, kept := map[int64][]int64{}, []int64{}
	for _, w := range c.writes {
		if w.saved.Err != nil {
			continue
		}
		scores = append(scores, w.scores...)
		for _, criterion := range w.emptied {
			emptied[criterion] = append(emptied[criterion], w.saved.Sheet.AssignmentID)
		}
		e, err := c.event(actor, "sheet.save", "assignment", w.saved.Sheet.AssignmentID, w.body)
		if err != nil {
			return err
		}
		events = append(events, *e)
		if w.kept {
			kept = append(kept, w.saved.Sheet.AssignmentID)
		}
	}
	if err := c.writeScores(ctx, scores, emptied); err != nil {
		return err
	}
	if len(kept) > 0 {
		if err := c.dropDrafts(ctx, kept); err != nil {
			return err
		}
	}
	return insertAll(ctx, c.transaction, events)
}

// writeSheets stores the sheets that still have the revision that they were read with. All of them exist: what looks like an
// insertion is an update of many rows at once.
func (c *columnSave) writeSheets(ctx context.Context) error {
	var sheets []*Sheet
	for _, w := range c.writes {
		sheets = append(sheets, &w.saved.Sheet)
	}
	var written []int64
	err := c.NewInsert().Model(&sheets).On("conflict (assignment_id) do update").
		Set("revision = excluded.revision, state = excluded.state, saved_at = excluded.saved_at, submitted_at = excluded.submitted_at").
		Set("typed = excluded.typed, remarks = excluded.remarks, page = excluded.page, seq = excluded.seq").
		Where("sheet.revision = excluded.revision - 1").Returning("assignment_id").Scan(ctx, &written)
	if err != nil {
		return err
	}
	done := map[int64]bool{}
	for _, id := range written {
		done[id] = true
	}
	for _, w := range c.writes {
		if !done[w.saved.Sheet.AssignmentID] {
			w.saved.Err = sheetChanged(nil)
			w.saved.Sheet = *c.sheets[w.saved.Sheet.AssignmentID]
		} else {
			w.saved.Stored = w.saved.Sheet.asTyped()
		}
	}
	return nil
}

// asTyped is what a sheet that was just saved has on each criterion, as its juror types it.
func (sheet *Sheet) asTyped() map[string]string {
	values := map[string]string{}
	for _, m := range sheet.Marks {
		values[m.Criterion] = sheet.Typed["score."+m.Criterion]
		if !m.Empty {
			values[m.Criterion] = cmp.Or(m.Measured, m.Value.String())
		}
	}
	return values
}

// writeScores stores scores, and takes away those of the sheets that are emptied, by criterion.
func (c *columnSave) writeScores(ctx context.Context, scores []Score, emptied map[int64][]int64) error {
	if len(scores) > 0 {
		_, err := c.NewInsert().Model(&scores).On("conflict (assignment_id, criterion_id) do update").
			Set("value = excluded.value, measured = excluded.measured, saved_at = excluded.saved_at").Returning("NULL").Exec(ctx)
		if err != nil {
			return err
		}
	}
	if len(emptied) == 0 {
		return nil
	}
	q := c.NewDelete().Model((*Score)(nil))
	for criterion, assignments := range emptied {
		q.WhereOr("criterion_id = ? and assignment_id in (?)", criterion, bun.List(assignments))
	}
	_, err := q.Exec(ctx)
	return err
}

// dropDrafts takes away what the page could not save of these sheets earlier.
func (c *columnSave) dropDrafts(ctx context.Context, assignments []int64) error {
	_, err := c.NewDelete().Model((*KeptDraft)(nil)).Where("assignment_id in (?)", bun.List(assignments)).Where("page = ?", c.form.Page).Exec(ctx)
	return err
}
