package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"blazon/store"
	"blazon/store/storetest"
)

// released are pages of the round on which its result shows, or which are not there before.
var released = []string{"public.round", "public.contest", "public.contest_sheet", "public.points", "public.feed", "public.sitemap", "public.edition", "public.body"}

// checkReleased wants two copies of the program on one database to show the result from the very microsecond of T0 on, though they were
// asked just before, and not a microsecond earlier. Nobody between them and the reader may keep what they said.
func checkReleased(t *testing.T, s *secret) {
	t.Helper()
	second := newSite(t, storetest.Open(t, s.address, store.Options{Now: func() time.Time { return s.now }, Connections: 1}))
	for _, name := range released {
		path := s.addressOf(t, s.site, permission{method: http.MethodGet, route: name, object: "region"}).path
		var said [2][2]string // by the copy, before and after
		for when, now := range []time.Time{s.opens.Add(-time.Microsecond), s.opens} {
			s.now = now
			for copy, site := range []http.Handler{s.site, second} {
				answer := ask(site, "public", http.MethodGet, path, nil)
				said[copy][when] = spell(answer, path)
				if cache := answer.Header().Get("Cache-Control"); !strings.Contains(cache, "no-cache") && !strings.Contains(cache, "no-store") {
					t.Errorf("%s may be kept: %q", name, cache)
				}
			}
		}
		for copy := range said {
			if said[copy][0] == said[copy][1] {
				t.Errorf("copy %d: %s does not change at T0", copy+1, name)
			}
		}
		if said[0] != said[1] {
			t.Errorf("%s differs between the copies: %s", name, firstDifference(said[0][1], said[1][1]))
		}
	}
}
