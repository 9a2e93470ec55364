package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
)

// prepared runs a statement that many people run many times a second, and whose text is always the same: PostgreSQL
// plans it once per connection, which for a statement of eight joins costs more than running it. Arguments that are
// parts of a statement are put into the text; all others are sent beside it.
func (s *Store) prepared(ctx context.Context, db bun.IDB, dest any, query string, args ...any) error {
	if s.dialect != postgres {
		return db.NewRaw(query, args...).Scan(ctx, dest)
	}
	if s.statement != nil {
		s.statement()
	}
	values := []any{pgx.QueryExecModeCacheStatement}
	parts := make([]any, len(args))
	for i, arg := range args {
		if _, isPart := arg.(schema.QueryAppender); isPart {
			parts[i] = arg
			continue
		}
		parts[i] = bun.Safe(fmt.Sprintf("$%d", len(values)))
		values = append(values, arg)
	}
	rows, err := plain(db).QueryContext(ctx, s.db.QueryGen().FormatQuery(query, parts...), values...)
	if err != nil {
		return err
	}
	return s.db.ScanRows(ctx, rows, dest)
}

// plain is the connection under bun, which puts all arguments into the text.
func plain(db bun.IDB) interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
} {
	switch db := db.(type) {
	case bun.Tx:
		return db.Tx
	case *transaction:
		return db.Tx.Tx
	case *bun.DB:
		return db.DB
	}
	return db
}

// writeSheetAtOnce is writeSheet for PostgreSQL: one statement for all of it, since round trips cost more than locks.
func (s *Store) writeSheetAtOnce(ctx context.Context, tx bun.Tx, e *Event, sheet Sheet, scores []Score, emptied []int64) error {
	criteria, values, measured := make([]int64, len(scores)), make([]int64, len(scores)), make([]string, len(scores))
	for i, score := range scores {
		criteria[i], values[i], measured[i] = score.CriterionID, score.Value, score.Measured
	}
	var revised []int64
	err := s.prepared(ctx, tx, &revised, `
		with revised as (
			update sheet set revision = ?1, state = ?2, comment = ?3, saved_at = ?4, submitted_at = ?5,
				typed = ?18, remarks = ?19, note = ?20, page = ?21, seq = ?22
			where assignment_id = ?0 and revision = ?1 - 1 returning assignment_id),
		upserted as (
			insert into score (assignment_id, criterion_id, value, measured, saved_at)
			select ?0, given.criterion, given.value, given.measured, ?4 from unnest(?6::bigint[], ?7::bigint[], ?17::text[]) as given (criterion, value, measured)
			on conflict (assignment_id, criterion_id) do update set value = excluded.value, measured = excluded.measured, saved_at = excluded.saved_at),
		emptied as (
			delete from score where assignment_id = ?0 and criterion_id = any (?8::bigint[])),
		recorded as (
			insert into event (uid, happened_at, user_id, act, object, object_id, version, body)
			values (?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16))
		select assignment_id from revised`,
		sheet.AssignmentID, sheet.Revision, string(sheet.State), sheet.Comment, sheet.SavedAt, orNull(sheet.SubmittedAt),
		criteria, values, append([]int64{}, emptied...),
		e.UID, e.HappenedAt, orNull(e.UserID), e.Act, e.Object, e.ObjectID, e.Version, e.Body,
		measured, sheet.Typed, sheet.Remarks, sheet.Note, sheet.Page, sheet.Seq)
	if err == nil && len(revised) == 0 {
		return sheetChanged(nil)
	}
	return err
}

// orNull is NULL for a zero value.
func orNull[T comparable](value T) any {
	var zero T
	if value == zero {
		return nil
	}
	return value
}
