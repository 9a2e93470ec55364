package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// leak is a fault such as a page might have: what it gives away, the comparison must find.
type leak struct {
	ways    []asking // in which it is asked for; nil: plainly
	only    string   // the routes that it is in
	planted func(s *secret) http.HandlerFunc
}

var leaks = map[string]leak{
	"a page shows what only organizers may see": {only: "organizer.result", planted: func(s *secret) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			s.site.ServeHTTP(w, as("nation", r))
		}
	}},
	"a file is there before its time": {only: "public.contest_sheet", planted: func(s *secret) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "obec/result-sheet.pdf") {
				r = as("nation", r)
				r.URL.Path = "/cs/organizer/contests/" + s.objects["region"]["contest"] + "/result-sheet.pdf"
			}
			s.site.ServeHTTP(w, r)
		}
	}},
	"a header counts who has gone on": {only: "public.round", planted: func(s *secret) http.HandlerFunc {
		gone := fmt.Sprint(s.goneOn())
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Total", gone)
			s.site.ServeHTTP(w, r)
		}
	}},
	"a header tells how much money was given, and only of the head": {only: "public.contest", ways: everyWay, planted: func(s *secret) http.HandlerFunc {
		_, payments, err := s.store.Payments(s.t.Context(), s.organizer, s.round.UID)
		must(s.t, err)
		most := int64(0)
		for _, p := range payments {
			most = max(most, p.Minor)
		}
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead {
				w.Header().Set("X-Most", fmt.Sprint(most))
			}
			s.site.ServeHTTP(w, r)
		}
	}},
	"what has not changed since it was decided says so": {only: "public.contest", ways: everyWay, planted: func(s *secret) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-Modified-Since") != "" && s.goneOn() > 1 {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			s.site.ServeHTTP(w, r)
		}
	}},
	"a page is as much longer as there are winners": {only: "public.home", planted: func(s *secret) http.HandlerFunc {
		padding := strings.Repeat(" ", s.goneOn())
		return func(w http.ResponseWriter, r *http.Request) {
			s.site.ServeHTTP(w, r)
			fmt.Fprint(w, padding)
		}
	}},
	"one byte of the sitemap tells the winner": {only: "public.sitemap", planted: func(s *secret) http.HandlerFunc {
		first := s.standings()[0].Candidate.UID
		return func(w http.ResponseWriter, r *http.Request) {
			s.site.ServeHTTP(w, r)
			fmt.Fprint(w, first[:1])
		}
	}},
	"a page ends with candidates in the order of the result": {only: "public.feed", planted: func(s *secret) http.HandlerFunc {
		standings := s.standings()
		return func(w http.ResponseWriter, r *http.Request) {
			s.site.ServeHTTP(w, r)
			for _, standing := range standings {
				fmt.Fprintln(w, standing.Candidate.UID)
			}
		}
	}},
	"only the winner's page asks the database once more": {only: "public.round", planted: func(s *secret) http.HandlerFunc {
		first := s.standings()[0].Candidate.UID
		return func(w http.ResponseWriter, r *http.Request) {
			if first == s.objects["region"]["candidate"] {
				_, err := s.store.Overview(r.Context())
				must(s.t, err)
			}
			s.site.ServeHTTP(w, r)
		}
	}},
	"a letter tells who won": {only: "public.home", planted: func(s *secret) http.HandlerFunc {
		s.mails["public"] = []string{s.standings()[0].Candidate.UID}
		return s.site.ServeHTTP
	}},
}

// checkPlanted plants each leak, and wants it found; without one, nothing is.
func checkPlanted(t *testing.T, one, other *secret) {
	t.Helper()
	for name, l := range leaks {
		q := questions{who: []string{"public"}, objects: []string{"region", "above"}, ways: l.ways, only: l.only}
		if q.ways == nil {
			q.ways = plainly
		}
		if found := tell(one, other, q); len(found) > 0 {
			t.Errorf("found without %s: %s", name, found)
		}
		if len(differences(one.answers(l.planted(one), q), other.answers(l.planted(other), q))) == 0 {
			t.Errorf("not found: %s", name)
		}
		delete(one.mails, "public")
		delete(other.mails, "public")
	}
}
