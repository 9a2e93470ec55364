package store

import (
	"context"

	"github.com/uptrace/bun"
)

// watch has fn called before each statement.
func (s *Store) watch(fn func()) {
	same := s.reader == s.db
	s.db, s.reader = s.db.WithQueryHook(watcher(fn)), s.reader.WithQueryHook(watcher(fn))
	if same {
		s.reader = s.db
	}
}

type watcher func()

func (w watcher) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context {
	w()
	return ctx
}

func (watcher) AfterQuery(context.Context, *bun.QueryEvent) {}
