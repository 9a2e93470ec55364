package store_test

import (
	"context"
	"testing"
	"time"

	"blazon/store"
	"blazon/store/storetest"
)

// archived is a contest whose result was published elsewhere: the first, two who share the second place, and one without.
func archived(t *testing.T, s *store.Store) (contest string) {
	t.Helper()
	r := storetest.Round(t, s, 4, 0)
	ctx := context.Background()
	if err := s.Plant(ctx, "update contest set rubric_id = null where uid = ?", r.Contest); err != nil {
		t.Fatal(err)
	}
	err := s.Archive(ctx, r.Organizer, r.Contest, store.ArchiveForm{AnnouncedAt: time.Date(2014, 4, 14, 10, 0, 0, 0, time.UTC),
		Places: []store.ArchivedPlace{
			{Candidate: r.Candidates[2], Place: 1, Last: 1, Advances: true},
			{Candidate: r.Candidates[0], Place: 2, Last: 3, Shared: true},
			{Candidate: r.Candidates[1], Place: 2, Last: 3, Shared: true},
		}})
	if err != nil {
		t.Fatal(err)
	}
	return r.Contest
}

func TestAnArchivedResultIsWhatWasEntered(t *testing.T) {
	const entered = "an archived result's standings are those that were entered"
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		contest := archived(t, s)
		if found := findings(t, s); len(found) > 0 {
			t.Errorf("as it was entered: %v", found)
		}
		findPlanted(t, s, []plant{
			{`delete from standing where place = 1`, entered},
			{`delete from standing where place is null`, entered},
			{`update standing set awarded_place = null where place = 1`, entered},
			{`update standing set awarded_place = 3 where place = 2`, entered},
			{`update standing set place = 4, awarded_place = 4, last_place = 5 where place = 2`, entered},
			{`update standing set advances = true where position = 2`, entered},
			{`update standing set advances = false where position = 1`, entered},
			{`update standing set position = 9 where position = 1; update standing set position = 1 where position = 2`, entered},
			{`update standing set place = 9 where position = 1`, "places go down the page"},
			{`delete from result`, "a result that is on record as decided is there"},
		}, contest)
	})
}
