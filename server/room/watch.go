package room

import (
	"context"

	"blazon/server/watch"
	"blazon/store"
)

// newWatch tells those who look at open meetings when there is something new; where a round has no open meeting, there is nothing to
// wait for.
func newWatch(s *store.Store) *watch.Watch {
	return watch.New(watch.Over, func(ctx context.Context) (map[string]int64, error) {
		open, err := s.MeetingRevisions(ctx)
		revisions := map[string]int64{}
		for _, m := range open {
			revisions[m.Round] = m.Revision
		}
		return revisions, err
	})
}
