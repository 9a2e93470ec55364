package organizer_test

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

// enter signs somebody in who already has an account.
func enter(t *testing.T, s *servertest.Server, email string) *servertest.Visitor {
	t.Helper()
	if err := s.Store.SetPassword(t.Context(), store.Operator(), email, servertest.Password); err != nil {
		t.Fatal(err)
	}
	v := s.Visitor(t)
	v.SignIn(email)
	return v
}

// administrator signs an administrator in who organizes nothing.
func administrator(t *testing.T, s *servertest.Server) *servertest.Visitor {
	t.Helper()
	_, err := s.Store.AddUser(t.Context(), store.Operator(), store.UserForm{Email: "spravce@example.org", Name: "Správce",
		Language: locale.Czech, Password: servertest.Password, Administrator: true})
	if err != nil {
		t.Fatal(err)
	}
	v := s.Visitor(t)
	v.SignIn("spravce@example.org")
	return v
}

// found gives what a pattern's group matches in a page.
func found(t *testing.T, page servertest.Page, pattern string) string {
	t.Helper()
	match := regexp.MustCompile(pattern).FindStringSubmatch(page.Body)
	if match == nil {
		t.Fatalf("%s (%d) has nothing like %s", page.Path, page.Status, pattern)
	}
	return match[1]
}

// newYear is a sound form of an edition; modes are by the chapters' uids.
func newYear(modes map[string]string, other ...string) url.Values {
	form := url.Values{"number": {"26"}, "year": {"2031"}, "language": {"cs"}, "time_zone": {"Europe/Prague"}, "template": {"zlaty-erb"},
		"regional.entries_from.date": {"2030-12-01"}, "regional.entries_from.time": {"08:00"},
		"regional.entries_until.date": {"2031-01-31"}, "regional.entries_until.time": {"18:00"},
		"regional.judging_from.date": {"2031-02-05"}, "regional.judging_from.time": {"08:00"},
		"regional.judging_until.date": {"2031-02-28"}, "regional.judging_until.time": {"18:00"},
		"national.judging_from.date": {"2031-04-01"}, "national.judging_from.time": {"08:00"},
		"national.judging_until.date": {"2031-04-30"}, "national.judging_until.time": {"18:00"}}
	for chapter, mode := range modes {
		form.Set("mode["+chapter+"]", mode)
	}
	for i := 0; i < len(other); i += 2 {
		form.Set(other[i], other[i+1])
	}
	return form
}

