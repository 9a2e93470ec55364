package public_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/server/web"
	"blazon/store"
)

// archiveFile is real results as they were published.
const archiveFile = "../../cmd/blazon/archive.json"

// published is a table as its source has it, read apart from the program's own reader.
type published struct {
	ID     string
	Places []struct {
		Place   any
		Names   []string
		Entry   string
		Entries []string
		Joint   bool
		Points  int
		Prize   string
	}
	NotAwarded   []int `json:"not_awarded"`
	Distinctions []struct{ Award, To string }
}

func TestEveryTableIsShownAsItWasPublished(t *testing.T) {
	text, err := os.ReadFile(archiveFile)
	must(t, err)
	var source struct{ Tables []published }
	must(t, json.Unmarshal(text, &source))
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		_, err := s.Store.SeedRegisters(t.Context())
		must(t, err)
		reports := importArchive(t, s, text, false)
		if len(reports) != len(source.Tables) || len(reports) < 90 {
			t.Fatalf("%d of %d tables were read", len(reports), len(source.Tables))
		}
		c := s.Visitor(t)
		for i, r := range reports {
			if r.Outcome != store.ArchiveAdded {
				t.Errorf("table %s is %s: %v", r.Table.ID, r.Outcome, r.Problems)
				continue
			}
			a := r.Address
			page := c.Get("/cs/" + a.Competition + "/" + a.Edition + "/" + a.Round + "/" + a.Category)
			if page.Status != http.StatusOK {
				t.Fatalf("table %s: %d for %v", r.Table.ID, page.Status, a)
			}
			compareRows(t, source.Tables[i], page.Body)
		}
		for _, r := range importArchive(t, s, text, true) {
			if r.Outcome != store.ArchiveKept {
				t.Errorf("imported again, table %s is %s", r.Table.ID, r.Outcome)
			}
		}
		must(t, s.Store.Check(t.Context(), func(f store.Finding) { t.Error(f) }))
		browseArchive(t, c)
		cutMap(t, s.Store)
		changeTable(t, s)
	})
}

func importArchive(t *testing.T, s *servertest.Server, text []byte, replace bool) []*store.ArchiveReport {
	t.Helper()
	file, err := store.ReadArchive("archive.json", bytes.NewReader(text))
	must(t, err)
	reports, err := s.Store.ImportArchive(t.Context(), store.Operator(), file, store.ArchiveImport{Replace: replace, Reason: "Zdroj se opravil.", Reserved: web.Reserved})
	must(t, err)
	return reports
}

// compareRows holds the page's rows against the table's, in their order, and its awards against the distinctions.
func compareRows(t *testing.T, table published, page string) {
	t.Helper()
	var want [][]string // what each row has in it
	for _, place := range table.NotAwarded {
		want = append(want, []string{fmt.Sprintf("%d. místo", place), "neuděleno"})
	}
	for _, g := range table.Places {
		names := [][]string{g.Names}
		if !g.Joint {
			names = nil
			for i, name := range g.Names {
				entry := g.Entry
				if len(g.Entries) > 0 {
					entry = g.Entries[i]
				}
				names = append(names, []string{name, entry})
			}
		}
		for _, row := range names {
			row = append([]string{placeOnPage(g.Place)}, row...)
			if g.Points != 0 {
				row = append(row, locale.Number(locale.Czech, int64(g.Points)))
			}
			want = append(want, append(row, g.Prize))
		}
	}
	rows := rowsOf(page)
	if len(rows) != len(want) {
		t.Errorf("table %s has %d rows, the page %d: %q", table.ID, len(want), len(rows), rows)
		return
	}
	for i, row := range want {
		for _, part := range row {
			if !strings.Contains(locale.Fold(rows[i]), locale.Fold(part)) {
				t.Errorf("table %s, row %d: %q is not in %q", table.ID, i+1, part, rows[i])
			}
		}
	}
	for _, d := range table.Distinctions {
		at := strings.Index(plain(page), plain(d.Award)+": ")
		if at < 0 || !strings.Contains(locale.Fold(plain(page)[at:]), locale.Fold(d.To)) {
			t.Errorf("table %s: the page does not say that %q went to %q", table.ID, d.Award, d.To)
		}
	}
}

// placeOnPage is how a page in Czech writes a place of the source.
func placeOnPage(place any) string {
	if place == "winner" {
		return "vítěz"
	}
	first, last, ranged := strings.Cut(fmt.Sprint(place), "-")
	if ranged {
		return first + ".–" + last + ". místo"
	}
	return first + ". místo"
}

