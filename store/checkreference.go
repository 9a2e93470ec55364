package store

import (
	"context"
	"database/sql"
	"fmt"
)

// checkReferences finds the rows that refer to something that is not there. PostgreSQL lets nobody make them; a SQLite file
// may be changed by a program that does not ask for foreign keys to be kept.
func (tx *transaction) checkReferences(ctx context.Context, report func(Finding)) error {
	if tx.store.dialect != sqlite {
		return nil
	}
	rows, err := tx.QueryContext(ctx, "pragma foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table, parent string
		var row sql.NullInt64
		var key int64
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		report(Finding{fmt.Sprintf("the %s that it refers to is there", parent), table, fmt.Sprintf("row %d", row.Int64)})
	}
	return rows.Err()
}
