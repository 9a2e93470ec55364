package public_test

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// The addresses of the round that these tests look at.
const (
	frontEdition = "/cs/zlaty-erb/2023"
	frontContest = frontEdition + "/stredocesky-kraj/obec"
)

func TestTheFrontPageTellsOfAResultFromItsAnnouncementOn(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 3, 1)
		c := s.Visitor(t)
		for _, path := range []string{"/cs", "/cs/zlaty-erb"} { // the only competition is the front page of the site
			page := c.Get(path)
			page.Has(t, "25. ročník (2023) má", "poroty pracují", "Časová osa", "Jak se přihlásit", `href="/cs/zlaty-erb/2023/calendar.ics"`)
			page.Lacks(t, "Nejnovější výsledky")
		}
		page := c.Get(frontEdition)
		page.Has(t, `<a href="/cs/zlaty-erb/2023/stredocesky-kraj" aria-label="Středočeský kraj: 4 hodnocení">`,
			`<link rel="alternate" hreflang="pl" href="`, `<meta property="og:image" content="`, frontEdition+`/picture.png">`)
		entrants := c.Get(frontEdition + "/entrants")
		if n := strings.Count(entrants.Body, `<th scope="row">`); n != 3 {
			t.Errorf("%d entrants are listed, not 3", n)
		}
		edition := c.Get(frontEdition + "/picture.png").Body
		if status := c.Get(frontContest + "/picture.png").Status; status != http.StatusNotFound {
			t.Errorf("before the announcement the picture of the result is answered with %d", status)
		}

		announceFirst(t, s.Store, r)
		if _, shown, _ := strings.Cut(c.Get("/cs").Body, "Nejnovější výsledky"); !strings.Contains(shown, frontContest) || !strings.Contains(shown, "★") && !strings.Contains(shown, "laurel") {
			t.Error("the front page does not show the announced result with its winner")
		}
		c.Get(frontContest).Has(t, `<link rel="canonical" href="`, frontContest+`/picture.png">`, `href="/cs/bodies/`)
		picture := c.Get(frontContest + "/picture.png").Body
		if size, err := png.DecodeConfig(bytes.NewReader([]byte(picture))); err != nil || size.Width != 1200 || size.Height != 630 {
			t.Errorf("the picture is %d × %d: %v", size.Width, size.Height, err)
		}
		if c.Get(frontContest+"/picture.png").Body != picture || c.Get(frontEdition+"/picture.png").Body != edition {
			t.Error("the same picture is not the same bytes")
		}
		for _, path := range []string{frontEdition + "/entrants?round=celostatni-kolo", frontEdition + "/entrants?q=nenitakovy"} {
			c.Get(path).Lacks(t, `<th scope="row">`) // who has gone on is listed where he entered
		}
	})
}

// announceFirst lets the first candidate win, go on, and everybody know.
func announceFirst(t *testing.T, s *store.Store, r *storetest.JudgedRound) {
	t.Helper()
	r.SubmitSheets(t, s, 0, func(candidate, _ int) string { return []string{"5", "4", "3"}[candidate] })
	must(t, s.CloseRound(t.Context(), r.Organizer, r.UID))
	must(t, s.Decide(t.Context(), r.Organizer, r.Contest, store.DecideForm{}))
	must(t, s.Advance(t.Context(), r.Organizer, r.Contest, store.AdvanceForm{}))
	must(t, s.Announce(t.Context(), r.Organizer, r.Contest, time.Time{}))
}
