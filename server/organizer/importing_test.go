package organizer_test

import (
	"bytes"
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"blazon/server/servertest"
	"blazon/spreadsheet"
	"blazon/store"
	"blazon/store/storetest"
)

var digest = regexp.MustCompile(`name="digest" value="(\w+)"`)

// importer is the organizer of Liberecký kraj, whose round takes entries.
type importer struct {
	*servertest.Visitor
	t       *testing.T
	edition string
	chapter string // of Liberec
}

func eachImporter(t *testing.T, fn func(t *testing.T, i *importer)) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		competition, nation := storetest.Competition(t, s.Store)
		organizer := storetest.Organizer(t, s.Store, nation)
		liberec := storetest.Chapter(t, s.Store, organizer, nation.UID, "CZ051")
		storetest.Organizer(t, s.Store, liberec)
		now := time.Now()
		round := store.RoundForm{Dates: store.Dates{EntriesFrom: now.Add(-time.Hour), EntriesUntil: now.Add(240 * time.Hour)}}
		edition := storetest.Edition(t, s.Store, organizer, competition, store.ChapterPart{Chapter: nation.UID, Mode: store.OwnRound, Round: round},
			store.ChapterPart{Chapter: liberec.UID, Mode: store.OwnRound, Round: round})
		storetest.Registered(t, s.Store, "562017", "577308", semily)
		email := "organizator.liberecky-kraj@example.org"
		if err := s.Store.SetPassword(context.Background(), store.Operator(), email, servertest.Password); err != nil {
			t.Fatal(err)
		}
		i := &importer{Visitor: s.Visitor(t), t: t, edition: "/cs/organizer/editions/" + edition.UID, chapter: "/cs/organizer/chapters/" + liberec.UID}
		i.SignIn(email)
		fn(t, i)
	})
}

// plan uploads a table and gives the page with its plan.
func (i *importer) plan(name string, content []byte, form url.Values) servertest.Page {
	i.t.Helper()
	all := url.Values{"kind": {"entries"}, "state": {"admitted"}}
	for field, values := range form {
		all[field] = values
	}
	return i.Upload(i.edition+"/import", all, name, content)
}

// confirm brings in what a plan shows.
func (i *importer) confirm(plan servertest.Page) servertest.Page {
	i.t.Helper()
	found := digest.FindStringSubmatch(plan.Body)
	if found == nil {
		i.t.Fatalf("the plan at %s (%d) cannot be confirmed", plan.Path, plan.Status)
	}
	return i.Post(plan.Path, url.Values{"digest": {found[1]}})
}

func TestTablesGoInAndOutWithoutADifference(t *testing.T) {
	eachImporter(t, func(t *testing.T, i *importer) {
		table := "kód;soutěžící;kategorie;webová adresa;název přihlášky;něco\r\n" +
			"562017;Ralsko;obec;https://www.mestoralsko.cz;=HYPERLINK(\"x\");1\r\n" +
			"577308;;obec;;😀 Žluťoučký kůň; \r\n" + semily + ";;orp;;;"
		plan := i.plan("přihlášky.csv", []byte(table), nil)
		plan.Has(t, "Ralsko", "=HYPERLINK", "😀", "Tento sloupec nemá význam", "„něco“", "Provést import: 3\u00a0řádky")
		i.confirm(plan).Has(t, "Import je hotov: 3 přidáno, 0 změněno, 0 beze změny.")
		for _, format := range []string{"xlsx", "csv"} {
			file := i.Get(i.edition + "/entries." + format)
			if file.Status != http.StatusOK || !strings.Contains(file.Header.Get("Content-Disposition"), "."+format) {
				t.Fatalf("export: %d, %s", file.Status, file.Header.Get("Content-Disposition"))
			}
			i.plan("zpět."+format, []byte(file.Body), nil).Has(t, "Tabulka nic nemění.", "<dt>Beze změny</dt><dd>3</dd>")
		}
		file := i.Get(i.edition + "/entries.csv")
		changed := strings.Replace(file.Body, "https://www.mestoralsko.cz", "https://ralsko.example", 1)
		plan = i.plan("změny.csv", []byte(changed), nil)
		plan.Has(t, "<del>https://www.mestoralsko.cz</del> → <ins>https://ralsko.example</ins>")
		i.confirm(plan).Has(t, "0 přidáno, 1 změněno, 2 beze změny.")
	})
}

