package organizer_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

func TestARegionalOrganizerSeesHisRegion(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 1, 1)
		liberec := storetest.Chapter(t, s.Store, r.Organizer, r.Nation.UID, "CZ051")
		other, err := s.Store.AddRound(t.Context(), r.Organizer, r.Edition.UID, store.ChapterPart{Chapter: liberec.UID})
		if err != nil {
			t.Fatal(err)
		}
		storetest.Organizer(t, s.Store, r.Region)
		v := enter(t, s, "organizator."+r.Region.Slug+"@example.org")
		own, edition, competition := "/cs/organizer/rounds/"+r.UID, "/cs/organizer/editions/"+r.Edition.UID, "/cs/organizer/competitions/"+r.Competition.UID
		for _, path := range []string{"/cs/organizer", edition} {
			page := v.Get(path)
			page.Has(t, "Středočeský kraj")
			page.Lacks(t, "Liberecký kraj", r.National, other.UID, "rounds/new", "editions/new", "/chapters")
		}
		for _, path := range []string{own, own + "/edit"} {
			if page := v.Get(path); page.Status != http.StatusOK {
				t.Errorf("his own %s: got %d", path, page.Status)
			}
		}
		hidden := []string{"/cs/organizer/rounds/" + r.National, "/cs/organizer/rounds/" + r.National + "/edit", "/cs/organizer/rounds/" + other.UID,
			"/cs/organizer/rounds/" + other.UID + "/edit", edition + "/rounds/new", competition + "/editions/new", competition + "/chapters",
			"/cs/organizer/competitions/new", "/cs/organizer/rounds/none", "/cs/organizer/editions/none", "/cs/organizer/competitions/none/chapters"}
		for _, path := range hidden {
			if page := v.Get(path); page.Status != http.StatusNotFound {
				t.Errorf("%s: got %d", path, page.Status)
			}
		}
		for path, form := range map[string]url.Values{
			"/cs/organizer/rounds/" + r.National + "/edit": sound(roundOf(t, s, r)),
			edition + "/rounds/new":                        {"chapter": {r.Region.UID}, "slug": {"another"}},
			competition + "/editions/new":                  newYear(map[string]string{r.Region.UID: "own_round"}),
			competition + "/chapters":                      {"name": {"Jiný kraj"}, "parent": {r.Region.UID}},
			competition + "/regions":                       {"regions": {"CZ010"}},
			"/cs/organizer/competitions/new":               {"name": {"Jiná"}, "country": {"CZ"}, "language": {"cs"}, "root.name": {"Česko"}},
		} {
			if page := v.Post(path, form); page.Status != http.StatusNotFound {
				t.Errorf("sending %s: got %d", path, page.Status)
			}
		}
	})
}

func TestEveryLinkOfARegionsRoundLeadsSomewhere(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 1, 1)
		storetest.Organizer(t, s.Store, r.Region)
		v := enter(t, s, "organizator."+r.Region.Slug+"@example.org")
		page := v.Get("/cs/organizer/rounds/" + r.UID)
		page.Has(t, "Postupuje se do kola")
		links := regexp.MustCompile(`href="(/[^"]+)"`).FindAllStringSubmatch(page.Body, -1)
		if len(links) < 15 {
			t.Errorf("the page has only %d links", len(links))
		}
		for _, link := range links {
			if got := v.Get(html.UnescapeString(link[1])); got.Status == http.StatusNotFound {
				t.Errorf("%s leads nowhere", link[1])
			}
		}
		enter(t, s, "organizator."+r.Nation.Slug+"@example.org").Get("/cs/organizer/rounds/"+r.UID).Has(t, "/cs/organizer/rounds/"+r.National)
	})
}

func TestAFormOfTheOfficeOutlivesItsSession(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 1, 1)
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		v.Post("/cs/sign-out", nil)
		address := "/cs/organizer/rounds/" + r.UID
		page := v.Post(address+"/edit", sound(roundOf(t, s, r)))
		if page.Status != http.StatusUnauthorized {
			t.Errorf("a form after the session gets %d", page.Status)
		}
		page.Has(t, "Nic se neztratilo.", `name="organizer" value="`+html.EscapeString(sound(roundOf(t, s, r)).Get("organizer"))+`"`, url.QueryEscape(address+"/edit"))
		// An address that takes forms only is no place to come back to.
		page = v.Post(address+"/reopening", nil)
		page.Has(t, `href="/cs/sign-in"`)
		page.Lacks(t, "next=")
	})
}

func TestWhoOrganizesNothingHasNoOffice(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 1, 1)
		s.AddUser(t, "nikdo@example.org")
		nobody := s.Visitor(t)
		nobody.SignIn("nikdo@example.org")
		juror := enter(t, s, r.Jurors[0].Email)
		for name, v := range map[string]*servertest.Visitor{"nobody": nobody, "a juror": juror} {
			for _, path := range []string{"/cs/organizer", "/cs/organizer/rounds/" + r.UID, "/cs/organizer/editions/" + r.Edition.UID} {
				if page := v.Get(path); page.Status != http.StatusNotFound {
					t.Errorf("%s at %s: got %d", name, path, page.Status)
				}
			}
		}
	})
}

// What a page costs is a matter of round trips, not of how many chapters there are.
func TestStatementsOfTheOffice(t *testing.T) {
	n := 0
	servertest.EachWith(t, store.Options{Statement: func() { n++ }}, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 2, 2)
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		paths := []string{"/cs/organizer", "/cs/organizer/editions/" + r.Edition.UID, "/cs/organizer/rounds/" + r.UID,
			"/cs/organizer/competitions/" + r.Competition.UID + "/editions/new"}
		count := func() string {
			counts := ""
			for _, path := range paths {
				before := n
				if page := v.Get(path); page.Status != http.StatusOK {
					t.Fatalf("%s: got %d", path, page.Status)
				}
				counts += fmt.Sprintf(" %d", n-before)
			}
			return counts
		}
		want := count()
		for i, region := range []string{"CZ010", "CZ031", "CZ032", "CZ041", "CZ042", "CZ051"} {
			chapter := storetest.Chapter(t, s.Store, r.Organizer, r.Nation.UID, region)
			if _, err := s.Store.AddRound(t.Context(), r.Organizer, r.Edition.UID, store.ChapterPart{Chapter: chapter.UID}); err != nil {
				t.Fatal(err)
			}
			storetest.Juror(t, s.Store, r.Organizer, r.UID, i+3)
		}
		if got := count(); got != want {
			t.Errorf("with six more chapters, rounds and jurors the pages take%s statements, with two%s", got, want)
		}
	})
}