func TestACompetitionIsSetUpFromNothing(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		v := administrator(t, s)
		v.Get("/cs/organizer").Has(t, "Zatím tu není žádná soutěž", "/cs/organizer/competitions/new")
		v.Get("/cs/organizer/competitions/new").Has(t, "Nová soutěž", `value="CZ" checked`)
		page := v.Post("/cs/organizer/competitions/new", url.Values{"name": {"Zlatý erb"}, "country": {"CZ"}, "language": {"cs"},
			"root.name": {"Česká republika"}, "organize": {"true"}})
		page.Has(t, "Soutěž Zlatý erb je založena.", "Česká republika", "Liberecký kraj", "Hlavní město Praha")
		competition := found(t, page, `/organizer/competitions/([^/"]+)/regions`)

		regions := v.Get("/cs/organizer/competitions/" + competition + "/chapters")
		page = v.Post("/cs/organizer/competitions/"+competition+"/regions", url.Values{"regions": strings.Split(
			"CZ010 CZ020 CZ031 CZ032 CZ041 CZ042 CZ051 CZ052 CZ053 CZ063 CZ064 CZ071 CZ072 CZ080", " ")})
		page.Has(t, "Přidáno 14\u00a0krajů.", "liberecky-kraj", "hlavni-mesto-praha")
		page.Lacks(t, `name="regions"`)
		if !strings.Contains(regions.Body, `value="CZ051"`) {
			t.Error("the regions of the register are not offered")
		}
		nation := found(t, page, `<option value="([^"]+)">Česká republika`)
		v.Post("/cs/organizer/competitions/"+competition+"/chapters", url.Values{"name": {"Sdružení obcí"}, "parent": {nation}}).
			Has(t, "Přidáno: Sdružení obcí.", "sdruzeni-obci")

		page = v.Get("/cs/organizer/competitions/" + competition + "/editions/new")
		page.Has(t, "Nejlepší webové stránky obce s\u00a0rozšířenou působností", "8\u00a0kritérií, nejvýše 100\u00a0bodů", "Povinně zveřejňované informace")
		page.Lacks(t, "Lider Cyfryzacji")
		modes := map[string]string{}
		for _, match := range regexp.MustCompile(`name="mode\[([^\]]+)\]"`).FindAllStringSubmatch(page.Body, -1) {
			modes[match[1]] = "none"
		}
		if len(modes) != 16 {
			t.Fatalf("the form has %d chapters, want 16", len(modes))
		}
		liberec, prague := modeOf(t, page, "Liberecký kraj"), modeOf(t, page, "Hlavní město Praha")
		modes[nation], modes[liberec], modes[prague] = "own_round", "own_round", "collective"
		page = v.Post("/cs/organizer/competitions/"+competition+"/editions/new", newYear(modes, "note", "Zkušební ročník"))
		page.Has(t, "Ročník je založený.", "Zlatý erb 2031", "26.\u00a0ročník", "Zkušební ročník", "hodnotí společná porota", "Zapsat přihlášky")

		edition := strings.TrimPrefix(page.Path, "/cs/organizer/editions/")
		setup := setupOf(t, s, edition)
		if len(setup.Rounds) != 2 || setup.Edition.Slug != "2031" || setup.Rounds[1].Round.NextRoundID != setup.Rounds[0].Round.ID {
			t.Fatalf("%d rounds in edition %s, want the nation's and one below", len(setup.Rounds), setup.Edition.Slug)
		}
		zone := setup.Edition.Zone()
		for i, want := range []string{"2031-04-30 18:00", "2031-02-28 18:00"} {
			r := setup.Rounds[i].Round
			if got := r.JudgingUntil.In(zone).Format("2006-01-02 15:04"); got != want || r.EntriesFrom.IsZero() != (i == 0) {
				t.Errorf("round %s: judging until %s, entries from %s", r.Slug, got, r.EntriesFrom)
			}
		}
		v.Get("/pl/organizer").Has(t, "Wpisz zgłoszenia")
	})
}

// modeOf finds the uid of a chapter in the form of an edition.
func modeOf(t *testing.T, page servertest.Page, name string) string {
	t.Helper()
	return found(t, page, `for="f-mode-([a-z0-9]+)-">[\s\x{2003}]*`+name+`<`)
}

// setupOf reads an edition as an organizer of its nation.
func setupOf(t *testing.T, s *servertest.Server, edition string) *store.EditionSetup {
	t.Helper()
	setup, err := s.Store.EditionSetup(t.Context(), judging.Actor{User: 1, Memberships: []judging.Membership{{Role: judging.Organizer, Chapter: "1/"}}},
		edition, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	return setup
}

func TestWhatIsWrongInAnEditionStandsBesideItsField(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 0, 0)
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		address := "/cs/organizer/competitions/" + r.Competition.UID + "/editions/new"
		v.Get(address).Has(t, `value="26"`, `value="2024"`, "Formulář vychází z\u00a0ročníku 2023")
		modes := map[string]string{r.Nation.UID: "own_round", r.Region.UID: "own_round"}
		tests := []struct {
			sentence string
			form     url.Values
			has      []string
		}{
			{"letters for a number", newYear(modes, "number", "šestý"), []string{`value="šestý"`, "Zadejte číslo od 1\u00a0do\u00a0999.", `href="#f-number">Číslo ročníku: Zadejte`}},
			{"no year", newYear(modes, "year", ""), []string{"Zadejte rok čtyřmi číslicemi.", `href="#f-year"`, `value="26"`}},
			{"a year that is taken", newYear(modes, "year", "2023"), []string{"Tato adresa je už použita.", `href="#f-slug"`}},
			{"a word that is none", newYear(modes, "slug", "Dvacátý"), []string{`value="Dvacátý"`, `href="#f-slug"`}},
			{"a zone that is none", newYear(modes, "time_zone", "Europe/Semily"), []string{`value="Europe/Semily"`, "Takové časové pásmo neznáme."}},
			{"a template of another country", newYear(modes, "template", "lider-cyfryzacji"), []string{`href="#f-template"`}},
			{"a day that is none", newYear(modes, "regional.judging_from.date", "2031-02-30"), []string{`value="2031-02-30"`, `href="#f-regional-judging_from"`}},
			{"an hour that the clocks skip", newYear(modes, "national.judging_from.date", "2031-03-30", "national.judging_from.time", "02:30"),
				[]string{`value="02:30"`, "neexistuje", `href="#f-national-judging_from"`}},
			{"the regions' judging ends before it begins", newYear(modes, "regional.judging_until.date", "2031-02-01"),
				[]string{"dříve než ten před ním", `href="#f-regional-judging_until"`, `value="2031-02-01"`}},
			{"the nation's judging ends before it begins", newYear(modes, "national.judging_until.date", "2031-03-01"),
				[]string{`href="#f-national-judging_until"`}},
			{"a mode that is none", newYear(map[string]string{r.Region.UID: "half"}), []string{`href="#f-mode-` + r.Region.UID + `-"`}},
		}
		for _, test := range tests {
			page := v.Post(address, test.form)
			if page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: got %d at %s", test.sentence, page.Status, page.Path)
			}
			page.Has(t, test.has...)
			page.Has(t, `value="08:00"`, "ds-validation-message")
		}
		office, err := s.Store.Office(t.Context(), r.Organizer, locale.Czech)
		if err != nil || len(office.Competitions[0].Editions) != 1 {
			t.Errorf("%d editions after forms that were refused, %v", len(office.Competitions[0].Editions), err)
		}
	})
}

