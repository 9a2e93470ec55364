package store

import (
	"context"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// OpenSheets notes that their juror looks at sheets, by the assignments' uids. Only the first time is written down, and only then
// anything is: whoever asks again has cost one read. Sheets that are not the actor's, or that were taken away, are passed over.
func (s *Store) OpenSheets(ctx context.Context, actor judging.Actor, assignments ...string) error {
	var fresh []int64
	err := s.reader.NewRaw(`select a.id from assignment a join juror j on j.id = a.juror_id
		where a.uid in (?) and j.user_id = ? and a.removed_at is null and j.left_at is null
		and not exists (select 1 from sheet_opening o where o.assignment_id = a.id)`, bun.List(append([]string{""}, assignments...)), actor.User).Scan(ctx, &fresh)
	if err != nil || len(fresh) == 0 {
		return wrapped("open sheets", err)
	}
	err = s.write(ctx, func(tx *transaction) error {
		var opened []int64 // fewer than are fresh when two tabs open at once
		err := tx.NewRaw(`insert into sheet_opening (assignment_id, opened_at) select id, ? from assignment where id in (?)
			on conflict do nothing returning assignment_id`, tx.now, bun.List(fresh)).Scan(ctx, &opened)
		if err != nil {
			return err
		}
		var events []*Event
		for _, id := range opened {
			event, err := tx.event(actor, "sheet.open", "assignment", id, nil)
			if err != nil {
				return err
			}
			events = append(events, event)
		}
		return insertAll(ctx, tx, events)
	})
	return wrapped("open sheets", err)
}
