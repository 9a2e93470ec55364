package store

import (
	"context"
	"encoding/json"
	"slices"
)

// archivedRow is a standing of an archived result as its event has it; without scores, nothing else says what was entered.
type archivedRow struct {
	Candidate int64 `json:"candidate"`
	Place     int   `json:"place"`
	Last      int   `json:"last"`
	Awarded   int   `json:"awarded"`
	Shared    bool  `json:"shared"`
	Advances  bool  `json:"advances"`
}

func (st *Standing) archived() archivedRow {
	return archivedRow{st.CandidateID, st.Place, st.LastPlace, st.AwardedPlace, st.Shared, st.Advances}
}

// checkArchived holds a result that was published elsewhere against what was put on record when it was entered.
func (tx *transaction) checkArchived(ctx context.Context, r *Result, rows []*checkedStanding, report func(Finding)) error {
	if !orderedPlaces(rows) {
		report(Finding{"places go down the page, and a shared one is marked", "result", r.UID})
	}
	var bodies []string
	err := tx.NewRaw("select body from event where act = 'result.archive' and object = 'result' and object_id = ?", r.ID).Scan(ctx, &bodies)
	if err != nil || len(bodies) == 0 {
		return err
	}
	var record struct{ Standings []archivedRow }
	if err := json.Unmarshal([]byte(bodies[0]), &record); err != nil {
		return err
	}
	var now []archivedRow
	for _, row := range rows {
		now = append(now, row.archived())
	}
	if !slices.Equal(record.Standings, now) {
		report(Finding{"an archived result's standings are those that were entered", "result", r.UID})
	}
	return nil
}

func archivedRows(standings []Standing) (rows []archivedRow) {
	for i := range standings {
		rows = append(rows, standings[i].archived())
	}
	return rows
}
