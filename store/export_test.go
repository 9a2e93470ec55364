package store

import "context"

// Plant runs a statement past every rule, as only somebody with the database in hands could.
func (s *Store) Plant(ctx context.Context, statement string, args ...any) error {
	_, err := s.db.NewRaw(statement, args...).Exec(ctx)
	return err
}

// Look reads what no page shows.
func (s *Store) Look(ctx context.Context, into any, statement string, args ...any) error {
	return s.reader.NewRaw(statement, args...).Scan(ctx, into)
}
