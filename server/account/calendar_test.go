package account_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

var calendarAddress = regexp.MustCompile(`value="http://[^"/]+(/calendar/[^"]+\.ics)"`)

// dated is what a calendar file says, unfolded, by the beginnings of its lines within each event.
type dated map[string]string

// eventsOf reads the events of a calendar file, and fails where its lines are not as RFC 5545 asks.
func eventsOf(t *testing.T, page servertest.Page) map[string]dated {
	t.Helper()
	if page.Status != http.StatusOK || page.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Fatalf("%s: got %d, %s", page.Path, page.Status, page.Header.Get("Content-Type"))
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(page.Body, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("the line %q is too long, or not ended", line)
		}
	}
	events := map[string]dated{}
	var current dated
	for line := range strings.SplitSeq(strings.ReplaceAll(page.Body, "\r\n ", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case line == "BEGIN:VEVENT":
			current = dated{}
		case current != nil:
			current[name] = value
			if name == "UID" {
				events[value] = current
			}
		}
	}
	return events
}

func TestCalendarsTellEverybodyWhatTheyMayKnow(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 2, 1)
		name := locale.Text{locale.Czech: "Kolo „A“; obce, města\\městyse", locale.Polish: "Etap wojewódzki"}
		setup, err := s.Store.RoundSetup(t.Context(), r.Organizer, r.UID)
		must(t, err)
		ceremony := time.Date(2031, 3, 30, 0, 30, 0, 0, time.UTC) // half an hour before the clocks go forward in Prague
		must(t, s.Store.UpdateRound(t.Context(), r.Organizer, r.UID, store.RoundForm{Name: name, Dates: setup.Round.Dates(),
			Ceremony: &store.CeremonyForm{StartsAt: ceremony, Town: locale.Text{locale.Czech: "V Kladně"}, Venue: locale.Text{locale.Czech: "Zámek, sál"}}}))
		r.Submit(t, s.Store, func(_, candidate, _ int) string { return []string{"5", "4"}[candidate] })
		must(t, s.Store.CloseRound(t.Context(), r.Organizer, r.UID))
		must(t, s.Store.ReopenRound(t.Context(), r.Organizer, r.UID, "Předčasně."))
		public := "/cs/zlaty-erb/2023/calendar.ics"
		stranger := s.Visitor(t)
		before := eventsOf(t, stranger.Get(public))
		opening, own := before[r.UID+"-entries_from@blazon"], before[r.UID+"-ceremony@blazon"]
		if opening == nil || own == nil || before[r.UID+"-judging_until@blazon"] != nil {
			t.Fatalf("everybody reads %v", before)
		}
		if got, want := opening["SUMMARY"], `Přihlášky se otevírají – Kolo „A“\; obce\, města\\městyse (Zlatý erb 2023)`; got != want {
			t.Errorf("summary: got %s, want %s", got, want)
		}
		if own["DTSTART"] != "20310330T003000Z" || own["LOCATION"] != `Zámek\, sál\, V Kladně` && own["LOCATION"] != "Zámek\\, sál\\, V\u00a0Kladně" || own["STATUS"] != "CONFIRMED" {
			t.Errorf("the ceremony: %v", own)
		}

		// A deadline that moves keeps its identity and is a later version of itself.
		juror := calendarOf(t, s, r.Jurors[0].Email)
		deadline := r.UID + "-judging_until@blazon"
		first := eventsOf(t, stranger.Get(juror))[deadline]
		until := setup.Round.JudgingUntil.AddDate(0, 0, 1).Truncate(time.Minute)
		must(t, s.Store.Prolong(t.Context(), r.Organizer, r.UID, store.ProlongForm{Deadline: judging.JudgingDeadline, Until: until, Reason: "Nemoc."}))
		second := eventsOf(t, stranger.Get(juror))[deadline]
		if second["DTSTART"] != until.UTC().Format("20060102T150405Z") || first["SEQUENCE"] >= second["SEQUENCE"] || first["LAST-MODIFIED"] > second["LAST-MODIFIED"] {
			t.Errorf("the deadline was %v, is %v", first, second)
		}
		if first["SUMMARY"] != second["SUMMARY"] || eventsOf(t, stranger.Get(juror))[r.UID+"-entries_from@blazon"] != nil {
			t.Errorf("a juror reads of entries, or of another summary: %v", second)
		}

		// That an announcement is planned is its organizer's alone, and nothing else changes by it.
		must(t, s.Store.CloseRound(t.Context(), r.Organizer, r.UID))
		quiet := [2]string{stranger.Get(public).Body, stranger.Get(juror).Body}
		must(t, s.Store.Decide(t.Context(), r.Organizer, r.Contest, store.DecideForm{}))
		must(t, s.Store.Announce(t.Context(), r.Organizer, r.Contest, time.Now().Add(time.Hour)))
		if stranger.Get(public).Body != quiet[0] || stranger.Get(juror).Body != quiet[1] {
			t.Error("a calendar gives away that a result is decided")
		}
		announcement := r.Contest + "-announcement@blazon"
		organizer := calendarOf(t, s, "organizator."+r.Nation.Slug+"@example.org")
		if eventsOf(t, stranger.Get(organizer))[announcement] == nil {
			t.Error("its organizer does not read of the announcement")
		}
		must(t, s.Store.Announce(t.Context(), r.Organizer, r.Contest, time.Time{}))
		for _, address := range []string{public, juror, organizer} {
			if eventsOf(t, stranger.Get(address))[announcement] == nil {
				t.Errorf("%s does not tell of the announcement that has been", address)
			}
		}
	})
}

// calendarOf makes the calendar of somebody who signs in, and gives its address.
func calendarOf(t *testing.T, s *servertest.Server, email string) string {
	t.Helper()
	must(t, s.Store.SetPassword(t.Context(), store.Operator(), email, servertest.Password))
	v := s.Visitor(t)
	v.SignIn(email)
	found := calendarAddress.FindStringSubmatch(v.Post("/cs/profile/calendar", nil).Body)
	if found == nil {
		t.Fatal("no address is shown")
	}
	return found[1]
}

func TestACalendarsAddressIsAKeyThatCanBeChanged(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		s.AddUser(t, "semily@example.org")
		v, stranger := s.Visitor(t), s.Visitor(t)
		v.SignIn("semily@example.org")
		v.Get("/cs/profile/calendar").Has(t, "Vytvořit adresu kalendáře")
		address := func() string { return calendarAddress.FindStringSubmatch(v.Post("/cs/profile/calendar", nil).Body)[1] }
		status := func(path string) int { return stranger.Get(path).Status }
		first := address()
		if page := stranger.Get(first); page.Status != http.StatusOK || !strings.Contains(page.Body, "X-WR-CALNAME:Blazon – moje termíny") || page.Header.Get("Set-Cookie") != "" {
			t.Errorf("the first address: %d, %q", page.Status, page.Body)
		}
		v.Get("/cs/profile/calendar").Lacks(t, first)
		second := address()
		if status(first) != http.StatusNotFound || status(second) != http.StatusOK {
			t.Errorf("after a new one: %d and %d", status(first), status(second))
		}
		v.Post("/cs/profile/calendar", url.Values{"end": {"true"}}).Has(t, "Adresa kalendáře už neplatí.")
		if status(second) != http.StatusNotFound || status("/calendar/none.ics") != http.StatusNotFound {
			t.Errorf("after the end: %d", status(second))
		}
		must(t, s.Store.EndUser(t.Context(), store.Operator(), "semily@example.org"))
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
