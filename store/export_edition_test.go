package store

import "context"

// RulesPublished asks the guard that entries open only once rules are public.
func (s *Store) RulesPublished(ctx context.Context, edition int64) error {
	return s.read(ctx, func(tx *transaction) error { return tx.rulesPublished(ctx, edition) })
}