func TestRepresentativesFromATable(t *testing.T) {
	eachImporter(t, func(t *testing.T, i *importer) {
		plan := i.plan("zástupci.csv", []byte("kód,e-mail,jméno\n"+semily+",podatelna@semily.example,Podatelna\n"), url.Values{"kind": {"representatives"}})
		i.confirm(plan).Has(t, "1 přidáno")
		wrong := i.plan("zástupci.csv", []byte("kód,e-mail,jméno\n"+semily+",nikam,Podatelna\n999999,a@b.example,A\n"), url.Values{"kind": {"representatives"}})
		wrong.Has(t, "Opravte označené buňky", "Kód „999999“ v\u00a0registru není", "<dt>Odmítne</dt><dd>2</dd>")
		if digest.MatchString(wrong.Body) {
			t.Error("a plan with refused lines can be confirmed")
		}
	})
}

func TestWhatIsWrongWithATableStandsBesideTheFile(t *testing.T) {
	eachImporter(t, func(t *testing.T, i *importer) {
		for name, content := range map[string]string{
			"prázdný.csv": "", "nul.csv": "a;b\n1;\x00", "bomba.xlsx": "PK\x03\x04 not a workbook", "starý.xls": "\xd0\xcf\x11\xe0", "kódování.csv": "a;b\n\x81\x83;\x88",
		} {
			page := i.plan(name, []byte(content), url.Values{"reason": {"Proto."}})
			if page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", name, page.Status)
			}
			page.Has(t, `id="f-file-error"`, "Proto.", name)
		}
		i.Post(i.edition+"/import", url.Values{"kind": {"entries"}, "state": {"draft"}}).Has(t, "Vyberte soubor s\u00a0tabulkou.")
		large := i.plan("velký.csv", bytes.Repeat([]byte("a"), spreadsheet.MaxBytes+1<<20), nil)
		if large.Status != http.StatusRequestEntityTooLarge && large.Status != http.StatusUnprocessableEntity {
			t.Errorf("too large: %d", large.Status)
		}
	})
}

func TestListsAreSavedWhole(t *testing.T) {
	eachImporter(t, func(t *testing.T, i *importer) {
		i.confirm(i.plan("přihlášky.csv", []byte("kód;kategorie;webová adresa\n562017;obec;https://www.mestoralsko.cz\n"+semily+";orp;\n"), nil))
		for path, want := range map[string]string{
			i.edition + "/entries":                            "město Ralsko",
			i.edition + "/entries?q=ralsko&sort=-name":        "město Ralsko",
			i.edition + "/comparison":                         "Liberecký kraj",
			"/cs/organizer/outbox":                            "Příjemce",
			"/cs/organizer/requests":                          "Adresu potvrdil",
			"/cs/organizer/bodies?q=semily":                   "Semily",
			i.chapter + "/members":                            "Účet",
			round.FindString(i.Get(i.edition).Body) + "/jury": "Role",
		} {
			page := i.Get(path)
			link := regexp.MustCompile(`href="([^"]*as=csv)"`).FindStringSubmatch(page.Body)
			if link == nil && regexp.MustCompile(`outbox|jury|requests`).MatchString(path) {
				link = []string{"", path + "?as=csv"} // an empty list offers no file
			}
			if link == nil {
				t.Errorf("%s offers no file", path)
				continue
			}
			file := i.Get(html.UnescapeString(link[1]))
			if !strings.HasPrefix(file.Body, "\ufeff") || !strings.Contains(file.Body, want) {
				t.Errorf("%s: %d, %.200q", path, file.Status, file.Body)
			}
		}
		narrowed := i.Get(i.edition + "/entries?q=ralsko&as=csv")
		if strings.Contains(narrowed.Body, "Semily") {
			t.Error("the file does not keep to the search")
		}
	})
}

var round = regexp.MustCompile(`/cs/organizer/rounds/\w+`)
