package server_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// callForEntries is a region's round that takes entries, and an organizer who can sign in.
type callForEntries struct {
	clerk    judging.Actor
	category string
	bodies   []string
	round    string
	edition  string
}

func openCall(t *testing.T, s *store.Store, bodies int) *callForEntries {
	t.Helper()
	competition, nation := storetest.Competition(t, s)
	organizer := storetest.Organizer(t, s, nation)
	region := storetest.Chapter(t, s, organizer, nation.UID, "CZ020")
	edition := storetest.Edition(t, s, organizer, competition, store.ChapterPart{Chapter: nation.UID, Mode: store.OwnRound},
		store.ChapterPart{Chapter: region.UID, Mode: store.OwnRound, Round: store.RoundForm{Dates: storetest.TakingEntries(t, s)}})
	c := &callForEntries{bodies: storetest.Bodies(t, s, "CZ020", false, bodies), edition: edition.UID}
	c.clerk = storetest.Clerk(t, s, c.bodies...)
	setup, err := s.EditionSetup(context.Background(), organizer, edition.UID, locale.Czech)
	must(t, err)
	for _, category := range setup.Categories {
		if category.Slug == "obec" {
			c.category = category.UID
		}
	}
	for _, r := range setup.Rounds {
		if r.Round.ChapterID == region.ID {
			c.round = r.Round.UID
		}
	}
	must(t, s.SetPassword(context.Background(), store.Operator(), "organizator."+nation.Slug+"@example.org", servertest.Password))
	return c
}

// The formal check as an organizer goes through it on a phone: an entry is returned, completed and admitted, the next one rejected, and
// that taken back; the list stays as it was asked for.
func TestTheFormalCheckOnAPhone(t *testing.T) {
	t.Parallel()
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		c := openCall(t, s.Store, 2)
		entry := storetest.Enter(t, s.Store, c.clerk, c.category, "https://www.priklad.cz/stary", c.bodies[0])
		storetest.Enter(t, s.Store, c.clerk, c.category, "https://www.druhy.cz", c.bodies[1])
		tab := browsertest.New(t, s.URL)
		tab.Emulate(360, browsertest.Light)
		signIn(tab, "organizator.celostatni-kolo@example.org", servertest.Password)
		tab.Open("/cs/organizer/rounds/" + c.round)
		tab.Press("Formální kontrola")
		tab.Fill("Hledat", "priklad")
		tab.Press("Zobrazit")
		tab.Has("1–1 z 1", "https://www.priklad.cz/stary")
		tab.Lacks("https://www.druhy.cz")
		tab.Press(nameOf(t, s.Store, c.bodies[0]))
		tab.Send(`form:has([value="returned"])`)
		tab.Has("Zaškrtněte aspoň jednu věc, kterou má soutěžící doplnit.", "Uveďte důvod.")
		tab.Check("Adresa webových stránek")
		tab.Fill("[name=\"returned.reason\"]", "Adresa nevede na web obce.")
		tab.Press("Vrátit k doplnění")
		tab.Has("Vráceno k doplnění:", "vrácená k doplnění")
		asked := tab.Path()
		if !strings.HasSuffix(asked, "/queue?q=priklad") {
			t.Errorf("after the decision the list is at %s", asked)
		}

		storetest.HandIn(t, s.Store, c.clerk, entry, "https://www.priklad.cz/novy")
		tab.Open(asked)
		tab.Has("doplněná po vrácení", "https://www.priklad.cz/novy")
		tab.Press(nameOf(t, s.Store, c.bodies[0]))
		tab.Has("Adresa nevede na web obce.", "https://www.priklad.cz/stary", "2. podání")
		tab.Press("Totéž a otevřít další")
		tab.Has("Přijato:", "https://www.druhy.cz")
		tab.Send(`form:has([value="rejected"])`)
		tab.Has("Uveďte důvod.")
		tab.Fill("[name=\"rejected.reason\"]", "Web není obce.")
		tab.Press("Odmítnout")
		tab.Has("Odmítnuto:")

		tab.Open("/cs/organizer/editions/" + c.edition + "/entries?" + url.Values{"state": {"rejected"}}.Encode())
		tab.Has("odmítnutá", "1–1 z 1")
		tab.Press(nameOf(t, s.Store, c.bodies[1]))
		tab.Send(`form[action$="/revocation"]`)
		tab.Fill("[name=\"revoked.reason\"]", "Obec doložila, že je.")
		tab.Press("Vzít zpět")
		tab.Has("Rozhodnutí bylo vzato zpět", "podaná", "Obec doložila, že je.")
		for _, trouble := range append(tab.Troubles(), tab.Sideways()...) {
			t.Error(trouble)
		}
	})
}

// nameOf is what a body is called on the pages.
func nameOf(t *testing.T, s *store.Store, body string) string {
	t.Helper()
	bodies, err := s.Bodies(t.Context(), store.Operator(), []string{body})
	must(t, err)
	return bodies[0].Title()
}

// Whoever decides second is told what was decided first, and keeps what he wrote.
func TestTheSecondToDecideSeesTheFirst(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		c := openCall(t, s.Store, 3)
		entry := storetest.Enter(t, s.Store, c.clerk, c.category, "https://www.prvni.cz", c.bodies[0])
		organizer := s.Visitor(t)
		organizer.SignIn("organizator.celostatni-kolo@example.org")
		page := "/cs/organizer/entries/" + entry
		first := url.Values{"which": {"rejected"}, "revision": {revisionIn(t, organizer.Get(page))}, "rejected.reason": {"Web není obce."}}
		second := url.Values{"which": {"returned"}, "revision": first["revision"], "returned.reason": {"Doplňte adresu."}, "returned.fields": {"url"},
			"returned.until.date": {time.Now().AddDate(0, 0, 3).Format(time.DateOnly)}, "returned.until.time": {"18:00"}}
		if answer := organizer.Post(page, first); answer.Status != 200 || answer.Path != "/cs/organizer/rounds/"+c.round+"/queue" {
			t.Errorf("the first is at %s with %d", answer.Path, answer.Status)
		}
		answer := organizer.Post(page, second)
		if answer.Status != 409 {
			t.Errorf("the second is answered with %d, want 409", answer.Status)
		}
		answer.Has(t, locale.T(locale.Czech, "check.changed"), "Web není obce.", "Doplňte adresu.", locale.T(locale.Czech, "check.outcome_rejected"))

		storetest.Enter(t, s.Store, c.clerk, c.category, "https://www.druhy.cz", c.bodies[1])
		storetest.Enter(t, s.Store, c.clerk, c.category, "https://www.treti.cz", c.bodies[2])
		admission := "/cs/organizer/rounds/" + c.round + "/admission"
		organizer.Get(admission).Has(t, locale.T(locale.Czech, "check.admit_count", "Count", 2))
		if answer := organizer.Post(admission, url.Values{"seen": {"1"}}); answer.Status != 409 {
			t.Errorf("admitting another number than there is is answered with %d, want 409", answer.Status)
		}
		organizer.Post(admission, url.Values{"seen": {"2"}}).Has(t, locale.T(locale.Czech, "check.admitted_all", "Count", 2))
	})
}

// revisionIn takes the revision out of the page's forms.
func revisionIn(t *testing.T, page servertest.Page) string {
	t.Helper()
	_, rest, found := strings.Cut(page.Body, `name="revision" value="`)
	revision, _, _ := strings.Cut(rest, `"`)
	if !found {
		t.Fatal("there is no revision in the page")
	}
	return revision
}
