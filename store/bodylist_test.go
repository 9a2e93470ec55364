package store_test

import (
	"slices"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestBodiesAreListedByWhatIsAsked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.Bodies(t, s, "CZ020", false, 60)
		storetest.Registered(t, s, "576964", "577456") // in CZ051
		organizer := judging.Actor{User: 1, Memberships: []judging.Membership{{Role: judging.Organizer, Chapter: "1/"}}}
		read := func(listing store.Listing) *store.BodyList {
			t.Helper()
			list, err := s.ListBodies(t.Context(), organizer, locale.Czech, listing)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		if first, last := read(store.Listing{}), read(store.Listing{Page: 9}); first.Found != (store.Found{Total: 62, Page: 1, Pages: 2, First: 1, Last: 50}) ||
			last.Found != (store.Found{Total: 62, Page: 2, Pages: 2, First: 51, Last: 62}) || len(last.Bodies) != 12 {
			t.Errorf("the pages are %+v and %+v", first.Found, last.Found)
		}
		people := read(store.Listing{Sort: "population", Desc: true}).Bodies
		if !slices.IsSortedFunc(people, func(a, b *store.Body) int { return *b.Population - *a.Population }) {
			t.Error("bodies by population are in another order")
		}
		for _, c := range []struct {
			about   string
			listing store.Listing
			want    int
		}{
			{"a region", store.Listing{Filters: map[string]string{"region": "CZ051"}}, 2},
			{"a region and a name", store.Listing{Search: "SEMI", Filters: map[string]string{"region": "CZ051"}}, 1},
			{"a code", store.Listing{Search: "576964"}, 1},
			{"a region that there is not", store.Listing{Filters: map[string]string{"region": "CZ999"}}, 0},
		} {
			if got := read(c.listing); got.Found.Total != c.want || len(got.Bodies) != c.want {
				t.Errorf("%s: %d found, want %d", c.about, got.Found.Total, c.want)
			}
		}
		if _, err := s.ListBodies(t.Context(), judging.Actor{User: 2}, locale.Czech, store.Listing{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody without an office: %v, want NotFound", err)
		}
	})
}
