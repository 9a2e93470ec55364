package store

import (
	"context"

	"blazon/judging"
)

// OpenSheet notes that its juror looks at a sheet. Only the first time is written down, and only then anything is: whoever asks
// again has cost one read. A sheet that is not the actor's, or that was taken away, is passed over.
func (s *Store) OpenSheet(ctx context.Context, actor judging.Actor, assignment string) error {
	var fresh []int64
	err := s.reader.NewRaw(`select a.id from assignment a join juror j on j.id = a.juror_id
		where a.uid = ? and j.user_id = ? and a.removed_at is null and j.left_at is null
		and not exists (select 1 from sheet_opening o where o.assignment_id = a.id)`, assignment, actor.User).Scan(ctx, &fresh)
	if err != nil || len(fresh) == 0 {
		return wrapped("open sheet", err)
	}
	err = s.write(ctx, func(tx *transaction) error {
		done, err := tx.NewRaw("insert into sheet_opening (assignment_id, opened_at) values (?, ?) on conflict do nothing", fresh[0], tx.now).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 { // two tabs at once
			return err
		}
		return tx.record(ctx, actor, "sheet.open", "assignment", fresh[0], nil)
	})
	return wrapped("open sheet", err)
}
