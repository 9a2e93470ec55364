package store

import (
	"context"
	"encoding/json"
	"maps"
)

// checkSheets holds every sheet against its events: each save is on record, and what stands in the sheet is what was saved.
func (tx *transaction) checkSheets(ctx context.Context, report func(Finding)) error {
	scores, err := tx.scoresByAssignment(ctx)
	if err != nil {
		return err
	}
	records, err := tx.sheetRecords(ctx)
	if err != nil {
		return err
	}
	var sheets []struct {
		AssignmentID int64
		UID          string
		Revision     int64
		State        SheetState
	}
	err = tx.NewRaw(`select h.assignment_id, a.uid, h.revision, h.state from sheet h join assignment a on a.id = h.assignment_id
		order by a.uid`).Scan(ctx, &sheets)
	if err != nil {
		return err
	}
	for _, h := range sheets {
		record := records[h.AssignmentID]
		if record == nil {
			record = &sheetRecord{State: SheetEmpty}
		}
		if record.saves != h.Revision || record.Revision != h.Revision || record.State != h.State {
			report(Finding{"every save of a sheet is on record", "assignment", h.UID})
		}
		if !record.agrees(scores[h.AssignmentID]) {
			report(Finding{"a sheet's scores are those that were saved", "assignment", h.UID})
		}
	}
	return nil
}

// sheetRecord is what the events say of a sheet.
type sheetRecord struct {
	Revision int64           `json:"revision"`
	State    SheetState      `json:"state"`
	Scores   map[int64]int64 `json:"scores"` // millionths by criterion, as last saved

	saves   int64
	earlier map[int64]int64 // what was last saved on a criterion that the last save did not hold
}

// agrees tells whether the rows are what was saved. A row beside the last save is a stray score, which is kept as it was.
func (r *sheetRecord) agrees(rows map[int64]int64) bool {
	for criterion, value := range r.Scores {
		if kept, ok := rows[criterion]; !ok || kept != value {
			return false
		}
	}
	for criterion, value := range rows {
		if _, current := r.Scores[criterion]; current {
			continue
		}
		if saved, ok := r.earlier[criterion]; !ok || saved != value {
			return false
		}
	}
	return true
}

// sheetRecords reads the events of all sheets, by assignment.
func (tx *transaction) sheetRecords(ctx context.Context) (map[int64]*sheetRecord, error) {
	rows, err := tx.QueryContext(ctx, `select object_id, body from event where act in ('sheet.save', 'sheet.correct') and object = 'assignment' order by object_id, id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	records := map[int64]*sheetRecord{}
	for rows.Next() {
		var assignment int64
		var body string
		if err := rows.Scan(&assignment, &body); err != nil {
			return nil, err
		}
		before := records[assignment]
		if before == nil {
			before = &sheetRecord{earlier: map[int64]int64{}}
		}
		next := &sheetRecord{saves: before.saves + 1, earlier: before.earlier}
		if err := json.Unmarshal([]byte(body), next); err != nil {
			return nil, err
		}
		maps.Copy(next.earlier, next.Scores)
		records[assignment] = next
	}
	return records, rows.Err()
}

func (tx *transaction) scoresByAssignment(ctx context.Context) (map[int64]map[int64]int64, error) {
	rows, err := tx.QueryContext(ctx, `select assignment_id, criterion_id, value from score`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	scores := map[int64]map[int64]int64{}
	for rows.Next() {
		var assignment, criterion, value int64
		if err := rows.Scan(&assignment, &criterion, &value); err != nil {
			return nil, err
		}
		if scores[assignment] == nil {
			scores[assignment] = map[int64]int64{}
		}
		scores[assignment][criterion] = value
	}
	return scores, rows.Err()
}
