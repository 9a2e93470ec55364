package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/mail/mailtest"
	"blazon/store"
	"blazon/store/storetest"
)

func TestServingSendsLetters(t *testing.T) {
	program := built(t)
	for name, database := range map[string]string{"sqlite": "sqlite:" + filepath.Join(t.TempDir(), "blazon.db"), "postgres": storetest.PostgresAddress(t)} {
		t.Run(name, func(t *testing.T) {
			post := mailtest.Start(t, mailtest.Options{})
			t.Setenv("BLAZON_SMTP", post.URL())
			t.Setenv("BLAZON_MAIL_FROM", "soutez@example.org")
			site := served(t, program, database)
			s := storetest.Open(t, database, store.Options{Mail: true})
			r := storetest.Round(t, s, 0, 0)
			_, err := s.AddJuror(t.Context(), r.Organizer, r.UID, store.JurorForm{Name: "Porotce 1", Role: judging.Member, Email: "porotce1@example.org", Mail: true})
			if err != nil {
				t.Fatal(err)
			}
			select {
			case <-post.Begun:
			case <-time.After(30 * time.Second):
				t.Fatalf("no letter within half a minute:\n%s", site.log)
			}
			for end := time.Now().Add(10 * time.Second); len(post.Letters()) == 0 && time.Now().Before(end); time.Sleep(time.Millisecond) {
			}
			link := post.Letters()[0].Link()
			if !strings.HasPrefix(link, site.address+"/cs/invitation/") {
				t.Fatalf("got %s", post.Letters()[0].Raw)
			}
			response, err := http.Get(link)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(body), "porotce1@example.org") {
				t.Errorf("the link leads to %d %v", response.StatusCode, err)
			}
			site.stop(t)
			if said := site.log.String(); strings.Contains(said, "porotce1") || strings.Contains(said, filepath.Base(link)) || !strings.Contains(said, "job done") {
				t.Errorf("the log: %s", said)
			}
		})
	}
}
