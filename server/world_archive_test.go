package server_test

import (
	"context"
	"testing"

	"blazon/store"
)

func init() {
	samples = append(samples,
		sample{"public.archive", "", "empty", ""},
		sample{"public.hall_of_fame", "", "empty", ""},
		sample{"public.body", "", "empty announced", ""},
		sample{"public.search", "", "empty", "?q=nej"},
	)
	for _, route := range []string{"public.feed", "public.sitemap"} {
		noPages[route] = struct{ what, visitor string }{file, ""}
	}
}

// codeOf gives the words in the addresses of a body: that of its register, and its code there.
func codeOf(t testing.TB, s *store.Store, body string) (country, code string) {
	t.Helper()
	b, err := s.Body(context.Background(), store.Operator(), body)
	must(t, err)
	return b.Register.Word(), b.Code
}
