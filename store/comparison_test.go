package store_test

import (
	"sync/atomic"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

// The chapters stand beside one another in as many statements for fourteen as for two.
func TestChaptersAreComparedInAConstantNumberOfStatements(t *testing.T) {
	var statements atomic.Int64
	storetest.EachWith(t, store.Options{Statement: func() { statements.Add(1) }}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 2)
		r.SubmitSheets(t, s, 0, func(int, int) string { return "3" })
		read := func(actor judging.Actor) (*store.Comparison, int64) {
			before := statements.Load()
			v, err := s.Comparison(t.Context(), actor, r.Edition.UID, locale.Czech)
			if err != nil {
				t.Fatal(err)
			}
			return v, statements.Load() - before
		}
		two, few := read(r.Organizer)
		if len(two.Rows) != 2 {
			t.Fatalf("%d rows of the nation and one region", len(two.Rows))
		}
		region := two.Rows[1]
		if region.Entries != 3 || region.Drafts != 0 || region.Round.Jurors != 2 || region.Round.Sheets != 6 || region.Round.Submitted != 3 || region.Round.Phase != judging.Judging {
			t.Errorf("the region: %d entries, %+v", region.Entries, region.Round.RoundCount)
		}
		for i, code := range register.Regions(register.Czechia) {
			if code.Code == "CZ020" {
				continue
			}
			c := storetest.Chapter(t, s, r.Organizer, r.Nation.UID, code.Code)
			if i%2 == 0 {
				continue // it takes no part
			}
			form := store.RoundForm{Dates: storetest.JudgingOn(t, s), Ceremony: &store.CeremonyForm{StartsAt: time.Date(2030, 3, 1, 9, 0, 0, 0, time.UTC)}}
			if _, err := s.AddRound(t.Context(), r.Organizer, r.Edition.UID, store.ChapterPart{Chapter: c.UID, Round: form}); err != nil {
				t.Fatal(err)
			}
		}
		all, many := read(r.Organizer)
		if len(all.Rows) != 15 || few != many {
			t.Errorf("%d statements for 2 chapters, %d for %d", few, many, len(all.Rows))
		}
		rounds, ceremonies := 0, 0
		for _, row := range all.Rows {
			if row.Round != nil {
				rounds++
			} else if row.Mode != store.NoPart {
				t.Errorf("%s without a round is said to be %s", row.Chapter.Slug, row.Mode)
			}
			if row.Ceremony != nil {
				ceremonies++
			}
		}
		if rounds != 8 || ceremonies != 6 {
			t.Errorf("%d rounds with %d ceremonies", rounds, ceremonies)
		}
		if own, _ := read(storetest.Organizer(t, s, r.Region)); len(own.Rows) != 1 || own.Rows[0].Chapter.ID != r.Region.ID {
			t.Errorf("a region's organizer sees %d rows", len(own.Rows))
		}
		if _, err := s.Comparison(t.Context(), r.Jurors[0].Actor, r.Edition.UID, locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("a juror: %v, want NotFound", err)
		}
		t.Logf("%d statements", many)
	})
}