var (
	rowForm = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	tagForm = regexp.MustCompile(`<[^>]*>`)
)

// rowsOf gives the rows of the page's table without the header.
func rowsOf(page string) (rows []string) {
	_, body, _ := strings.Cut(page, "<tbody>")
	body, _, _ = strings.Cut(body, "</tbody>")
	for _, row := range rowForm.FindAllStringSubmatch(body, -1) {
		rows = append(rows, plain(row[1]))
	}
	return rows
}

// plain is a page's text, with one ordinary space between words.
func plain(page string) string {
	text := tagForm.ReplaceAllString(page, "")
	text = strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&amp;", "&", "\u00a0", " ", "&nbsp;", " ", "&#43;", "+").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}

// browseArchive looks for a few things that are known to be true of the file.
func browseArchive(t *testing.T, c *servertest.Visitor) {
	t.Helper()
	for _, look := range []struct {
		path  string
		has   []string
		lacks []string
	}{
		{"/cs/bodies/561860", []string{"město Nový Bor", "Zlatý erb 2023", "2. místo", "Liberecký kraj"}, []string{"1. místo"}},
		{"/cs/bodies/592889", []string{"město Vyškov", "2.–3. místo", "Mobilní verze stránek webu", "Zlatý erb 2005", "zveřejněno jako „Město Vyškov“"}, nil},
		{"/cs/bodies/563099", []string{"postupuje", "Zlatý erb 2025", "Zlatý erb 2023", "Zlatý erb 2005"}, nil},
		{"/cs/search?q=novy+bor", []string{"město Nový Bor"}, []string{"Nic takového"}},
		{"/pl/search?q=erb+2023+libereck", []string{"Zlatý erb 2023", "Liberecký kraj"}, nil},
		{"/en/search?q=trencin", []string{"Trenčín"}, nil},
		{"/cs/zlaty-erb/archive", []string{"27. ročník", "rok neznámý", "Nic není známo o ročnících: 1., 3., 5.–6., 9., 12.–14."}, nil},
		{"/cs/zlaty-erb/hall-of-fame?series=obce", []string{"obec Lovčice"}, []string{"město Semily"}},
		{"/sitemap/1.xml", []string{"/cs/bodies/561860", "/en/zlaty-erb/2023"}, nil},
		{"/cs/zlaty-erb/2023/entrants", []string{"Zatím tu nikdo není, nebo se neví"}, nil},
		{"/cs", []string{"Zlatý erb", "Cena ITAPA"}, nil},
		{"/cs/zlaty-erb/2005/celostatni-kolo/nejlepsi-webova-stranka-mesta", []string{"Odkud jsou oceněné přihlášky"}, nil},
		{"/cs/zlaty-erb/2002/celostatni-kolo/obce", nil, []string{"Odkud jsou oceněné přihlášky"}},
		{"/sitemap.xml", []string{"/cs/bodies/561860", "/pl/zlaty-erb/2023/liberecky-kraj", "/en/eurocrest/2002/international/"}, nil},
		{"/en/cena-itapa/feed.atom", []string{"Nové služby – National round 2009", "2009-11-03T11:00:00Z"}, nil},
		{"/en/eurocrest/2002", []string{"edition without a number"}, nil},
		{"/cs/cena-itapa/2009/celoslovenske-kolo", []string{"Nové služby"}, nil},
	} {
		page := c.Get(look.path)
		text := plain(page.Body)
		if page.Status != http.StatusOK {
			t.Errorf("%d for %s", page.Status, look.path)
		}
		for _, words := range look.has {
			if !strings.Contains(text, words) {
				t.Errorf("%s does not say %q", look.path, words)
			}
		}
		for _, words := range look.lacks {
			if strings.Contains(text, words) {
				t.Errorf("%s says %q", look.path, words)
			}
		}
	}
	hall := plain(c.Get("/cs/zlaty-erb/hall-of-fame").Body)
	if first, second := strings.Index(hall, "město Bruntál"), strings.Index(hall, "obec Lovčice"); first < 0 || second < first {
		t.Errorf("who won in the nation and in a region (%d) does not stand above who won twice in a region (%d)", first, second)
	}
}

// cutMap wants the parts of the map to be the whole.
func cutMap(t *testing.T, s *store.Store) {
	t.Helper()
	whole, err := s.PublicMap(t.Context(), 1, 1_000_000)
	must(t, err)
	var contests []store.Address
	var bodies []string
	for part, parts := 1, 1; part <= parts; part++ {
		m, err := s.PublicMap(t.Context(), part, 100)
		must(t, err)
		parts = m.Parts
		if (part == 1) != (len(m.Competitions) > 0) {
			t.Errorf("part %d lists %d competitions", part, len(m.Competitions))
		}
		for _, a := range m.Contests {
			contests = append(contests, *a)
		}
		bodies = append(bodies, m.Bodies...)
	}
	if len(contests) != len(whole.Contests) || contests[len(contests)-1] != *whole.Contests[len(contests)-1] || !slices.Equal(bodies, whole.Bodies) ||
		whole.Parts != 1 || len(contests) < 90 || len(bodies) < 100 {
		t.Errorf("the parts have %d contests and %d bodies, the whole %d and %d in %d parts", len(contests), len(bodies), len(whole.Contests), len(whole.Bodies), whole.Parts)
	}
}

// changeTable imports a table, then changes it: that is refused with the difference, unless it is asked for, and what is wrong
// changes nothing.
func changeTable(t *testing.T, s *servertest.Server) {
	t.Helper()
	const table = `[{"id": "A", "competition": "Vesnice roku", "year": 2014, "edition": 16, "round": "Jihomoravský kraj", "category": "Elektronická služba",
 "date": "2014-03-24", "places": [{"place": 1, "names": ["Šebetov"], "ruian_codes": ["582468"]},
  {"place": "2-3", "names": ["Petrovice", "Vyškov"], "ruian_codes": [null, "592889"]}], "complete": true}]`
	importArchive(t, s, []byte(table), false)
	changed := []byte(strings.Replace(table, `"ruian_codes": ["582468"]`, `"ruian_codes": ["582468"], "advances": true, "prize": "20 000 Kč"`, 1))
	refused := importArchive(t, s, changed, false)[0]
	if refused.Outcome != store.ArchiveChanged || len(refused.Difference) != 2 || !strings.HasPrefix(refused.Difference[0], "- places: ") {
		t.Errorf("a changed table is %s: %q", refused.Outcome, refused.Difference)
	}
	c := s.Visitor(t)
	const path = "/cs/vesnice-roku/2014/jihomoravsky-kraj/elektronicka-sluzba"
	if row := rowsOf(c.Get(path).Body)[0]; strings.Contains(row, "postupuje") {
		t.Errorf("the refused table is shown: %q", row)
	}
	if r := importArchive(t, s, changed, true)[0]; r.Outcome != store.ArchiveReplaced {
		t.Fatalf("the table is %s: %v", r.Outcome, r.Problems)
	}
	if text := plain(c.Get(path).Body); !strings.Contains(text, "Oprava výsledku") || !strings.Contains(text, "Zdroj se opravil.") {
		t.Errorf("the replaced result shows no erratum: %s", text)
	}
	rows := rowsOf(c.Get(path).Body)
	if len(rows) != 3 || !strings.Contains(rows[0], "postupuje") || !strings.Contains(rows[0], "20 000 Kč") {
		t.Errorf("the new version is not shown: %q", rows)
	}
	for _, wrong := range []struct{ name, old, new, want string }{
		{"a name that several bodies have", `"names": ["Petrovice", "Vyškov"], "ruian_codes": [null, "592889"]`, `"names": ["Petrovice", "Vyškov"]`, "archive.ambiguous"},
		{"a code that no register has", "582468", "582469", "archive.unknown_code"},
		{"another number of the edition", `"edition": 16`, `"edition": 17`, "archive.other_number"},
		{"places that do not go down", `"place": 1`, `"place": 4`, "archive.bad_places"},
	} {
		r := importArchive(t, s, []byte(strings.Replace(table, wrong.old, wrong.new, 1)), true)[0]
		keys := make([]string, 0, len(r.Problems))
		for _, p := range r.Problems {
			keys = append(keys, p.Field.Key)
		}
		if r.Outcome != store.ArchiveRefused || !slices.Equal(keys, []string{wrong.want}) {
			t.Errorf("%s: %s %v", wrong.name, r.Outcome, keys)
		}
	}
	must(t, s.Store.Check(t.Context(), func(f store.Finding) { t.Error(f) }))
	if again := rowsOf(c.Get(path).Body); !slices.Equal(again, rows) {
		t.Errorf("what was refused changed the page: %q", again)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