func TestWhatIsWrongInACompetitionStandsBesideItsField(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		v := administrator(t, s)
		storetest.Competition(t, s.Store)
		sound := url.Values{"name": {"Český web"}, "country": {"CZ"}, "language": {"cs"}, "root.name": {"Česko"}}
		for _, test := range []struct{ sentence, field, value, href string }{
			{"no name", "name", "", "#f-name"},
			{"a word that is taken", "slug", "zlaty-erb", "#f-slug"},
			{"a word of our own", "slug", "organizer", "#f-slug"},
			{"a root without a name", "root.name", "", "#f-root-name"},
			{"a country without a register", "country", "SK", "#f-country"},
			{"a language that nobody speaks here", "language", "sk", "#f-language"},
		} {
			form := url.Values{}
			for name, values := range sound {
				form[name] = values
			}
			form.Set(test.field, test.value)
			page := v.Post("/cs/organizer/competitions/new", form)
			if page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: got %d", test.sentence, page.Status)
			}
			page.Has(t, `href="`+test.href+`"`)
		}
		made := v.Post("/cs/organizer/competitions/new", sound)
		made.Has(t, "Soutěž Český web je založena.", "Kdo pořádá")
		made.Lacks(t, "Přidat jiné území") // whoever does not organize it does not set it up
		for _, path := range []string{"/editions/new", "/chapters"} {
			address := "/cs/organizer/competitions/" + found(t, made, `/organizer/competitions/([^/"]+)/`) + path
			if page := v.Get(address); (page.Status == http.StatusOK) != (path == "/chapters") {
				t.Errorf("who does not organize it gets %d at %s", page.Status, address)
			}
		}
		v.Get("/cs/organizer").Has(t, "Soutěže, které pořádají jiní", "Český web", "Zlatý erb")
	})
}

func TestAFirstEditionBeginsWithDatesThatAreNotOver(t *testing.T) {
	for _, test := range []struct {
		sentence string
		now      time.Time
		year     string
	}{
		{"while the nation may still judge, it is this year's", time.Date(2026, 4, 30, 12, 0, 0, 0, time.UTC), "2026"},
		{"afterwards it is next year's", time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC), "2027"},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			servertest.EachWith(t, store.Options{Now: func() time.Time { return test.now }}, func(t *testing.T, s *servertest.Server) {
				competition, root := storetest.Competition(t, s.Store)
				storetest.Organizer(t, s.Store, root)
				v := enter(t, s, "organizator."+root.Slug+"@example.org")
				v.Get("/cs/organizer/competitions/"+competition.UID+"/editions/new").Has(t, `name="year" type="text" value="`+test.year+`"`,
					`value="`+test.year+`-04-30"`)
			})
		})
	}
}
